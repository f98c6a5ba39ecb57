import type { Filter } from '@latchkey/policy/filter'
import { sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import type { AssetSource } from './asset-source.ts'

interface CountedCategory {
  readonly category: string
  readonly assets: number
}

interface CountedTag {
  readonly tag: string
  readonly assets: number
}

/** The categories of the assets that pass a filter, by name, each with their number. */
export async function countByCategory(source: AssetSource, filter: Filter): Promise<CountedCategory[]> {
  const query = sql<CountedCategory>`
    select a.category, count(*) as assets from ${source.from}
    where ${allOf([passing(source, filter), sql`a.category is not null`])} group by a.category order by a.category`
  return (await query.execute(source.db)).rows
}

/** The tags of the assets that pass a filter, by name, each with their number. */
export async function countByTag(source: AssetSource, filter: Filter): Promise<CountedTag[]> {
  const { from, text } = source.tags
  const query = sql<CountedTag>`
    select ${text} as tag, count(*) as assets from ${source.from} cross join ${from}
    where ${passing(source, filter)} group by ${text} order by ${text}`
  return (await query.execute(source.db)).rows
}

function passing({ db, where, filterColumns }: AssetSource, filter: Filter) {
  return allOf([where, filterCondition(db, filter, filterColumns)])
}
