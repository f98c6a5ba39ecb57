import type { Filter } from '@latchkey/policy/filter'
import type { Reader } from '../../database/database.ts'
import { entriesPassing } from '../content/entries-passing.ts'

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
  return entriesPassing(db, spaceId, filter)
    .where('entries.branch_id', '=', branchId)
    .select(['content_types.slug as type', 'entries.state', ({ fn }) => fn.countAll<number>().as('count')])
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
