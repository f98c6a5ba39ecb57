import { Type } from 'typebox'
import { nullable, oneOf, strict } from '../schema.ts'

const requests = Type.Integer({ minimum: 1, maximum: 1_000_000 })

/** How fast a token may be used: `{ "requests": 600, "per": "minute", "burst": 100 }`. */
export const RateLimit = strict({
  requests,
  per: oneOf(['second', 'minute']),
  burst: Type.Optional(nullable(requests, { description: 'How many may come at once. Null: as many as `requests`.' })),
})

const listed = { minItems: 1, maxItems: 50, uniqueItems: true }

const rateLimit = nullable(RateLimit, {
  description: 'How fast it may be used. Null: as fast as the instance lets tokens be.',
})
const networks = nullable(
  Type.Array(Type.String({ maxLength: 64, examples: ['203.0.113.0/24', '2001:db8::/32'] }), listed),
  {
    description: 'The networks that it may be used from. Null: from anywhere.',
  },
)
const origins = nullable(
  Type.Array(Type.String({ maxLength: 200, examples: ['https://shop.example', 'https://*.shop.example'] }), listed),
  {
    description:
      'The origins whose pages may use it; of kinds that may sit in a page. Null: pages of any, and programs.',
  },
)

/** The terms of tokens that are for servers only. Sent with null, a term is taken away. */
export const serverTerms = { rate_limit: Type.Optional(rateLimit), allowed_networks: Type.Optional(networks) }

/** Longer, and a revoked token would be served for too long by caches that nobody can reach. */
const cacheTtlMax = 24 * 60 * 60
const cacheTtl = Type.Integer({
  minimum: 0,
  maximum: cacheTtlMax,
  description:
    'For how many seconds shared caches may keep what it is answered without asking, where the space lets them.',
})

/** The terms of all kinds; which kind has which, the table of kinds says. */
export const sentTerms = {
  ...serverTerms,
  allowed_origins: Type.Optional(origins),
  cache_ttl: Type.Optional(cacheTtl),
}

/** Terms as they are answered. */
export const shownTerms = {
  rate_limit: rateLimit,
  allowed_networks: networks,
  allowed_origins: origins,
  /** Null for kinds whose answers no shared cache may keep. */
  cache_ttl: nullable(cacheTtl),
}
