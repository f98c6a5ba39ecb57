import { type Kysely, sql } from 'kysely'
import { columnTypes, empty, zero } from '../column-types.ts'

/** What releases pin, where they publish, and when; and a view for each of them, which is laid over an environment's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer } = columnTypes(db)
  const add = (table: string) => db.schema.alterTable(table)
  await add('views')
    .addColumn('release_id', text, (column) => column.references('releases.id'))
    .execute()
  await db.schema.dropIndex('views_draft').execute()
  await db.schema
    .createIndex('views_draft')
    .unique()
    .on('views')
    .columns(['space_id', 'branch_id'])
    .where(sql<boolean>`environment_id is null and release_id is null`)
    .execute()
  await db.schema
    .createIndex('views_of_release')
    .unique()
    .on('views')
    .column('release_id')
    .where(sql<boolean>`release_id is not null`)
    .execute()
  await add('releases').addColumn('description', text, empty).execute()
  await add('releases')
    .addColumn('environments', text, (column) => column.notNull().defaultTo('[]'))
    .execute()
  await add('releases').addColumn('job_id', text).execute()
  await add('releases').addColumn('failure', text).execute()
  await add('releases').addColumn('failed_at', integer).execute()
  await add('releases').addColumn('published_at', integer).execute()
  await add('release_items').addColumn('locales', text).execute()
  await add('release_items').addColumn('takes_shared', integer, zero).execute()
  await add('release_items').addColumn('slug', text, empty).execute()
  await add('release_items').addColumn('version', integer, zero).execute()
  await add('release_items').addColumn('updated_at', integer, zero).execute()
  await add('release_items').addColumn('pinned_at', integer, zero).execute()
}
