import type { S3Location } from '../blobs/blob-store-s3.ts'
import { makeTestFolder } from '../database/test-folder.ts'
import { type FileLimits, type Files, limitsDefault, openFiles } from '../files/files.ts'

/** Files in a folder that is swept when the process has ended, or in a bucket. */
export function openTestFiles(limits: Partial<FileLimits> = {}, s3: S3Location | null = null): Files {
  return openFiles({
    folder: makeTestFolder('files'),
    s3,
    limits: { ...limitsDefault, ...limits },
    sizesBytesMax: 1024 * 1024,
  })
}
