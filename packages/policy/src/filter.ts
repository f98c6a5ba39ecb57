import type { Policy } from './compile.ts'
import type { Status } from './grant.ts'
import type { Collection } from './request.ts'

/** The columns that patterns speak of. `name` is a thing's own name (slug, file name) and, where it has none, its id. */
export type Column = 'id' | 'name' | 'type' | 'category'

/**
 * Which rows of a collection a list shows. Two-valued: a leaf about a null column is false, and `not` of it is true
 * (SQL's unknown has to be closed with coalesce). Text is compared case-sensitively, byte by byte.
 */
export type Filter =
  | { readonly is: 'all' }
  | { readonly is: 'none' }
  | { readonly is: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly is: 'not'; readonly of: Filter }
  | { readonly is: 'equal'; readonly column: Column; readonly value: string }
  /** `*` stands for any run of characters, nothing else is special; at least one `*`. */
  | { readonly is: 'glob'; readonly column: Column; readonly pattern: string }
  | { readonly is: 'status'; readonly in: readonly Status[] }
  /** The row's creator is this principal. */
  | { readonly is: 'own'; readonly principal: string }

export interface FilterQuery {
  readonly collection: Collection
  readonly principal: string
  /** Locales read together; absent means that locale plays no part. Ask once per locale to learn what each may show. */
  readonly locales?: readonly string[]
  /** Where every row has the same status, such as `published` for delivered snapshots. */
  readonly status?: Status
  /** `false` where the principal cannot have created any row (delivery kinds). */
  readonly own?: false
}

/** One row as the filter sees it. */
export interface Row {
  readonly id: string
  readonly name: string
  readonly type?: string
  readonly category?: string | null
  readonly creator?: string | null
  readonly status?: Status
}

/** The rows of a collection for which `decide` says yes to the action. */
export function filterFor(_policy: Policy, _action: string, _query: FilterQuery): Filter {
  throw new Error('filterFor is being written')
}

/** Whether a row passes; the meaning that stores have to reproduce. */
export function evaluate(_filter: Filter, _row: Row): boolean {
  throw new Error('evaluate is being written')
}

/** The same rows in the one form that `filterText` prints. */
export function normalize(_filter: Filter): Filter {
  throw new Error('normalize is being written')
}

/** Stable text of a filter, for digests: filters made from equal grants print equal. */
export function filterText(_filter: Filter): string {
  throw new Error('filterText is being written')
}
