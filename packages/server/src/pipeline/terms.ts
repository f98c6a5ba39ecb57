import type { RateLimit } from '@latchkey/tokens/rate-limit'
import type { Selectable } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { type Network, networkOf } from '../lib/network.ts'
import { type OriginPattern, parseOrigin } from '../lib/origin.ts'

/** How fast and from where a token may be used. Null: as fast as the instance lets tokens be, from anywhere. */
export interface Terms {
  readonly rateLimit: RateLimit | null
  readonly networks: readonly Network[] | null
  readonly origins: readonly OriginPattern[] | null
}

/** A token's terms as they are stored, texts as `printNetwork` and `printOrigin` write them. */
export interface StoredTerms {
  readonly rateLimit: RateLimit | null
  readonly networks: readonly string[] | null
  readonly origins: readonly string[] | null
}

type TermColumns = Pick<Selectable<Schema['tokens']>, 'rate_limit' | 'allowed_networks' | 'allowed_origins'>

export function storedTerms(token: TermColumns): StoredTerms {
  const read = (text: string | null): unknown => (text === null ? null : JSON.parse(text))
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by termColumns.
    rateLimit: read(token.rate_limit) as StoredTerms['rateLimit'],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by termColumns.
    networks: read(token.allowed_networks) as StoredTerms['networks'],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by termColumns.
    origins: read(token.allowed_origins) as StoredTerms['origins'],
  }
}

export function termColumns({ rateLimit, networks, origins }: StoredTerms): TermColumns {
  return {
    rate_limit: rateLimit && JSON.stringify(rateLimit),
    allowed_networks: networks && JSON.stringify(networks),
    allowed_origins: origins && JSON.stringify(origins),
  }
}

/** The terms of a token, ready to be held against a request; null for a token that has none. */
export function termsOf(token: TermColumns): Terms | null {
  const { rateLimit, networks, origins } = storedTerms(token)
  if (rateLimit === null && networks === null && origins === null) return null
  return {
    rateLimit,
    networks: networks?.map((text) => networkOf(text) ?? unreadable(text)) ?? null,
    origins: origins?.map((text) => parseOrigin(text) ?? unreadable(text)) ?? null,
  }
}

function unreadable(text: string): never {
  throw new Error(`A token allows ${text}, which is no network and no origin: repair its row.`)
}
