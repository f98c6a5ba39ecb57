import { kinds } from '@latchkey/tokens/kinds'
import type { RateLimit } from '@latchkey/tokens/rate-limit'
import type { Selectable } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { type Network, networkOf } from '../lib/network.ts'
import { type OriginPattern, parseOrigin } from '../lib/origin.ts'
import type { SpaceSettings } from './space-settings.ts'

/** How fast and from where a token may be used. Null: as fast as the instance lets tokens be, from anywhere. */
export interface Terms {
  readonly rateLimit: RateLimit | null
  readonly networks: readonly Network[] | null
  readonly origins: readonly OriginPattern[] | null
  /**
   * For how many seconds a shared cache may keep what it is answered without asking; 0: it has to ask each time. Null: no
   * shared cache keeps anything.
   */
  readonly sharedSeconds: number | null
}

/** A token's terms as they are stored, texts as `printNetwork` and `printOrigin` write them. */
export interface StoredTerms {
  readonly rateLimit: RateLimit | null
  readonly networks: readonly string[] | null
  readonly origins: readonly string[] | null
  readonly cacheTtlSeconds: number
}

type TokenColumns = Selectable<Schema['tokens']>
type TermColumns = Pick<TokenColumns, 'rate_limit' | 'allowed_networks' | 'allowed_origins' | 'cache_ttl_seconds'>

export function storedTerms(token: TermColumns): StoredTerms {
  const read = (text: string | null): unknown => (text === null ? null : JSON.parse(text))
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by termColumns.
    rateLimit: read(token.rate_limit) as StoredTerms['rateLimit'],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by termColumns.
    networks: read(token.allowed_networks) as StoredTerms['networks'],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by termColumns.
    origins: read(token.allowed_origins) as StoredTerms['origins'],
    cacheTtlSeconds: token.cache_ttl_seconds,
  }
}

export function termColumns({ rateLimit, networks, origins, cacheTtlSeconds }: StoredTerms): TermColumns {
  return {
    rate_limit: rateLimit && JSON.stringify(rateLimit),
    allowed_networks: networks && JSON.stringify(networks),
    allowed_origins: origins && JSON.stringify(origins),
    cache_ttl_seconds: cacheTtlSeconds,
  }
}

/** The terms of a token in a space, ready to be held against a request; null for a token that has none. */
export function termsOf(token: TermColumns & Pick<TokenColumns, 'kind'>, space: SpaceSettings | null): Terms | null {
  const { rateLimit, networks, origins, cacheTtlSeconds } = storedTerms(token)
  // No cache looks at where a request comes from.
  const isOpen = networks === null && origins === null
  const isShared = isOpen && space !== null && space.sharedCaches && kinds[token.kind].carriesCacheTtl
  if (rateLimit === null && isOpen && !isShared) return null
  return {
    rateLimit,
    networks: networks?.map(storedNetwork) ?? null,
    origins: origins?.map((text) => parseOrigin(text) ?? unreadable(text)) ?? null,
    sharedSeconds: isShared ? cacheTtlSeconds : null,
  }
}

/** A network of `StoredTerms`. */
export function storedNetwork(text: string): Network {
  return networkOf(text) ?? unreadable(text)
}

function unreadable(text: string): never {
  throw new Error(`A token allows ${text}, which is no network and no origin: repair its row.`)
}
