import { join } from 'node:path'

/** The file of a downloaded release. The version is three numbers: it names no other folder. */
export function releaseFile(folder: string, version: string): string {
  return join(folder, `latchkey-${version}.tgz`)
}
