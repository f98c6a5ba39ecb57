import type { FilterTerm } from '@latchkey/contract/schema'
import type { Alternatives } from '@latchkey/dialect-kit/alternatives'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { bracketsOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'

/** What the filter of a request asks: terms that all have to hold, and alternatives besides. */
export interface VendorFilter {
  readonly terms: readonly FilterTerm[]
  readonly alternatives: Alternatives
}

/**
 * Reads `filter_query[field][operation]=value` and, for alternatives, `filter_query[__or][][field][operation]=value`.
 *
 * Without a number in its brackets each is an alternative by itself: the form in which clients send arrays does not say
 * where one ends.
 */
export function parseFilterQuery(query: VendorQuery): VendorFilter {
  const terms: FilterTerm[] = []
  const groups = new Map<string, FilterTerm[]>()
  for (const [index, [name, value]] of query.entries()) {
    if (!name.startsWith('filter_query')) continue
    const [first = '', ...rest] = bracketsOf(name) ?? []
    if (first !== '__or') {
      terms.push(...termsOf(name, [first, ...rest], value))
      continue
    }
    const [number = '', ...path] = rest
    const key = number === '' ? `${index}` : `[${number}]`
    groups.set(key, [...(groups.get(key) ?? []), ...termsOf(name, path, value)])
  }
  return { terms, alternatives: [...groups.values()] }
}

function termsOf(name: string, path: readonly string[], value: string): readonly FilterTerm[] {
  const [field = '', operation = '', ...rest] = path
  if (field === '' || rest.length > 0) throw refuseQuery(name, 'Write filter_query[field][operation].')
  const translate = operations.get(operation)
  if (translate === undefined) throw refuseQuery(name, `The operation ${operation} is not supported.`)
  const found = translate(value)
  if (found === null) throw refuseQuery(name, 'The value does not fit the operation.')
  const subject = field === 'component' ? 'type' : field
  return found.map(([operator, text]) => ({ path: [subject, operator], value: text }))
}

/** What a vendor's operation asks; null for a value that means nothing. */
type Translate = (value: string) => Questions | null

/** Operators of ours with their values. */
type Questions = readonly (readonly [operator: string, value: string])[]

const oneOf: Translate = (value) => [['in', value]]
const date =
  (operator: 'gt' | 'lt'): Translate =>
  (value) => {
    const iso = isoDate(value)
    return iso === null ? null : [[operator, iso]]
  }
const number =
  (operator: 'gt' | 'lt'): Translate =>
  (value) =>
    /^-?\d+(\.\d+)?$/.test(value) ? [[operator, value]] : null

// https://www.storyblok.com/docs/api/content-delivery/v2/filter-queries, read 2026-11
const operations: ReadonlyMap<string, Translate> = new Map<string, Translate>([
  ['in', oneOf],
  ['not_in', (value) => [['nin', value]]],
  ['in_array', oneOf],
  ['any_in_array', oneOf],
  ['all_in_array', (value) => value.split(',').map((each) => ['eq', each] as const)],
  ['like', likeOf],
  ['exists', (value) => (value === 'true' || value === 'false' ? [['exists', value]] : null)],
  ['is', (value) => states.get(value) ?? null],
  ['gt_date', date('gt')],
  ['lt_date', date('lt')],
  ['gt_int', number('gt')],
  ['lt_int', number('lt')],
  ['gt_float', number('gt')],
  ['lt_float', number('lt')],
])

const absent: Questions = [['exists', 'false']]
const present: Questions = [['exists', 'true']]
const states: ReadonlyMap<string, Questions> = new Map<string, Questions>([
  ['empty', absent],
  ['null', absent],
  ['empty_array', absent],
  ['not_empty', present],
  ['not_null', present],
  ['not_empty_array', present],
  ['true', [['eq', 'true']]],
  ['false', [['eq', 'false']]],
])

/** `*` stands for any text at the ends, and for itself nowhere. */
function likeOf(value: string): ReturnType<Translate> {
  const inner = value.replaceAll(/^\*|\*$/g, '')
  if (inner.includes('*') || inner === '') return null
  if (value.startsWith('*')) return value.endsWith('*') ? [['contains', inner]] : null
  return [[value.endsWith('*') ? 'starts-with' : 'eq', inner]]
}

/** `2026-11-23 09:30`, in UTC, as `2026-11-23T09:30:00.000Z`; null for what is no such time. */
export function isoDate(text: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?(\.\d{1,3})?Z?)?$/.exec(text)
  if (match === null) return null
  const [, day = '', time = '00:00', seconds = ':00', fraction = ''] = match
  const ms = Date.parse(`${day}T${time}${seconds}${fraction}Z`)
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
