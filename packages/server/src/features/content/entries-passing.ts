import type { Filter } from '@latchkey/policy/filter'
import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { bearsIn, tagViewsOf } from './borne-tags.ts'

/** The views in which entries bear the tags that grants ask for. */
export const entryTagViews = tagViewsOf('entries')

/** The working entries of a space that a filter lets through, each beside its type. */
export function entriesPassing(db: Reader, spaceId: string, filter: Filter) {
  const id = sql.ref<string>('entries.id')
  const passing = filterCondition(db, filter, {
    id,
    name: sql.ref('entries.slug'),
    type: sql.ref('content_types.slug'),
    status: sql.ref('entries.state'),
    own: (principal) => {
      const { created_by_kind: kind, created_by_id: by } = creatorColumns(principal)
      return sql`entries.created_by_kind = ${kind} and entries.created_by_id = ${by}`
    },
    tagged: (tags, copy) => bearsIn(entryTagViews[copy], id, tags),
  })
  return db
    .selectFrom('entries')
    .innerJoin('content_types', (join) =>
      join
        .onRef('content_types.space_id', '=', 'entries.space_id')
        .onRef('content_types.branch_id', '=', 'entries.branch_id')
        .onRef('content_types.id', '=', 'entries.type_id'),
    )
    .where('entries.space_id', '=', spaceId)
    .where('entries.deleted_at', 'is', null)
    .where(passing)
}
