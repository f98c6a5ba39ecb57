import type { Selectable } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

export type AuditRow = Selectable<Schema['audit']>

/** Up to `limit` rows of a space's trail before `before`, the newest first; null: from its end. */
export function readTrail(db: Reader, spaceId: string, before: number | null, limit: number): Promise<AuditRow[]> {
  let query = db.selectFrom('audit').selectAll().where('chain_id', '=', spaceId).orderBy('seq', 'desc').limit(limit)
  if (before !== null) query = query.where('seq', '<', before)
  return query.execute()
}
