import type { Filter } from '@latchkey/policy/filter'
import { type Expression, type SqlBool, sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { columnOf, columnsSql, type ListColumns } from '../content/list-columns.ts'
import { type After, behind, direction, type Key, type ListQuery } from '../content/list-rows.ts'
import { findTokens, heldBy, type Holder, lastUsedAt, type TokenRecord } from './queries.ts'

/** Which of a holder's tokens a list shows. */
export interface TokenQuery extends ListQuery {
  /** What the caller may read. */
  readonly filter: Filter
  /** Until when tokens have to last not to be expired. */
  readonly now: number
}

/** All of them, the newest first. */
export const newestFirst: ListQuery = {
  condition: { is: 'and', of: [] },
  order: [{ is: 'column', column: 'created_at', descending: true }],
}

/** Up to `limit` of the holder's tokens behind `after` and the first `offset`, in order. */
export async function readTokens(
  db: Reader,
  holder: Holder,
  query: TokenQuery,
  { after, limit, offset = 0 }: { readonly after: After | null; readonly limit: number; readonly offset?: number },
): Promise<TokenRecord[]> {
  const keys = keysOf(db, query)
  return findTokens(db, holder, {
    where: allOf([passing(db, query), ...(after === null ? [] : [behind(keys, after)])]),
    order: keys.map(
      ({ value, descending, nullable }) =>
        sql`${value} ${direction(descending)} ${sql.raw(nullable ? 'nulls last' : '')}`,
    ),
    limit,
    offset,
  })
}

/** How many of the holder's tokens there are on all pages together. */
export async function countTokens(db: Reader, holder: Holder, query: TokenQuery): Promise<number> {
  const { count } = await heldBy(db, holder)
    .where(passing(db, query))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function passing(db: Reader, { filter, condition, now }: TokenQuery): Expression<SqlBool> {
  const id = sql.ref<string>('tokens.id')
  return allOf([
    filterCondition(db, filter, { id, name: id, own: createdBy }),
    columnsSql({ db, columns: columnsAt(now) }, condition, () => {
      throw new Error('Tokens have no fields: leave them out of the listable.')
    }),
  ])
}

/** What a list is sorted by; the id stands behind the last. */
function keysOf(db: Reader, { order, now }: TokenQuery): readonly Key[] {
  const source = { db, columns: columnsAt(now) }
  const keys = order.flatMap((key) =>
    key.is === 'field'
      ? []
      : {
          value: columnOf(source, key.column),
          descending: key.descending,
          nullable: key.column === 'expires_at' || key.column === 'last_used_at',
        },
  )
  const descending = order.at(-1)?.descending ?? false
  return [...keys, { value: sql.ref<string>('tokens.id'), descending, nullable: false }]
}

/** What lists of tokens go by, as a record shows it at a moment. */
function columnsAt(now: number) {
  const of = (column: keyof TokenRow) => sql.ref<string | number | null>(`tokens.${column}`)
  return {
    id: of('id'),
    name: of('name'),
    description: of('note'),
    kind: of('kind'),
    state: sql<string>`case when tokens.state <> 'revoked' and tokens.expires_at <= ${now} then 'expired' else tokens.state end`,
    created_by: sql<string>`case when tokens.created_by_id is null then 'installation'
      else tokens.created_by_kind || ':' || tokens.created_by_id end`,
    created_at: of('created_at'),
    updated_at: of('updated_at'),
    expires_at: of('expires_at'),
    last_used_at: lastUsedAt,
  } as const satisfies ListColumns
}

/** Made by an account itself, or through one of its tokens, it is the account's own. */
function createdBy(principal: string): Expression<SqlBool> {
  const accountId = principal.slice('account:'.length)
  return sql`case tokens.created_by_kind
    when 'account' then tokens.created_by_id
    else (select maker.account_id from tokens as maker where maker.id = tokens.created_by_id)
  end = ${accountId}`
}
