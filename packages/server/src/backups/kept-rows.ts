import type { Reader } from '../database/database.ts'
import type { Row, TableFacts } from '../database/tables.ts'
import type { Schema } from '../database/schema.ts'

/** Tables whose rows are good for the moment only. Every other one is in a backup, also one that comes later. */
const leftOut: ReadonlySet<keyof Schema> = new Set([
  'one_time_links',
  'sign_in_challenges',
  'idempotency',
  'backups',
  'updates',
])

/** What a backup keeps of the rows of a table; null for a table that it leaves out. */
export type KeepRow = (row: Row) => Row | null

/**
 * Sessions are not in a backup: who signs in after a restore signs in anew. Jobs are, for what was scheduled; which process
 * had leased them is forgotten.
 */
export async function keeperOf(db: Reader): Promise<(table: TableFacts) => KeepRow | null> {
  const rows = await db.selectFrom('tokens').select('id').where('kind', '=', 'session').execute()
  const sessions = new Set<unknown>(rows.map(({ id }) => id))
  return (table) => {
    if (isLeftOut(table.name)) return null
    const columns = table.name === 'tokens' ? ['id'] : columnsNaming('tokens', table)
    return (row) => (columns.some((column) => sessions.has(row[column])) ? null : forgetful(table.name, row))
  }
}

function forgetful(table: string, row: Row): Row | null {
  switch (table) {
    case 'outbox':
      return row['topic'] === backupTopic ? null : { ...row, leased_until: null }
    case 'instance':
      return { ...row, setup_secret_hash: null, setup_expires_at: null }
    default:
      return row
  }
}

/** The job that makes a backup; one that was restored would make another. */
export const backupTopic = 'backups.create'

function columnsNaming(parent: string, { references }: TableFacts): readonly string[] {
  return references.filter(({ table }) => table === parent).map(({ column }) => column)
}

function isLeftOut(name: string): boolean {
  const names: ReadonlySet<string> = leftOut
  return names.has(name)
}
