import { Type } from 'typebox'
import { content } from '../actions.ts'
import { readingKinds } from '../callers.ts'
import { FieldSchema } from '../content-types/schemas.ts'
import { Fields, LocaleQuery } from '../entries/schemas.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import {
  branchQuery,
  Id,
  listQuery,
  nullable,
  oneOf,
  page,
  Segment,
  Slug,
  strict,
  Timestamp,
  Version,
} from '../schema.ts'
import { contentOf } from '../target.ts'

/** An entry as sites read it: one published snapshot in one locale. */
export const DeliveredEntry = strict({
  id: Id,
  type: Slug,
  slug: Type.String(),
  locale: Type.String(),
  published_at: nullable(Timestamp),
  updated_at: Timestamp,
  version: Version,
  /** Left out when there are none. */
  tags: Type.Optional(Type.Array(Type.String())),
  fields: Fields,
  includes: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'Referenced entries by id.' })),
})

/** The shape of a type, as far as the caller may read its content. */
export const DeliveredContentType = strict({
  id: Id,
  slug: Slug,
  name: Type.String(),
  singleton: Type.Boolean(),
  fields: Type.Array(FieldSchema),
})

const scope = {
  environment: Type.Optional(Type.String({ description: 'For kinds that are not tied to one. Default `production`.' })),
  ...branchQuery,
  release: Type.Optional(
    Type.String({
      maxLength: 64,
      description:
        'A release by its id or serial: what will be live once it is published. Release tokens that list one read as of it.',
    }),
  ),
}
const reading = {
  ...scope,
  locale: Type.Optional(LocaleQuery),
  fields: Type.Optional(Type.String({ maxLength: 2000, description: 'The fields to answer: `title,price`.' })),
  include: Type.Optional(
    Type.String({ maxLength: 1000, description: 'References to resolve, up to 5 deep: `category,author.company`.' }),
  ),
  state: Type.Optional(oneOf(['published', 'draft'])),
}

export const listDelivered = operation({
  id: 'delivery.list',
  summary: 'List the published entries of a type',
  method: 'GET',
  surface: 'delivery',
  path: '/spaces/{space}/content/{type}',
  params: { space: Segment, type: Segment },
  query: { ...listQuery, ...reading },
  body: null,
  // A singleton type answers its entry, other types a page.
  result: Type.Union([page(DeliveredEntry), DeliveredEntry]),
  action: content.read,
  access: 'read',
  callers: readingKinds,
  target: ({ params }) => contentOf(params.space, params.type),
  problems: [problems.fieldNotFilterable],
  tags: ['cli'],
})

export const showDelivered = operation({
  id: 'delivery.show',
  summary: 'Read one published entry by slug or id',
  method: 'GET',
  surface: 'delivery',
  path: '/spaces/{space}/content/{type}/{entry}',
  params: { space: Segment, type: Segment, entry: Segment },
  query: reading,
  body: null,
  result: DeliveredEntry,
  action: content.read,
  access: 'read',
  callers: readingKinds,
  target: ({ params }) => contentOf(params.space, params.type, params.entry),
  problems: [],
  tags: ['cli'],
})

export const listDeliveredTypes = operation({
  id: 'delivery-types.list',
  summary: 'List the shapes of the types that the caller may read content of',
  method: 'GET',
  surface: 'delivery',
  path: '/spaces/{space}/content-types',
  params: { space: Segment },
  query: scope,
  body: null,
  result: page(DeliveredContentType),
  action: content.read,
  access: 'read',
  callers: readingKinds,
  target: ({ params }) => contentOf(params.space),
  problems: [],
  tags: ['cli'],
})

export const showDeliveredType = operation({
  id: 'delivery-types.show',
  summary: 'The shape of one type',
  method: 'GET',
  surface: 'delivery',
  path: '/spaces/{space}/content-types/{type}',
  params: { space: Segment, type: Segment },
  query: scope,
  body: null,
  result: DeliveredContentType,
  action: content.read,
  access: 'read',
  callers: readingKinds,
  target: ({ params }) => contentOf(params.space, params.type),
  problems: [],
  tags: ['cli'],
})
