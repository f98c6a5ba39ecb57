import { Type } from 'typebox'
import { environments } from '../actions.ts'
import { accountKinds, settingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, page, Segment, Slug, strict } from '../schema.ts'
import { inSpace } from '../target.ts'

const review = Type.Boolean({ description: 'Only versions that a second person has accepted are published there.' })

export const Environment = strict({ id: Id, slug: Slug, requires_review: review })

const one = {
  params: { space: Segment, environment: Segment },
  query: {},
  surface: 'management',
  callers: accountKinds,
} as const
const target = ({ params }: { params: { space: string; environment: string } }) =>
  inSpace('environments', params.space, params.environment)

export const listEnvironments = operation({
  id: 'environments.list',
  summary: 'List the environments of a space',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/environments',
  params: { space: Segment },
  query: {},
  body: null,
  result: page(Environment),
  action: environments.read,
  access: 'read',
  callers: settingKinds,
  target: ({ params }) => inSpace('environments', params.space),
  problems: [],
  tags: ['cli'],
})

export const createEnvironment = operation({
  id: 'environments.create',
  summary: 'Create an environment to publish to',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/environments',
  params: { space: Segment },
  query: {},
  body: strict({ slug: Slug }),
  result: Environment,
  status: 201,
  action: environments.create,
  access: 'write',
  callers: accountKinds,
  target: ({ params }) => inSpace('environments', params.space),
  locks: 'space',
  idempotent: true,
  problems: [problems.slugTaken, problems.idempotencyConflict],
})

export const showEnvironment = operation({
  ...one,
  id: 'environments.show',
  summary: 'Show an environment',
  method: 'GET',
  path: '/spaces/{space}/environments/{environment}',
  callers: settingKinds,
  body: null,
  result: Environment,
  action: environments.read,
  access: 'read',
  target,
  problems: [],
})

export const updateEnvironment = operation({
  ...one,
  id: 'environments.update',
  summary: 'Change an environment: rename it, tokens stay tied to it; or say whether it requires a review',
  method: 'PATCH',
  path: '/spaces/{space}/environments/{environment}',
  body: strict({ slug: Type.Optional(Slug), requires_review: Type.Optional(review) }),
  result: Environment,
  action: environments.update,
  access: 'write',
  target,
  locks: 'space',
  problems: [problems.slugTaken],
})

export const deleteEnvironment = operation({
  ...one,
  id: 'environments.delete',
  summary: 'Delete an environment; what is live there goes offline and its tokens are refused',
  method: 'DELETE',
  path: '/spaces/{space}/environments/{environment}',
  body: null,
  result: null,
  action: environments.delete,
  access: 'write',
  target,
  locks: 'space',
  problems: [problems.inUse],
})
