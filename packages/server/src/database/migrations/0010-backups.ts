import type { Kysely } from 'kysely'
import { columnTypes, key, required } from '../column-types.ts'

/** What is known of each backup besides its file, and of the latest release. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('backups')
    .addColumn('id', text, key)
    .addColumn('state', text, required)
    .addColumn('files', integer, required)
    .addColumn('bytes', integer)
    .addColumn('sha256', text)
    .addColumn('row_count', integer)
    .addColumn('problem', text)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('finished_at', integer)
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createTable('updates')
    .addColumn('id', text, key)
    .addColumn('checked_at', integer)
    .addColumn('version', text)
    .addColumn('notes', text)
    .addColumn('url', text)
    .addColumn('sha256', text)
    .addColumn('downloaded_at', integer)
    .addColumn('problem', text)
    .modifyEnd(checked)
    .execute()
}
