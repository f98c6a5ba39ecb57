import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import type { Position } from '../../lib/page.ts'

export type BackupRow = Selectable<Schema['backups']>

export async function readBackup(db: Reader, id: string): Promise<BackupRow | null> {
  return (await db.selectFrom('backups').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Up to `limit` backups made before the position, the newest first. Ids are in the order of time. */
export function readBackups(db: Reader, after: Position | null, limit: number): Promise<BackupRow[]> {
  let query = db.selectFrom('backups').selectAll().orderBy('id', 'desc').limit(limit)
  if (after !== null) query = query.where('id', '<', String(after[0]))
  return query.execute()
}

export async function countBackups(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('backups')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function insertBackup(tx: Writer, row: BackupRow): Promise<void> {
  await tx.insertInto('backups').values(row).execute()
}

/** What became of a backup. False when it was deleted meanwhile. */
export async function settleBackup(
  tx: Writer,
  id: string,
  outcome: Partial<Pick<BackupRow, 'state' | 'bytes' | 'sha256' | 'row_count' | 'problem' | 'finished_at'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('backups').set(outcome).where('id', '=', id).executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function deleteBackupRow(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom('backups').where('id', '=', id).execute()
}

/** Good backups beyond the newest `keep`. */
export async function readSurplus(tx: Writer, keep: number): Promise<readonly string[]> {
  const rows = await tx.selectFrom('backups').select('id').where('state', '=', 'done').orderBy('id', 'desc').execute()
  return rows.slice(keep).map(({ id }) => id)
}
