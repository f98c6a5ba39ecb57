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
  /** The row bears one of these tags: in the copy that is shown (of a published row the snapshot), or in its working copy. */
  | { readonly is: 'tagged'; readonly any: readonly string[]; readonly copy: 'shown' | 'working' }

/** One row as a filter sees it. */
export interface Row {
  readonly id: string
  readonly name: string
  readonly type?: string
  readonly category?: string | null
  readonly creator?: string | null
  readonly status?: Status
  /** Of the working copy; where rows bear tags, they have to be told. */
  readonly tags?: readonly string[]
  /** Of the snapshot of a published row; absent where they are the same. */
  readonly publishedTags?: readonly string[]
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
    case 'tagged':
      return tagsIn(filter.copy, row).some((tag) => filter.any.includes(tag))
  }
}

function tagsIn(copy: 'shown' | 'working', { id, status, tags, publishedTags }: Row): readonly string[] {
  const shown = copy === 'shown' && status === 'published' ? (publishedTags ?? tags) : tags
  if (shown === undefined) throw new Error(`The tags of ${id} are asked for and not told: read them with the row.`)
  return shown
}
