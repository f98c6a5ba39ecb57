import { isObject } from '../../import/row.ts'
import type { Lose } from '../cargo.ts'
import { wordOf } from '../carrier.ts'
import { linkTo, type Link } from '../link.ts'
import type { Component, Datasource, Json } from './source.ts'

/** What the fields of a space refer to. */
export interface World {
  readonly components: ReadonlyMap<string, Component>
  readonly datasources: ReadonlyMap<string, Datasource>
  /** Slugs of types by component. */
  readonly types: ReadonlyMap<string, string>
  /** Ids of the stories that are carried. */
  readonly stories: ReadonlySet<string>
  /** The key of a file by its address; one that the export does not list is carried all the same. */
  readonly file: (filename: string, about: Json) => string
}

/** A value as JSON: ids of stories become ids of entries. Addresses of files stay, and are told of. */
export function asJson(value: unknown, world: World, lose: Lose, field: string): unknown {
  if (typeof value === 'string') return world.stories.has(value) ? linkTo('entry', value, value) : value
  if (Array.isArray(value)) return value.map((each) => asJson(each, world, lose, field))
  if (!isObject(value)) return value
  if (value['fieldtype'] === 'asset' && typeof value['filename'] === 'string' && value['filename'] !== '') {
    world.file(value['filename'], value)
    lose(field, 'a file inside JSON or rich text keeps the address that it had', 'changed')
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asJson(each, world, lose, field)]))
}

/** The entry that a relation means; undefined when it is not carried. */
export function storyLink(value: unknown, { stories }: World, lose: Lose, field: string): Link | undefined {
  const uuid = isObject(value) ? value['uuid'] : value
  if (typeof uuid === 'string' && stories.has(uuid)) return linkTo('entry', uuid)
  lose(field, 'it refers to a story that the export does not hold')
  return undefined
}

/** The file that a value means: what an asset field holds, or the mere address of older fields. */
export function fileLink(value: unknown, world: World, lose: Lose, field: string): Link | undefined {
  const about = isObject(value) ? value : { filename: value }
  const { filename } = about
  if (typeof filename !== 'string' || filename === '') return undefined
  if (about['is_external_url'] === true) lose(field, 'a file at another site is fetched from there', 'changed')
  if (typeof about['focus'] === 'string' && about['focus'] !== '') lose(field, 'the focus of an image')
  return linkTo('file', world.file(filename, about))
}

/** The names of its choices. */
export function choicesOf(schema: Json, { datasources }: World): readonly string[] | null {
  if (schema['source'] === 'internal') {
    const source = datasources.get(String(schema['datasource_slug']))
    return source === undefined ? null : source.entries.map(({ value }) => value)
  }
  if (schema['source'] !== undefined && schema['source'] !== 'self' && schema['source'] !== '') return null
  const options = Array.isArray(schema['options']) ? schema['options'].filter(isObject) : []
  return options.map(({ value }) => wordOf(value))
}
