import type { ContentField } from './content-type.ts'
import type { Body } from './field-values.ts'
import { tagsKey } from './tags-key.ts'
import { isList } from './value.ts'

/** Tags as lists filter by them: a list of texts that every entry has, whatever its type. */
export const tagsField: ContentField = {
  id: tagsKey,
  key: tagsKey,
  type: 'list',
  itemType: 'text',
  required: false,
  unique: false,
  localized: false,
  filterable: true,
  indexing: null,
  indexKey: tagsKey,
  indexColumn: 'str',
  check: () => undefined,
  declared: { id: tagsKey, type: 'list', items: 'text', filterable: true },
}

/** The tags in a shared body. */
export function tagsIn(body: Body | undefined): string[] {
  const value = body?.[tagsKey]
  return value !== undefined && isList(value) ? value.filter((tag) => typeof tag === 'string') : []
}

/** Tags as they are kept: in NFC, each once. */
export function keptTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.normalize('NFC')))]
}

/** Whether two lists hold the same tags in the same order. */
export function areSameTags(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((tag, index) => tag === other[index])
}
