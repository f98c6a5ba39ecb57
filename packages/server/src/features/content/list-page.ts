import { createHash } from 'node:crypto'
import type { FilterTerm } from '@latchkey/contract/schema'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { type Page, type Position, readPage } from '../../lib/page.ts'
import { type ListColumn, type Listable, parseFilter, parseSearch } from './list-condition.ts'
import { parseOrder } from './list-order.ts'
import { type After, countRows, type ListedRow, type ListQuery, readRows, readRowsAt } from './list-rows.ts'
import type { LocaleReach } from './locale-reach.ts'
import type { Source } from './source.ts'

/** The parameters that every list of entries takes. */
export interface ListParameters {
  readonly filter?: readonly FilterTerm[]
  readonly search?: string
  readonly order?: string
  readonly limit?: number
  readonly after?: string
  readonly offset?: number
  readonly count?: boolean
}

/** Makes sense of a list's parameters; names mean what the listable says, and nothing else. */
export function parseList(listable: Listable, parameters: ListParameters, newestBy: ListColumn): ListQuery {
  const { filter = [], search, order } = parameters
  const condition = parseFilter(listable, filter)
  return {
    condition: search === undefined ? condition : { is: 'and', of: [condition, parseSearch(listable, search)] },
    order: parseOrder(listable, order, newestBy),
  }
}

/** One page of the visible rows. `scope` says what the list is of and where; its cursors work nowhere else, nor after a change of reach. */
export function readListPage(
  ring: KeyRing,
  { source, reach }: { readonly source: Source; readonly reach: LocaleReach },
  {
    scope,
    parameters,
    query,
  }: { readonly scope: string; readonly parameters: ListParameters; readonly query: ListQuery },
): Promise<Page<ListedRow>> {
  return readPage(ring, parameters, {
    scope: scopeOf(scope, parameters, reach),
    rows: (after, limit, offset) =>
      offset === 0
        ? readRows(source, reach, query, after && afterOf(after), limit)
        : readRowsAt(source, reach, query, { offset, limit }),
    positionOf,
    total: () => countRows(source, reach, query),
  })
}

/** What a cursor is good for: the same list, asked for in the same way by who reaches as far. */
export function scopeOf(scope: string, { filter, search, order }: ListParameters, reach: unknown): string {
  const asked = JSON.stringify([filter, search, order, reach])
  return `${scope} ${createHash('sha256').update(asked).digest('base64url')}`
}

/** In a cursor a missing value is empty and a text begins with `=`. */
export function positionOf({ keys, id }: Pick<ListedRow, 'keys' | 'id'>): Position {
  return [...keys.map((key) => (typeof key === 'string' ? `=${key}` : (key ?? ''))), id]
}

/** The keys of such a position. */
export function afterOf(position: Position): After {
  const last = position.length - 1
  return position.map((key, index) =>
    typeof key !== 'string' || index === last ? key : key === '' ? null : key.slice(1),
  )
}
