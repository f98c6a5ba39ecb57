import type { Field, FieldType } from '@latchkey/contract/content-types/schemas'
import { LRUCache } from 'lru-cache'
import { checkOf, type ValueCheck } from './value-check.ts'

/** A content type, ready to check, index and show its entries. */
export interface ContentType {
  readonly id: string
  readonly serial: number
  readonly slug: string
  readonly name: string
  readonly version: number
  /** Has one entry at most. */
  readonly singleton: boolean
  /** By id, in the order in which they were declared. */
  readonly fields: ReadonlyMap<string, ContentField>
  /** The same by the key that bodies know them by. */
  readonly byKey: ReadonlyMap<string, ContentField>
}

/** A top-level field of a type. */
export interface ContentField {
  readonly id: string
  /** Under which bodies hold its values: what its id was at first, so that a field keeps them under a new one. */
  readonly key: string
  readonly type: FieldType
  /** What a list holds; the type itself for every other. */
  readonly itemType: FieldType
  readonly required: boolean
  readonly unique: boolean
  /** Has a value for each locale; otherwise it stands in the body that all locales share. */
  readonly localized: boolean
  /** Lists may filter and sort by it. */
  readonly filterable: boolean
  /** The build that is making its index, which does not have every entry yet; null when it has. What is written meanwhile is indexed. */
  readonly indexing: string | null
  /** `field_id` of its rows in the field index: unlike the id, different for each type of a branch. */
  readonly indexKey: string
  /** The column of the index that holds its values; null for kinds that cannot be indexed. */
  readonly indexColumn: 'num' | 'str' | null
  readonly check: ValueCheck
  readonly declared: Field
}

/** A stored type. */
export interface ContentTypeRow {
  readonly id: string
  readonly serial: number
  readonly slug: string
  readonly name: string
  readonly version: number
  readonly singleton: 0 | 1
  /** JSON. */
  readonly fields: string
}

interface Known {
  readonly row: ContentTypeRow
  readonly type: ContentType
}

const knownMax = 1000
const known = new LRUCache<string, Known>({ max: knownMax })

/** The compiled type of a row. Compiled once for each version; `place` is the space and branch that it was read from. */
export function contentTypeOf(place: string, row: ContentTypeRow): ContentType {
  const key = `${place}/${row.id}`
  const found = known.get(key)
  // Compared whole: a version that was rolled back comes again with other fields.
  if (found && isSame(found.row, row)) return found.type
  const type = compileType(row)
  known.set(key, { row, type })
  return type
}

function isSame(left: ContentTypeRow, right: ContentTypeRow): boolean {
  return (
    left.version === right.version &&
    left.fields === right.fields &&
    left.slug === right.slug &&
    left.name === right.name &&
    left.singleton === right.singleton
  )
}

function compileType({ id, serial, slug, name, version, singleton, fields }: ContentTypeRow): ContentType {
  const compiled = storedFields(fields).map((field) => compileField(serial, field))
  return {
    id,
    serial,
    slug,
    name,
    version,
    singleton: singleton === 1,
    fields: new Map(compiled.map((field) => [field.id, field])),
    byKey: new Map(compiled.map((field) => [field.key, field])),
  }
}

/** A field as its type keeps it: the declaration, and what its authors need not know. */
export interface StoredField extends Field {
  /** Where it differs from the id. */
  readonly key?: string
  /** The build that is making its index. */
  readonly indexing?: string
}

/** The fields of a stored type. */
export function storedFields(fields: string): readonly StoredField[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from a body that FieldSchema has checked.
  return JSON.parse(fields) as readonly StoredField[]
}

/** Their declarations. */
export function declaredFields(fields: string): Field[] {
  return storedFields(fields).map(({ key: _key, indexing: _indexing, ...declared }) => declared)
}

/** Under which key bodies hold a field's values. */
export function keyOf({ id, key = id }: StoredField): string {
  return key
}

/** A stored field with its check. `serial` is the type's. */
export function compileField(serial: number, { key, indexing, ...declared }: StoredField): ContentField {
  const { id, type, items, required = false, unique = false, localized = false, filterable = false } = declared
  const itemType = type === 'list' ? (items ?? 'text') : type
  return {
    id,
    key: key ?? id,
    type,
    itemType,
    required,
    unique,
    localized,
    filterable,
    indexing: indexing ?? null,
    indexKey: `${serial}.${key ?? id}`,
    indexColumn: indexColumns[itemType],
    check: checkOf(declared),
    declared,
  }
}

const indexColumns: Readonly<Record<FieldType, 'num' | 'str' | null>> = {
  text: 'str',
  markdown: 'str',
  select: 'str',
  asset: 'str',
  reference: 'str',
  number: 'num',
  boolean: 'num',
  date: 'num',
  list: null,
  object: null,
  blocks: null,
  'rich-text': null,
  json: null,
}
