import { type Filter, filterText } from '@latchkey/policy/filter'
import { type Page, readPage } from '../../lib/page.ts'
import { creatorOf } from '../../lib/creator.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { ListColumn } from '../content/list-condition.ts'
import { afterOf, type ListParameters, parseList, positionOf, scopeOf } from '../content/list-page.ts'
import { countTokens, readTokens, type TokenColumn, tokenColumns } from './list-queries.ts'
import type { Holder, TokenRecord } from './queries.ts'
import { stateOf } from './render.ts'

type OfList = Pick<
  Context<{ readonly params: unknown; readonly query: ListParameters; readonly body: unknown }>,
  'db' | 'caller' | 'input' | 'services' | 'operation' | 'now'
>

const listable = { columns: tokenColumns, searched: ['id', 'name', 'description'], untagged: true } as const

/** A page of the holder's tokens, as far as the filter lets them be seen; the newest first unless another order is asked for. */
export function listTokensOf(
  { db, caller, input, services, operation, now }: OfList,
  holder: Holder,
  filter: Filter,
): Promise<Page<TokenRecord>> {
  const query = { ...parseList(listable, input.query, 'created_at'), filter, now }
  const list = `${operation.id} ${'spaceId' in holder ? holder.spaceId : ''} ${caller.principal.name}`
  return readPage(services.ring, input.query, {
    scope: scopeOf(list, input.query, filterText(filter)),
    rows: (after, limit, offset) => readTokens(db, holder, query, { after: after && afterOf(after), limit, offset }),
    positionOf: (row) => {
      const shown = valuesOf(row, now)
      return positionOf({
        keys: query.order.map((key) => (key.is === 'column' ? (shown[key.column] ?? null) : null)),
        id: row.id,
      })
    },
    total: () => countTokens(db, holder, query),
  })
}

/** What a list goes by, read off a record. */
function valuesOf(row: TokenRecord, now: number): Readonly<Partial<Record<ListColumn, string | number | null>>> {
  return {
    id: row.id,
    name: row.name,
    description: row.note,
    kind: row.kind,
    state: stateOf(row, now),
    created_by: creatorOf(row) ?? 'installation',
    created_at: row.created_at,
    updated_at: row.updated_at,
    expires_at: row.expires_at,
    last_used_at: row.last_used_at,
  } satisfies Record<TokenColumn, string | number | null>
}
