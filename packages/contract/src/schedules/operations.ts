import { Type } from 'typebox'
import { content } from '../actions.ts'
import { managingKinds } from '../callers.ts'
import { ofType, one, target } from '../entries/operations.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import {
  branchQuery,
  Id,
  listQuery,
  LocaleCode,
  nullable,
  oneOf,
  page,
  Segment,
  Slug,
  strict,
  Timestamp,
} from '../schema.ts'
import { contentOf } from '../target.ts'

export const scheduleStates = ['pending', 'done', 'failed', 'cancelled'] as const

/** Publishing or taking offline at a time to come. */
export const Schedule = strict({
  id: Id,
  entry: strict({ id: Id, type: Slug, slug: Type.String() }),
  action: oneOf(['publish', 'unpublish']),
  at: Timestamp,
  environments: Type.Array(Type.String()),
  /** Null: all that the entry then has. Those that the caller may not read are left out. */
  locales: nullable(Type.Array(Type.String())),
  /** Null: what the entry then holds. */
  version: nullable(Type.Integer()),
  state: oneOf(scheduleStates),
  /** Why it failed or was cancelled. */
  reason: nullable(Type.String()),
  created_by: Type.String(),
  created_at: Timestamp,
  ended_at: nullable(Timestamp),
})

export const NewSchedule = strict({
  action: oneOf(['publish', 'unpublish']),
  at: Timestamp,
  environments: Type.Optional(
    Type.Array(Type.String(), { minItems: 1, maxItems: 50, description: 'Default: `production`.' }),
  ),
  locales: Type.Optional(Type.Array(LocaleCode, { minItems: 1, maxItems: 200, description: 'Default: all.' })),
  version: Type.Optional(
    Type.Integer({
      minimum: 1,
      description:
        'Publishes what the entry holds in this version. Default: that of `If-Match`, or what it then holds.',
    }),
  ),
})

const { locale: _locale, ...named } = ofType
const pageQuery = {
  ...branchQuery,
  state: Type.Optional(oneOf(scheduleStates)),
  limit: listQuery.limit,
  after: listQuery.after,
  count: listQuery.count,
}
const ofSchedule = { ...one, params: { ...one.params, schedule: Id }, query: named, target } as const

export const createSchedule = operation({
  ...one,
  id: 'schedules.create',
  summary: 'Publish an entry or take it offline at a time to come; decided now, and again when the time has come',
  method: 'POST',
  path: '/spaces/{space}/entries/{entry}/schedules',
  query: named,
  body: NewSchedule,
  result: Schedule,
  receipt: strict({ id: Id, state: oneOf(scheduleStates) }),
  status: 201,
  action: content.publish,
  access: 'publish',
  target,
  idempotent: true,
  problems: [problems.versionConflict, problems.idempotencyConflict],
})

export const listSchedulesOfEntry = operation({
  ...one,
  id: 'schedules.list-of-entry',
  summary: 'List the schedules of an entry, the latest first',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}/schedules',
  query: { ...named, ...pageQuery },
  body: null,
  result: page(Schedule),
  action: content.read,
  access: 'read',
  target,
  problems: [],
})

export const listSchedules = operation({
  id: 'schedules.list',
  summary: 'List the schedules of a space, the latest first',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/schedules',
  params: { space: Segment },
  query: pageQuery,
  body: null,
  result: page(Schedule),
  action: content.read,
  access: 'read',
  callers: managingKinds,
  target: ({ params }) => contentOf(params.space),
  problems: [],
  tags: ['cli'],
})

export const showSchedule = operation({
  ...ofSchedule,
  id: 'schedules.show',
  summary: 'Show a schedule',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}/schedules/{schedule}',
  body: null,
  result: Schedule,
  action: content.read,
  access: 'read',
  problems: [],
})

export const cancelSchedule = operation({
  ...ofSchedule,
  id: 'schedules.cancel',
  summary: 'Cancel a schedule whose time has not come; it stays in the list',
  method: 'DELETE',
  path: '/spaces/{space}/entries/{entry}/schedules/{schedule}',
  body: null,
  result: null,
  action: content.publish,
  access: 'publish',
  problems: [problems.conflict],
})
