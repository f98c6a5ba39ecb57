import type { Session } from '@latchkey/contract/account/operations'
import type { Static } from '@latchkey/contract/schema'
import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Position } from '../../lib/page.ts'

/** Whose sessions, and when: those that are over are in no list. */
export interface SessionsOf {
  readonly accountId: string
  readonly now: number
  /** Milliseconds without a request that end a session of the studio; null: none do. */
  readonly studioIdleMs: number | null
}

function live(db: Reader, { accountId, now, studioIdleMs }: SessionsOf) {
  const query = db
    .selectFrom('tokens')
    .leftJoin('sessions', 'sessions.token_id', 'tokens.id')
    .where('tokens.kind', '=', 'session')
    .where('tokens.account_id', '=', accountId)
    .where('tokens.deleted_at', 'is', null)
    .where('tokens.state', '<>', 'revoked')
    .where((eb) => eb.or([eb('tokens.expires_at', 'is', null), eb('tokens.expires_at', '>', now)]))
  if (studioIdleMs === null) return query
  return query.where((eb) =>
    eb.or([
      eb('sessions.via', 'is', null),
      eb('sessions.via', '<>', 'cookie'),
      eb('sessions.used_at', '>', now - studioIdleMs),
    ]),
  )
}

/** Up to `limit` sessions, the newest first. */
export function readSessions(db: Reader, of: SessionsOf, after: Position | null, limit: number) {
  let query = live(db, of)
    .select([
      'tokens.id',
      'tokens.created_at',
      'tokens.expires_at',
      'sessions.via',
      'sessions.network',
      'sessions.user_agent',
      'sessions.proven_at',
      'sessions.used_at',
    ])
    .select((eb) =>
      eb
        .selectFrom('token_usage')
        .select(({ fn }) => fn.max<number | null>('token_usage.last_used_at').as('last_used_at'))
        .whereRef('token_usage.token_id', '=', 'tokens.id')
        .as('last_used_at'),
    )
    .orderBy('tokens.created_at', 'desc')
    .orderBy('tokens.id', 'desc')
    .limit(limit)
  if (after !== null) query = query.where(sql<SqlBool>`(tokens.created_at, tokens.id) < (${after[0]}, ${after[1]})`)
  return query.execute()
}

export type SessionRow = Awaited<ReturnType<typeof readSessions>>[number]

export async function countSessions(db: Reader, of: SessionsOf): Promise<number> {
  const { count } = await live(db, of)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** A session on the wire. */
export function renderSession(row: SessionRow, currentId: string): Static<typeof Session> {
  const usedAt = Math.max(row.last_used_at ?? 0, row.via === 'cookie' ? (row.used_at ?? 0) : 0)
  return {
    id: row.id,
    current: row.id === currentId,
    via: row.via ?? 'bearer',
    network: row.network,
    user_agent: row.user_agent,
    created_at: time(row.created_at),
    confirmed_at: time(row.proven_at ?? row.created_at),
    last_used_at: usedAt === 0 ? null : time(usedAt),
    expires_at: row.expires_at === null ? null : time(row.expires_at),
  }
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
