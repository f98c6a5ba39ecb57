import { rmSync } from 'node:fs'
import { makeTestFolder } from '../database/test-folder.ts'
import { type FileLimits, type Files, limitsDefault, openFiles } from '../files/files.ts'

/** Files in a folder that is gone when the process ends. */
export function openTestFiles(limits: Partial<FileLimits> = {}): Files {
  const folder = makeTestFolder('files')
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return openFiles({ folder, s3: null, limits: { ...limitsDefault, ...limits }, sizesBytesMax: 1024 * 1024 })
}
