import { type TArray, Type } from 'typebox'
import { Id, Name, nullable, oneOf, Serial, Slug, strict, Timestamp, Version } from '../schema.ts'
import { Tags } from '../tags/schemas.ts'

/** The kinds of field. `object` nests fields, `blocks` is a list of named objects, `list` holds values of one kind. */
export const fieldTypes = [
  'text',
  'rich-text',
  'markdown',
  'number',
  'boolean',
  'date',
  'select',
  'list',
  'object',
  'blocks',
  'asset',
  'reference',
  'json',
] as const

export type FieldType = (typeof fieldTypes)[number]

/** What a list can hold. */
export const itemTypes = [
  'text',
  'markdown',
  'number',
  'boolean',
  'date',
  'select',
  'asset',
  'reference',
  'object',
] as const satisfies readonly FieldType[]

export type ItemType = (typeof itemTypes)[number]

/**
 * A field's key in `fields`: lower-case letters, digits and underscores, 1 to 64 characters, a letter first.
 *
 * What every entry has besides its fields keeps its name, and so do the words that filters are combined with.
 */
export const FieldId = Type.String({
  pattern:
    '^(?!(?:id|slug|status|tags|published_at|created_at|updated_at|created_by|and|or|not|constructor|prototype)$)[a-z][a-z0-9_]{0,63}$',
})

/** The most values that a field can choose from. */
export const allowedMax = 1000

/** Limits on a field's value; which of them fit depends on its type and is checked when the type is saved. */
export const FieldValidation = strict({
  min_length: Type.Optional(Type.Integer({ minimum: 0 })),
  max_length: Type.Optional(Type.Integer({ minimum: 0 })),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  integer: Type.Optional(Type.Boolean()),
  pattern: Type.Optional(
    Type.String({
      maxLength: 500,
      description: 'A regular expression without back-references, matched in linear time.',
    }),
  ),
  allowed: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Number()]), { minItems: 1, maxItems: allowedMax })),
  min_items: Type.Optional(Type.Integer({ minimum: 0 })),
  max_items: Type.Optional(Type.Integer({ minimum: 0 })),
})

/** A field of a content type as it is declared. */
export interface Field {
  readonly id: string
  readonly name?: string
  readonly type: FieldType
  readonly required?: boolean
  readonly unique?: boolean
  /** Has a value for each locale; otherwise all locales share one. */
  readonly localized?: boolean
  /** Indexed, so that lists can filter and sort by it. */
  readonly filterable?: boolean
  readonly validation?: {
    readonly min_length?: number
    readonly max_length?: number
    readonly minimum?: number
    readonly maximum?: number
    readonly integer?: boolean
    readonly pattern?: string
    readonly allowed?: readonly (string | number)[]
    readonly min_items?: number
    readonly max_items?: number
  }
  /** What a `list` holds. */
  readonly items?: ItemType
  /** The fields of an `object`, or of each object in a list. */
  readonly fields?: readonly Field[]
  /** The blocks that a `blocks` field may hold; each item says which it is: `{ "block": "hero", "title": "…" }`. */
  readonly blocks?: readonly { readonly name: string; readonly fields: readonly Field[] }[]
  /** Where a `select` takes its choices from, in the place of `validation.allowed`: the keys of a datasource, by its slug. */
  readonly choices?: { readonly datasource: string }
  /** Slugs of the types that a reference, or a list of them, may point to; absent means any. */
  readonly types?: readonly string[]
  /** In a change of a type: the id that the field has had, so that it keeps its values under a new one. */
  readonly was?: string
  /** What a new entry holds where nothing else is sent; in the default locale where the field is localized. */
  readonly default?: unknown
}

const fieldProperties = {
  id: FieldId,
  name: Type.Optional(Name),
  type: oneOf(fieldTypes),
  required: Type.Optional(Type.Boolean()),
  unique: Type.Optional(Type.Boolean()),
  localized: Type.Optional(Type.Boolean()),
  filterable: Type.Optional(Type.Boolean()),
  validation: Type.Optional(FieldValidation),
  items: Type.Optional(oneOf(itemTypes)),
  types: Type.Optional(Type.Array(Slug, { minItems: 1, maxItems: 100 })),
  choices: Type.Optional(strict({ datasource: Slug })),
}

/** Fields that stand inside others, at most so deep: `blocks` of `blocks` of `blocks`. */
export const nestingMax = 3

/** The most fields that an object or a block holds, and the most blocks that a field chooses from. */
export const partsMax = 100

function nestedFields(depth: number): TArray {
  const inner = depth === 1 ? {} : partsOf(nestedFields(depth - 1))
  return Type.Array(strict({ ...fieldProperties, ...inner }), { minItems: 1, maxItems: partsMax })
}

function partsOf(fields: TArray) {
  return {
    fields: Type.Optional(fields),
    blocks: Type.Optional(Type.Array(strict({ name: FieldId, fields }), { minItems: 1, maxItems: partsMax })),
  }
}

export const FieldSchema = Type.Unsafe<Field>(
  strict({
    ...fieldProperties,
    was: Type.Optional(FieldId),
    default: Type.Optional(Type.Unknown()),
    ...partsOf(nestedFields(nestingMax)),
  }),
)

const shape = {
  slug: Slug,
  name: Name,
  /** Has one entry, which delivery answers without naming it. */
  singleton: Type.Boolean(),
  fields: Type.Array(FieldSchema, { maxItems: 200 }),
}

export const ContentType = strict({
  id: Id,
  serial: Serial,
  ...shape,
  /** The group that it stands in, whether or not the caller may read that; null: none. */
  group: nullable(Id),
  /** The preset from which an entry begins where nobody chooses another; null: none. */
  preset: nullable(Id),
  /** Words from those that are declared for types. */
  tags: Tags,
  version: Version,
  created_at: Timestamp,
  updated_at: Timestamp,
  /** Fields whose index is being made: nothing is found by them yet. */
  indexing: Type.Optional(Type.Array(Type.String())),
  /** On create and update: what is valid and may not do what its author expects. */
  warnings: Type.Optional(Type.Array(Type.String())),
})

export const NewContentType = strict({
  slug: Slug,
  name: Type.Optional(Name),
  singleton: Type.Optional(Type.Boolean()),
  group: Type.Optional(nullable(Id)),
  tags: Type.Optional(Tags),
  fields: shape.fields,
})

export const ContentTypeChange = strict({
  slug: Type.Optional(Slug),
  name: Type.Optional(Name),
  singleton: Type.Optional(Type.Boolean()),
  group: Type.Optional(nullable(Id)),
  preset: Type.Optional(nullable(Id)),
  tags: Type.Optional(Tags),
  fields: Type.Optional(shape.fields),
})

/** What existing values have against a change of a type. */
export const ContentTypeObstacle = strict({
  /** Id of the field, as it would be called. */
  field: Type.String(),
  /**
   * `lost`: the field goes. `moves`: it would be localized, or no longer. `misfits`: another kind cannot hold the value.
   * `breaks`: the value would no longer be valid. `lacks`: it would be required. `repeats`: it would be unique.
   */
  reason: oneOf(['lost', 'moves', 'misfits', 'breaks', 'lacks', 'repeats']),
  detail: Type.String(),
  entries: Type.Integer(),
  /** Entries by locale; empty for what all locales share. */
  locales: Type.Record(Type.String(), Type.Integer()),
  /** Ids of some of the entries, as far as the caller may read them. */
  examples: Type.Array(Id),
  /** Whether `confirm=true` lets the change happen all the same. */
  confirmable: Type.Boolean(),
})

/** What a change of a type would do. */
export const ContentTypeCheck = strict({
  changes: Type.Array(
    strict({
      field: Type.String(),
      change: oneOf(['added', 'removed', 'renamed', 'changed']),
      was: Type.Optional(Type.String()),
    }),
  ),
  obstacles: Type.Array(ContentTypeObstacle),
  /** Presets that would hold values which do not fit. */
  warnings: Type.Array(Type.String()),
})
