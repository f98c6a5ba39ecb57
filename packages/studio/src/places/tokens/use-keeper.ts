import type { IssuedToken, Token } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import {
  installationTokenQuery,
  installationTokensQuery,
  installationUsageQuery,
  ownTokenQuery,
  ownTokensQuery,
  ownUsageQuery,
  tokenQuery,
  tokensQuery,
  usageQuery,
} from '../../api/queries.ts'
import { attempt } from '../../session/attempt.ts'
import { account, type Holder, installation, useHolder } from './holder.ts'

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

/** Who keeps the tokens of a page, and what can be done to them there. The same pages serve all. */
export type Keeper = Holder & Deeds

interface Deeds {
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
  ...account,
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

const ofInstallation: Keeper = {
  ...installation,
  list: installationTokensQuery,
  one: installationTokenQuery,
  usage: installationUsageQuery,
  activate: (token) => attempt(() => api.installationTokens.activate({ token })),
  deactivate: (token) => attempt(() => api.installationTokens.deactivate({ token })),
  revoke: (token) => attempt(() => api.installationTokens.revoke({ token })),
  remove: (token) => attempt(() => api.installationTokens.delete({ token })),
  rotate: (token, graceSeconds) => {
    const idempotencyKey = crypto.randomUUID()
    return attempt(() =>
      api.installationTokens.rotate({ token }, { body: { grace_seconds: graceSeconds }, idempotencyKey }),
    )
  },
  reveal: () => Promise.reject(new Error('No kind of token of the installation is shown again: offer it nowhere.')),
  // Tokens of the installation are of a kind that no page holds and no shared cache knows.
  update: (token, { allowed_origins: _origins, cache_ttl: _ttl, ...edit }, version) =>
    attempt(() => api.installationTokens.update({ token }, { body: edit, ifMatch: version })),
}

function ofSpace(space: string): Keeper {
  return {
    of: 'space',
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
  const { of, space } = useHolder()
  return of === 'space' ? ofSpace(space) : of === 'account' ? own : ofInstallation
}
