import type { InvitationRow } from './queries.ts'

/** Roles of a space by their ids, as an invitation keeps them. */
export function storedRoles({ roles }: Pick<InvitationRow, 'roles'>): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written when the invitation was made.
  return JSON.parse(roles) as readonly string[]
}

/** The one role in an organization. */
export function storedRole(invitation: Pick<InvitationRow, 'roles'>): 'administrator' | 'member' {
  return storedRoles(invitation)[0] === 'administrator' ? 'administrator' : 'member'
}
