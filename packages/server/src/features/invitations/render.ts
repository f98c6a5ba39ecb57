import type { Invitation } from '@latchkey/contract/invitations/schemas'
import type { Static } from '@latchkey/contract/schema'
import type { Reader } from '../../database/database.ts'
import { type InvitationRow, type NamedInvitation, readRoleNames } from './queries.ts'
import { storedRole, storedRoles } from './roles.ts'

/** What every view of an invitation shows. */
function common({ id, email, expires_at, created_at }: InvitationRow) {
  return { id, email, expires_at: new Date(expires_at).toISOString(), created_at: new Date(created_at).toISOString() }
}

/** An invitation to a space, for who invites. Roles that are gone are not shown. */
export async function renderToSpace(db: Reader, row: InvitationRow) {
  const roles = row.space_id === null ? [] : await readRoleNames(db, row.space_id, storedRoles(row))
  return { ...common(row), roles: roles.map(({ id, name }) => ({ id, name })) }
}

/** An invitation to an organization, for who invites. */
export function renderToOrganization(row: InvitationRow) {
  return { ...common(row), role: storedRole(row) }
}

/** An invitation, for who is invited. */
export async function renderInvitation(db: Reader, row: NamedInvitation): Promise<Static<typeof Invitation>> {
  const { space_id, organization_id } = row
  const roles = space_id === null ? [{ name: storedRole(row) }] : await readRoleNames(db, space_id, storedRoles(row))
  const { id, email, expires_at } = common(row)
  return {
    id,
    email,
    space: space_id === null ? null : { id: space_id, name: row.space_name ?? '' },
    organization: organization_id === null ? null : { id: organization_id, name: row.organization_name ?? '' },
    roles: roles.map(({ name }) => name),
    expires_at,
  }
}
