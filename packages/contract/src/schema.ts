import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** An object that refuses every key that is not declared. */
export function strict<P extends TProperties>(properties: P, options: { description?: string } = {}): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

/** A value or null. */
export function nullable<T extends TSchema>(schema: T, options: { description?: string } = {}) {
  return Type.Union([schema, Type.Null()], options)
}

/** One of the given words. */
export function oneOf<const Words extends readonly string[]>(words: Words, options: { description?: string } = {}) {
  return Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], ...options })
}

/** A random id: UUID v7 such as `019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11`. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })

/** A number besides the id, for programs that name things by numbers: of no meaning, with gaps. */
export const Serial = Type.Integer({ minimum: 1 })

/** The public id of a token: 12 characters of base62. */
export const TokenId = Type.String({ pattern: '^[0-9A-Za-z]{12}$' })

/** An id or a slug in a path; which of the two is told by its shape. */
export const Segment = Type.String({ minLength: 1, maxLength: 128, description: 'An id or a slug.' })

/** A name in URLs: lower-case letters, digits, hyphens and underscores, 1 to 64 characters, never shaped like an id. */
export const Slug = Type.String({
  pattern: '^(?![0-9a-f]{8}-[0-9a-f]{4}-)[a-z0-9][a-z0-9_-]{0,63}$',
  description: 'Lower-case letters, digits, `-` and `_`; not shaped like an id.',
})

/** A name for people, 1 to 100 characters. */
export const Name = Type.String({ minLength: 1, maxLength: 100 })

/** Free text for people, up to 500 characters. */
export const Note = Type.String({ maxLength: 500 })

/** A point in time in UTC with milliseconds: `2026-11-23T09:30:00.000Z`. */
export const Timestamp = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z$',
  examples: ['2026-11-23T09:30:00.000Z'],
})

/** A locale code such as `en` or `pt-BR`. */
export const LocaleCode = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 })

/** Raised by one with every change of the thing; the number in its ETag. */
export const Version = Type.Integer({ minimum: 1 })

/** One term of a filter: `filter[price][lt]=50` is `{ path: ['price', 'lt'], value: '50' }`. */
export interface FilterTerm {
  readonly path: readonly string[]
  readonly value: string
}

/** The `filter[…]` parameters of a list, in the order they were sent; terms are combined by and. */
export const Filters = Type.Unsafe<readonly FilterTerm[]>({
  type: 'array',
  items: { type: 'object' },
  maxItems: 1000,
  description:
    '`filter[field][operator]=value` with eq, ne, in, nin, lt, lte, gt, gte, contains, starts-with, matches, exists; `filter[or][0][field]=value`.',
})

/** The query parameters that every list takes. */
export const listQuery = {
  filter: Type.Optional(Filters),
  search: Type.Optional(Type.String({ maxLength: 200, description: 'Words that must occur in a text field.' })),
  order: Type.Optional(
    Type.String({ maxLength: 200, description: 'Up to three fields, `-` for descending: `-price,title`.' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 2000, description: 'The `next` of the page before.' })),
  count: Type.Optional(Type.Boolean({ description: 'Adds `total`.' })),
}

/** Besides, of lists in which programs count pages: a cursor cannot jump to page 7. */
export const offsetQuery = {
  offset: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'Rows to leave out, in the place of `after`. Default 0.',
    }),
  ),
}

/** The query parameter of every operation about content or schema: whose, the branch says. */
export const branchQuery = {
  branch: Type.Optional(Type.String({ description: 'A branch by its name or by an alias’s. Default `main`.' })),
}

/** Whether requests with these query parameters are about a branch. */
export function namesBranch(query: TProperties): boolean {
  return query['branch'] === branchQuery.branch
}

/** A page of a list: `{ "items": […], "next": "…" | null, "total": 12 }`; `next` null on the last page, `total` only when asked for. */
export function page<T extends TSchema>(item: T) {
  return strict({
    items: Type.Array(item),
    next: nullable(Type.String()),
    total: Type.Optional(Type.Integer({ minimum: 0 })),
  })
}

/** The value that a schema describes. */
export type { Static }
