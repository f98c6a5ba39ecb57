import type { Filter } from '@latchkey/policy/filter'
import { type Expression, type SqlBool, sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { columnsSql, keysOf, orderSql } from '../content/list-columns.ts'
import type { ListColumn } from '../content/list-condition.ts'
import { type After, behind, type ListQuery } from '../content/list-rows.ts'
import { findTokens, heldBy, type Holder, lastUsedAt, type TokenRecord } from './queries.ts'

/** The names that lists of tokens are filtered and sorted by. */
export const tokenColumns = [
  'id',
  'name',
  'description',
  'kind',
  'state',
  'created_by',
  'created_at',
  'updated_at',
  'expires_at',
  'last_used_at',
] as const satisfies readonly ListColumn[]

export type TokenColumn = (typeof tokenColumns)[number]

const nullable: ReadonlySet<ListColumn> = new Set<TokenColumn>(['expires_at', 'last_used_at'])

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
  const keys = keysOf({ db, columns: columnsAt(query.now) }, query.order, nullable)
  const where = allOf([passing(db, query), ...(after === null ? [] : [behind(keys, after)])])
  return findTokens(db, holder, { where, order: orderSql(keys), limit, offset })
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

/** What lists of tokens go by, as a record shows it at a moment. */
function columnsAt(now: number): Readonly<Record<TokenColumn, Expression<string | number | null>>> {
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
  }
}

/** Made by an account itself, or through one of its tokens, it is the account's own. */
function createdBy(principal: string): Expression<SqlBool> {
  const accountId = principal.slice('account:'.length)
  return sql`case tokens.created_by_kind
    when 'account' then tokens.created_by_id
    else (select maker.account_id from tokens as maker where maker.id = tokens.created_by_id)
  end = ${accountId}`
}
