import { Type } from 'typebox'
import { activity } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { listQuery, page, Segment, strict, Timestamp } from '../schema.ts'
import { inSpace } from '../target.ts'

/** One line of the audit trail. */
export const ActivityRecord = strict({
  seq: Type.Integer(),
  at: Timestamp,
  operation: Type.String(),
  /** `account:…` or `token:…` */
  actor: Type.String(),
  token: Type.Union([Type.String(), Type.Null()]),
  secret_version: Type.Union([Type.Integer(), Type.Null()]),
  /** Such as `content:products:red-shirt`. */
  target: Type.String(),
  /** The layers and the grants in them that allowed it. */
  decided_by: Type.Array(Type.String()),
  request: Type.String(),
  network: Type.String(),
  details: Type.Optional(Type.Unknown()),
})

export const listActivity = operation({
  id: 'activity.list',
  summary: 'Who did what to which thing, newest first',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/activity',
  params: { space: Segment },
  query: { limit: listQuery.limit, after: listQuery.after },
  body: null,
  result: page(ActivityRecord),
  action: activity.read,
  access: 'read',
  callers: accountKinds,
  target: ({ params }) => inSpace('activity', params.space),
  problems: [],
})
