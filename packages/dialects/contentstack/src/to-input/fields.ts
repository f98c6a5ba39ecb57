import type { Field } from '@latchkey/contract/content-types/schemas'
import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { kindOf } from '@latchkey/dialect-kit/walk-values'
import { idOf } from '../uids.ts'

type Values = Readonly<Record<string, unknown>>

/** What clients send along of every entry, and nobody writes. */
const besides: ReadonlySet<string> = new Set([
  'uid',
  'locale',
  'tags',
  'ACL',
  'content_type_uid',
  '_content_type_uid',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'deleted_at',
  'publish_details',
  'stackHeaders',
  'urlPath',
])

/**
 * The values of an entry as the vendor writes them, for our fields. What the type does not have goes along as it is, so that
 * it is refused by its name; a title that it has no field for is what the entry is called, and is no value.
 */
export function fieldsIn(entry: Values, fields: readonly Field[]): Record<string, unknown> {
  const byId = new Map(fields.map((field) => [field.id, field]))
  const sent = Object.entries(entry).filter(
    ([key]) => byId.has(key) || (!besides.has(key) && !key.startsWith('_') && key !== 'title'),
  )
  return Object.fromEntries(
    sent.map(([key, value]) => {
      const field = byId.get(key)
      return [key, field === undefined ? value : valueOf(field, value, `/entry/${key}`)]
    }),
  )
}

/** The values as they are, where the fields of the type are not known: of a writer who may not read them. */
export function plainFieldsIn(entry: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !besides.has(key) && !key.startsWith('_')))
}

function valueOf(field: Field, value: unknown, at: string): unknown {
  if (value === null || value === undefined) return null
  const kind = kindOf(field)
  if (kind === 'reference' || kind === 'asset') return linksOf(field, value, at)
  if (field.type === 'blocks') return listOf(value, at).map((each, index) => blockOf(field, each, `${at}/${index}`))
  if (kind === 'object')
    return field.type === 'list'
      ? listOf(value, at).map((each, index) => objectOf(field, each, `${at}/${index}`))
      : objectOf(field, value, at)
  // An emptied box of a form.
  return value === '' && kind !== 'text' && kind !== 'markdown' ? null : value
}

/** References are lists of objects also where there is one at most; files are names, or what an answer shows of one. */
function linksOf(field: Field, value: unknown, at: string): unknown {
  const links = (Array.isArray(value) ? value : [value]).filter((each) => each !== '' && each !== null)
  const ids = links.map((each, index) => idIn(each, `${at}/${index}`))
  if (field.type === 'list') return ids
  if (ids.length > 1) throw refuseBody(at, 'There can be one at most.')
  return ids[0] ?? null
}

function idIn(link: unknown, at: string): string {
  const uid = isRecord(link) ? link['uid'] : link
  const id = typeof uid === 'string' ? idOf(uid) : null
  if (id === null) throw refuseBody(at, 'is not valid.')
  return id
}

function objectOf({ fields = [] }: Field, value: unknown, at: string): unknown {
  return isRecord(value) ? inside(fields, value, at) : value
}

function blockOf({ blocks = [] }: Field, value: unknown, at: string): unknown {
  const [name, content, ...others] = isRecord(value) ? Object.entries(value).flat() : []
  const block = blocks.find((each) => each.name === name)
  if (block === undefined || !isRecord(content) || others.length > 0) throw refuseBody(at, 'is no block of the field.')
  return { block: block.name, ...inside(block.fields, content, `${at}/${block.name}`) }
}

function inside(fields: readonly Field[], values: Values, at: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => key !== '_metadata')
      .map(([key, value]) => {
        const field = fields.find(({ id }) => id === key)
        return [key, field === undefined ? value : valueOf(field, value, `${at}/${key}`)]
      }),
  )
}

function listOf(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw refuseBody(at, 'is not a list.')
  return value
}
