import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'

/** A page as the vendor counts: from 1, of so many. */
export interface Paging {
  readonly page: number
  readonly perPage: number
}

/** Reads `page` and `per_page`; more than the vendor's most is cut to it, as the header `per-page` then says. */
export function pagingOf(query: VendorQuery, { most }: { readonly most: number }): Paging {
  const page = numberOf(query, 'page', 1)
  return { page, perPage: Math.min(numberOf(query, 'per_page', 25), most) }
}

export function offsetOf({ page, perPage }: Paging): number {
  return (page - 1) * perPage
}

/** The headers without which clients take the first page for all. */
export function pagingHeaders({ perPage }: Paging, total: number): Record<string, string> {
  return { total: String(total), 'per-page': String(perPage) }
}

function numberOf(query: VendorQuery, name: string, otherwise: number): number {
  const text = textOf(query, name)
  if (text === undefined) return otherwise
  if (!/^[1-9]\d{0,5}$/.test(text)) throw refuseQuery(name, 'Write a number from 1 on.')
  return Number(text)
}
