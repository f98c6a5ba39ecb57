import { isObject } from '../../import/row.ts'
import type { Lose } from '../cargo.ts'
import { linkTo, type Link } from '../link.ts'
import type { Json } from './source.ts'

/** What the fields of a stack refer to. */
export interface World {
  readonly globalFields: ReadonlyMap<string, readonly Json[]>
  /** Slugs of types by uid. */
  readonly types: ReadonlyMap<string, string>
  readonly entries: ReadonlySet<string>
  readonly files: ReadonlySet<string>
}

/** The uid of an entry or a file, as a value names it: alone, or as an object. */
function uidOf(value: unknown): string {
  const uid = isObject(value) ? value['uid'] : value
  return typeof uid === 'string' ? uid : ''
}

export function entryLink(value: unknown, { entries }: World, lose: Lose, field: string): Link | undefined {
  const uid = uidOf(value)
  if (entries.has(uid)) return linkTo('entry', uid)
  lose(field, 'it refers to an entry that the export does not hold')
  return undefined
}

export function fileLink(value: unknown, { files }: World, lose: Lose, field: string): Link | undefined {
  const uid = uidOf(value)
  if (files.has(uid)) return linkTo('file', uid)
  lose(field, 'it refers to a file that the export does not hold')
  return undefined
}

/** A value as JSON: uids of what is carried become ids. Addresses of files stay, and are told of. */
export function asJson(value: unknown, world: World, lose: Lose, field: string): unknown {
  if (typeof value === 'string') {
    if (world.entries.has(value)) return linkTo('entry', value, value)
    if (!world.files.has(value)) return value
    lose(field, 'a file inside JSON or rich text keeps the address that it had besides its new id', 'changed')
    return linkTo('file', value, value)
  }
  if (Array.isArray(value)) return value.map((each) => asJson(each, world, lose, field))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asJson(each, world, lose, field)]))
}
