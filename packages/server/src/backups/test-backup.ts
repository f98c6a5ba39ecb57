import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../test-support/temporary-folder.ts'
import type { TestApp } from '../test-support/test-app.ts'
import type { BackupBlobs } from './backup-blobs.ts'
import type { Manifest } from './format.ts'
import { writeBackup } from './write-backup.ts'

/** A backup of a test's own, written to a file. */
export interface TestBackup {
  readonly folder: string
  readonly file: string
  readonly manifest: Manifest
}

export async function takeBackup(
  { database, services }: Pick<TestApp, 'database' | 'services'>,
  blobs: BackupBlobs | null = null,
): Promise<TestBackup> {
  const folder = temporaryFolder('backup')
  const file = join(folder, `${randomBytes(4).toString('hex')}.tar.gz`)
  const { ring, now } = services
  const manifest = await writeBackup({ database, ring, now, blobs, journal: async () => null }, createWriteStream(file))
  return { folder, file, manifest }
}
