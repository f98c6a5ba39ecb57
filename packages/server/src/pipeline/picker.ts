import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'

/** Copies of a value exactly what a schema declares. */
export type Picker = (value: unknown) => unknown

const pickers = new WeakMap<TSchema, Picker>()

/**
 * The allow-list of an answer: what the result schema does not declare never leaves the server.
 *
 * Open parts (records, unknown) pass whole; they hold content that was filtered by rights already.
 */
export function pickerOf(schema: TSchema): Picker {
  let picker = pickers.get(schema)
  if (!picker) {
    picker = compilePicker(schema)
    pickers.set(schema, picker)
  }
  return picker
}

function compilePicker(schema: TSchema): Picker {
  if ('anyOf' in schema && Array.isArray(schema.anyOf)) return pickUnion(schema.anyOf)
  if ('items' in schema && isSchema(schema.items)) return pickItems(pickerOf(schema.items))
  if ('properties' in schema && isSchema(schema.properties)) return pickProperties(Object.entries(schema.properties))
  return (value) => value
}

function pickProperties(properties: readonly [string, TSchema][]): Picker {
  const parts = properties.map(([name, schema]) => [name, pickerOf(schema)] as const)
  return (value) => {
    if (!isRecord(value)) return value
    const picked: Record<string, unknown> = {}
    for (const [name, pick] of parts) {
      const part = value[name]
      if (part !== undefined) picked[name] = pick(part)
    }
    return picked
  }
}

function pickItems(pick: Picker): Picker {
  return (value) => (Array.isArray(value) ? value.map(pick) : value)
}

function pickUnion(schemas: readonly TSchema[]): Picker {
  const objects = schemas.filter((schema) => 'properties' in schema || 'items' in schema)
  const [only, ...others] = objects
  if (only === undefined) return (value) => value
  if (others.length === 0) return (value) => (isRecord(value) ? pickerOf(only)(value) : value)
  return (value) => {
    const fitting =
      objects.find((schema) => hasRequired(schema, value)) ?? objects.find((schema) => Check(schema, value))
    return fitting ? pickerOf(fitting)(value) : value
  }
}

function hasRequired(schema: TSchema, value: unknown): boolean {
  const required: unknown = 'required' in schema ? schema.required : []
  return isRecord(value) && Array.isArray(required) && required.every((name: string) => name in value)
}

function isSchema(value: unknown): value is TSchema {
  return typeof value === 'object' && value !== null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
