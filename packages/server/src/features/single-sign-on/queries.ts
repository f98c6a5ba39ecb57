import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

export type ConnectionRow = Selectable<Schema['sso_connections']>
export type DomainRow = Selectable<Schema['organization_domains']>
export type IdentityRow = Selectable<Schema['sso_identities']>
export type AttemptRow = Selectable<Schema['sso_attempts']>

export async function readConnection(db: Reader, organizationId: string): Promise<ConnectionRow | null> {
  const query = db.selectFrom('sso_connections').selectAll().where('organization_id', '=', organizationId)
  return (await query.executeTakeFirst()) ?? null
}

export async function writeConnection(tx: Writer, row: ConnectionRow): Promise<void> {
  const { organization_id: _id, created_at: _created, ...change } = row
  await tx
    .insertInto('sso_connections')
    .values(row)
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(change))
    .execute()
}

/** The domains of an organization in their order; with `confirmed`, those alone that count. */
export function readDomains(
  db: Reader,
  organizationId: string,
  which: 'all' | 'confirmed' = 'all',
): Promise<DomainRow[]> {
  const query = db.selectFrom('organization_domains').selectAll().where('organization_id', '=', organizationId)
  return (which === 'all' ? query : query.where('verified_at', 'is not', null)).orderBy('domain').execute()
}

export async function readDomain(db: Reader, organizationId: string, domain: string): Promise<DomainRow | null> {
  const query = db.selectFrom('organization_domains').selectAll().where('organization_id', '=', organizationId)
  return (await query.where('domain', '=', domain).executeTakeFirst()) ?? null
}

export async function insertDomain(tx: Writer, row: DomainRow): Promise<void> {
  await tx.insertInto('organization_domains').values(row).execute()
}

export async function confirmDomainRow(tx: Writer, { organization_id, domain }: DomainRow, now: number): Promise<void> {
  await tx
    .updateTable('organization_domains')
    .set({ verified_at: now })
    .where('organization_id', '=', organization_id)
    .where('domain', '=', domain)
    .execute()
}

export async function deleteDomain(tx: Writer, { organization_id, domain }: DomainRow): Promise<void> {
  await tx
    .deleteFrom('organization_domains')
    .where('organization_id', '=', organization_id)
    .where('domain', '=', domain)
    .execute()
}

/** The organization that holds a domain; null when none does. */
export async function readHolder(db: Reader, domain: string): Promise<string | null> {
  const row = await db
    .selectFrom('organization_domains')
    .select('organization_id')
    .where('domain', '=', domain)
    .where('verified_at', 'is not', null)
    .executeTakeFirst()
  return row?.organization_id ?? null
}

export async function readIdentity(
  db: Reader,
  organizationId: string,
  by: { readonly issuer: string; readonly subject: string } | { readonly accountId: string },
): Promise<IdentityRow | null> {
  const query = db.selectFrom('sso_identities').selectAll().where('organization_id', '=', organizationId)
  const found = await (
    'accountId' in by
      ? query.where('account_id', '=', by.accountId)
      : query.where('issuer', '=', by.issuer).where('subject', '=', by.subject)
  ).executeTakeFirst()
  return found ?? null
}

export async function insertIdentity(tx: Writer, row: IdentityRow): Promise<void> {
  await tx.insertInto('sso_identities').values(row).execute()
}

/** Whom the provider of an organization knows; with `otherThan`, of other issuers alone. */
export function readIdentities(db: Reader, organizationId: string, otherThan?: string): Promise<IdentityRow[]> {
  const query = db.selectFrom('sso_identities').selectAll().where('organization_id', '=', organizationId)
  return (otherThan === undefined ? query : query.where('issuer', '<>', otherThan)).orderBy('account_id').execute()
}

export async function deleteIdentity(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom('sso_identities').where('id', '=', id).execute()
}

export async function insertAttempt(tx: Writer, row: AttemptRow, now: number): Promise<void> {
  await tx.deleteFrom('sso_attempts').where('expires_at', '<=', now).execute()
  await tx.insertInto('sso_attempts').values(row).execute()
}

/** Ends an attempt and answers it: of two who bring it back, one finds it. */
export async function takeAttempt(
  tx: Writer,
  { state_hash, browser_hash }: Pick<AttemptRow, 'state_hash' | 'browser_hash'>,
  now: number,
): Promise<AttemptRow | null> {
  const row = await tx
    .deleteFrom('sso_attempts')
    .where('state_hash', '=', state_hash)
    .where('browser_hash', '=', browser_hash)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}
