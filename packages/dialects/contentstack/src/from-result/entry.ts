import type { Field } from '@latchkey/contract/content-types/schemas'
import { isRecord } from '@latchkey/dialect-kit/body'
import { kindOf } from '@latchkey/dialect-kit/walk-values'
import { uidOf } from '../uids.ts'
import type { Shapes, Shown } from './shapes.ts'

/** How entries of an answer are shown. */
export interface EntryView {
  readonly shapes: Shapes
  /** Paths of references in whose place stands what they refer to: `author`, `author.company`, `body.quote.by`. */
  readonly includes: ReadonlySet<string>
  /** What references lead to, by id, as far as the token may read it. */
  readonly items: ReadonlyMap<string, Shown>
  /** Files by id, as far as the token may read them. */
  readonly files: ReadonlyMap<string, object>
  /** Keys that are shown, by the path of what is included; `BASE` for the entry itself. Absent: all. */
  readonly only: ReadonlyMap<string, readonly string[]>
  readonly except: ReadonlyMap<string, readonly string[]>
  /** When and where an entry is published, as the API in question tells it. */
  readonly publishDetails: (item: Shown) => object | undefined
  /** The branch that the request names, where it wants to read it again. */
  readonly branch: string | undefined
}

/** An entry: its fields stand beside what every entry has. */
export function entryOf(item: Shown, view: EntryView, path = ''): Record<string, unknown> {
  const { id, type, version, locale } = item
  const publishDetails = view.publishDetails(item)
  const fields = view.shapes.get(type)
  const entry: Record<string, unknown> = {
    // Of a type whose shape may not be read, values are shown as they are.
    ...(fields === undefined
      ? item.fields
      : shown({ uid: id, path: path === '' ? '' : `${path}.` }, fields, item.fields, view)),
    title: titleOf(item, fields ?? []),
    uid: uidOf(id),
    ...(path !== '' && { _content_type_uid: type }),
    ...(view.branch !== undefined && { _branch: view.branch }),
    locale,
    tags: item.tags ?? [],
    ACL: {},
    _version: version,
    _in_progress: false,
    created_at: item.created_at,
    updated_at: item.updated_at,
    ...(publishDetails !== undefined && { publish_details: publishDetails }),
  }
  return selected(entry, view, path === '' ? 'BASE' : path)
}

/** Every entry of the vendor has a title: the field that is called so, else the first text, else the slug. */
export function titleOf(
  { slug, fields: values }: { readonly slug: string; readonly fields: Readonly<Record<string, unknown>> },
  fields: readonly Field[],
): unknown {
  if (typeof values['title'] === 'string') return values['title']
  const texts = fields.filter(({ type }) => type === 'text').map(({ id }) => values[id])
  return texts.find((value) => typeof value === 'string' && value !== '') ?? slug
}

/** Where a value stands. */
interface Place {
  /** Tells blocks and groups apart, for pages that number them. */
  readonly uid: string
  /** Of the field's neighbours, a dot behind it. */
  readonly path: string
}

function shown(
  place: Place,
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
  view: EntryView,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const field of fields) {
    const value = values[field.id]
    if (value === undefined) continue
    const path = `${place.path}${field.id}`
    result[field.id] = valueOf({ uid: `${place.uid}.${field.id}`, path }, field, value, view)
  }
  return result
}

function valueOf(place: Place, field: Field, value: unknown, view: EntryView): unknown {
  // References are lists, also where there is one at most.
  if (kindOf(field) === 'reference')
    return (Array.isArray(value) ? value : [value]).map((each) => referenceOf(each, field, place.path, view))
  if (!Array.isArray(value) || (field.type !== 'list' && field.type !== 'blocks'))
    return itemOf(place, field, value, view)
  return value.map((each, index) => {
    const uid = `${place.uid}.${index}`
    const item = itemOf({ ...place, uid }, field, each, view)
    return isRecord(item) && field.fields !== undefined ? { ...item, _metadata: { uid } } : item
  })
}

function itemOf(place: Place, field: Field, value: unknown, view: EntryView): unknown {
  if (kindOf(field) === 'asset' && typeof value === 'string') return view.files.get(value) ?? null
  if (!isRecord(value)) return value
  const inside = { ...place, path: `${place.path}.` }
  if (field.fields !== undefined) return shown(inside, field.fields, value, view)
  const block = field.blocks?.find(({ name }) => name === value['block'])
  if (block === undefined) return value
  const content = shown({ ...place, path: `${place.path}.${block.name}.` }, block.fields, value, view)
  return { [block.name]: { ...content, _metadata: { uid: place.uid } } }
}

/** What a reference leads to, or its name; of what the token may not read there is the name alone, as of what is not there. */
function referenceOf(id: unknown, field: Field, path: string, view: EntryView): unknown {
  if (typeof id !== 'string') return id
  const item = view.items.get(id)
  if (item !== undefined && view.includes.has(path)) return entryOf(item, view, path)
  const [only, ...others] = field.types ?? []
  const type = item?.type ?? (others.length === 0 ? only : undefined)
  return { uid: uidOf(id), ...(type !== undefined && { _content_type_uid: type }) }
}

/** What a request wants to see of an entry; its uid always. */
function selected(entry: Record<string, unknown>, { only, except }: EntryView, of: string): Record<string, unknown> {
  const wanted = only.get(of)
  const unwanted = except.get(of)
  if (wanted !== undefined) {
    const keys = ['uid', '_content_type_uid', ...wanted]
    return Object.fromEntries(
      Object.entries(entry)
        .filter(([key]) => keys.some((each) => headOf(each) === key))
        .map(([key, value]) => [key, part(value, tailsOf(key, keys))]),
    )
  }
  if (unwanted === undefined) return entry
  return Object.fromEntries(Object.entries(entry).filter(([key]) => key === 'uid' || !unwanted.includes(key)))
}

/** `seo.image` wants one part of a group. */
function part(value: unknown, tails: readonly string[]): unknown {
  if (!isRecord(value) || tails.includes('')) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => tails.includes(key)))
}

function headOf(path: string): string {
  return path.split('.', 1)[0] ?? ''
}

function tailsOf(key: string, paths: readonly string[]): readonly string[] {
  return paths.filter((path) => headOf(path) === key).map((path) => path.slice(key.length + 1))
}
