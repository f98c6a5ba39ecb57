import { type Kysely, sql } from 'kysely'
import { columnTypes, empty, key, references, required, zero } from '../../column-types.ts'

/** Types, entries, what was saved of them, and what is live. */
export async function createContent(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('content_types')
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('slug', text, required)
    .addColumn('name', text, required)
    .addColumn('description', text, empty)
    .addColumn('version', integer, (column) => column.notNull().defaultTo(1))
    .addColumn('fields', text, required)
    .addColumn('singleton', integer, zero)
    .addColumn('display_field', text)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addPrimaryKeyConstraint('content_types_pk', ['space_id', 'branch_id', 'id'])
    .addForeignKeyConstraint('content_types_branch', ['space_id', 'branch_id'], 'branches', ['space_id', 'id'])
    .addUniqueConstraint('content_types_slug', ['space_id', 'branch_id', 'slug'])
    .addUniqueConstraint('content_types_serial', ['space_id', 'branch_id', 'serial'])
    .modifyEnd(checked)
    .execute()
  await createEntries(db)
  await createSaved(db)
  await createLive(db)
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('entries')
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('id', text, required)
    .addColumn('serial', integer, required)
    .addColumn('type_id', text, required)
    .addColumn('slug', text, required)
    .addColumn('state', text, required)
    .addColumn('changed', integer, zero)
    .addColumn('version', integer, (column) => column.notNull().defaultTo(1))
    .addColumn('published_at', integer)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('updated_by_kind', text)
    .addColumn('updated_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addColumn('deleted_at', integer)
    .addPrimaryKeyConstraint('entries_pk', ['space_id', 'branch_id', 'id'])
    .addForeignKeyConstraint('entries_type', ['space_id', 'branch_id', 'type_id'], 'content_types', [
      'space_id',
      'branch_id',
      'id',
    ])
    .addUniqueConstraint('entries_serial', ['space_id', 'branch_id', 'serial'])
    .modifyEnd(checked)
    .execute()
  // The slug stands before the type, so that a slug alone finds its entries too.
  await db.schema
    .createIndex('entries_slug')
    .unique()
    .on('entries')
    .columns(['space_id', 'branch_id', 'slug', 'type_id'])
    .where(sql<boolean>`deleted_at is null`)
    .execute()
  await db.schema
    .createIndex('entries_by_type')
    .on('entries')
    .columns(['space_id', 'branch_id', 'type_id', 'updated_at', 'id'])
    .execute()
  await db.schema
    .createIndex('entries_in_trash')
    .on('entries')
    .columns(['space_id', 'branch_id', 'deleted_at'])
    .where(sql<boolean>`deleted_at is not null`)
    .execute()
}

async function createSaved(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked, clustered, sequence } = columnTypes(db)
  await db.schema
    .createTable('revisions')
    .addColumn('seq', sequence.type, sequence.refine)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('entry_id', text, required)
    .addColumn('locale', text, required)
    .addColumn('author', text, required)
    .addColumn('token_secret_version', integer)
    .addColumn('version', integer, required)
    .addColumn('body', text, required)
    .addColumn('created_at', integer, required)
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createIndex('revisions_by_entry')
    .on('revisions')
    .columns(['space_id', 'entry_id', 'locale', 'seq'])
    .execute()
  // No foreign key from a pointer to its revision: it would need an index of its own on every pointer table only to
  // let revisions go, and they go with their entry alone.
  await db.schema
    .createTable('heads')
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('entry_id', text, required)
    .addColumn('locale', text, required)
    .addColumn('revision_id', text, required)
    .addPrimaryKeyConstraint('heads_pk', ['space_id', 'branch_id', 'entry_id', 'locale'])
    .addForeignKeyConstraint(
      'heads_entry',
      ['space_id', 'branch_id', 'entry_id'],
      'entries',
      ['space_id', 'branch_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .modifyEnd(clustered)
    .execute()
}

async function createLive(db: Kysely<unknown>): Promise<void> {
  const { text, integer, double, checked, clustered } = columnTypes(db)
  await db.schema
    .createTable('views')
    .addColumn('id', text, key)
    .addColumn('space_id', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('environment_id', text)
    .addForeignKeyConstraint('views_branch', ['space_id', 'branch_id'], 'branches', ['space_id', 'id'])
    .addForeignKeyConstraint('views_environment', ['space_id', 'environment_id'], 'environments', ['space_id', 'id'])
    .addUniqueConstraint('views_of_environment', ['space_id', 'branch_id', 'environment_id'])
    .modifyEnd(checked)
    .execute()
  // Null differs from null in a unique constraint, so the one draft view needs its own.
  await db.schema
    .createIndex('views_draft')
    .unique()
    .on('views')
    .columns(['space_id', 'branch_id'])
    .where(sql<boolean>`environment_id is null`)
    .execute()
  await db.schema
    .createTable('published')
    .addColumn('view_id', text, references('views.id'))
    .addColumn('entry_id', text, required)
    .addColumn('locale', text, required)
    .addColumn('type_id', text, required)
    .addColumn('slug', text, required)
    .addColumn('revision_id', text, required)
    .addColumn('version', integer, required)
    .addColumn('published_at', integer, required)
    .addColumn('first_published_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addPrimaryKeyConstraint('published_pk', ['view_id', 'entry_id', 'locale'])
    .modifyEnd(clustered)
    .execute()
  await createLiveIndexes(db)
  await db.schema
    .createTable('field_index')
    .addColumn('view_id', text, references('views.id'))
    .addColumn('field_id', text, required)
    .addColumn('locale', text, required)
    .addColumn('entry_id', text, required)
    .addColumn('position', integer, zero)
    .addColumn('num', double)
    .addColumn('str', text)
    .addPrimaryKeyConstraint('field_index_pk', ['view_id', 'entry_id', 'field_id', 'locale', 'position'])
    .modifyEnd(clustered)
    .execute()
  for (const value of ['num', 'str']) {
    await db.schema
      .createIndex(`field_index_${value}`)
      .on('field_index')
      .columns(['view_id', 'field_id', 'locale', value, 'entry_id'])
      .where(sql<boolean>`${sql.ref(value)} is not null`)
      .execute()
  }
}

/** An entry is found and listed by the row that all its locales share. */
async function createLiveIndexes(db: Kysely<unknown>): Promise<void> {
  const shared = [
    { name: 'published_by_type', columns: ['view_id', 'type_id', 'published_at', 'entry_id'] },
    { name: 'published_by_slug_alone', columns: ['view_id', 'slug'] },
  ]
  await db.schema
    .createIndex('published_slug')
    .unique()
    .on('published')
    .columns(['view_id', 'type_id', 'slug'])
    .where(sql<boolean>`locale = ''`)
    .execute()
  for (const { name, columns } of shared) {
    await db.schema
      .createIndex(name)
      .on('published')
      .columns(columns)
      .where(sql<boolean>`locale = ''`)
      .execute()
  }
}
