import type { Reader, Writer } from '../../database/database.ts'
import { normalizeEmail } from '../users/email.ts'

export interface MemberRow {
  readonly account_id: string
  readonly email: string
  readonly display_name: string
}

/** A role that a member has. */
export interface MemberRole {
  readonly account_id: string
  readonly id: string
  readonly name: string
}

function members(db: Reader, spaceId: string) {
  return db
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .select(['members.account_id', 'accounts.email', 'accounts.display_name'])
    .where('members.space_id', '=', spaceId)
    .where('members.state', '=', 'active')
    .where('accounts.state', 'in', ['active', 'suspended'])
}

/** The members of a space in the order of their addresses. */
export function readMembers(db: Reader, spaceId: string): Promise<MemberRow[]> {
  return members(db, spaceId).orderBy('accounts.email_norm').execute()
}

export async function readMember(db: Reader, spaceId: string, accountId: string): Promise<MemberRow | null> {
  return (await members(db, spaceId).where('members.account_id', '=', accountId).executeTakeFirst()) ?? null
}

/** `email` as it was typed. */
export async function readMemberByEmail(db: Reader, spaceId: string, email: string): Promise<MemberRow | null> {
  const query = members(db, spaceId).where('accounts.email_norm', '=', normalizeEmail(email))
  return (await query.executeTakeFirst()) ?? null
}

/** The roles of all members of a space, or of one. */
export function readMemberRoles(db: Reader, spaceId: string, accountId?: string): Promise<MemberRole[]> {
  let query = db
    .selectFrom('member_roles')
    .innerJoin('roles', 'roles.id', 'member_roles.role_id')
    .select(['member_roles.account_id', 'roles.id', 'roles.name'])
    .where('member_roles.space_id', '=', spaceId)
    .orderBy('roles.name')
  if (accountId !== undefined) query = query.where('member_roles.account_id', '=', accountId)
  return query.execute()
}

export async function insertMember(
  tx: Writer,
  spaceId: string,
  accountId: string,
  roleIds: readonly string[],
  now: number,
): Promise<void> {
  await tx
    .insertInto('members')
    .values({ space_id: spaceId, account_id: accountId, state: 'active', created_at: now })
    .execute()
  await insertMemberRoles(tx, spaceId, accountId, roleIds)
}

export async function replaceMemberRoles(
  tx: Writer,
  spaceId: string,
  accountId: string,
  roleIds: readonly string[],
): Promise<void> {
  await tx.deleteFrom('member_roles').where('space_id', '=', spaceId).where('account_id', '=', accountId).execute()
  await insertMemberRoles(tx, spaceId, accountId, roleIds)
}

async function insertMemberRoles(
  tx: Writer,
  spaceId: string,
  accountId: string,
  roleIds: readonly string[],
): Promise<void> {
  await tx
    .insertInto('member_roles')
    .values(roleIds.map((role_id) => ({ space_id: spaceId, account_id: accountId, role_id })))
    .execute()
}

/** Removes a member; the roles go with it. */
export async function deleteMember(tx: Writer, spaceId: string, accountId: string): Promise<void> {
  await tx.deleteFrom('members').where('space_id', '=', spaceId).where('account_id', '=', accountId).execute()
}
