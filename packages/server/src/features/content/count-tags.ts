import { sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import type { Condition } from './list-condition.ts'
import { shared } from './field-values.ts'
import type { LocaleReach } from './locale-reach.ts'
import { type Source, visible } from './source.ts'
import { tagsKey } from './tags-key.ts'
import { conditionSql } from './value-sql.ts'

interface CountedTag {
  readonly tag: string
  readonly entries: number
}

/** The tags that visible rows show, by name, each with the number of these rows; of those alone that pass the condition. */
export async function countTags(source: Source, reach: LocaleReach, condition: Condition): Promise<CountedTag[]> {
  const where = allOf([source.where, visible(source, reach), conditionSql(source, reach, condition)])
  const query = sql<CountedTag>`
    select i.str as tag, count(*) as entries from ${source.from} cross join field_index i
    where ${where} and i.view_id = ${source.view} and i.entry_id = ${source.columns.id}
      and i.field_id = ${tagsKey} and i.locale = ${shared}
    group by i.str order by i.str`
  return (await query.execute(source.db)).rows
}
