import type { Kysely } from 'kysely'
import { columnTypes, key, required, zero } from '../column-types.ts'

/** Uploads that go straight to the storage, between their beginning and their completion. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('asset_uploads')
    .addColumn('id', text, key)
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('blob', text, required)
    .addColumn('bytes', integer, required)
    .addColumn('received', integer, zero)
    .addColumn('file_name', text, required)
    .addColumn('category', text)
    .addColumn('private', integer, required)
    .addColumn('metadata', text, required)
    .addColumn('created_by_kind', text, required)
    .addColumn('created_by_id', text, required)
    .addColumn('created_at', integer, required)
    .addColumn('expires_at', integer, required)
    .addForeignKeyConstraint('asset_uploads_branch', ['space_id', 'branch_id'], 'branches', ['space_id', 'id'])
    .modifyEnd(checked)
    .execute()
  await db.schema.createIndex('asset_uploads_by_expiry').on('asset_uploads').column('expires_at').execute()
}
