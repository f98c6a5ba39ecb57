import type { Kysely } from 'kysely'
import { columnTypes, empty, key, required, zero } from '../column-types.ts'

/** History by branch, who deleted what, and publishing that happens later or after a second look. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .alterTable('revisions')
    .addColumn('branch_id', text, (column) => column.notNull().defaultTo('main'))
    .execute()
  await db.schema.alterTable('entries').addColumn('deleted_by_kind', text).execute()
  await db.schema.alterTable('entries').addColumn('deleted_by_id', text).execute()
  await db.schema.alterTable('environments').addColumn('requires_review', integer, zero).execute()
  await createRenames(db)
  await createSchedules(db)
  await createPublishRequests(db)
}

async function createRenames(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('renames')
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('entry_id', text, required)
    .addColumn('version', integer, required)
    .addColumn('slug_before', text, required)
    .addColumn('author', text, required)
    .addColumn('token_secret_version', integer)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('renames_pk', ['space_id', 'branch_id', 'entry_id', 'version'])
    .modifyEnd(checked)
    .execute()
}

async function createSchedules(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('schedules')
    .addColumn('id', text, key)
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('entry_id', text, required)
    .addColumn('action', text, required)
    .addColumn('environments', text, required)
    .addColumn('locales', text)
    .addColumn('version', integer)
    .addColumn('due_at', integer, required)
    .addColumn('state', text, required)
    .addColumn('reason', text)
    .addColumn('job_id', text)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('author', text, required)
    .addColumn('created_at', integer, required)
    .addColumn('ended_at', integer)
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createIndex('schedules_of_entry')
    .on('schedules')
    .columns(['space_id', 'branch_id', 'entry_id'])
    .execute()
  await db.schema
    .createIndex('schedules_in_order')
    .on('schedules')
    .columns(['space_id', 'branch_id', 'due_at', 'id'])
    .execute()
}

async function createPublishRequests(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('publish_requests')
    .addColumn('id', text, key)
    .addColumn('serial', integer, required)
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('entry_id', text, required)
    .addColumn('action', text, required)
    .addColumn('environment_id', text, required)
    .addColumn('locales', text)
    .addColumn('version', integer, required)
    .addColumn('note', text, empty)
    .addColumn('state', text, required)
    .addColumn('answer', text, empty)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('author', text, required)
    .addColumn('created_at', integer, required)
    .addColumn('answered_by_kind', text)
    .addColumn('answered_by_id', text)
    .addColumn('answered_at', integer)
    .addUniqueConstraint('publish_requests_serial', ['space_id', 'serial'])
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createIndex('publish_requests_of_entry')
    .on('publish_requests')
    .columns(['space_id', 'branch_id', 'entry_id', 'state'])
    .execute()
  await db.schema
    .createIndex('publish_requests_in_order')
    .on('publish_requests')
    .columns(['space_id', 'branch_id', 'created_at', 'id'])
    .execute()
}
