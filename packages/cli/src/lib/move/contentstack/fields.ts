import {
  allowedMax,
  type Field,
  type FieldType,
  type ItemType,
  itemTypes,
  nestingMax,
  partsMax,
} from '@latchkey/contract/content-types/schemas'
import { isObject } from '../../import/row.ts'
import {
  type Carrier,
  isNothing,
  listOf,
  type Reading,
  readBoolean,
  readChoice,
  readDate,
  readEach,
  readFirst,
  readNumber,
  readText,
  wordOf,
} from '../carrier.ts'
import type { Lose } from '../cargo.ts'
import { fieldName, uniquely } from '../names.ts'
import { type Json, textOf, thingsIn } from './source.ts'
import { asJson, entryLink, fileLink, type World } from './world.ts'

/** Where a field stands. */
export interface FieldPlace {
  readonly world: World
  /** How many fields it stands inside of: 0 for a field of the type. */
  readonly depth: number
  readonly lose: Lose
  /** Its name, after those that it stands inside of. */
  readonly name: string
}

type Maker = (schema: Json, place: FieldPlace) => Carrier

/** A part of a type or a group: a field of it, under its name here. */
export interface Part {
  readonly uid: string
  readonly id: string
  readonly schema: Json
  readonly carrier: Carrier
}

/** How fields are carried, by their data type (vendor’s field types, read 2026-11). */
const makers: Readonly<Record<string, Maker>> = {
  text: textCarrier,
  number: (schema) => several(schema, { field: { type: 'number', ...numberLimits(schema) }, read: readNumber }),
  boolean: () => ({ field: { type: 'boolean' }, read: readBoolean }),
  isodate: (schema) => several(schema, { field: { type: 'date' }, read: readDate }),
  file: (schema, { world }) =>
    several(schema, {
      field: { type: 'asset' },
      read: (value, { lose, field }) => fileLink(value, world, lose, field),
    }),
  reference: (schema, { world }) => {
    const types = listOf(schema['reference_to']).flatMap((uid) => world.types.get(String(uid)) ?? [])
    const isSeveral = metadataOf(schema)['ref_multiple'] === true
    const one: Carrier = {
      field: { type: 'reference', ...(types.length > 0 && { types }) },
      read: (value, { lose, field }) => entryLink(value, world, lose, field),
    }
    return several({ ...schema, multiple: isSeveral }, one)
  },
  json: (schema, place) =>
    metadataOf(schema)['allow_json_rte'] === true
      ? several(schema, richText(place))
      : jsonCarrier('a JSON field')(schema, place),
  group: (schema, place) => groupCarrier(schema, thingsIn(schema['schema']), place),
  global_field: (schema, place) => {
    const inline = thingsIn(schema['schema'])
    const fields = inline.length > 0 ? inline : (place.world.globalFields.get(textOf(schema['reference_to'])) ?? [])
    return groupCarrier(schema, fields, place)
  },
  blocks: blocksCarrier,
  link: () => ({
    field: {
      type: 'object',
      fields: [
        { id: 'title', type: 'text' },
        { id: 'href', type: 'text' },
      ],
    },
    read: (value) => (isObject(value) ? { title: textOf(value['title']), href: textOf(value['href']) } : undefined),
  }),
  taxonomy: jsonCarrier('taxonomy terms'),
}

/** The carrier of a field; a type that is not known, or a field extension, is carried as JSON. */
export function carrierOf(schema: Json, place: FieldPlace): Carrier {
  const type = textOf(schema['data_type'])
  const isExtension = typeof schema['extension_uid'] === 'string'
  const make = !isExtension && Object.hasOwn(makers, type) ? makers[type] : undefined
  const what = isExtension ? `the field extension ${String(schema['extension_uid'])}` : `a field of the type ${type}`
  const { field, read } = (make ?? jsonCarrier(what))(schema, place)
  const canBeUnique = place.depth === 0 && schema['unique'] === true && ['text', 'number', 'date'].includes(field.type)
  return {
    field: { ...field, ...(schema['mandatory'] === true && { required: true }), ...(canBeUnique && { unique: true }) },
    read,
  }
}

/** The fields of a type or a group, in their order. */
export function partsOf(schemas: readonly Json[], place: Omit<FieldPlace, 'name'>, prefix = ''): Part[] {
  const unique = uniquely('_')
  return schemas.map((schema) => {
    const uid = textOf(schema['uid'])
    const id = unique(fieldName(uid))
    const name = `${prefix}${id}`
    if (id !== uid) place.lose(name, `the field ${uid} is called ${id}`, 'changed')
    return { uid, id, schema, carrier: carrierOf(schema, { ...place, name }) }
  })
}

/** Values of a type or a group by their names here. */
export function valuesOf(parts: readonly Part[], values: Json, reading: Reading): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const { uid, id, carrier } of parts) {
    const value = values[uid]
    const read = isNothing(value) ? undefined : carrier.read(value, reading)
    if (read !== undefined) found[id] = read
  }
  return found
}

function metadataOf(schema: Json): Json {
  const { field_metadata: metadata } = schema
  return isObject(metadata) ? metadata : {}
}

/** A list of what one is, where there may be several. */
function several(schema: Json, one: Carrier): Carrier {
  if (schema['multiple'] !== true) return { field: one.field, read: readFirst(one.read) }
  const { type, validation, types, fields } = one.field
  if (!isItemType(type)) {
    return { field: { type: 'json' }, read: (value, reading) => listOf(value).map((each) => one.read(each, reading)) }
  }
  const max = Number(schema['max_instance'] ?? Number.NaN)
  const limits = { ...validation, ...(Number.isInteger(max) && max > 0 && { max_items: max }) }
  return {
    field: {
      type: 'list',
      items: type,
      ...(Object.keys(limits).length > 0 && { validation: limits }),
      ...(types && { types }),
      ...(fields && { fields }),
    },
    read: readEach(one.read),
  }
}

function isItemType(type: FieldType): type is ItemType {
  return itemTypes.some((each) => each === type)
}

function textCarrier(schema: Json, { lose, name }: FieldPlace): Carrier {
  const metadata = metadataOf(schema)
  const choices = isObject(schema['enum']) ? thingsIn(schema['enum']['choices']) : []
  const allowed = [...new Set(choices.map(({ value }) => wordOf(value)))].filter((value) => value !== '')
  if (allowed.length > 0 && allowed.length <= allowedMax)
    return several(schema, { field: { type: 'select', validation: { allowed } }, read: readChoice(new Set(allowed)) })
  if (metadata['allow_rich_text'] === true) lose(name, 'rich text that is HTML is carried as text', 'changed')
  const format = textOf(schema['format'])
  if (format !== '') lose(name, `its pattern ${format} is left out`, 'changed')
  return several(schema, { field: { type: metadata['markdown'] === true ? 'markdown' : 'text' }, read: readText })
}

function numberLimits(schema: Json): { readonly validation?: NonNullable<Field['validation']> } {
  const limits = Object.fromEntries(
    (['min', 'max'] as const).flatMap((name) => {
      const value = schema[name]
      return typeof value === 'number' ? [[name === 'min' ? 'minimum' : 'maximum', value]] : []
    }),
  )
  return Object.keys(limits).length > 0 ? { validation: limits } : {}
}

function richText({ world }: FieldPlace): Carrier {
  return {
    field: { type: 'rich-text' },
    read: (value, { lose, field }) => {
      if (isObject(value) && typeof value['type'] === 'string') return asJson(value, world, lose, field)
      lose(field, 'it holds something that is no rich text')
      return undefined
    },
  }
}

/** What has no field of its own here: kept whole, as JSON. */
function jsonCarrier(what: string): Maker {
  return (_, { world, lose, name }) => {
    lose(name, `${what} is carried as JSON`, 'changed')
    return { field: { type: 'json' }, read: (value, reading) => asJson(value, world, reading.lose, reading.field) }
  }
}

function groupCarrier(schema: Json, fields: readonly Json[], place: FieldPlace): Carrier {
  const { depth, name } = place
  if (depth >= nestingMax || fields.length === 0 || fields.length > partsMax)
    return jsonCarrier('a group that stands too deep, or has too many fields')(schema, place)
  const parts = partsOf(fields, { ...place, depth: depth + 1 }, `${name}.`)
  return several(schema, {
    field: { type: 'object', fields: parts.map(({ id, carrier }) => ({ id, ...carrier.field })) },
    read: (value, reading) => (isObject(value) ? valuesOf(parts, value, reading) : undefined),
  })
}

/** Modular blocks: `[{ hero: { title } }]` → `[{ block: 'hero', title }]`. */
function blocksCarrier(schema: Json, place: FieldPlace): Carrier {
  const { depth, lose, name } = place
  const listed = thingsIn(schema['blocks'])
  if (depth >= nestingMax || listed.length === 0 || listed.length > partsMax)
    return jsonCarrier('blocks that stand too deep, or are too many')(schema, place)
  const unique = uniquely('_')
  const blocks = listed.map((each) => {
    const uid = textOf(each['uid'])
    const block = unique(fieldName(uid))
    if (block !== uid) lose(name, `the block ${uid} is called ${block}`, 'changed')
    const inline = thingsIn(each['schema'])
    const fields = inline.length > 0 ? inline : (place.world.globalFields.get(textOf(each['reference_to'])) ?? [])
    const parts = partsOf(fields, { ...place, depth: depth + 1 }, `${name}.${block}.`)
    return { uid, block, parts }
  })
  return {
    field: {
      type: 'blocks',
      blocks: blocks.map(({ block, parts }) => ({
        name: block,
        // A block has to have a field; one without any gets one that stays empty.
        fields:
          parts.length > 0
            ? parts.map(({ id, carrier }) => ({ id, ...carrier.field }))
            : [{ id: 'empty', type: 'boolean' }],
      })),
    },
    read: (value, reading) =>
      listOf(value).flatMap((each): unknown[] => {
        const known = isObject(each) ? blocks.find(({ uid }) => isObject(each[uid])) : undefined
        const inside = known && isObject(each) ? each[known.uid] : undefined
        if (known && isObject(inside)) return [{ block: known.block, ...valuesOf(known.parts, inside, reading) }]
        reading.lose(reading.field, 'a block that it may not hold')
        return []
      }),
  }
}
