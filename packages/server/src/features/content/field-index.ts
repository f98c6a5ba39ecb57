import type { ContentField, ContentType } from './content-type.ts'
import { type Body, shared } from './field-values.ts'
import { tagsField } from './tags.ts'
import { tagsKey } from './tags-key.ts'
import type { Value } from './value.ts'

/** A row of the field index, without the view and the entry that it belongs to. */
export interface IndexRow {
  readonly field_id: string
  readonly locale: string
  /** Place in a list; 0 for every other value. */
  readonly position: number
  readonly num: number | null
  readonly str: string | null
}

/** What the index keeps of a value; both null for one that cannot be indexed. */
export type IndexValue = Pick<IndexRow, 'num' | 'str'>

/** How much of a text the index keeps. Two texts that agree in so much have to be compared on the bodies. */
export const indexedBytesMax = 200

/** Whether the index has rows of the field: to filter and sort by it, or to keep it unique. */
export function isIndexed(field: ContentField): boolean {
  return field.indexColumn !== null && (field.filterable || field.unique)
}

/** The rows of one body in its locale; `''` for the shared one. */
export function indexRows(type: ContentType, locale: string, body: Body): IndexRow[] {
  const rows: IndexRow[] = []
  for (const field of type.fields.values()) {
    if (!isIndexed(field) || field.localized === (locale === shared)) continue
    rows.push(...rowsOf(field, locale, body[field.key]))
  }
  if (locale === shared) rows.push(...rowsOf(tagsField, locale, body[tagsKey]))
  return rows
}

/** The rows of one field's value in a locale. Of equal items in a list each has its own row. */
export function rowsOf(field: ContentField, locale: string, value: Value | undefined): IndexRow[] {
  if (value === undefined) return []
  const items: readonly Value[] = Array.isArray(value) ? value : [value]
  return items.map((item, position) => ({ field_id: field.indexKey, locale, position, ...indexValue(field, item) }))
}

/** A value as the index keeps it: dates as milliseconds, booleans as 0 and 1, text cut to 200 bytes. */
export function indexValue({ itemType }: ContentField, value: Value): IndexValue {
  if (typeof value === 'number') return { num: value, str: null }
  if (typeof value === 'boolean') return { num: value ? 1 : 0, str: null }
  if (typeof value !== 'string') return { num: null, str: null }
  return itemType === 'date' ? { num: Date.parse(value), str: null } : { num: null, str: indexText(value) }
}

/** The first 200 bytes of a text in UTF-8, never half a character. */
export function indexText(text: string): string {
  // A code unit takes at most three bytes.
  if (text.length * 3 <= indexedBytesMax) return text
  const bytes = Buffer.from(text.slice(0, indexedBytesMax))
  let end = Math.min(indexedBytesMax, bytes.length)
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end)
}
