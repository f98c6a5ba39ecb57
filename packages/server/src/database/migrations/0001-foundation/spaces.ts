import { type Kysely, sql } from 'kysely'
import { columnTypes, empty, key, references, required, unique, zero } from '../../column-types.ts'

/** Spaces, who is in them, and the layers that tokens are bound to. */
export async function createSpaces(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('spaces')
    .addColumn('id', text, key)
    .addColumn('serial', integer, unique)
    .addColumn('slug', text, unique)
    .addColumn('name', text, required)
    .addColumn('organization_id', text, (column) => column.references('organizations.id'))
    .addColumn('owner_id', text, references('accounts.id'))
    .addColumn('sandbox', integer, zero)
    .addColumn('state', text, required)
    .addColumn('authz_epoch', integer, zero)
    .addColumn('default_locale', text, required)
    .addColumn('settings', text, (column) => column.notNull().defaultTo('{}'))
    .addColumn('version', integer, (column) => column.notNull().defaultTo(1))
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .modifyEnd(checked)
    .execute()
  await db.schema.createIndex('spaces_by_organization').on('spaces').column('organization_id').execute()
  await db.schema.createIndex('spaces_by_owner').on('spaces').column('owner_id').execute()
  await db.schema
    .createIndex('spaces_one_sandbox')
    .unique()
    .on('spaces')
    .column('owner_id')
    .where(sql<boolean>`sandbox = 1`)
    .execute()
  await db.schema
    .createTable('roles')
    .addColumn('id', text, key)
    .addColumn('serial', integer, unique)
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('name', text, required)
    .addColumn('description', text, empty)
    .addColumn('builtin', text)
    .addColumn('grants', text, required)
    .addColumn('version', integer, (column) => column.notNull().defaultTo(1))
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addUniqueConstraint('roles_name', ['space_id', 'name'])
    .modifyEnd(checked)
    .execute()
  await createMembers(db)
  await createLayers(db)
}

async function createMembers(db: Kysely<unknown>): Promise<void> {
  const { text, integer, clustered } = columnTypes(db)
  await db.schema
    .createTable('members')
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('account_id', text, references('accounts.id'))
    .addColumn('state', text, required)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('members_pk', ['space_id', 'account_id'])
    .modifyEnd(clustered)
    .execute()
  await db.schema.createIndex('members_by_account').on('members').column('account_id').execute()
  await db.schema
    .createTable('member_roles')
    .addColumn('space_id', text, required)
    .addColumn('account_id', text, required)
    .addColumn('role_id', text, references('roles.id'))
    .addPrimaryKeyConstraint('member_roles_pk', ['space_id', 'account_id', 'role_id'])
    .addForeignKeyConstraint(
      'member_roles_member',
      ['space_id', 'account_id'],
      'members',
      ['space_id', 'account_id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .modifyEnd(clustered)
    .execute()
  await db.schema.createIndex('member_roles_by_role').on('member_roles').column('role_id').execute()
}

async function createLayers(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked, clustered } = columnTypes(db)
  await db.schema
    .createTable('environments')
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('id', text, required)
    .addColumn('serial', integer, unique)
    .addColumn('name', text, required)
    .addColumn('state', text, required)
    .addColumn('content_version', integer, zero)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('environments_pk', ['space_id', 'id'])
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createIndex('environments_name')
    .unique()
    .on('environments')
    .columns(['space_id', 'name'])
    .where(sql<boolean>`state = 'active'`)
    .execute()
  await db.schema
    .createTable('branches')
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('id', text, required)
    .addColumn('serial', integer, unique)
    .addColumn('name', text, required)
    .addColumn('state', text, required)
    .addColumn('source_id', text)
    .addColumn('start_seq', integer)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('branches_pk', ['space_id', 'id'])
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createIndex('branches_name')
    .unique()
    .on('branches')
    .columns(['space_id', 'name'])
    .where(sql<boolean>`state <> 'deleted'`)
    .execute()
  await db.schema
    .createTable('aliases')
    .addColumn('space_id', text, required)
    .addColumn('name', text, required)
    .addColumn('branch_id', text, required)
    .addColumn('updated_at', integer, required)
    .addPrimaryKeyConstraint('aliases_pk', ['space_id', 'name'])
    .addForeignKeyConstraint('aliases_branch', ['space_id', 'branch_id'], 'branches', ['space_id', 'id'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('locales')
    .addColumn('space_id', text, references('spaces.id'))
    .addColumn('code', text, required)
    .addColumn('name', text, required)
    .addColumn('fallback', text)
    .addColumn('position', integer, zero)
    .addPrimaryKeyConstraint('locales_pk', ['space_id', 'code'])
    .modifyEnd(clustered)
    .execute()
}
