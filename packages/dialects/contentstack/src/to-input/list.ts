import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'

/** The part of a list that a request wants. */
export interface Part {
  readonly skip: number
  readonly limit: number
}

const limitDefault = 100
const limitMax = 1000

/** Reads `skip` and `limit`. */
export function partOf(query: VendorQuery): Part {
  return { skip: numberOf(query, 'skip', 0, 1_000_000), limit: numberOf(query, 'limit', limitDefault, limitMax) }
}

/** The same as a page of ours, for lists that take offsets. One that only counts, or shows none, is asked for one all the same. */
export function pageOf(query: VendorQuery): {
  readonly limit: number
  readonly offset: number
  readonly count: boolean
} {
  const { skip, limit } = partOf(query)
  const counts = isYes(query, 'count')
  return {
    limit: counts ? 1 : Math.max(1, limit),
    offset: skip,
    count: counts || isYes(query, 'include_count'),
  }
}

function numberOf(query: VendorQuery, name: string, otherwise: number, most: number): number {
  const text = textOf(query, name)
  if (text === undefined) return otherwise
  const number = /^\d{1,7}$/.test(text) ? Number(text) : Infinity
  if (number > most) throw refuseQuery(name, `Write a number up to ${most}.`)
  return number
}

/** Reads `asc=title` or `desc=created_at` as an order of ours; undefined without one. `nameOf` says what we call it. */
export function orderOf(query: VendorQuery, nameOf: (key: string) => string): string | undefined {
  const ascending = textOf(query, 'asc')
  const descending = textOf(query, 'desc')
  if (ascending !== undefined) return nameOf(ascending)
  return descending === undefined ? undefined : `-${nameOf(descending)}`
}

/** Whether a parameter says yes. */
export function isYes(query: VendorQuery, name: string): boolean {
  return textOf(query, name) === 'true'
}
