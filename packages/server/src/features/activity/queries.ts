import type { Selectable } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { contains, textInBody } from '../../database/sql-differences.ts'

export type AuditRow = Selectable<Schema['audit']>

/** What the rows of a trail must be like; absent: anything. */
export interface TrailFilter {
  readonly actor?: string
  readonly operation?: string
  readonly target?: string
  readonly token?: string
  /** UTC milliseconds, both inclusive. */
  readonly from?: number
  readonly to?: number
  readonly search?: string
}

export interface TrailPage {
  readonly rows: readonly AuditRow[]
  /** Where the next page goes on: before this row. Null at the beginning of the trail. */
  readonly next: number | null
}

/** Rows that one page looks through where no index leads to those that fit: some milliseconds of work. */
const looksThrough = 10_000

/** Up to `limit` fitting rows of a chain before `before`, the newest first; null: from its end. */
export async function readTrail(
  db: Reader,
  chainId: string,
  filter: TrailFilter,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<TrailPage> {
  const start = before ?? (await readLength(db, chainId)) + 1
  const isIndexed = filter.actor !== undefined || filter.target !== undefined
  const end = isIndexed ? 1 : Math.max(1, start - looksThrough)
  const rows = await fitting(db, filter)
    .where('chain_id', '=', chainId)
    .where('seq', '<', start)
    .where('seq', '>=', end)
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const goesOn = rows.length > limit ? (shown.at(-1)?.seq ?? null) : null
  return { rows: shown, next: goesOn ?? (end > 1 ? end : null) }
}

function fitting(db: Reader, { actor, operation, target, token, from, to, search }: TrailFilter) {
  let query = db.selectFrom('audit').selectAll()
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (operation !== undefined) query = query.where('action', '=', operation)
  if (target !== undefined) query = query.where('subject', '=', target)
  if (from !== undefined) query = query.where('at', '>=', from)
  if (to !== undefined) query = query.where('at', '<=', to)
  if (token !== undefined) query = query.where((eb) => eb(textInBody(db, eb.ref('body'), 'token', null), '=', token))
  if (search === undefined) return query
  return query.where((eb) =>
    eb.or((['subject', 'actor', 'body'] as const).map((column) => contains(db, eb.ref(column), search))),
  )
}

async function readLength(db: Reader, chainId: string): Promise<number> {
  const head = await db.selectFrom('audit_chains').select('seq').where('chain_id', '=', chainId).executeTakeFirst()
  return head?.seq ?? 0
}
