import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import type { StateCount } from './queries.ts'

export const dayMs = 24 * 60 * 60 * 1000

/** How far ahead an expiry is near, and how far back a use is long ago. */
const windowMs = 30 * dayMs

/** What the health of a token is told from. */
export interface TokenFacts {
  readonly kind: TokenKind
  readonly state: 'active' | 'inactive' | 'revoked'
  readonly expires_at: number | null
  readonly created_at: number
  readonly last_used_at: number | null
}

/** Tokens by what somebody should look at. Those that have ended count nowhere. */
export function healthOf(tokens: readonly TokenFacts[], now: number) {
  const live = tokens.filter(
    ({ state, expires_at }) => state !== 'revoked' && (expires_at === null || expires_at > now),
  )
  const active = live.filter(({ state }) => state === 'active')
  const count = (fits: (token: TokenFacts) => boolean) => active.filter(fits).length
  return {
    active: active.length,
    inactive: live.length - active.length,
    expiring: count(({ expires_at }) => expires_at !== null && expires_at <= now + windowMs),
    unused: count(({ created_at, last_used_at }) => (last_used_at ?? created_at) <= now - windowMs),
    without_expiry: count(({ expires_at }) => expires_at === null),
    public: count(({ kind }) => kinds[kind].publishable),
  }
}

/** One row for each type, its states side by side. */
export function byType(counts: readonly StateCount[]) {
  return [...Map.groupBy(counts, ({ type }) => type)].map(([type, states]) => {
    const row = { type, draft: 0, published: 0, protected: 0, archived: 0, total: 0 }
    for (const { state, count } of states) {
      row[state] += count
      row.total += count
    }
    return row
  })
}
