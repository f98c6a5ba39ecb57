import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { normalizeEmail } from '../users/email.ts'

export type InvitationRow = Selectable<Schema['invitations']>

/** What somebody is asked into: one of the two. */
export type InvitedTo = { readonly spaceId: string } | { readonly organizationId: string }

/** An invitation, and the names of what it is to. */
export type NamedInvitation = InvitationRow & {
  readonly space_name: string | null
  readonly organization_name: string | null
}

function ofPlace(db: Reader, to: InvitedTo) {
  const query = db.selectFrom('invitations').selectAll()
  return 'spaceId' in to
    ? query.where('space_id', '=', to.spaceId)
    : query.where('organization_id', '=', to.organizationId)
}

/** Who is invited to a place now, in the order of the addresses. */
export function readInvitations(db: Reader, to: InvitedTo, now: number): Promise<InvitationRow[]> {
  return ofPlace(db, to).where('expires_at', '>', now).orderBy('email_norm').execute()
}

/** One of them; null when it ended, was taken back or accepted. */
export async function readInvitation(
  db: Reader,
  to: InvitedTo,
  id: string,
  now: number,
): Promise<InvitationRow | null> {
  return (await ofPlace(db, to).where('id', '=', id).where('expires_at', '>', now).executeTakeFirst()) ?? null
}

/** Makes an invitation; one to the same address and place that was there before ends with its link. */
export async function insertInvitation(tx: Writer, row: InvitationRow): Promise<void> {
  const column = row.space_id === null ? 'organization_id' : 'space_id'
  await tx.deleteFrom('invitations').where('email_norm', '=', row.email_norm).where(column, '=', row[column]).execute()
  await tx.insertInto('invitations').values(row).execute()
}

/** Takes an invitation to a place away. False when there is none. */
export async function withdrawFrom(tx: Writer, to: InvitedTo, id: string): Promise<boolean> {
  const query = tx.deleteFrom('invitations').where('id', '=', id)
  const { numDeletedRows } = await (
    'spaceId' in to ? query.where('space_id', '=', to.spaceId) : query.where('organization_id', '=', to.organizationId)
  ).executeTakeFirst()
  return numDeletedRows > 0
}

export async function deleteInvitation(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom('invitations').where('id', '=', id).execute()
}

/** Invitations that still hold, to places that still are. */
function open(db: Reader, now: number) {
  return db
    .selectFrom('invitations')
    .leftJoin('spaces', 'spaces.id', 'invitations.space_id')
    .leftJoin('organizations', 'organizations.id', 'invitations.organization_id')
    .selectAll('invitations')
    .select(['spaces.name as space_name', 'organizations.name as organization_name'])
    .where('invitations.expires_at', '>', now)
    .where((eb) => eb.or([eb('spaces.state', '=', 'active'), eb('organizations.state', '=', 'active')]))
}

/** The invitations to an address. */
export function readInvitationsTo(db: Reader, email: string, now: number): Promise<NamedInvitation[]> {
  return open(db, now)
    .where('invitations.email_norm', '=', normalizeEmail(email))
    .orderBy('invitations.created_at')
    .orderBy('invitations.id')
    .execute()
}

/** One of them. */
export async function readInvitationTo(
  db: Reader,
  email: string,
  id: string,
  now: number,
): Promise<NamedInvitation | null> {
  const query = open(db, now).where('invitations.email_norm', '=', normalizeEmail(email))
  return (await query.where('invitations.id', '=', id).executeTakeFirst()) ?? null
}

/** An invitation by its id alone. */
export async function readOpenInvitation(db: Reader, id: string, now: number): Promise<NamedInvitation | null> {
  return (await open(db, now).where('invitations.id', '=', id).executeTakeFirst()) ?? null
}

/** The invitation whose link has this secret; compared as a digest of 192 random bits: its time tells nothing. */
export async function readInvitationBySecret(
  db: Reader,
  secretHash: string,
  now: number,
): Promise<NamedInvitation | null> {
  return (await open(db, now).where('invitations.secret_hash', '=', secretHash).executeTakeFirst()) ?? null
}

/** The names of roles by their ids, within a space. */
export async function readRoleNames(db: Reader, spaceId: string, ids: readonly string[]) {
  return db
    .selectFrom('roles')
    .select(['id', 'name', 'grants'])
    .where('space_id', '=', spaceId)
    .where('id', 'in', ids)
    .orderBy('name')
    .execute()
}
