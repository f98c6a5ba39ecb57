import { type Filter, filterText } from '@latchkey/policy/filter'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { type Page, readPage } from '../../lib/page.ts'
import type { Condition, ListColumn } from '../content/list-condition.ts'
import { afterOf, type ListParameters, parseList, positionOf, scopeOf } from '../content/list-page.ts'
import { type AssetSource, countAssets, findAssets, searchedColumns } from './asset-source.ts'

export interface AssetListing {
  readonly source: AssetSource
  /** What the caller may read. */
  readonly filter: Filter
  /** The names that the list goes by; what is not among them is refused. */
  readonly columns: readonly ListColumn[]
  readonly newestBy: ListColumn
  readonly parameters: ListParameters
  /** What else has to hold. */
  readonly also?: Condition
  /** What the list is of and where; its cursors work nowhere else, nor after a change of reach. */
  readonly scope: string
}

/** The ids of one page of assets, in order. */
export async function listAssets(ring: KeyRing, listing: AssetListing): Promise<Page<{ readonly id: string }>> {
  const { source, filter, columns, newestBy, parameters, also } = listing
  const { condition, order } = parseList({ columns, searched: searchedColumns }, parameters, newestBy)
  const query = {
    filter,
    order,
    condition: also === undefined ? condition : ({ is: 'and', of: [condition, also] } as const),
  }
  return readPage(ring, parameters, {
    scope: scopeOf(listing.scope, parameters, filterText(filter)),
    rows: (after, limit, offset) => findAssets(source, query, { after: after && afterOf(after), limit, offset }),
    positionOf,
    total: () => countAssets(source, query),
  })
}
