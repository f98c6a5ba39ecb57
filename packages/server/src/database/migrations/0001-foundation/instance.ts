import { type Kysely, sql } from 'kysely'
import { columnTypes, key, required, zero } from '../../column-types.ts'

/** The installation itself, its trail, and what leaves through the outbox. */
export async function createInstance(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked, clustered } = columnTypes(db)
  await db.schema
    .createTable('instance')
    .addColumn('id', text, key)
    .addColumn('clock_ms_max', integer, zero)
    .addColumn('settings', text, required)
    .addColumn('setup_secret_hash', text)
    .addColumn('setup_expires_at', integer)
    .modifyEnd(checked)
    .execute()
  await sql`insert into instance (id, settings) values ('instance', '{}')`.execute(db)

  await db.schema
    .createTable('serials')
    .addColumn('kind', text, key)
    .addColumn('next', integer, required)
    .modifyEnd(clustered)
    .execute()

  await db.schema
    .createTable('audit_chains')
    .addColumn('chain_id', text, key)
    .addColumn('seq', integer, required)
    .addColumn('hash', text, required)
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('audit')
    .addColumn('chain_id', text, required)
    .addColumn('seq', integer, required)
    .addColumn('at', integer, required)
    .addColumn('actor', text, required)
    .addColumn('action', text, required)
    .addColumn('subject', text, required)
    .addColumn('body', text, required)
    .addColumn('hash', text, required)
    .addPrimaryKeyConstraint('audit_pk', ['chain_id', 'seq'])
    .modifyEnd(checked)
    .execute()
  await db.schema.createIndex('audit_by_actor').on('audit').columns(['chain_id', 'actor', 'seq']).execute()
  await db.schema.createIndex('audit_by_subject').on('audit').columns(['chain_id', 'subject', 'seq']).execute()

  await createOutbox(db)
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked } = columnTypes(db)
  await db.schema
    .createTable('outbox')
    .addColumn('id', text, key)
    .addColumn('topic', text, required)
    .addColumn('space_id', text)
    .addColumn('body', text, required)
    .addColumn('due_at', integer, required)
    .addColumn('leased_until', integer)
    .addColumn('attempts', integer, zero)
    .addColumn('last_error', text)
    .addColumn('dead_at', integer)
    .addColumn('created_at', integer, required)
    .modifyEnd(checked)
    .execute()
  await db.schema
    .createIndex('outbox_due')
    .on('outbox')
    .columns(['due_at', 'id'])
    .where(sql<boolean>`dead_at is null`)
    .execute()
  await db.schema
    .createTable('idempotency')
    .addColumn('principal', text, required)
    .addColumn('key', text, required)
    .addColumn('operation', text, required)
    .addColumn('request_hash', text, required)
    .addColumn('status', integer)
    .addColumn('resource_id', text)
    .addColumn('expires_at', integer, required)
    .addPrimaryKeyConstraint('idempotency_pk', ['principal', 'key'])
    .modifyEnd(checked)
    .execute()
  await db.schema.createIndex('idempotency_by_expiry').on('idempotency').column('expires_at').execute()
}
