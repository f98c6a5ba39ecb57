import type { Filter } from '@latchkey/policy/filter'
import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import { creatorColumns } from '../../lib/creator.ts'

/** How many entries of a type are in a state. */
export interface StateCount {
  readonly type: string
  readonly state: 'draft' | 'published' | 'protected' | 'archived'
  readonly count: number
}

/** Counts the entries that a filter lets through, by type and state. */
export function countByState(
  db: Reader,
  { spaceId, branchId }: { readonly spaceId: string; readonly branchId: string },
  filter: Filter,
): Promise<StateCount[]> {
  const passing = filterCondition(db, filter, {
    id: sql.ref('entries.id'),
    name: sql.ref('entries.slug'),
    type: sql.ref('content_types.slug'),
    status: sql.ref('entries.state'),
    own: (principal) => {
      const { created_by_kind: kind, created_by_id: id } = creatorColumns(principal)
      return sql`entries.created_by_kind = ${kind} and entries.created_by_id = ${id}`
    },
  })
  return db
    .selectFrom('entries')
    .innerJoin('content_types', (join) =>
      join
        .onRef('content_types.space_id', '=', 'entries.space_id')
        .onRef('content_types.branch_id', '=', 'entries.branch_id')
        .onRef('content_types.id', '=', 'entries.type_id'),
    )
    .select(['content_types.slug as type', 'entries.state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('entries.space_id', '=', spaceId)
    .where('entries.branch_id', '=', branchId)
    .where('entries.deleted_at', 'is', null)
    .where(passing)
    .groupBy(['content_types.slug', 'entries.state'])
    .orderBy('content_types.slug')
    .execute()
}

/** What tokens were used for since a day, by day. */
export async function readCalls(db: Reader, tokenIds: readonly string[], since: number) {
  if (tokenIds.length === 0) return []
  return db
    .selectFrom('token_usage')
    .select([
      'day',
      ({ fn }) => fn.sum<number>('calls').as('calls'),
      ({ fn }) => fn.sum<number>('refused').as('refused'),
    ])
    .where('token_id', 'in', tokenIds)
    .where('day', '>=', since)
    .groupBy('day')
    .orderBy('day')
    .execute()
}
