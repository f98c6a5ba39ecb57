import type { Kysely } from 'kysely'
import { columnTypes, required, zero } from '../column-types.ts'

/** Datasources, comments, and the storage keys that fields of a type have had. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDatasources(db)
  await createComments(db)
  const { text } = columnTypes(db)
  await db.schema
    .alterTable('content_types')
    .addColumn('spent_keys', text, (column) => column.notNull().defaultTo('[]'))
    .execute()
}

async function createDatasources(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('datasources')
    .addColumn('space_id', text, (column) => column.notNull().references('spaces.id'))
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('slug', text, required)
    .addColumn('name', text, required)
    .addColumn('dimensions', text, required)
    .addColumn('delivered', integer, zero)
    .addColumn('version', integer, (column) => column.notNull().defaultTo(1))
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addPrimaryKeyConstraint('datasources_pk', ['space_id', 'id'])
    .addUniqueConstraint('datasources_slug', ['space_id', 'slug'])
    .addUniqueConstraint('datasources_serial', ['space_id', 'serial'])
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createTable('datasource_entries')
    .addColumn('space_id', text, required)
    .addColumn('datasource_id', text, required)
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('position', integer, required)
    .addColumn('key', text, required)
    .addColumn('value', text, required)
    .addColumn('dimension_values', text, required)
    .addPrimaryKeyConstraint('datasource_entries_pk', ['space_id', 'datasource_id', 'id'])
    .addForeignKeyConstraint(
      'datasource_entries_datasource',
      ['space_id', 'datasource_id'],
      'datasources',
      ['space_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .addUniqueConstraint('datasource_entries_key', ['space_id', 'datasource_id', 'key'])
    .addUniqueConstraint('datasource_entries_serial', ['space_id', 'serial'])
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createIndex('datasource_entries_in_order')
    .on('datasource_entries')
    .columns(['space_id', 'datasource_id', 'position', 'id'])
    .execute()
}

async function createComments(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  const entry = ['space_id', 'branch_id', 'entry_id'] as const
  await db.schema
    .createTable('comments')
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('entry_id', text, required)
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('thread_id', text, required)
    .addColumn('text', text, required)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addColumn('resolved_at', integer)
    .addColumn('resolved_by_kind', text)
    .addColumn('resolved_by_id', text)
    .addPrimaryKeyConstraint('comments_pk', [...entry, 'id'])
    .addForeignKeyConstraint('comments_entry', [...entry], 'entries', ['space_id', 'branch_id', 'id'], (constraint) =>
      constraint.onDelete('cascade'),
    )
    .addUniqueConstraint('comments_serial', ['space_id', 'serial'])
    .modifyEnd(checked)
    .execute()
}
