import { Type } from 'typebox'
import { organizations, profile } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, listQuery, Name, oneOf, page, Serial, Slug, strict, Timestamp } from '../schema.ts'
import { inInstallation } from '../target.ts'

/** What somebody is in an organization. */
export const organizationRoles = ['owner', 'administrator', 'member'] as const

export const Organization = strict({
  id: Id,
  serial: Serial,
  slug: Slug,
  name: Type.String(),
  owner: Id,
  single_sign_on: oneOf(['off', 'optional', 'required']),
  created_at: Timestamp,
})

/** An organization in a path. No slug holds a colon. */
const OrganizationSegment = Type.String({
  minLength: 1,
  maxLength: 128,
  description: 'An id, a slug, or a serial written `serial:17`.',
})

const one = {
  params: { organization: OrganizationSegment },
  query: {},
  surface: 'management',
  callers: accountKinds,
} as const
const target = ({ params }: { params: { organization: string } }) =>
  inInstallation('organizations', params.organization)

export const listOrganizations = operation({
  id: 'organizations.list',
  summary: 'List the organizations you belong to',
  method: 'GET',
  surface: 'management',
  path: '/organizations',
  params: {},
  query: { limit: listQuery.limit, after: listQuery.after, count: listQuery.count },
  body: null,
  result: page(Organization),
  action: organizations.read,
  access: 'read',
  callers: accountKinds,
  target: () => inInstallation('organizations'),
  problems: [],
})

export const createOrganization = operation({
  id: 'organizations.create',
  summary: 'Create an organization; you own it',
  method: 'POST',
  surface: 'management',
  path: '/organizations',
  params: {},
  query: {},
  body: strict({ slug: Slug, name: Name }),
  result: Organization,
  status: 201,
  action: organizations.create,
  access: 'write',
  callers: accountKinds,
  target: () => inInstallation('organizations'),
  idempotent: true,
  problems: [problems.slugTaken, problems.idempotencyConflict],
})

export const showOrganization = operation({
  ...one,
  id: 'organizations.show',
  summary: 'Show an organization',
  method: 'GET',
  path: '/organizations/{organization}',
  body: null,
  result: Organization,
  action: organizations.read,
  access: 'read',
  target,
  problems: [],
})

export const updateOrganization = operation({
  ...one,
  id: 'organizations.update',
  summary: 'Rename an organization or change its slug',
  method: 'PATCH',
  path: '/organizations/{organization}',
  body: strict({ name: Type.Optional(Name), slug: Type.Optional(Slug) }),
  result: Organization,
  action: organizations.update,
  access: 'write',
  target,
  problems: [problems.slugTaken],
})

export const transferOrganization = operation({
  ...one,
  id: 'organizations.transfer',
  summary: 'Give the organization to another of its members; you stay its administrator',
  method: 'POST',
  path: '/organizations/{organization}/transfer',
  callers: ['session'],
  body: strict({ account: Id }),
  result: Organization,
  action: organizations.transfer,
  access: 'write',
  target,
  locks: 'space',
  problems: [],
})

export const leaveOrganization = operation({
  ...one,
  id: 'account-organizations.leave',
  summary: 'Leave an organization and all of its spaces',
  method: 'POST',
  path: '/account/organizations/{organization}/leave',
  callers: ['session'],
  body: null,
  result: null,
  action: profile.update,
  access: 'write',
  target: () => inInstallation('profile'),
  locks: 'space',
  problems: [problems.conflict],
})

export const deleteOrganization = operation({
  ...one,
  id: 'organizations.delete',
  summary: 'Delete an organization that has no spaces any more',
  method: 'DELETE',
  path: '/organizations/{organization}',
  callers: ['session'],
  body: null,
  result: null,
  action: organizations.delete,
  access: 'write',
  target,
  locks: 'space',
  problems: [problems.inUse],
})
