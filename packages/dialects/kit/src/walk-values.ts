import type { Field } from '@latchkey/contract/content-types/schemas'
import { isRecord } from './body.ts'

/** What a field or the values of its list are. */
export function kindOf({ type, items }: Field): Field['type'] {
  return type === 'list' ? (items ?? 'text') : type
}

/** A value with the field that it is of, wherever it stands in an entry. */
export interface Found {
  readonly field: Field
  /** The type or block whose field it is. */
  readonly owner: string
  /** Where it stands: `body.quote.author`. */
  readonly path: string
  /** Of a list, each of its values by itself. */
  readonly value: unknown
}

/** Every value of an entry, those inside objects and blocks too; `base` stands before their paths. */
export function* valuesIn(
  owner: string,
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
  base = '',
): Generator<Found> {
  for (const field of fields) {
    const value = values[field.id]
    if (value === undefined || value === null) continue
    const path = `${base}${field.id}`
    for (const each of Array.isArray(value) ? value : [value]) {
      yield { field, owner, path, value: each }
      if (!isRecord(each)) continue
      if (field.fields !== undefined) yield* valuesIn(owner, field.fields, each, `${path}.`)
      const block = field.blocks?.find(({ name }) => name === each['block'])
      if (block !== undefined) yield* valuesIn(block.name, block.fields, each, `${path}.${block.name}.`)
    }
  }
}
