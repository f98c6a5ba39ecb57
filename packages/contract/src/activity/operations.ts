import { Type } from 'typebox'
import { activity } from '../actions.ts'
import { overviewKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { listQuery, page, Segment, strict, Timestamp } from '../schema.ts'
import { inInstallation, inSpace } from '../target.ts'

/** One line of the audit trail. */
export const ActivityRecord = strict({
  seq: Type.Integer(),
  at: Timestamp,
  operation: Type.String(),
  /** `account:…` or `token:…`; `installation` for what nobody asked for. */
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

const Exactly = (description: string) => Type.Optional(Type.String({ maxLength: 300, description }))

const shared = {
  method: 'GET',
  surface: 'management',
  query: {
    actor: Exactly('Who: `account:…` or `token:…`.'),
    operation: Exactly('What: the id of an operation, `entries.publish`.'),
    target: Exactly('To which thing: `content:products:red-shirt`.'),
    token: Exactly('With which token or session, by its id.'),
    from: Type.Optional(Timestamp),
    to: Type.Optional(Timestamp),
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Text in the target, the actor or the details; case counts.',
      }),
    ),
    limit: listQuery.limit,
    after: listQuery.after,
  },
  body: null,
  result: page(ActivityRecord),
  action: activity.read,
  access: 'read',
  callers: overviewKinds,
  problems: [],
} as const

const description =
  'A page may be short, or empty, while `next` goes on: a request looks through a bounded part of the trail.'

export const listActivity = operation({
  ...shared,
  id: 'activity.list',
  summary: 'Who did what to which thing of a space, newest first',
  description,
  path: '/spaces/{space}/activity',
  params: { space: Segment },
  target: ({ params }) => inSpace('activity', params.space),
})

export const listInstallationActivity = operation({
  ...shared,
  id: 'activity.list-installation',
  summary: 'Who did what outside every space: accounts, organizations, sign-ins, backups; newest first',
  description,
  path: '/activity',
  params: {},
  target: () => inInstallation('activity'),
})
