import { Type } from 'typebox'
import { organizations } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { organizationRoles } from '../organizations/operations.ts'
import { problems } from '../problems.ts'
import { Id, listQuery, oneOf, page, Segment, strict, Timestamp } from '../schema.ts'
import { inInstallation } from '../target.ts'

export const OrganizationMember = strict({
  account: Id,
  email: Type.String(),
  name: Type.String(),
  role: oneOf(organizationRoles),
  /** Also where the organization asks everybody else to sign in at its provider. */
  may_use_password: Type.Boolean({ description: 'May go on without single sign-on where it is required.' }),
  signs_in_at_provider: Type.Boolean({ description: 'Is known to the organization’s provider.' }),
  joined_at: Timestamp,
})

/** The roles that can be given; the owner is one by transfer. */
export const GivenRole = oneOf(['administrator', 'member'])

const one = {
  params: { organization: Segment, person: Id },
  query: {},
  surface: 'management',
  callers: accountKinds,
} as const
const target = ({ params }: { params: { organization: string } }) =>
  inInstallation('organizations', params.organization)

export const listOrganizationMembers = operation({
  id: 'organization-members.list',
  summary: 'List the people of an organization',
  method: 'GET',
  surface: 'management',
  path: '/organizations/{organization}/members',
  params: { organization: Segment },
  query: { limit: listQuery.limit, after: listQuery.after, count: listQuery.count },
  body: null,
  result: page(OrganizationMember),
  action: organizations['members.read'],
  access: 'read',
  callers: accountKinds,
  target,
  problems: [],
})

export const showOrganizationMember = operation({
  ...one,
  id: 'organization-members.show',
  summary: 'Show somebody of an organization',
  method: 'GET',
  path: '/organizations/{organization}/members/{person}',
  body: null,
  result: OrganizationMember,
  action: organizations['members.read'],
  access: 'read',
  target,
  problems: [],
})

export const updateOrganizationMember = operation({
  ...one,
  id: 'organization-members.update',
  summary: 'Change somebody’s role in an organization, or whether he may go on without single sign-on',
  method: 'PATCH',
  path: '/organizations/{organization}/members/{person}',
  body: strict({ role: Type.Optional(GivenRole), may_use_password: Type.Optional(Type.Boolean()) }),
  result: OrganizationMember,
  action: organizations['members.manage'],
  access: 'write',
  target,
  problems: [problems.conflict],
})

export const removeOrganizationMember = operation({
  ...one,
  id: 'organization-members.remove',
  summary: 'Remove somebody from an organization and all of its spaces, from the next request on',
  method: 'DELETE',
  path: '/organizations/{organization}/members/{person}',
  body: null,
  result: null,
  action: organizations['members.manage'],
  access: 'write',
  target,
  problems: [problems.conflict],
})
