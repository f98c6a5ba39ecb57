import type { Field } from '../from-result/shape.ts'
import { membersOf, refuseFields, textOf } from './faults.ts'

/** A type as it is sent, in our words. */
export interface SentType {
  readonly name?: string
  readonly label?: string
  readonly singleton?: boolean
  readonly fields?: readonly Field[]
}

/** What the vendor has a type say and ours do not: sent or not, nothing follows from it. */
const ofNoEffect = ['icon', 'visibility', 'slug_field', 'slug_source']

/** Reads a type. Locales are the space's: a type may name those, and no others. */
export function readType(body: unknown, locales: readonly string[]): SentType {
  const members = membersOf(body)
  const known = ['name', 'label', 'singleton', 'fields', 'locales', 'default_locale', ...ofNoEffect]
  const unknown = [...members.keys()].filter((name) => !known.includes(name))
  if (unknown.length > 0) throw refuseFields(Object.fromEntries(unknown.map((name) => [name, 'Unknown key.'])))
  const name = textOf(members, 'name')
  const label = textOf(members, 'label')
  const singleton = members.get('singleton')
  if (singleton !== undefined && typeof singleton !== 'boolean')
    throw refuseFields({ singleton: 'It must be true or false.' })
  const isLocalized = readLocales(members, locales)
  const fields = members.get('fields')
  return {
    ...(name !== undefined && { name }),
    ...(label !== undefined && { label }),
    ...(singleton !== undefined && { singleton }),
    ...(fields !== undefined && { fields: readFields(fields, isLocalized) }),
  }
}

function readLocales(members: ReadonlyMap<string, unknown>, known: readonly string[]): boolean {
  const sent: unknown = members.get('locales') ?? []
  const asked: readonly unknown[] = Array.isArray(sent) ? sent : [sent]
  if (asked.some((code) => !known.some((each) => each === code)))
    throw refuseFields({ locales: `Locales are those of the workspace: ${known.join(', ')}.` })
  const first = textOf(members, 'default_locale') ?? ''
  if (first !== '' && first !== known[0])
    throw refuseFields({ default_locale: `It is that of the workspace: ${known[0] ?? ''}.` })
  return asked.length > 0
}

/** The vendor's fields, an object by their names. Every entry has a title there: a type without one gets it. */
function readFields(sent: unknown, isLocalized: boolean): readonly Field[] {
  const fields = [...membersOf(sent)]
    // The slug is an entry's own here.
    .filter(([, declared]) => textOf(membersOf(declared), 'type') !== 'slug')
    .map(([id, declared]) => readField(id, membersOf(declared), isLocalized))
  if (fields.some(({ id }) => id === 'title')) return fields
  const title: Field = { id: 'title', name: 'Title', type: 'text', required: true, filterable: true }
  return [{ ...title, ...(isLocalized && { localized: true }) }, ...fields]
}

type FieldType = Pick<Field, 'type'> & { readonly validation?: Field['validation'] }

/** The vendor's types of field in ours. */
const types: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ['text', { type: 'text' }],
  ['textarea', { type: 'text' }],
  ['html', { type: 'text' }],
  ['markdown', { type: 'markdown' }],
  ['number', { type: 'number' }],
  ['range', { type: 'number' }],
  ['boolean', { type: 'boolean' }],
  ['date', { type: 'date' }],
  ['datetime', { type: 'date' }],
  ['select', { type: 'select' }],
  ['media', { type: 'asset' }],
  ['relation', { type: 'reference' }],
  ['json', { type: 'json' }],
  ['color', { type: 'text', validation: { pattern: '^#([0-9a-fA-F]{3}){1,2}$' } }],
])

/** Settings of a field that are read; every other is of the vendor's editor. */
function readField(id: string, declared: ReadonlyMap<string, unknown>, isLocalized: boolean): Field {
  const word = textOf(declared, 'type') ?? 'text'
  const found = types.get(word)
  if (found === undefined) throw refuseFields({ [id]: `There is no field of the type ${word}.` })
  const { type } = found
  const isList = type === 'asset' || ((type === 'select' || type === 'reference') && declared.get('multiple') === true)
  const label = textOf(declared, 'label')
  const target = type === 'reference' ? textOf(declared, 'target') : undefined
  const validation = validationOf(word, found, declared)
  return {
    id,
    ...(label !== undefined && label !== '' && { name: label }),
    ...(isList ? { type: 'list' as const, items: type } : { type }),
    ...(declared.get('required') === true && { required: true }),
    ...(declared.get('unique') === true && { unique: true }),
    ...(isLocalized && declared.get('localized') !== false && { localized: true }),
    // Lists are filtered and sorted by every field there.
    ...(type !== 'json' && { filterable: true }),
    ...(validation !== undefined && { validation }),
    ...(target !== undefined && target !== '' && { types: [target] }),
    ...(declared.has('default') && { default: declared.get('default') }),
  }
}

function validationOf(
  word: string,
  { validation }: FieldType,
  declared: ReadonlyMap<string, unknown>,
): Field['validation'] {
  if (word === 'select') return { allowed: optionsIn(declared.get('options')) }
  if (word !== 'range') return validation
  const [minimum, maximum] = [declared.get('min') ?? 0, declared.get('max') ?? 100]
  if (typeof minimum !== 'number' || typeof maximum !== 'number')
    throw refuseFields({ range: 'Its limits are numbers.' })
  return { minimum, maximum }
}

/** Choices are written as they are, or with a label. */
function optionsIn(options: unknown): string[] {
  const values = (Array.isArray(options) ? options : []).map((option: unknown) =>
    typeof option === 'string' ? option : textOf(membersOf(option), 'value'),
  )
  return values.filter((value) => value !== undefined)
}
