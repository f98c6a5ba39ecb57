import { Type } from 'typebox'
import { content } from '../actions.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { branchQuery, page, Segment, strict } from '../schema.ts'
import { contentOf } from '../target.ts'

/** A tag with the number of entries that bear it, of those that the caller may read and as they are shown to it. */
export const CountedTag = strict({ tag: Type.String(), entries: Type.Integer({ minimum: 1 }) })

export const listTags = operation({
  id: 'tags.list',
  summary: 'List the tags of the entries that the caller may read, with their numbers',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/tags',
  params: { space: Segment },
  query: { ...branchQuery, type: Type.Optional(Type.String({ description: 'Tags of entries of this type only.' })) },
  body: null,
  result: page(CountedTag),
  action: content.read,
  access: 'read',
  callers: managingKinds,
  target: ({ params, query }) => contentOf(params.space, query.type),
  problems: [],
  tags: ['cli'],
})
