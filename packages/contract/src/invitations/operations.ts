import { organizations, profile, users } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { RoleNames } from '../members/operations.ts'
import { operation, publicOperation } from '../operation.ts'
import { GivenRole } from '../organization-members/operations.ts'
import { problems } from '../problems.ts'
import { Id, Name, page, Segment, strict } from '../schema.ts'
import { Account, Email, Password } from '../session/operations.ts'
import { inInstallation, inSpace } from '../target.ts'
import {
  Invitation,
  InvitationSecret,
  NewOrganizationInvitation,
  NewSpaceInvitation,
  OrganizationInvitation,
  SpaceInvitation,
} from './schemas.ts'

const toSpace = {
  params: { space: Segment },
  query: {},
  surface: 'management',
  path: '/spaces/{space}/invitations',
  callers: accountKinds,
} as const
const people = ({ params }: { params: { space: string } }) => inSpace('users', params.space)

export const listInvitations = operation({
  ...toSpace,
  id: 'invitations.list',
  summary: 'List who is invited to a space and has not answered yet',
  method: 'GET',
  body: null,
  result: page(SpaceInvitation),
  action: users.read,
  access: 'read',
  target: people,
  problems: [],
})

export const createInvitation = operation({
  ...toSpace,
  id: 'invitations.create',
  summary: 'Invite an address to a space; the answer is the same whether or not it has an account',
  method: 'POST',
  body: strict({ email: Email, roles: RoleNames }),
  result: NewSpaceInvitation,
  status: 201,
  action: users.create,
  access: 'write',
  target: people,
  idempotent: true,
  problems: [problems.exceedsMaker, problems.conflict, problems.idempotencyConflict],
})

export const withdrawInvitation = operation({
  ...toSpace,
  id: 'invitations.withdraw',
  summary: 'Withdraw an invitation to a space',
  method: 'DELETE',
  path: '/spaces/{space}/invitations/{invitation}',
  params: { space: Segment, invitation: Id },
  body: null,
  result: null,
  action: users.create,
  access: 'write',
  target: people,
  problems: [],
})

const toOrganization = {
  params: { organization: Segment },
  query: {},
  surface: 'management',
  path: '/organizations/{organization}/invitations',
  callers: accountKinds,
} as const
const organization = ({ params }: { params: { organization: string } }) =>
  inInstallation('organizations', params.organization)

export const listOrganizationInvitations = operation({
  ...toOrganization,
  id: 'organization-invitations.list',
  summary: 'List who is invited to an organization and has not answered yet',
  method: 'GET',
  body: null,
  result: page(OrganizationInvitation),
  action: organizations['members.read'],
  access: 'read',
  target: organization,
  problems: [],
})

export const createOrganizationInvitation = operation({
  ...toOrganization,
  id: 'organization-invitations.create',
  summary: 'Invite an address to an organization; the answer is the same whether or not it has an account',
  method: 'POST',
  body: strict({ email: Email, role: GivenRole }),
  result: NewOrganizationInvitation,
  status: 201,
  action: organizations['members.manage'],
  access: 'write',
  target: organization,
  idempotent: true,
  problems: [problems.conflict, problems.idempotencyConflict],
})

export const withdrawOrganizationInvitation = operation({
  ...toOrganization,
  id: 'organization-invitations.withdraw',
  summary: 'Withdraw an invitation to an organization',
  method: 'DELETE',
  path: '/organizations/{organization}/invitations/{invitation}',
  params: { organization: Segment, invitation: Id },
  body: null,
  result: null,
  action: organizations['members.manage'],
  access: 'write',
  target: organization,
  problems: [],
})

const own = {
  query: {},
  surface: 'management',
  target: () => inInstallation('profile'),
} as const

export const listOwnInvitations = operation({
  ...own,
  id: 'account-invitations.list',
  summary: 'List the invitations to your address',
  method: 'GET',
  path: '/account/invitations',
  params: {},
  callers: accountKinds,
  body: null,
  result: page(Invitation),
  action: profile.read,
  access: 'read',
  problems: [],
})

const answer = { ...own, params: { invitation: Id }, callers: ['session'], body: null, action: profile.update } as const

export const acceptOwnInvitation = operation({
  ...answer,
  id: 'account-invitations.accept',
  summary: 'Accept an invitation to your address',
  method: 'POST',
  path: '/account/invitations/{invitation}/accept',
  result: Invitation,
  access: 'write',
  problems: [problems.conflict],
})

export const declineOwnInvitation = operation({
  ...answer,
  id: 'account-invitations.decline',
  summary: 'Decline an invitation to your address',
  method: 'POST',
  path: '/account/invitations/{invitation}/decline',
  result: null,
  access: 'write',
  problems: [],
})

const byLink = { params: {}, query: {}, surface: 'management', method: 'POST' } as const

export const lookAtInvitation = publicOperation({
  ...byLink,
  id: 'invitation-links.look',
  summary: 'What the link of an invitation invites to',
  path: '/invitations/look',
  body: strict({ secret: InvitationSecret }),
  result: Invitation,
  access: 'read',
  problems: [problems.wrongCredentials, problems.tooManyRequests],
})

export const acceptInvitation = publicOperation({
  ...byLink,
  id: 'invitation-links.accept',
  summary: 'Accept an invitation by its link, and make the account that the address has not got yet',
  path: '/invitations/accept',
  body: strict({ secret: InvitationSecret, name: Name, password: Password }),
  result: Account,
  status: 201,
  access: 'write',
  problems: [problems.wrongCredentials, problems.conflict, problems.tooManyRequests],
})
