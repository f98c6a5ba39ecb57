import { type Field, nestingMax, partsMax } from '@latchkey/contract/content-types/schemas'
import { isObject } from '../../import/row.ts'
import { type Carrier, isNothing, listOf, type Reading } from '../carrier.ts'
import type { Lose } from '../cargo.ts'
import { fieldName, uniquely } from '../names.ts'
import { type FieldPlace, jsonCarrier } from './field-place.ts'
import type { Component, Json } from './source.ts'

/** Blocks of blocks of blocks multiply: a type has to fit into a request. */
const nestedBlocksMax = 12

/** Fields that only order the editor of the vendor. */
const layoutTypes: ReadonlySet<unknown> = new Set(['section', 'tab'])

/** A part of a component: a field of it, under its name here. */
export interface Part {
  readonly key: string
  readonly id: string
  readonly translatable: boolean
  readonly carrier: Carrier
}

/** The fields of a component, in their order. */
export function partsOf({ name, schema }: Component, place: Omit<FieldPlace, 'name'>, prefix = ''): Part[] {
  const unique = uniquely('_')
  return Object.entries(schema).flatMap(([key, field]): Part[] => {
    if (layoutTypes.has(field['type'])) return []
    const id = unique(fieldName(key))
    const at = `${prefix}${id}`
    if (id !== key) place.lose(at, `the field ${key} of ${name} is called ${id}`, 'changed')
    const carrier = place.carry(field, { ...place, name: at })
    return [{ key, id, translatable: isTranslatable(field), carrier }]
  })
}

export function isTranslatable(schema: Json): boolean {
  return schema['translatable'] === true
}

/** A `bloks` field: blocks for the components that it may hold; JSON where ours would stand too deep, or be too many. */
export function blocksCarrier(schema: Json, place: FieldPlace): Carrier {
  const { world, depth, lose, name } = place
  const inside = allowedIn(schema, [...world.components.values()])
  const max = depth === 0 ? partsMax : nestedBlocksMax
  const fits =
    depth < nestingMax && inside.length > 0 && inside.length <= max && inside.every((each) => sizeOf(each) <= partsMax)
  // Without a list of its own, a nested field holds whatever there is, itself included.
  if (!fits || (depth > 0 && !isRestricted(schema))) return jsonCarrier('a list of nested blocks')(schema, place)
  const unique = uniquely('_')
  const blocks = inside.map((component) => {
    const block = unique(fieldName(component.name))
    if (block !== component.name) lose(name, `the component ${component.name} is the block ${block}`, 'changed')
    const parts = partsOf(component, { ...place, depth: depth + 1 }, `${name}.${block}.`)
    return { component, block, parts: parts.length > 0 ? parts : [emptyPart] }
  })
  const byName = new Map(blocks.map((each) => [each.component.name, each]))
  return {
    field: { type: 'blocks', blocks: blocks.map(({ block, parts }) => ({ name: block, fields: fieldsOf(parts) })) },
    read: (value, reading) =>
      listOf(value).flatMap((each): unknown[] => {
        const known = isObject(each) ? byName.get(String(each['component'])) : undefined
        if (known && isObject(each)) {
          if (reading.language === null) tellUnknown(known.parts, each, reading.lose, reading.field)
          return [{ block: known.block, ...valuesOf(known.parts, each, reading) }]
        }
        reading.lose(
          reading.field,
          `a block that it may not hold${isObject(each) ? `: ${String(each['component'])}` : ''}`,
        )
        return []
      }),
  }
}

/** A block has to have a field; a component without any gets one that stays empty. */
const emptyPart: Part = {
  key: '',
  id: 'empty',
  translatable: false,
  carrier: { field: { type: 'boolean' }, read: () => undefined },
}

function sizeOf({ schema }: Component): number {
  return Object.keys(schema).length
}

function fieldsOf(parts: readonly Part[]): Field[] {
  return parts.map(({ id, carrier }) => ({ id, ...carrier.field }))
}

/** Values of a component by their names here, in the language that is read. */
export function valuesOf(parts: readonly Part[], content: Json, reading: Reading): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { key, id, carrier } of parts) {
    const value = translated(content, key, reading.language)
    const read = isNothing(value) ? undefined : carrier.read(value, reading)
    if (read !== undefined) values[id] = read
  }
  return values
}

/** Tells of values that no part of a component takes. */
export function tellUnknown(parts: readonly Part[], content: Json, lose: Lose, field: string | null): void {
  const known = new Set(parts.map(({ key }) => key))
  for (const [key, value] of Object.entries(content)) {
    const [name = ''] = key.split(translation)
    if (!known.has(name) && !technical.has(key) && !isNothing(value))
      lose(field ?? name, `a value of ${name}, which its component does not have`)
  }
}

const translation = '__i18n__'
const technical = new Set(['_uid', '_editable', 'component'])

/** The languages in which a value says something, as their codes are written in keys: `pt_br`. */
export function languagesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(languagesIn)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, each]) => {
    const [, language] = key.split(translation)
    return [...(language === undefined || isNothing(each) ? [] : [language]), ...languagesIn(each)]
  })
}

/** The key that a language has in the names of fields: `pt-br` → `pt_br`. */
function suffix(language: string): string {
  return `${translation}${language.replaceAll('-', '_')}`
}

function translated(content: Json, key: string, language: string | null): unknown {
  const other = language === null ? undefined : content[`${key}${suffix(language)}`]
  return isNothing(other) ? content[key] : other
}

/** Whether a field of a component says something of its own in a language, itself or inside its blocks. */
export function speaks(content: Json, key: string, language: string): boolean {
  return !isNothing(content[`${key}${suffix(language)}`]) || speaksInside(content[key], suffix(language))
}

function speaksInside(value: unknown, ending: string): boolean {
  if (Array.isArray(value)) return value.some((each) => speaksInside(each, ending))
  if (!isObject(value)) return false
  return Object.entries(value).some(
    ([key, each]) => (key.endsWith(ending) && !isNothing(each)) || speaksInside(each, ending),
  )
}

function isRestricted(schema: Json): boolean {
  return schema['restrict_components'] === true && (list(schema, whitelist) || list(schema, groupWhitelist))
}

const whitelist = 'component_whitelist'
const groupWhitelist = 'component_group_whitelist'
const list = (schema: Json, name: string) => listOf(schema[name]).length > 0

function allowedIn(schema: Json, components: readonly Component[]): Component[] {
  const nestable = components.filter((each) => each.is_nestable)
  if (!isRestricted(schema)) return nestable
  const names = new Set(listOf(schema[whitelist]).map(String))
  const groups = new Set(listOf(schema[groupWhitelist]).map(String))
  return nestable.filter(
    ({ name, component_group_uuid: group }) => names.has(name) || (typeof group === 'string' && groups.has(group)),
  )
}
