import type { showEntry } from '@latchkey/contract/entries/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { fileAddress, type FilePlace } from './file-address.ts'
import { type Field, kindOf, type Shape, titleFieldOf } from './shape.ts'
import { principalOf, timeOf } from './time.ts'

export type Entry = ResultOf<typeof showEntry>

/** What entries are shown with. */
export interface Showing {
  readonly place: FilePlace
  /** Null: of the type nothing may be known, and values stay as they are. */
  readonly shape: Shape | null
  /** The entries that stand in the place of references, by their ids, and the fields in which they do. */
  readonly included: ReadonlyMap<string, object>
  readonly include: readonly string[]
}

/** An entry as the vendor shows it; of one that the caller may write and not read, what he is told of it. */
export function entryOf(entry: Entry, { shape, ...showing }: Showing): object {
  // A receipt: who may not read it.
  if (!Object.hasOwn(entry, 'fields')) return { id: entry.id, status: entry.status }
  const titleField = titleFieldOf(shape)
  const { [titleField]: title, ...fields } = entry.fields
  const declared = shape?.fields.filter(({ id }) => id !== titleField) ?? []
  const names = new Set([...declared.map(({ id }) => id), ...Object.keys(fields)])
  const shown = [...names].map((name) => {
    const field = declared.find(({ id }) => id === name)
    return [name, field === undefined ? fields[name] : valueOf(fields[name], field, showing)] as const
  })
  return {
    id: entry.id,
    slug: entry.slug,
    type: entry.type,
    status: entry.status,
    title: typeof title === 'string' ? title : '',
    ...(entry.published_at !== null && { published_at: timeOf(entry.published_at) }),
    created_at: timeOf(entry.created_at),
    updated_at: timeOf(entry.updated_at),
    author_id: principalOf(entry.created_by),
    data: Object.fromEntries(shown),
  }
}

/** Files are lists of addresses, references ids or what they name; what has no value is null, or a list of nothing. */
function valueOf(value: unknown, field: Field, { place, included, include }: Omit<Showing, 'shape'>): unknown {
  const { kind, isList } = kindOf(field)
  const values = valuesOf(value)
  if (kind === 'asset') return values.map((id) => (typeof id === 'string' ? fileAddress(place, id) : id))
  if (kind === 'reference' && include.includes(field.id)) {
    const found = values.map((id) => (typeof id === 'string' ? (included.get(id) ?? id) : id))
    return isList ? found : (found[0] ?? null)
  }
  if (isList) return values
  return value ?? null
}

function valuesOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** The entries that the named fields refer to, each once. */
export function referencesIn(entries: readonly Entry[], include: readonly string[]): readonly string[] {
  const ids = entries.flatMap(({ fields }) => include.flatMap((name) => textsIn(fields[name])))
  return [...new Set(ids)]
}

function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string')
}
