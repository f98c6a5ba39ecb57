import { type Kysely, sql } from 'kysely'
import { columnTypes, key, references, required, unique, zero } from '../column-types.ts'

/** Invitations, single sign-on, and what organizations ask of tokens. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createInvitations(db)
  await createSignOn(db)
  await createApprovals(db)
}

async function createInvitations(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('invitations')
    .addColumn('id', text, key)
    .addColumn('organization_id', text, (column) => column.references('organizations.id'))
    .addColumn('space_id', text, (column) => column.references('spaces.id'))
    .addColumn('email', text, required)
    .addColumn('email_norm', text, required)
    .addColumn('roles', text, required)
    .addColumn('author', text, required)
    .addColumn('secret_hash', text, unique)
    .addColumn('expires_at', integer, required)
    .addColumn('created_at', integer, required)
    .addUniqueConstraint('invitations_to_organization', ['organization_id', 'email_norm'])
    .addUniqueConstraint('invitations_to_space', ['space_id', 'email_norm'])
    .modifyEnd(checked)
    .execute()
  await db.schema.createIndex('invitations_by_email').on('invitations').column('email_norm').execute()
}

async function createSignOn(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked, clustered } = columnTypes(db)
  await db.schema
    .createTable('sso_connections')
    .addColumn('organization_id', text, (column) => column.notNull().primaryKey().references('organizations.id'))
    .addColumn('issuer', text, required)
    .addColumn('client_id', text, required)
    .addColumn('client_secret_sealed', text)
    .addColumn('scopes', text, required)
    .addColumn('claims', text, required)
    .addColumn('provisioning', text, required)
    .addColumn('enforced', integer, zero)
    .addColumn('version', integer, (column) => column.notNull().defaultTo(1))
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createTable('organization_domains')
    .addColumn('organization_id', text, references('organizations.id'))
    .addColumn('domain', text, required)
    .addColumn('challenge', text, required)
    .addColumn('verified_at', integer)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('organization_domains_pk', ['organization_id', 'domain'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createIndex('organization_domains_one_holder')
    .unique()
    .on('organization_domains')
    .column('domain')
    .where(sql<boolean>`verified_at is not null`)
    .execute()
  await db.schema
    .createTable('sso_identities')
    .addColumn('id', text, key)
    .addColumn('organization_id', text, references('organizations.id'))
    .addColumn('account_id', text, references('accounts.id'))
    .addColumn('issuer', text, required)
    .addColumn('subject', text, required)
    .addColumn('created_at', integer, required)
    .addUniqueConstraint('sso_identities_subject', ['organization_id', 'issuer', 'subject'])
    .addUniqueConstraint('sso_identities_account', ['organization_id', 'account_id'])
    .modifyEnd(checked)
    .execute()
  await db.schema.createIndex('sso_identities_by_account').on('sso_identities').column('account_id').execute()
  await db.schema
    .createTable('sso_attempts')
    .addColumn('state_hash', text, key)
    .addColumn('organization_id', text, references('organizations.id'))
    .addColumn('browser_hash', text, required)
    .addColumn('connection_version', integer, required)
    .addColumn('expires_at', integer, required)
    .modifyEnd(clustered)
    .execute()
  await db.schema.createIndex('sso_attempts_by_expiry').on('sso_attempts').column('expires_at').execute()
  await db.schema.alterTable('tokens').addColumn('proven_by', text).execute()
}

async function createApprovals(db: Kysely<unknown>): Promise<void> {
  const { text, integer, clustered } = columnTypes(db)
  await db.schema
    .createTable('token_approvals')
    .addColumn('organization_id', text, references('organizations.id'))
    .addColumn('token_id', text, references('tokens.id'))
    .addColumn('verdict', text, required)
    .addColumn('decided_by', text, required)
    .addColumn('decided_at', integer, required)
    .addPrimaryKeyConstraint('token_approvals_pk', ['organization_id', 'token_id'])
    .modifyEnd(clustered)
    .execute()
}
