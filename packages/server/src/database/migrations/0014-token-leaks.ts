import type { Kysely } from 'kysely'
import { columnTypes, references, required } from '../column-types.ts'

/** Where tokens were reported as found in the open, so that what is reported again is told once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('token_leaks')
    .addColumn('token_id', text, references('tokens.id'))
    .addColumn('secret_version', integer, required)
    .addColumn('place_hash', text, required)
    .addColumn('reporter', text, required)
    .addColumn('source', text, required)
    .addColumn('url', text, required)
    .addColumn('reported_at', integer, required)
    .addPrimaryKeyConstraint('token_leaks_key', ['token_id', 'secret_version', 'place_hash'])
    .modifyEnd(checked)
    .execute()
}
