import type { Field } from '@latchkey/contract/content-types/schemas'
import { blockKey } from './value-check.ts'
import { isList, isRecord, type Value } from './value.ts'

/** One value that has no parts of its own, wherever in a field it stands. */
export interface PlainValue {
  /** As it is declared there; for an item of a list, the list's declaration with the type of its items. */
  readonly field: Field
  readonly value: Value
  readonly pointer: string
}

/** Every plain value in a field's value: of lists each item, of objects and blocks each member. */
export function plainValues(field: Field, value: Value, pointer: string): readonly PlainValue[] {
  switch (field.type) {
    case 'list': {
      const item: Field = { ...field, type: field.items ?? 'text' }
      return itemsOf(value).flatMap((each, index) => plainValues(item, each, `${pointer}/${index}`))
    }
    case 'object':
      return valuesInside(field.fields ?? [], value, pointer)
    case 'blocks':
      return itemsOf(value).flatMap((block, index) => {
        const name = isRecord(block) ? block[blockKey] : undefined
        const shape = field.blocks?.find((each) => each.name === name)
        return valuesInside(shape?.fields ?? [], block, `${pointer}/${index}`)
      })
    default:
      return [{ field, value, pointer }]
  }
}

function valuesInside(fields: readonly Field[], value: Value, pointer: string): readonly PlainValue[] {
  if (typeof value !== 'object' || value === null) return []
  const members = new Map<string, Value>(Object.entries(value))
  return fields.flatMap((field) => {
    const member = members.get(field.id)
    return member === undefined ? [] : plainValues(field, member, `${pointer}/${field.id}`)
  })
}

function itemsOf(value: Value): readonly Value[] {
  return isList(value) ? value : []
}
