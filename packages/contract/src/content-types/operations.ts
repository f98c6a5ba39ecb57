import { Type } from 'typebox'
import { schema } from '../actions.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, page, Segment } from '../schema.ts'
import { schemaOf } from '../target.ts'
import { ContentType, ContentTypeChange, ContentTypeCheck, NewContentType } from './schemas.ts'

const one = {
  params: { space: Segment, type: Segment },
  query: branchQuery,
  surface: 'management',
  callers: managingKinds,
  tags: ['cli'],
} as const
const target = ({ params }: { params: { space: string; type: string } }) => schemaOf(params.space, params.type)

export const listContentTypes = operation({
  id: 'content-types.list',
  summary: 'List the content types of a space',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/content-types',
  params: { space: Segment },
  query: branchQuery,
  body: null,
  result: page(ContentType),
  action: schema.read,
  access: 'read',
  callers: managingKinds,
  target: ({ params }) => schemaOf(params.space),
  problems: [],
  tags: ['cli'],
})

export const createContentType = operation({
  id: 'content-types.create',
  summary: 'Register a content type',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/content-types',
  params: { space: Segment },
  query: branchQuery,
  body: NewContentType,
  result: ContentType,
  status: 201,
  versioned: true,
  action: schema.create,
  access: 'write',
  callers: managingKinds,
  target: ({ params, body }) => schemaOf(params.space, body.slug),
  idempotent: true,
  problems: [problems.slugTaken, problems.idempotencyConflict],
  tags: ['cli'],
})

export const showContentType = operation({
  ...one,
  id: 'content-types.show',
  summary: 'Show a content type',
  method: 'GET',
  path: '/spaces/{space}/content-types/{type}',
  body: null,
  result: ContentType,
  versioned: true,
  action: schema.read,
  access: 'read',
  target,
  problems: [],
})

export const updateContentType = operation({
  ...one,
  id: 'content-types.update',
  summary: 'Change a content type; refused with a count when existing values would no longer fit',
  method: 'PATCH',
  path: '/spaces/{space}/content-types/{type}',
  query: {
    ...branchQuery,
    confirm: Type.Optional(
      Type.Boolean({ description: 'Changes it all the same where existing values are lost or no longer valid.' }),
    ),
  },
  body: ContentTypeChange,
  result: ContentType,
  versioned: true,
  action: schema.update,
  access: 'write',
  target,
  problems: [problems.versionConflict, problems.slugTaken, problems.conflict],
})

export const checkContentType = operation({
  ...one,
  id: 'content-types.check',
  summary: 'Say what a change of a content type would do and what existing values have against it; nothing is changed',
  method: 'POST',
  path: '/spaces/{space}/content-types/{type}/check',
  body: ContentTypeChange,
  result: ContentTypeCheck,
  action: schema.update,
  access: 'read',
  target,
  problems: [],
})

export const deleteContentType = operation({
  ...one,
  id: 'content-types.delete',
  summary: 'Delete a content type that has no entries',
  method: 'DELETE',
  path: '/spaces/{space}/content-types/{type}',
  body: null,
  result: null,
  action: schema.delete,
  access: 'write',
  target,
  problems: [problems.inUse],
})
