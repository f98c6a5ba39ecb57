import { sql } from 'kysely'
import type { Writer } from '../../database/database.ts'

const rowsAtOnce = 500

const tables = [
  { table: 'lapsed', key: ['view_id', 'seq', 'entry_id', 'locale'] },
  { table: 'lapsed_assets', key: ['view_id', 'seq', 'asset_id'] },
  { table: 'type_changes', key: ['view_id', 'seq', 'type_id'] },
] as const

/** Forgets some of what lapsed before a time. Answers how many rows that were: 0 when none is left. */
export async function forgetLapsed(tx: Writer, time: number): Promise<number> {
  let forgotten = 0
  for (const { table, key } of tables) {
    const columns = sql.join(key.map((column) => sql.ref(column)))
    const { rows } = await sql`
      delete from ${sql.table(table)} where (${columns}) in (
        select ${columns} from ${sql.table(table)} where lapsed_at < ${time} order by lapsed_at limit ${rowsAtOnce}
      ) returning 1`.execute(tx)
    forgotten += rows.length
  }
  return forgotten
}
