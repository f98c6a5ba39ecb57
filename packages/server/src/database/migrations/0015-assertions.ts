import type { Kysely } from 'kysely'
import { columnTypes, key, references, required } from '../column-types.ts'

/** Sentences about tokens and roles that no later edit may make false. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('assertions')
    .addColumn('id', text, key)
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('token_id', text, (column) => column.references('tokens.id').onDelete('cascade'))
    .addColumn('role_id', text, (column) => column.references('roles.id').onDelete('cascade'))
    .addColumn('name', text, required)
    .addColumn('claim', text, required)
    .addColumn('version', integer, required)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .modifyEnd(checked)
    .execute()
  await db.schema.createIndex('assertions_of_token').on('assertions').columns(['token_id', 'name']).unique().execute()
  await db.schema.createIndex('assertions_of_role').on('assertions').columns(['role_id', 'name']).unique().execute()
  await db.schema.createIndex('assertions_of_space').on('assertions').columns(['space_id']).execute()
}
