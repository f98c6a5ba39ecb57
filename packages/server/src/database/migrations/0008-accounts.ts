import type { Kysely } from 'kysely'
import { columnTypes, key, references, required, unique, zero } from '../column-types.ts'

/** Sessions as people know them, second factors, and what a sign-in in steps keeps between two of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, clustered } = columnTypes(db)
  await db.schema
    .createTable('sessions')
    .addColumn('token_id', text, (column) => column.notNull().primaryKey().references('tokens.id'))
    .addColumn('via', text, required)
    .addColumn('network', text)
    .addColumn('user_agent', text)
    .addColumn('proven_at', integer, required)
    .addColumn('used_at', integer, required)
    .modifyEnd(clustered)
    .execute()
  await createFactors(db)
  await db.schema
    .createTable('sign_in_challenges')
    .addColumn('secret_hash', text, key)
    .addColumn('purpose', text, required)
    .addColumn('account_id', text, (column) => column.references('accounts.id'))
    .addColumn('account_epoch', integer)
    .addColumn('attempts', integer, zero)
    .addColumn('expires_at', integer, required)
    .modifyEnd(clustered)
    .execute()
  await db.schema.createIndex('sign_in_challenges_by_expiry').on('sign_in_challenges').column('expires_at').execute()
  await db.schema.alterTable('one_time_links').addColumn('payload', text).execute()
}

async function createFactors(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked, clustered } = columnTypes(db)
  await db.schema
    .createTable('totp')
    .addColumn('account_id', text, (column) => column.notNull().primaryKey().references('accounts.id'))
    .addColumn('secret_sealed', text)
    .addColumn('pending_sealed', text)
    .addColumn('last_step', integer, zero)
    .addColumn('confirmed_at', integer)
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('recovery_codes')
    .addColumn('account_id', text, references('accounts.id'))
    .addColumn('code_hash', text, required)
    .addColumn('key_id', text, required)
    .addColumn('used_at', integer)
    .addPrimaryKeyConstraint('recovery_codes_pk', ['account_id', 'code_hash'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('passkeys')
    .addColumn('id', text, key)
    .addColumn('account_id', text, references('accounts.id'))
    .addColumn('credential_id', text, unique)
    .addColumn('name', text, required)
    .addColumn('public_key', text, required)
    .addColumn('counter', integer, zero)
    .addColumn('transports', text, required)
    .addColumn('backed_up', integer, zero)
    .addColumn('created_at', integer, required)
    .addColumn('last_used_at', integer)
    .modifyEnd(checked)
    .execute()
  await db.schema.createIndex('passkeys_by_account').on('passkeys').columns(['account_id', 'id']).execute()
}
