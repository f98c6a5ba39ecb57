import { isRecord } from '@latchkey/dialect-kit/body'
import { isUuid } from '@latchkey/dialect-kit/identifiers'
import { kindOf, valuesIn } from '@latchkey/dialect-kit/walk-values'
import type { Item, Shapes } from './shapes.ts'

/** `page.author`, as `resolve_relations` names it. */
export type Relations = ReadonlySet<string>

/** The ids of entries that items refer to by the given relations, each once, in the order in which they are met. */
export function relatedIds(items: readonly Item[], shapes: Shapes, relations: Relations): readonly string[] {
  const ids = new Set<string>()
  for (const { type, fields } of items) {
    for (const { owner, field, value } of valuesIn(type, shapes.get(type) ?? [], fields)) {
      const isRelation = kindOf(field) === 'reference' && relations.has(`${owner}.${field.id}`)
      if (isRelation && typeof value === 'string') ids.add(value)
    }
  }
  return [...ids]
}

/** The ids of files in items. */
export function assetIds(items: readonly Item[], shapes: Shapes): readonly string[] {
  const ids = new Set<string>()
  for (const { type, fields } of items) {
    for (const { field, value } of valuesIn(type, shapes.get(type) ?? [], fields)) {
      if (kindOf(field) === 'asset' && typeof value === 'string') ids.add(value)
    }
  }
  return [...ids]
}

/**
 * The ids of stories that links in rich text and JSON point to: whatever was put there in the vendor's form, as
 * `{ linktype: 'story', id }` or `{ linktype: 'story', uuid }`.
 */
export function linkedIds(items: readonly Item[]): readonly string[] {
  const ids = new Set<string>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look)
    if (!isRecord(value)) return
    const id = value['uuid'] ?? value['id']
    if (value['linktype'] === 'story' && typeof id === 'string' && isUuid(id)) ids.add(id)
    Object.values(value).forEach(look)
  }
  for (const { fields } of items) look(fields)
  return [...ids]
}
