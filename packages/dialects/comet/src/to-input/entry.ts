import { type FilePlace, fileIn } from '../from-result/file-address.ts'
import { kindOf, type Shape, titleFieldOf } from '../from-result/shape.ts'
import { membersOf, refuseFields, textOf } from './faults.ts'

/** An entry as it is sent: what all entries have, and the values of its fields. */
export interface SentEntry {
  readonly slug?: string
  readonly status?: 'draft' | 'published' | 'protected' | 'archived'
  readonly published_at?: string
  readonly locale?: string
  readonly fields: Readonly<Record<string, unknown>>
}

const statuses = ['draft', 'published', 'protected', 'archived'] as const
/** What the vendor shows of an entry and nobody writes. */
const fixed = ['id', 'type', 'created_at', 'updated_at', 'author_id', 'updated_by', 'data']

/** Reads what is sent: fields stand beside the rest. `now`: UTC milliseconds, what is scheduled is told by it. */
export function readEntry(body: unknown, shape: Shape | null, place: FilePlace, now: number): SentEntry {
  const members = membersOf(body)
  const faults = fixed.filter((name) => members.has(name)).map((name) => [name, 'It cannot be written.'] as const)
  if (faults.length > 0) throw refuseFields(Object.fromEntries(faults))
  const slug = textOf(members, 'slug')
  const locale = textOf(members, 'locale')
  const status = statusIn(members)
  const published_at = timeIn(members)
  if (status === 'published' && published_at !== undefined && Date.parse(published_at) > now)
    throw refuseFields({ published_at: 'It lies in the future: make a schedule in the studio.' })
  const fields = [...members].filter(([name]) => !['slug', 'locale', 'status', 'published_at', 'title'].includes(name))
  const title = members.get('title')
  return {
    ...(slug !== undefined && { slug }),
    ...(status !== undefined && { status }),
    ...(published_at !== undefined && { published_at }),
    ...(locale !== undefined && { locale }),
    fields: {
      ...(title !== undefined && { [titleFieldOf(shape)]: title }),
      ...Object.fromEntries(fields.map(([name, value]) => [name, fieldValue(name, value, shape, place)])),
    },
  }
}

/** The same of a new one: it begins as what can be created, and is published now or not at all. */
export function readNewEntry(body: unknown, shape: Shape | null, place: FilePlace, now: number) {
  const { status, published_at, ...entry } = readEntry(body, shape, place, now)
  if (published_at !== undefined)
    throw refuseFields({ published_at: 'A new entry is published now: change it once it is there.' })
  if (status === 'archived') throw refuseFields({ status: 'A new entry cannot be archived.' })
  return { ...entry, ...(status !== undefined && { status }) }
}

/** Files are sent as they are shown, in a list of addresses, or by their ids. */
function fieldValue(name: string, value: unknown, shape: Shape | null, place: FilePlace): unknown {
  const field = shape?.fields.find(({ id }) => id === name)
  if (field === undefined || kindOf(field).kind !== 'asset' || value === null) return value
  const ids = (Array.isArray(value) ? value : [value]).map((each: unknown) =>
    typeof each === 'string' ? (fileIn(each, place) ?? each) : each,
  )
  if (kindOf(field).isList) return ids
  if (ids.length > 1) throw refuseFields({ [name]: 'It holds one file.' })
  return ids[0] ?? null
}

function statusIn(members: ReadonlyMap<string, unknown>): SentEntry['status'] {
  const text = textOf(members, 'status')
  const status = statuses.find((each) => each === text)
  if (text !== undefined && status === undefined) throw refuseFields({ status: 'Choose a valid status.' })
  return status
}

function timeIn(members: ReadonlyMap<string, unknown>): string | undefined {
  const text = textOf(members, 'published_at')
  if (text === undefined) return undefined
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw refuseFields({ published_at: 'Write a time such as 2026-05-03T12:00:00Z.' })
  return new Date(at).toISOString()
}
