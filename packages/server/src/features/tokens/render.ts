import type { Token } from '@latchkey/contract/tokens/schemas'
import type { Static } from '@latchkey/contract/schema'
import { type State, stateAt } from '@latchkey/tokens/life'
import { mask } from '@latchkey/tokens/text'
import { kinds } from '@latchkey/tokens/kinds'
import { creatorOf } from '../../lib/creator.ts'
import { storedGrants, storedScope, type TokenRow } from '../../pipeline/read-rights.ts'
import { storedTerms } from '../../pipeline/terms.ts'
import type { ListedRelease } from './listed-releases.ts'
import type { MadeToken, TokenRecord } from './queries.ts'
import { reachInWords } from '@latchkey/tokens/reach-in-words'
import { termsInWords } from './terms-in-words.ts'

/** A token on the wire. `warnings` only where they were asked for. */
export function render(
  token: TokenRecord,
  now: number,
  warnings?: readonly string[],
  releases: readonly ListedRelease[] = [],
): Static<typeof Token> {
  const { id, kind } = token
  const { scope, mode } = storedScope(token)
  const terms = storedTerms(token)
  const grants = token.grants === null ? null : storedGrants(token.grants)
  return {
    id,
    serial: token.serial,
    kind,
    name: token.name,
    description: token.note,
    masked: mask(kind, id),
    state: stateOf(token, now),
    space: named(token.space_id, token.space_slug),
    environment: named(token.environment_id, token.environment_name),
    role: token.role_id === null ? null : { id: token.role_id, name: token.role_name ?? '' },
    grants: grants && [...grants],
    scope,
    mode,
    spaces: spacesOf(token),
    branches: namesIn(token.branches?.branches),
    aliases: namesIn(token.branches?.aliases),
    releases: kinds[kind].needsReleases ? releases.map(({ id: releaseId, name }) => ({ id: releaseId, name })) : null,
    reach: [
      ...reachInWords({
        kind,
        spaces: spacesOf(token) ?? [token.space_slug ?? ''],
        environment: token.environment_name,
        role: token.role_name,
        grants,
        scope,
        mode,
        branches: token.branches,
        releases: releases.map(({ name }) => name),
      }),
      ...termsInWords(terms),
    ],
    rate_limit: terms.rateLimit,
    allowed_networks: terms.networks && [...terms.networks],
    allowed_origins: terms.origins && [...terms.origins],
    cache_ttl: kinds[kind].carriesCacheTtl ? terms.cacheTtlSeconds : null,
    created_by: creatorOf(token) ?? 'installation',
    created_at: time(token.created_at),
    updated_at: time(token.updated_at),
    expires_at: token.expires_at === null ? null : time(token.expires_at),
    last_used_at: token.last_used_at === null ? null : time(token.last_used_at),
    secret_version: token.secret_version,
    previous_secret_until:
      token.previous_until !== null && now < token.previous_until ? time(token.previous_until) : null,
    retired_secret_used_at: token.retired_used_at === null ? null : time(token.retired_used_at),
    ...(warnings && warnings.length > 0 && { warnings: [...warnings] }),
    version: token.version,
  }
}

/** Where the token is in its life at a moment. */
export function stateOf(token: Pick<TokenRow, 'state' | 'expires_at' | 'deleted_at'>, now: number): State {
  return stateAt(lifeOf(token), now)
}

export function lifeOf({ state, expires_at, deleted_at }: Pick<TokenRow, 'state' | 'expires_at' | 'deleted_at'>) {
  return { state, expiresAt: expires_at, deleted: deleted_at !== null }
}

/** The principal that counts as a token's creator: an account, also where it used a token of its own. */
export function ownerOf(token: MadeToken): string | null {
  return token.maker_account_id === null ? creatorOf(token) : `account:${token.maker_account_id}`
}

function spacesOf({ spaces, listed }: TokenRecord): 'all' | 'owned' | string[] | null {
  if (spaces === 'one') return null
  return spaces === 'listed' ? listed.map(({ slug }) => slug) : spaces
}

function namesIn(names: 'all' | readonly string[] | undefined): 'all' | string[] | null {
  if (names === undefined) return null
  return names === 'all' ? 'all' : [...names]
}

function named(id: string | null, slug: string | null): { id: string; slug: string } | null {
  return id === null || slug === null ? null : { id, slug }
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
