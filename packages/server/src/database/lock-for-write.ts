import { sql } from 'kysely'
import type { Writer } from './database.ts'
import { engineOf } from './sql-differences.ts'

/** Who writes, and where; null leaves that row out. */
export interface LockedRows {
  /** Null for work that no token asked for, such as a job. */
  readonly tokenId: string | null
  /** The space's id, as the stamp resolved it. */
  readonly spaceId: string | null
  /** The account whose live rights bind the token. */
  readonly accountId: string | null
}

/** The numbers of the stamp that can refuse a write, 0 for a row that was left out. */
export interface LockedStamp {
  readonly tokenVersion: number
  readonly spaceEpoch: number
  readonly accountEpoch: number
}

/**
 * The first statements of every write: holds the rows that decided and answers their numbers of now, to be compared
 * with the stamp of the decision. Null when one of the rows named does not exist.
 *
 * `share` keeps others from changing authority meanwhile; `update` is for operations that change it themselves, from the
 * start, because two that share first and upgrade later wait for each other for ever.
 *
 * In the order space, account, token, after a turn of each. Who changes a member's rights holds the space and then wants
 * the member's account: with the account first, a member who writes meanwhile would hold the one and want the other. For
 * the same reason the caller's own account is only shared where there is a space, and no lock keeps foreign keys from
 * being checked.
 */
export async function lockForWrite(tx: Writer, rows: LockedRows, mode: LockMode): Promise<LockedStamp | null> {
  const accountMode = rows.spaceId === null ? mode : 'share'
  await queue(tx, [
    { id: rows.spaceId, mode },
    { id: rows.accountId, mode: accountMode },
    { id: rows.tokenId, mode },
  ])
  const space = rows.spaceId === null ? 0 : await lockSpace(tx, rows.spaceId, mode)
  const account = rows.accountId === null ? 0 : await lockAccount(tx, rows.accountId, accountMode)
  const token = rows.tokenId === null ? 0 : await lockToken(tx, rows.tokenId, mode)
  if (account === undefined || space === undefined || token === undefined) return null
  return { tokenVersion: token, spaceEpoch: space, accountEpoch: account }
}

type LockMode = 'share' | 'update'

/**
 * Takes the turn of every one of several spaces, accounts or tokens, in an order of its own: who changes the authority of
 * all waits for each once, however many keep writing there, or with them.
 */
export async function takeTurns(tx: Writer, ids: readonly string[]): Promise<void> {
  await queue(
    tx,
    ids.toSorted().map((id) => ({ id, mode: 'update' })),
  )
}

/**
 * Queues where authority is changed, in the order given. PostgreSQL lets whoever shares a row in before whoever waits to
 * change it, so that a revocation could wait for as long as others keep writing; an advisory lock is given in the order of
 * asking. In one statement, so that it costs a write one round trip.
 */
async function queue(tx: Writer, turns: readonly { readonly id: string | null; readonly mode: LockMode }[]) {
  const taken = turns.filter(({ id }) => id !== null)
  if (taken.length === 0 || engineOf(tx) === 'sqlite') return
  const locks = taken.map(({ id, mode }) => {
    const lock = sql.raw(mode === 'share' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
    return sql`${lock}(hashtextextended(${id}, 0))`
  })
  await sql`select ${sql.join(locks)}`.execute(tx)
}

async function lockAccount(tx: Writer, id: string, mode: LockMode): Promise<number | undefined> {
  const query = tx.selectFrom('accounts').select('authz_epoch').where('id', '=', id)
  return (await (mode === 'share' ? query.forShare() : query.forNoKeyUpdate()).executeTakeFirst())?.authz_epoch
}

async function lockSpace(tx: Writer, id: string, mode: LockMode): Promise<number | undefined> {
  const query = tx.selectFrom('spaces').select('authz_epoch').where('id', '=', id)
  return (await (mode === 'share' ? query.forShare() : query.forNoKeyUpdate()).executeTakeFirst())?.authz_epoch
}

async function lockToken(tx: Writer, id: string, mode: LockMode): Promise<number | undefined> {
  const query = tx.selectFrom('tokens').select('version').where('id', '=', id)
  return (await (mode === 'share' ? query.forShare() : query.forNoKeyUpdate()).executeTakeFirst())?.version
}
