import type { Status } from '../grant.ts'
import { matchGlob, prepareGlob } from '../match.ts'

/** The columns that patterns speak of. `name` is a thing's own name (slug, file name) and, where it has none, its id. */
export type Column = 'id' | 'name' | 'type' | 'category'

/**
 * Which rows of a collection a list shows: `{ is: 'glob', column: 'name', pattern: 'news-*' }`.
 *
 * Two-valued: a leaf about a null column is false, and `not` of it is true (in SQL, close unknown with coalesce).
 * Texts are compared case-sensitively, code unit by code unit.
 */
export type Filter =
  | { readonly is: 'all' }
  | { readonly is: 'none' }
  | { readonly is: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly is: 'not'; readonly of: Filter }
  | { readonly is: 'equal'; readonly column: Column; readonly value: string }
  /** `*` stands for any run of characters and nothing else is special; there is at least one. */
  | { readonly is: 'glob'; readonly column: Column; readonly pattern: string }
  | { readonly is: 'status'; readonly in: readonly Status[] }
  /** The row's creator is this principal. */
  | { readonly is: 'own'; readonly principal: string }

/** One row as a filter sees it. */
export interface Row {
  readonly id: string
  readonly name: string
  readonly type?: string
  readonly category?: string | null
  readonly creator?: string | null
  readonly status?: Status
}

/** Whether a row passes: the meaning that stores have to reproduce. */
export function evaluate(filter: Filter, row: Row): boolean {
  switch (filter.is) {
    case 'all':
      return true
    case 'none':
      return false
    case 'and':
      return filter.of.every((part) => evaluate(part, row))
    case 'or':
      return filter.of.some((part) => evaluate(part, row))
    case 'not':
      return !evaluate(filter.of, row)
    case 'equal':
      return row[filter.column] === filter.value
    case 'glob': {
      const text = row[filter.column] ?? null
      return text !== null && matchGlob(prepareGlob(filter.pattern), text)
    }
    case 'status':
      return row.status !== undefined && filter.in.includes(row.status)
    case 'own':
      return row.creator === filter.principal
  }
}
