import type { ListRequest } from '../to-input/list.ts'
import { fitsGlob } from '../to-input/glob.ts'

/** What a list is sorted and filtered by: texts and times as they are shown. */
export type Shown = Readonly<Record<string, unknown>>

/** A page of a list as the vendor answers it. */
export interface VendorPage<Item> extends ListRequest {
  readonly items: readonly Item[]
  /** On this page. */
  readonly count: number
  /** Of all that pass the filter. */
  readonly totalCount: number
}

/**
 * Filters, sorts and cuts a list by what `shownOf` says of each. What lacks the field stands before what has it; ties are in the
 * order of the ids.
 */
export function pageOf<Item>(
  all: readonly Item[],
  request: ListRequest,
  shownOf: (item: Item) => Shown,
): VendorPage<Item> {
  const { sortField, sortDirection, page, perPage, filterField, filter } = request
  const shown = all.map((item) => ({ item, by: shownOf(item) }))
  const passing =
    filterField === undefined || filter === undefined
      ? shown
      : shown.filter(({ by }) => fitsGlob(filter, textOf(by[filterField])))
  const sign = sortDirection === 'asc' ? 1 : -1
  const sorted = passing.toSorted(
    ({ by: one }, { by: other }) =>
      sign * (compare(key(one, sortField), key(other, sortField)) || compare(textOf(one['id']), textOf(other['id']))),
  )
  const items = sorted.slice(page * perPage, (page + 1) * perPage).map(({ item }) => item)
  return { items, count: items.length, totalCount: passing.length, ...request }
}

function key(item: Shown, field: string): string {
  return textOf(item[field]).toLowerCase()
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
