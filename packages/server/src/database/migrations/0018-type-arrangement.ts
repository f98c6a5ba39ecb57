import { type Kysely, sql } from 'kysely'
import { columnTypes, empty, references, required } from '../column-types.ts'

/** Groups and presets of content types, and tags that are declared before anything bears them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = columnTypes(db)
  await db.schema.alterTable('content_types').addColumn('group_id', text).execute()
  await db.schema.alterTable('content_types').addColumn('preset_id', text).execute()
  await db.schema
    .alterTable('content_types')
    .addColumn('tags', text, (column) => column.notNull().defaultTo('[]'))
    .execute()
  await createGroups(db)
  await createPresets(db)
  await createDeclaredTags(db)
}

async function createGroups(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('type_groups')
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('parent_id', text)
    .addColumn('position', integer, required)
    .addColumn('name', text, required)
    .addColumn('version', integer, required)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addPrimaryKeyConstraint('type_groups_pk', ['space_id', 'branch_id', 'id'])
    .addForeignKeyConstraint('type_groups_branch', ['space_id', 'branch_id'], 'branches', ['space_id', 'id'])
    .addUniqueConstraint('type_groups_serial', ['space_id', 'branch_id', 'serial'])
    .modifyEnd(checked)
    .execute()
  // Null differs from null in a unique index, and the groups that stand in none must differ too.
  await db.schema
    .createIndex('type_groups_name')
    .unique()
    .on('type_groups')
    .columns(['space_id', 'branch_id'])
    .column(sql`(coalesce(parent_id, ''))`)
    .column('name')
    .execute()
}

async function createPresets(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  const place = ['space_id', 'branch_id'] as const
  await db.schema
    .createTable('type_presets')
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('type_id', text, required)
    .addColumn('name', text, required)
    .addColumn('description', text, empty)
    .addColumn('image', text)
    .addColumn('body', text, required)
    .addColumn('version', integer, required)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addPrimaryKeyConstraint('type_presets_pk', [...place, 'id'])
    .addForeignKeyConstraint('type_presets_type', [...place, 'type_id'], 'content_types', [...place, 'id'], (key) =>
      key.onDelete('cascade'),
    )
    .addUniqueConstraint('type_presets_serial', [...place, 'serial'])
    .addUniqueConstraint('type_presets_name', [...place, 'type_id', 'name'])
    .modifyEnd(checked)
    .execute()
}

async function createDeclaredTags(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('declared_tags')
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('sort', text, required)
    .addColumn('tag', text, required)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('declared_tags_pk', ['space_id', 'id'])
    .addUniqueConstraint('declared_tags_serial', ['space_id', 'serial'])
    .addUniqueConstraint('declared_tags_tag', ['space_id', 'sort', 'tag'])
    .modifyEnd(checked)
    .execute()
}
