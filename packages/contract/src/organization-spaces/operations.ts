import { organizations } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, listQuery, page, Segment, strict } from '../schema.ts'
import { NewSpace, Space } from '../spaces/operations.ts'
import { inInstallation } from '../target.ts'

const list = {
  params: { organization: Segment },
  surface: 'management',
  path: '/organizations/{organization}/spaces',
  callers: accountKinds,
} as const
const target = ({ params }: { params: { organization: string } }) =>
  inInstallation('organizations', params.organization)

export const listOrganizationSpaces = operation({
  ...list,
  id: 'organization-spaces.list',
  summary: 'List the spaces of an organization, also those that you are not in',
  method: 'GET',
  query: { limit: listQuery.limit, after: listQuery.after, count: listQuery.count },
  body: null,
  result: page(Space),
  action: organizations['spaces.read'],
  access: 'read',
  target,
  problems: [],
})

export const createOrganizationSpace = operation({
  ...list,
  id: 'organization-spaces.create',
  summary: 'Create a space of an organization; you own the space',
  method: 'POST',
  query: {},
  body: NewSpace,
  result: Space,
  status: 201,
  action: organizations['spaces.create'],
  access: 'write',
  target,
  idempotent: true,
  problems: [problems.slugTaken, problems.idempotencyConflict],
})

export const transferOrganizationSpace = operation({
  ...list,
  id: 'organization-spaces.transfer',
  summary: 'Give a space of the organization to another of its people, such as when its owner has left',
  method: 'POST',
  path: '/organizations/{organization}/spaces/{owned}/transfer',
  params: { organization: Segment, owned: Segment },
  callers: ['session'],
  query: {},
  body: strict({ account: Id }),
  result: Space,
  action: organizations['spaces.transfer'],
  access: 'write',
  target,
  problems: [],
})
