import { allowedMax, type Field } from '@latchkey/contract/content-types/schemas'
import { isObject } from '../../import/row.ts'
import {
  type Carrier,
  isNothing,
  listOf,
  readBoolean,
  readChoice,
  readDate,
  readEach,
  readFirst,
  readNumber,
  readText,
} from '../carrier.ts'
import { blocksCarrier } from './blocks.ts'
import { type FieldPlace, jsonCarrier, type Maker } from './field-place.ts'
import type { Json } from './source.ts'
import { asJson, choicesOf, fileLink, storyLink, type World } from './world.ts'

/** How the fields of a component are carried, by their type (vendor’s field types, read 2026-11). */
const makers: Readonly<Record<string, Maker>> = {
  text: (schema) => textCarrier('text', schema),
  textarea: (schema) => textCarrier('text', schema),
  markdown: (schema) => textCarrier('markdown', schema),
  number: (schema) => ({
    field: { type: 'number', ...limits(schema, { minimum: 'min_value', maximum: 'max_value' }) },
    read: readNumber,
  }),
  boolean: () => ({ field: { type: 'boolean' }, read: readBoolean }),
  datetime: () => ({ field: { type: 'date' }, read: readDate }),
  richtext: (_, { world }) => ({
    field: { type: 'rich-text' },
    read: (value, { lose, field }) => {
      if (isObject(value) && typeof value['type'] === 'string') return asJson(value, world, lose, field)
      lose(field, 'it holds something that is no rich text')
      return undefined
    },
  }),
  option: (schema, place) => oneChoice(schema, place),
  options: (schema, place) => {
    const { field, read } = oneChoice(schema, place)
    const { type, validation, types } = field
    if (type !== 'text' && type !== 'select' && type !== 'reference') return { field, read }
    const items = { type: 'list', items: type, ...(types && { types }) } as const
    const amounts = limits(schema, { min_items: 'min_options', max_items: 'max_options' }).validation
    return { field: { ...items, ...withLimits({ ...validation, ...amounts }) }, read: readEach(read) }
  },
  asset: (_, { world }) => fileCarrier(world),
  image: (_, { world }) => fileCarrier(world),
  file: (_, { world }) => fileCarrier(world),
  multiasset: (_, { world }) => ({
    field: { type: 'list', items: 'asset' },
    read: readEach((value, { lose, field }) => fileLink(value, world, lose, field)),
  }),
  bloks: blocksCarrier,
  multilink: jsonCarrier('a link'),
  table: jsonCarrier('a table'),
  custom: (schema, place) => jsonCarrier(`the field plugin ${String(schema['field_type'])}`)(schema, place),
}

/** The carrier of a field; a type that is not known is carried as JSON. */
export function carrierOf(schema: Json, place: FieldPlace): Carrier {
  const type = String(schema['type'])
  const make = Object.hasOwn(makers, type) ? makers[type] : undefined
  const carrier = (make ?? jsonCarrier(`a field of the type ${type}`))(schema, place)
  return schema['required'] === true ? { ...carrier, field: { ...carrier.field, required: true } } : carrier
}

function textCarrier(type: 'text' | 'markdown', schema: Json): Carrier {
  return { field: { type, ...limits(schema, { min_length: 'min_length', max_length: 'max_length' }) }, read: readText }
}

function fileCarrier(world: World): Carrier {
  return { field: { type: 'asset' }, read: readFirst((value, { lose, field }) => fileLink(value, world, lose, field)) }
}

function oneChoice(schema: Json, place: FieldPlace): Carrier {
  const { world, lose, name } = place
  if (schema['source'] === 'internal_stories') return relation(schema, place)
  if (schema['source'] === 'internal_languages' || schema['source'] === 'external') {
    lose(name, 'choices that come from elsewhere: any text is taken', 'changed')
    return { field: { type: 'text' }, read: readFirst(readText) }
  }
  const choices = [...new Set(choicesOf(schema, world) ?? [])].filter((choice) => choice !== '')
  if (choices.length === 0 || choices.length > allowedMax) {
    lose(name, `its choices are not known, or more than ${allowedMax}: any text is taken`, 'changed')
    return { field: { type: 'text' }, read: readFirst(readText) }
  }
  if (schema['source'] === 'internal')
    lose(name, 'its choices are those that the datasource has now, and do not follow it', 'changed')
  return {
    field: { type: 'select', validation: { allowed: choices } },
    read: readFirst(readChoice(new Set(choices))),
  }
}

function relation(schema: Json, { world }: FieldPlace): Carrier {
  const named = listOf(schema['filter_content_type']).flatMap((each) => world.types.get(String(each)) ?? [])
  return {
    field: { type: 'reference', ...(named.length > 0 && { types: named }) },
    read: readFirst((value, { lose, field }) => storyLink(value, world, lose, field)),
  }
}

type Limits = NonNullable<Field['validation']>

/** Limits that the schema names: `limits(schema, { max_length: 'max_length' })`. */
function limits(schema: Json, names: Partial<Record<keyof Limits, string>>): { readonly validation?: Limits } {
  const found = Object.entries(names).flatMap(([ours, theirs]) => {
    const value = schema[theirs]
    return isNothing(value) || !Number.isFinite(Number(value)) || Number(value) < 0
      ? []
      : [[ours, Number(value)] as const]
  })
  const validation: Limits = Object.fromEntries(found)
  return withLimits(validation)
}

function withLimits(validation: Limits): { readonly validation?: Limits } {
  return Object.keys(validation).length === 0 ? {} : { validation }
}
