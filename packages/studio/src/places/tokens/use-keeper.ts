import { useParams } from '@tanstack/react-router'
import type { IssuedToken, Token } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { ownTokenQuery, ownTokensQuery, ownUsageQuery, tokenQuery, tokensQuery, usageQuery } from '../../api/queries.ts'
import { attempt } from '../../session/attempt.ts'

/** What can be changed of a token from its page. */
export interface TokenEdit {
  readonly name?: string
  readonly description?: string
  readonly grants?: unknown
  readonly allowed_networks?: string[] | null
  readonly allowed_origins?: string[] | null
  readonly rate_limit?: Token['rate_limit']
  readonly cache_ttl?: number
}

/** Who keeps the tokens of a page: a space, or an account its own. The same pages serve both. */
export interface Keeper {
  /** The slug of the space; null for the account's own tokens. */
  readonly space: string | null
  readonly list: typeof ownTokensQuery
  readonly one: (token: string) => ReturnType<typeof ownTokenQuery>
  readonly usage: (token: string, days: number) => ReturnType<typeof ownUsageQuery>
  activate(token: string): Promise<Token>
  deactivate(token: string): Promise<Token>
  revoke(token: string): Promise<Token>
  remove(token: string): Promise<null>
  rotate(token: string, graceSeconds: number): Promise<IssuedToken>
  reveal(token: string): Promise<{ readonly secret: string }>
  update(token: string, edit: TokenEdit, version: number): Promise<Token>
}

const own: Keeper = {
  space: null,
  list: ownTokensQuery,
  one: ownTokenQuery,
  usage: ownUsageQuery,
  activate: (token) => attempt(() => api.accountTokens.activate({ token })),
  deactivate: (token) => attempt(() => api.accountTokens.deactivate({ token })),
  revoke: (token) => attempt(() => api.accountTokens.revoke({ token })),
  remove: (token) => attempt(() => api.accountTokens.delete({ token })),
  rotate: (token, graceSeconds) => {
    const idempotencyKey = crypto.randomUUID()
    return attempt(() => api.accountTokens.rotate({ token }, { body: { grace_seconds: graceSeconds }, idempotencyKey }))
  },
  reveal: (token) => attempt(() => api.accountTokens.reveal({ token })),
  // What only tokens of a space have is never changed here: no form of an own token shows it.
  update: (token, { grants: _grants, allowed_origins: _origins, cache_ttl: _ttl, ...edit }, version) =>
    attempt(() => api.accountTokens.update({ token }, { body: edit, ifMatch: version })),
}

function ofSpace(space: string): Keeper {
  return {
    space,
    list: tokensQuery(space),
    one: (token) => tokenQuery(space, token),
    usage: (token, days) => usageQuery(space, token, days),
    activate: (token) => attempt(() => api.tokens.activate({ space, token })),
    deactivate: (token) => attempt(() => api.tokens.deactivate({ space, token })),
    revoke: (token) => attempt(() => api.tokens.revoke({ space, token })),
    remove: (token) => attempt(() => api.tokens.delete({ space, token })),
    rotate: (token, graceSeconds) => {
      const idempotencyKey = crypto.randomUUID()
      return attempt(() =>
        api.tokens.rotate({ space, token }, { body: { grace_seconds: graceSeconds }, idempotencyKey }),
      )
    },
    reveal: (token) => attempt(() => api.tokens.reveal({ space, token })),
    update: (token, edit, version) =>
      attempt(() => api.tokens.update({ space, token }, { body: edit, ifMatch: version })),
  }
}

/** Who keeps the tokens that the address names. */
export function useKeeper(): Keeper {
  const { space } = useParams({ strict: false })
  return space === undefined ? own : ofSpace(space)
}
