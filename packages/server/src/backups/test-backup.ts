import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../test-support/temporary-folder.ts'
import type { Database } from '../database/database.ts'
import { startSession } from '../features/session/start-session.ts'
import { Endings } from '../revocations/ending.ts'
import type { TestApp } from '../test-support/test-app.ts'
import type { BackupBlobs } from './backup-blobs.ts'
import type { Manifest } from './format.ts'
import type { RestoreOptions } from './restore-backup.ts'
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

/** A restore of a backup of the app into another database, of which nothing has ended since. */
export function restoring(
  { services, clock }: TestApp,
  database: Database,
  file: string,
  folder: string,
): RestoreOptions {
  return { file, folder, database, ring: services.ring, blobs: null, endings: () => new Endings(), now: clock.now }
}

/** A session of the owner, whose old one was not in the backup. */
export async function signIn({ services, database, owner, clock }: TestApp): Promise<string> {
  const serial = await services.nextSerial('token')
  const session = await database.write((tx) => startSession(tx, services, { accountId: owner.id, serial }, clock.now))
  return session.text.expose()
}
