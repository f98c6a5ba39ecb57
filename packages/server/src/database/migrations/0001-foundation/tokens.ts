import { type Kysely, sql } from 'kysely'
import { columnTypes, empty, key, references, required, unique, zero } from '../../column-types.ts'

/** Tokens, the layers that narrow them, their slots, secrets and usage. */
export async function createTokens(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('tokens')
    .addColumn('id', text, key)
    .addColumn('serial', integer, unique)
    .addColumn('kind', text, required)
    .addColumn('space_id', text, (column) => column.references('spaces.id'))
    .addColumn('environment_id', text)
    .addColumn('role_id', text, (column) => column.references('roles.id').onDelete('restrict'))
    .addColumn('account_id', text, (column) => column.references('accounts.id'))
    .addColumn('spaces', text, required)
    .addColumn('name', text, required)
    .addColumn('note', text, empty)
    .addColumn('grants', text)
    .addColumn('scope', text)
    .addColumn('state', text, required)
    .addColumn('expires_at', integer)
    .addColumn('revoked_at', integer)
    .addColumn('deleted_at', integer)
    .addColumn('cache_ttl_seconds', integer, zero)
    .addColumn('version', integer, (column) => column.notNull().defaultTo(1))
    .addColumn('secret_version', integer, (column) => column.notNull().defaultTo(1))
    .addColumn('secret_hash', text, required)
    .addColumn('secret_key_id', text, required)
    .addColumn('secret_sealed', text)
    .addColumn('previous_hash', text)
    .addColumn('previous_key_id', text)
    .addColumn('previous_until', integer)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addForeignKeyConstraint('tokens_environment', ['space_id', 'environment_id'], 'environments', ['space_id', 'id'])
    .modifyEnd(checked)
    .execute()
  await createTokenIndexes(db)
  await createLayers(db)
  await createLife(db)
}

async function createTokenIndexes(db: Kysely<unknown>): Promise<void> {
  for (const owner of ['space_id', 'account_id']) {
    await db.schema
      .createIndex(`tokens_by_${owner}`)
      .on('tokens')
      .columns([owner, 'kind', 'created_at', 'id'])
      .where(sql<boolean>`deleted_at is null`)
      .execute()
  }
  await db.schema.createIndex('tokens_by_role').on('tokens').column('role_id').execute()
  await db.schema.createIndex('tokens_by_creator').on('tokens').columns(['created_by_kind', 'created_by_id']).execute()
  await db.schema
    .createIndex('tokens_by_expiry')
    .on('tokens')
    .column('expires_at')
    .where(sql<boolean>`expires_at is not null`)
    .execute()
}

async function createLayers(db: Kysely<unknown>): Promise<void> {
  const { text, clustered } = columnTypes(db)
  await db.schema
    .createTable('token_spaces')
    .addColumn('token_id', text, references('tokens.id'))
    .addColumn('space_id', text, references('spaces.id'))
    .addPrimaryKeyConstraint('token_spaces_pk', ['token_id', 'space_id'])
    .modifyEnd(clustered)
    .execute()
  await db.schema.createIndex('token_spaces_by_space').on('token_spaces').column('space_id').execute()
  await db.schema
    .createTable('token_branches')
    .addColumn('token_id', text, references('tokens.id'))
    .addColumn('sort', text, required)
    .addColumn('name', text, required)
    .addPrimaryKeyConstraint('token_branches_pk', ['token_id', 'sort', 'name'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('token_releases')
    .addColumn('token_id', text, references('tokens.id'))
    .addColumn('release_id', text, references('releases.id'))
    .addPrimaryKeyConstraint('token_releases_pk', ['token_id', 'release_id'])
    .modifyEnd(clustered)
    .execute()
  await db.schema.createIndex('token_releases_by_release').on('token_releases').column('release_id').execute()
}

async function createLife(db: Kysely<unknown>): Promise<void> {
  const { text, integer, clustered } = columnTypes(db)
  await db.schema
    .createTable('token_slots')
    .addColumn('owner_id', text, required)
    .addColumn('pool', text, required)
    .addColumn('slot', integer, required)
    .addColumn('token_id', text, (column) => column.notNull().unique().references('tokens.id'))
    .addPrimaryKeyConstraint('token_slots_pk', ['owner_id', 'pool', 'slot'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('token_secrets')
    .addColumn('token_id', text, references('tokens.id'))
    .addColumn('version', integer, required)
    .addColumn('created_at', integer, required)
    .addColumn('retired_at', integer)
    .addPrimaryKeyConstraint('token_secrets_pk', ['token_id', 'version'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('token_usage')
    .addColumn('token_id', text, references('tokens.id'))
    .addColumn('day', integer, required)
    .addColumn('calls', integer, zero)
    .addColumn('refused', integer, zero)
    .addColumn('last_used_at', integer, required)
    .addPrimaryKeyConstraint('token_usage_pk', ['token_id', 'day'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('token_usage_details')
    .addColumn('token_id', text, references('tokens.id'))
    .addColumn('day', integer, required)
    .addColumn('aspect', text, required)
    .addColumn('value', text, required)
    .addColumn('calls', integer, zero)
    .addColumn('last_used_at', integer, required)
    .addPrimaryKeyConstraint('token_usage_details_pk', ['token_id', 'day', 'aspect', 'value'])
    .modifyEnd(clustered)
    .execute()
}
