import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { appendAudit } from '../database/audit-chain.ts'
import { removeBranchCopies } from '../database/branch-copies.ts'
import type { Database, Writer } from '../database/database.ts'
import { insertRows } from '../database/insert-rows.ts'
import { migrations } from '../database/migrations.ts'
import type { Schema } from '../database/schema.ts'
import { readMigrations, readTables, resumeSequences } from '../database/tables.ts'
import { endToken } from '../features/tokens/end-token.ts'
import { installationChain } from '../pipeline/audit.ts'
import type { Endings } from '../revocations/ending.ts'
import { applyEndingsIn } from '../revocations/reconcile.ts'
import type { BackupBlobs } from './backup-blobs.ts'
import { DamagedBackup, type Head, type Manifest, verifyManifest } from './format.ts'
import { keeperOf } from './kept-rows.ts'
import { type BackupEnd, readBackup } from './read-backup.ts'
import { assertKnownSchema, verifyBackup } from './verify-backup.ts'

export interface RestoreOptions {
  /** The file of the backup. */
  readonly file: string
  /** Opened and empty; its schema is made by the restore. */
  readonly database: Database
  readonly ring: KeyRing
  /** Null when the bytes of files are not to be restored. */
  readonly blobs: BackupBlobs | null
  /** Where bytes lie while they are received. */
  readonly folder: string
  /** What has ended since the backup was made; `all` ends every token. Throws when nobody can say. */
  readonly endings: (head: Head) => Endings | 'all'
  readonly now: number
}

export interface Restored {
  readonly manifest: Manifest
  /** How many tokens of the backup have ended since, and did not come back. */
  readonly ended: number
}

/**
 * Puts a backup into an empty installation: all of it, or nothing. Every token that has ended since is ended in the same transaction,
 * so that there is no moment in which it would be good.
 *
 * Throws a sentence for the operator: for a file that is no backup or damaged, of another key ring or a newer version, and for an
 * installation that somebody owns already.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { file, database, ring, blobs } = options
  const end = await verifyBackup(createReadStream(file))
  assertOurs(end, ring)
  assertKnownSchema(end.manifest.head, Object.keys(migrations))
  const endings = options.endings(end.manifest.head)
  await prepareSchema(database, end.manifest)
  const kept: string[] = []
  try {
    if (blobs !== null) await restoreBlobs(file, blobs, options.folder, kept)
    const ended = await database.write((tx) => restoreRows(tx, { ...options, endings }))
    await database.migrate()
    return { manifest: end.manifest, ended }
  } catch (error) {
    for (const name of kept) await blobs?.remove(name)
    throw error
  }
}

/** Refuses what another installation has written, and what somebody has changed and counted anew. */
export function assertOurs({ manifestBytes, mac }: BackupEnd, ring: KeyRing): void {
  const verdict = verifyManifest(ring, manifestBytes, mac)
  if (verdict === 'signed') return
  throw new DamagedBackup(
    verdict === 'forged'
      ? 'The backup was changed after it was written: its signature does not fit.'
      : 'The backup was written with another key ring. Put that key-ring file in place first: without it no token of the backup could be verified.',
  )
}

/** Makes the tables as they were; refuses an installation that is in use. */
async function prepareSchema(database: Database, { head }: Manifest): Promise<void> {
  const last = head.schema.at(-1) ?? null
  await database.migrate(last)
  const [owned, present] = await database.read(async (db) => [
    await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst(),
    await readMigrations(db),
  ])
  if (owned !== undefined)
    throw new Error('Somebody owns this installation already. Restore into a new data folder or an empty database.')
  if (present.join() !== head.schema.join()) {
    throw new Error('The database has tables of another version than the backup. Restore into an empty database.')
  }
}

async function restoreRows(
  tx: Writer,
  { file, endings, now }: { readonly file: string; readonly endings: Endings | 'all'; readonly now: number },
): Promise<number> {
  const tables = await readTables(tx)
  // A branch that was being made has its rows already: nothing is copied before all of them are back.
  await removeBranchCopies(tx)
  for (const { name } of tables.toReversed()) await tx.deleteFrom(asTable(name)).execute()
  const known = new Set(tables.map(({ name }) => name))
  const { manifest } = await readBackup(createReadStream(file), {
    rows: async (table, rows) => {
      if (!known.has(table)) throw new DamagedBackup(`The backup has a table ${table} that nobody knows.`)
      // Of an older backup, that has more than one of now.
      if (keeperOf(table) === null) return
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- read from a table of this name; the database checks each column.
      await insertRows(tx, asTable(table), rows as never[])
    },
  })
  await resumeSequences(tx)
  await beginEra(tx, manifest.head)
  const ended = endings === 'all' ? await endAll(tx, now) : await applyEndingsIn(tx, endings, now)
  await appendAudit(tx, installationChain, {
    at: now,
    actor: 'installation',
    action: 'backups.restore',
    subject: 'backups',
    body: {
      token: null,
      secret_version: null,
      decided_by: [],
      request: '',
      network: '',
      details: { created_at: manifest.head.created_at, tokens_ended: ended },
    },
  })
  return ended
}

/** What was told of changes since the backup did not happen: no cursor is followed across a restore. The migration does so for older backups. */
async function beginEra(tx: Writer, { schema }: Head): Promise<void> {
  if (schema.includes('0016-changes')) await tx.updateTable('instance').set({ changes_era: randomUUID() }).execute()
}

/** Ends every token that the backup holds. */
async function endAll(tx: Writer, now: number): Promise<number> {
  const live = await tx.selectFrom('tokens').select('id').where('state', '<>', 'revoked').execute()
  for (const { id } of live) await endToken(tx, id, 'revoke', now)
  return live.length
}

/** The names of those that were kept are noted, for when the rest fails. */
async function restoreBlobs(file: string, blobs: BackupBlobs, folder: string, kept: string[]): Promise<void> {
  const scratch = await mkdtemp(join(folder, 'restoring-'))
  try {
    await readBackup(createReadStream(file), {
      blob: async (name, stream) => {
        const part = join(scratch, 'blob')
        await pipeline(stream, createWriteStream(part))
        if ((await blobs.size(name)) !== null) return
        await blobs.keep(name, part)
        kept.push(name)
      },
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function asTable(name: string): keyof Schema {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the database has told that it has this table.
  return name as keyof Schema
}
