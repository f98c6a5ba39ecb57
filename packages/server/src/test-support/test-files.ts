import { makeTestFolder } from '../database/test-folder.ts'
import { type FileLimits, type Files, limitsDefault, openFiles } from '../files/files.ts'

/** Files in a folder that is swept when the process has ended. */
export function openTestFiles(limits: Partial<FileLimits> = {}): Files {
  return openFiles({
    folder: makeTestFolder('files'),
    s3: null,
    limits: { ...limitsDefault, ...limits },
    sizesBytesMax: 1024 * 1024,
  })
}
