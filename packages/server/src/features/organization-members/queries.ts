import type { Reader, Writer } from '../../database/database.ts'
import type { Flag, Schema } from '../../database/schema.ts'
import type { Position } from '../../lib/page.ts'
import { normalizeEmail } from '../users/email.ts'

export type OrganizationRole = Schema['organization_members']['role']

/** Somebody of an organization. */
export interface OrganizationMemberRow {
  readonly account_id: string
  readonly email: string
  readonly email_norm: string
  readonly display_name: string
  readonly state: 'active' | 'suspended'
  readonly role: OrganizationRole
  readonly password_allowed: Flag
  readonly created_at: number
  /** Null: unknown to the organization's provider. */
  readonly identity_id: string | null
}

function membersOf(db: Reader, organizationId: string) {
  return db
    .selectFrom('organization_members as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .leftJoin('sso_identities as i', (join) =>
      join.onRef('i.organization_id', '=', 'm.organization_id').onRef('i.account_id', '=', 'm.account_id'),
    )
    .select(['m.account_id', 'a.email', 'a.email_norm', 'a.display_name', 'a.state', 'm.role', 'm.password_allowed'])
    .select(['m.created_at', 'i.id as identity_id'])
    .where('m.organization_id', '=', organizationId)
    .where('a.state', 'in', ['active', 'suspended'])
    .$narrowType<{ state: 'active' | 'suspended' }>()
}

/** Up to `limit` people of an organization in the order of their addresses. */
export function readOrganizationMembers(
  db: Reader,
  organizationId: string,
  after: Position | null,
  limit: number,
): Promise<OrganizationMemberRow[]> {
  let query = membersOf(db, organizationId).orderBy('a.email_norm').limit(limit)
  if (after !== null) query = query.where('a.email_norm', '>', String(after[0]))
  return query.execute()
}

export async function countOrganizationMembers(db: Reader, organizationId: string): Promise<number> {
  const { count } = await db
    .selectFrom(membersOf(db, organizationId).as('found'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function readOrganizationMember(
  db: Reader,
  organizationId: string,
  accountId: string,
): Promise<OrganizationMemberRow | null> {
  return (await membersOf(db, organizationId).where('m.account_id', '=', accountId).executeTakeFirst()) ?? null
}

/** `email` as it was typed. */
export async function readOrganizationMemberByEmail(
  db: Reader,
  organizationId: string,
  email: string,
): Promise<OrganizationMemberRow | null> {
  const query = membersOf(db, organizationId).where('a.email_norm', '=', normalizeEmail(email))
  return (await query.executeTakeFirst()) ?? null
}

export async function insertOrganizationMember(
  tx: Writer,
  organizationId: string,
  accountId: string,
  role: OrganizationRole,
  now: number,
): Promise<void> {
  await tx
    .insertInto('organization_members')
    .values({
      organization_id: organizationId,
      account_id: accountId,
      role,
      state: 'active',
      password_allowed: 0,
      created_at: now,
    })
    .execute()
}

export function setOrganizationRole(tx: Writer, organizationId: string, accountId: string, role: OrganizationRole) {
  return updateOrganizationMemberRow(tx, organizationId, accountId, { role })
}

export async function updateOrganizationMemberRow(
  tx: Writer,
  organizationId: string,
  accountId: string,
  change: Partial<Pick<OrganizationMemberRow, 'role' | 'password_allowed'>>,
): Promise<void> {
  await tx
    .updateTable('organization_members')
    .set(change)
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .execute()
}

/** The spaces of an organization that the account owns. */
export function readSpacesOwnedIn(db: Reader, organizationId: string, accountId: string): Promise<{ slug: string }[]> {
  return db
    .selectFrom('spaces')
    .select('slug')
    .where('organization_id', '=', organizationId)
    .where('owner_id', '=', accountId)
    .where('state', '=', 'active')
    .orderBy('slug')
    .execute()
}

/** Takes an account out of an organization, out of all of its spaces, and out of what its provider knows. */
export async function deleteOrganizationMember(tx: Writer, organizationId: string, accountId: string): Promise<void> {
  await tx
    .deleteFrom('members')
    .where('account_id', '=', accountId)
    .where('space_id', 'in', tx.selectFrom('spaces').select('id').where('organization_id', '=', organizationId))
    .execute()
  for (const table of ['sso_identities', 'organization_members'] as const) {
    await tx
      .deleteFrom(table)
      .where('organization_id', '=', organizationId)
      .where('account_id', '=', accountId)
      .execute()
  }
}
