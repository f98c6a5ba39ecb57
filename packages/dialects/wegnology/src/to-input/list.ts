import { textOf, type VendorQuery, valueOf } from '@latchkey/dialect-kit/vendor-query'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'

/** What of a list is asked for, as the vendor counts: pages from 0 on. */
export interface ListRequest {
  readonly sortField: string
  readonly sortDirection: 'asc' | 'desc'
  readonly page: number
  readonly perPage: number
  /** Both, or neither. */
  readonly filterField?: string
  readonly filter?: string
}

/** What a list of the vendor can be sorted and filtered by; the first to sort by is what it is sorted by else. */
export interface ListFields {
  readonly sort: readonly string[]
  readonly filter: readonly string[]
}

const perPageMax = 1000

export function readListRequest(query: VendorQuery, fields: ListFields): ListRequest {
  const filterField = oneOf(query, 'filterField', fields.filter)
  const filter = textOf(query, 'filter')
  return {
    sortField: oneOf(query, 'sortField', fields.sort) ?? fields.sort[0] ?? 'id',
    sortDirection: oneOf(query, 'sortDirection', ['asc', 'desc'] as const) ?? 'asc',
    page: numberOf(query, 'page', { least: 0, most: 1_000_000, otherwise: 0 }),
    perPage: numberOf(query, 'perPage', { least: 1, most: perPageMax, otherwise: 100 }),
    ...(filterField !== undefined && filter !== undefined && { filterField, filter }),
  }
}

function oneOf<Word extends string>(query: VendorQuery, name: string, words: readonly Word[]): Word | undefined {
  const text = textOf(query, name)
  const word = words.find((each) => each === text)
  if (text !== undefined && word === undefined) throw refuseQuery(name, `Write ${words.join(', ')}.`)
  return word
}

function numberOf(
  query: VendorQuery,
  name: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  const text = valueOf(query, name)
  if (text === undefined) return otherwise
  const number = /^\d{1,7}$/.test(text) ? Number(text) : -1
  if (number < least || number > most) throw refuseQuery(name, `Write a number from ${least} to ${most}.`)
  return number
}
