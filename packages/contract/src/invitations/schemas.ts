import { Type } from 'typebox'
import { GivenRole } from '../organization-members/operations.ts'
import { Id, nullable, strict, Timestamp } from '../schema.ts'

/** What is told only where nothing else brings it to the person. */
const secret = Type.Optional(
  Type.String({
    description: 'The secret of the link, once, for who administers the installation: to be handed over.',
  }),
)

const invitation = { id: Id, email: Type.String(), expires_at: Timestamp, created_at: Timestamp }
const Roles = Type.Array(strict({ id: Id, name: Type.String() }))

/** An invitation to a space, as it is told to who invites. */
export const SpaceInvitation = strict({ ...invitation, roles: Roles })
export const NewSpaceInvitation = strict({ ...invitation, roles: Roles, secret })

/** An invitation to an organization, as it is told to who invites. */
export const OrganizationInvitation = strict({ ...invitation, role: GivenRole })
export const NewOrganizationInvitation = strict({ ...invitation, role: GivenRole, secret })

/** An invitation as it is told to who is invited. */
export const Invitation = strict({
  id: Id,
  email: Type.String(),
  organization: nullable(strict({ id: Id, name: Type.String() })),
  space: nullable(strict({ id: Id, name: Type.String() })),
  roles: Type.Array(Type.String({ description: 'Name of a role.' })),
  expires_at: Timestamp,
})

export const InvitationSecret = Type.String({ minLength: 1, maxLength: 100 })
