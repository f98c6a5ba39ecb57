import type { Field } from '@latchkey/contract/content-types/schemas'

/** A value with the field that it is of, wherever it stands in an entry. */
export interface Found {
  readonly field: Field
  /** The type or block whose field it is. */
  readonly component: string
  /** Of a list, each of its values by itself. */
  readonly value: unknown
}

/** Every value of an entry, those inside objects and blocks too. */
export function* valuesIn(
  component: string,
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Generator<Found> {
  for (const field of fields) {
    const value = values[field.id]
    if (value === undefined || value === null) continue
    for (const each of Array.isArray(value) ? value : [value]) {
      yield { field, component, value: each }
      if (!isRecord(each)) continue
      if (field.fields !== undefined) yield* valuesIn(component, field.fields, each)
      const block = field.blocks?.find(({ name }) => name === each['block'])
      if (block !== undefined) yield* valuesIn(block.name, block.fields, each)
    }
  }
}

/** What a field or the values of its list are. */
export function kindOf({ type, items }: Field): Field['type'] {
  return type === 'list' ? (items ?? 'text') : type
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
