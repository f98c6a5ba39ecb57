import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import { textsInBody } from '../../database/sql-differences.ts'
import { tagsKey } from '../content/tags-key.ts'
import type { DeclaredTagRow } from './queries.ts'

/** Whether a file of the space bears a tag, in any branch, live or not, the trash included. */
export async function isBorneByFile(db: Reader, { space_id, tag }: DeclaredTagRow): Promise<boolean> {
  const working = textsInBody(db, sql.ref<string>('a.metadata'), tagsKey)
  const live = textsInBody(db, sql.ref<string>('p.metadata'), tagsKey)
  const query = sql<{ readonly found: number }>`
    select 1 as found from assets a cross join ${working.from} where a.space_id = ${space_id} and ${working.text} = ${tag}
    union all
    select 1 as found from views v join published_assets p on p.view_id = v.id cross join ${live.from}
      where v.space_id = ${space_id} and ${live.text} = ${tag}
    limit 1`
  return (await query.execute(db)).rows.length > 0
}
