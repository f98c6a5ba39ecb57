import type { Field, FieldType } from '@latchkey/contract/content-types/schemas'
import type { Lose } from './cargo.ts'

/** How one field of theirs is carried: what it is here, and how its values are read. */
export interface Carrier {
  readonly field: Omit<Field, 'id' | 'name'>
  /** A value here; undefined for none. `language` null: the default one. */
  readonly read: (value: unknown, reading: Reading) => unknown
}

export interface Reading {
  readonly language: string | null
  /** Tells of what this value loses, at the field that is read. */
  readonly lose: Lose
  /** Name of the field of the type that is read. */
  readonly field: string
}

const filterableTypes: ReadonlySet<FieldType> = new Set(['number', 'boolean', 'date', 'select', 'reference'])

/** Whether lists can be filtered by a field from the beginning: by one of short values, and by no text. */
export function isFilterable({ type, items }: Carrier['field']): boolean {
  return filterableTypes.has(items ?? type)
}

/** Whether a value says nothing: their exports write empty texts and lists for it. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** The first and further values where theirs may be one or several. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : isNothing(value) ? [] : [value]
}

/** A word that a schema says; empty for what is none. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Text as it is; numbers and the like as they are written. */
export function readText(value: unknown, { lose, field }: Reading): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  lose(field, 'it holds something that is no text')
  return undefined
}

export function readNumber(value: unknown, { lose, field }: Reading): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  lose(field, 'it holds something that is no number')
  return undefined
}

export function readBoolean(value: unknown, { lose, field }: Reading): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  lose(field, 'it holds something that is neither true nor false')
  return undefined
}

/** A date, or a point in time; one without a zone is taken as UTC: `2026-05-01 10:00` → `2026-05-01T10:00:00Z`. */
export function readDate(value: unknown, { lose, field }: Reading): string | undefined {
  const [, date, time, zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/.exec(
      typeof value === 'string' ? value : '',
    ) ?? []
  if (date === undefined) {
    lose(field, 'it holds something that is no date')
    return undefined
  }
  if (time === undefined) return date
  return `${date}T${time.length === 5 ? `${time}:00` : time}${(zone ?? 'Z').replace(/(\d\d)(\d\d)$/, '$1:$2')}`
}

/** A choice among the allowed; others are told of. */
export function readChoice(allowed: ReadonlySet<string>): Carrier['read'] {
  return (value, reading) => {
    const text = readText(value, reading)
    if (text === undefined || allowed.has(text)) return text
    reading.lose(reading.field, 'it holds a value that is none of its choices')
    return undefined
  }
}

/** One value where ours is one; more than the first are told of. */
export function readFirst(read: Carrier['read']): Carrier['read'] {
  return (value, reading) => {
    const [first, ...more] = listOf(value)
    if (more.length > 0) reading.lose(reading.field, 'it holds several values where one is kept')
    return isNothing(first) ? undefined : read(first, reading)
  }
}

/** Each value of a list. */
export function readEach(read: Carrier['read']): Carrier['read'] {
  return (value, reading) => listOf(value).flatMap((each) => read(each, reading) ?? [])
}
