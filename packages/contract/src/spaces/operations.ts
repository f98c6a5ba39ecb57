import { Type } from 'typebox'
import { spaces } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, listQuery, LocaleCode, Name, nullable, page, Segment, Serial, Slug, strict, Timestamp } from '../schema.ts'
import { inInstallation, inSpace } from '../target.ts'

export const Space = strict({
  id: Id,
  serial: Serial,
  slug: Slug,
  name: Type.String(),
  /** Null for a space outside organizations. */
  organization: nullable(Id),
  owner: Id,
  sandbox: Type.Boolean({ description: 'The personal space of its owner.' }),
  default_locale: LocaleCode,
  shared_caches: Type.Boolean({
    description: 'Whether shared caches, such as a CDN, may keep what delivery tokens are answered.',
  }),
  created_at: Timestamp,
})

export const NewSpace = strict({ slug: Slug, name: Name, default_locale: Type.Optional(LocaleCode) })

/** Of a space that comes from another installation or system. */
const ImportedSpace = strict({
  ...NewSpace.properties,
  created_at: Type.Optional({
    ...Timestamp,
    description: 'When it was made where it comes from; in the past. Spaces of up to 2020-12-16 have an access token.',
  }),
})

const one = { params: { space: Segment }, query: {}, surface: 'management', callers: accountKinds } as const
const target = ({ params }: { params: { space: string } }) => inSpace('spaces', params.space, params.space)

export const listSpaces = operation({
  id: 'spaces.list',
  summary: 'List the spaces you may see',
  method: 'GET',
  surface: 'management',
  path: '/spaces',
  params: {},
  query: { limit: listQuery.limit, after: listQuery.after, count: listQuery.count },
  body: null,
  result: page(Space),
  action: spaces.read,
  access: 'read',
  callers: accountKinds,
  target: () => inInstallation('spaces'),
  problems: [],
  tags: ['cli'],
})

export const createSpace = operation({
  id: 'spaces.create',
  summary: 'Create a space with its default locale, the environment `production` and the branch `main`; you own it',
  method: 'POST',
  surface: 'management',
  path: '/spaces',
  params: {},
  query: {},
  body: ImportedSpace,
  result: Space,
  status: 201,
  action: spaces.create,
  access: 'write',
  callers: accountKinds,
  target: () => inInstallation('spaces'),
  idempotent: true,
  problems: [problems.slugTaken, problems.idempotencyConflict],
  tags: ['cli'],
})

export const showSpace = operation({
  ...one,
  id: 'spaces.show',
  summary: 'Show a space',
  method: 'GET',
  path: '/spaces/{space}',
  body: null,
  result: Space,
  action: spaces.read,
  access: 'read',
  target,
  problems: [],
  tags: ['cli'],
})

export const updateSpace = operation({
  ...one,
  id: 'spaces.update',
  summary: 'Rename a space, change its slug, or open its deliveries to shared caches',
  method: 'PATCH',
  path: '/spaces/{space}',
  body: strict({ name: Type.Optional(Name), slug: Type.Optional(Slug), shared_caches: Type.Optional(Type.Boolean()) }),
  result: Space,
  action: spaces.update,
  access: 'write',
  target,
  locks: 'space',
  problems: [problems.slugTaken],
})

export const transferSpace = operation({
  ...one,
  id: 'spaces.transfer',
  summary: 'Give the space to another of its members, or of its organization; for its owner alone',
  method: 'POST',
  path: '/spaces/{space}/transfer',
  callers: ['session'],
  body: strict({ account: Id }),
  result: Space,
  action: spaces.transfer,
  access: 'write',
  target,
  locks: 'space',
  problems: [problems.conflict],
})

export const deleteSpace = operation({
  ...one,
  id: 'spaces.delete',
  summary: 'Delete a space; its tokens are refused from the next request on',
  method: 'DELETE',
  path: '/spaces/{space}',
  callers: ['session'],
  body: null,
  result: null,
  action: spaces.delete,
  access: 'write',
  target,
  locks: 'space',
  problems: [],
})
