import type { Catalogue, Field } from '../../api/answers.ts'
import { slugOf } from '../spaces/slug-of.ts'

/** A field of a type while the type is being changed. */
export interface FieldRow {
  /** Names the row on the screen, whatever its id becomes. */
  readonly key: string
  /** The id that it has on the server; null for a new one. */
  readonly was: string | null
  readonly field: Field
}

export type FieldKind = Catalogue['field_kinds'][number]
export type FieldType = Field['type']

export function rowsOf(fields: readonly Field[]): readonly FieldRow[] {
  return fields.map((field) => ({ key: field.id, was: field.id, field }))
}

/** A row for a field that nobody has named yet. */
export function newRow(): FieldRow {
  return { key: crypto.randomUUID(), was: null, field: { id: '', type: 'text' } }
}

/** The fields as they are sent: one that has another id now says which one it had. */
export function fieldsOf(rows: readonly FieldRow[]): Field[] {
  return rows.map(({ was, field }) => (was === null || was === field.id ? field : { ...field, was }))
}

/** The id that a name suggests: `Preis (€)` is `preis`; empty where it suggests none. */
export function idOf(name: string): string {
  return slugOf(name)
    .replaceAll('-', '_')
    .replace(/^[^a-z]+/, '')
}

/** The field as another kind: what the new one cannot have is left out. */
export function asType(field: Field, type: FieldType, kinds: readonly FieldKind[]): Field {
  const { id, name, required, localized } = field
  const kind = kindOf(kinds, type)
  return {
    id,
    type,
    ...(name !== undefined && { name }),
    ...(required && { required }),
    ...(localized && { localized }),
    ...(field.unique && kind?.unique && { unique: true }),
    ...(field.filterable && kind?.filterable && { filterable: true }),
    ...partsFor(type, type === 'list' ? 'text' : undefined),
  }
}

/** The list as one of other items. */
export function withItems(field: Field, items: NonNullable<Field['items']>): Field {
  const { validation: _validation, fields: _fields, types: _types, choices: _choices, ...rest } = field
  return { ...rest, items, ...partsFor('list', items) }
}

/** What the kind must have, as empty as it may be. */
function partsFor(type: FieldType, items: Field['items']): Partial<Field> {
  const plain = items ?? type
  return {
    ...(items !== undefined && { items }),
    ...(plain === 'object' && { fields: [] }),
    ...(plain === 'select' && { validation: { allowed: [] } }),
    ...(type === 'blocks' && { blocks: [] }),
  }
}

export function kindOf(kinds: readonly FieldKind[], type: FieldType): FieldKind | undefined {
  return kinds.find((kind) => kind.type === type)
}

/** Of a list what it holds, of every other field its type. */
export function plainType({ type, items }: Field): FieldType {
  return type === 'list' ? (items ?? 'text') : type
}

/** Members of a field that are to be others; undefined takes one away. */
export type FieldChange = { readonly [Key in keyof Field]?: Field[Key] | undefined }

/** The field with some of its members changed. */
export function changed(field: Field, part: FieldChange): Field {
  const all = { ...field, ...part }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- id and type are never taken away: no caller gives undefined for them.
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== false),
  ) as unknown as Field
}
