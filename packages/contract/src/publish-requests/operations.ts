import { Type } from 'typebox'
import { publishRequests } from '../actions.ts'
import { accountKinds, settingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import {
  branchQuery,
  Id,
  listQuery,
  LocaleCode,
  Note,
  nullable,
  oneOf,
  page,
  Segment,
  Slug,
  strict,
  Timestamp,
} from '../schema.ts'
import { inSpace } from '../target.ts'

export const requestStates = ['open', 'accepted', 'rejected', 'cancelled'] as const

/** Asks for approval to publish an entry to an environment, or to take it offline there. */
export const PublishRequest = strict({
  id: Id,
  entry: strict({ id: Id, type: Slug, slug: Type.String() }),
  action: oneOf(['publish', 'unpublish']),
  environment: Type.String(),
  /** Null: all. Those that the caller may not read are left out. */
  locales: nullable(Type.Array(Type.String())),
  /** The version that is asked about. */
  version: Type.Integer(),
  note: Type.String(),
  state: oneOf(requestStates),
  /** What the reviewer says. */
  answer: Type.String(),
  created_by: Type.String(),
  created_at: Timestamp,
  answered_by: nullable(Type.String()),
  answered_at: nullable(Timestamp),
})

const inThisSpace = { surface: 'management', tags: ['cli'] } as const
const one = { ...inThisSpace, params: { space: Segment, request: Id }, query: branchQuery } as const
const target = ({ params }: { params: { space: string; request: string } }) =>
  inSpace('publish-requests', params.space, params.request)
const answer = { answer: Type.Optional(Note) }

export const createPublishRequest = operation({
  ...inThisSpace,
  id: 'publish-requests.create',
  summary: 'Ask for approval to publish an entry to an environment, or to take it offline there',
  method: 'POST',
  path: '/spaces/{space}/publish-requests',
  params: { space: Segment },
  query: branchQuery,
  body: strict({
    entry: Id,
    action: oneOf(['publish', 'unpublish']),
    environment: Type.Optional(Type.String({ description: 'Default: `production`.' })),
    locales: Type.Optional(Type.Array(LocaleCode, { minItems: 1, maxItems: 200, description: 'Default: all.' })),
    version: Type.Optional(Type.Integer({ minimum: 1, description: 'Default: the one that the entry has.' })),
    note: Type.Optional(Note),
  }),
  result: PublishRequest,
  status: 201,
  action: publishRequests.create,
  access: 'write',
  callers: settingKinds,
  target: ({ params }) => inSpace('publish-requests', params.space),
  idempotent: true,
  problems: [problems.idempotencyConflict],
})

export const listPublishRequests = operation({
  ...inThisSpace,
  id: 'publish-requests.list',
  summary: 'List publish requests, the newest first',
  method: 'GET',
  path: '/spaces/{space}/publish-requests',
  params: { space: Segment },
  query: {
    ...branchQuery,
    state: Type.Optional(oneOf(requestStates)),
    entry: Type.Optional(Id),
    limit: listQuery.limit,
    after: listQuery.after,
    count: listQuery.count,
  },
  body: null,
  result: page(PublishRequest),
  action: publishRequests.read,
  access: 'read',
  callers: settingKinds,
  target: ({ params }) => inSpace('publish-requests', params.space),
  problems: [],
})

export const showPublishRequest = operation({
  ...one,
  id: 'publish-requests.show',
  summary: 'Show a publish request',
  method: 'GET',
  path: '/spaces/{space}/publish-requests/{request}',
  body: null,
  result: PublishRequest,
  action: publishRequests.read,
  access: 'read',
  callers: settingKinds,
  target,
  problems: [],
})

export const acceptPublishRequest = operation({
  ...one,
  id: 'publish-requests.accept',
  summary: 'Accept a publish request: what was asked for is done, in the version that was asked about',
  method: 'POST',
  path: '/spaces/{space}/publish-requests/{request}/accept',
  body: strict({
    ...answer,
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Confirms the version where the entry has moved on since.' }),
    ),
  }),
  result: PublishRequest,
  action: publishRequests.review,
  access: 'publish',
  callers: accountKinds,
  target,
  problems: [problems.conflict, problems.reviewRequired, problems.slugTaken],
})

export const rejectPublishRequest = operation({
  ...one,
  id: 'publish-requests.reject',
  summary: 'Reject a publish request',
  method: 'POST',
  path: '/spaces/{space}/publish-requests/{request}/reject',
  body: strict(answer),
  result: PublishRequest,
  action: publishRequests.review,
  access: 'write',
  callers: accountKinds,
  target,
  problems: [problems.conflict],
})

export const cancelPublishRequest = operation({
  ...one,
  id: 'publish-requests.cancel',
  summary: 'Take back a publish request that nobody has answered',
  method: 'POST',
  path: '/spaces/{space}/publish-requests/{request}/cancel',
  body: null,
  result: PublishRequest,
  action: publishRequests.delete,
  access: 'write',
  callers: accountKinds,
  target,
  problems: [problems.conflict],
})
