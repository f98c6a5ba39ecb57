import { Type } from 'typebox'
import { organizations } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { Id, listQuery, page, Segment, Slug, strict, Timestamp } from '../schema.ts'
import { inInstallation } from '../target.ts'

export const Organization = strict({ id: Id, slug: Slug, name: Type.String(), owner: Id, created_at: Timestamp })

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

export const showOrganization = operation({
  id: 'organizations.show',
  summary: 'Show an organization',
  method: 'GET',
  surface: 'management',
  path: '/organizations/{organization}',
  params: { organization: Segment },
  query: {},
  body: null,
  result: Organization,
  action: organizations.read,
  access: 'read',
  callers: accountKinds,
  target: ({ params }) => inInstallation('organizations', params.organization),
  problems: [],
})
