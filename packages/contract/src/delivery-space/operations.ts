import { Type } from 'typebox'
import { content } from '../actions.ts'
import { readingKinds } from '../callers.ts'
import { DeliveredEntry } from '../delivery/operations.ts'
import { LocaleQuery } from '../entries/schemas.ts'
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
  Serial,
  Slug,
  strict,
  Timestamp,
} from '../schema.ts'
import { CountedTag } from '../tags/operations.ts'
import { contentOf } from '../target.ts'

const place = {
  environment: Type.Optional(Type.String({ description: 'For kinds that are not tied to one. Default `production`.' })),
  ...branchQuery,
  release: Type.Optional(
    Type.String({ maxLength: 64, description: 'A release by its id or serial, as in `delivery.list`.' }),
  ),
  state: Type.Optional(oneOf(['published', 'draft'])),
}

const whole = {
  method: 'GET',
  surface: 'delivery',
  params: { space: Segment },
  body: null,
  action: content.read,
  access: 'read',
  callers: readingKinds,
  target: ({ params }: { params: { space: string } }) => contentOf(params.space),
  tags: ['cli'],
} as const

/** A space as those see it who read what it delivers. */
export const DeliveredSpace = strict({
  id: Id,
  serial: Serial,
  slug: Slug,
  name: Type.String(),
  default_locale: LocaleCode,
  /** The default one first. */
  locales: Type.Array(strict({ code: LocaleCode, name: Type.String(), fallback: nullable(LocaleCode) })),
})

export const showDeliveredSpace = operation({
  ...whole,
  id: 'delivery-space.show',
  summary: 'What a space is called, and its locales of which the caller may read something',
  path: '/spaces/{space}',
  query: {},
  result: DeliveredSpace,
  problems: [],
})

/** An entry among those of other types. */
export const DeliveredItem = strict({
  ...DeliveredEntry.properties,
  serial: Serial,
  created_at: Timestamp,
  /** Null for what was never live in the environment. */
  first_published_at: nullable(Timestamp),
})

const { filter, search, order, limit, count } = listQuery

export const listDeliveredItems = operation({
  ...whole,
  id: 'delivery-space.list',
  summary: 'List the published entries of all types together',
  description:
    'Filters also by `type`, `serial` and `created_at`, and by a field where every type that has it marks it as filterable. Pages begin at an offset.',
  path: '/spaces/{space}/content',
  query: {
    filter,
    search,
    order,
    limit,
    count,
    offset: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Rows to leave out. Default 0.' }),
    ),
    ...place,
    locale: Type.Optional(LocaleQuery),
  },
  result: strict({ items: Type.Array(DeliveredItem), total: Type.Optional(Type.Integer({ minimum: 0 })) }),
  problems: [problems.fieldNotFilterable],
})

export const listDeliveredTags = operation({
  ...whole,
  id: 'delivery-space.tags',
  summary: 'List the tags of the published entries that the caller may read, with their numbers',
  path: '/spaces/{space}/tags',
  query: {
    ...place,
    prefix: Type.Optional(Type.String({ maxLength: 128, description: 'How the slugs of the entries begin.' })),
  },
  result: page(CountedTag),
  problems: [],
})
