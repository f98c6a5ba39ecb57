import type { IncomingHttpHeaders } from 'node:http'
import { problems } from '@latchkey/contract/problems'
import { type Bucket, burstOf, fullBucket, type RateLimit, take, waitMs } from '@latchkey/tokens/rate-limit'
import { LRUCache } from 'lru-cache'
import { addressOf, isWithin, type Network } from '../lib/network.ts'
import { isAmong, type OriginPattern, originOf } from '../lib/origin.ts'
import type { Cacheable } from './answer-cache.ts'
import type { Authenticated } from './authenticate.ts'
import { isDelivery } from './cross-origin.ts'
import type { Manner } from './manner.ts'
import type { Caller } from './principal.ts'
import { Refusal, refuse } from './refusal.ts'

/** What of a request is held against a token's terms. */
export interface Approach {
  readonly url: string
  /** As the trusted proxies say it. */
  readonly ip: string
  readonly headers: IncomingHttpHeaders
}

export interface AdmissionOptions {
  /** For tokens without a limit of their own; null: none. */
  readonly rateLimit: RateLimit | null
  readonly now: () => number
}

type Headers = Readonly<Record<string, string>>

/** Whether no shared cache may keep what is asked for, whoever opens it. */
type Sharing = Pick<Cacheable, 'unshared'>

/**
 * Lets a token in that was found to be good: from where it may be used, and as fast.
 *
 * Not guaranteed: each process counts for itself, so that a token may be used as many times faster as there are; and of
 * more than 100,000 tokens at once, those that were used longest ago begin anew.
 */
export class Admission {
  readonly #rateLimit: RateLimit | null
  readonly #now: () => number
  readonly #buckets = new LRUCache<string, Bucket>({ max: 100_000 })

  constructor({ rateLimit, now }: AdmissionOptions) {
    this.#rateLimit = rateLimit
    this.#now = now
  }

  /** Why the request is not let in; else what its answer has to say besides, null for nothing. On the path of every request. */
  admit(what: Sharing, { caller, credential }: Authenticated, request: Approach): Refusal | Manner | null {
    const { terms, principal } = caller
    if (terms === null && this.#rateLimit === null) return null
    // Where it was signed, and by whom its page is shown, was settled when it was signed.
    const isSigned = credential.via === 'signature'
    if (terms !== null && !isSigned) {
      if (terms.networks !== null && !comesFrom(terms.networks, request)) return refuseWhence('network')
      if (terms.origins !== null && !isShownBy(terms.origins, request)) return refuseWhence('origin')
    }
    const own = terms?.rateLimit ?? null
    const limit = own ?? this.#rateLimit
    const named = own === null ? 'default' : 'token'
    // What is handed to many must not use up what its signer needs.
    const key = isSigned ? `signed ${principal.tokenId}` : principal.tokenId
    const limited = limit === null ? {} : this.#count(key, limit, named)
    if (limited instanceof Refusal) return isSigned ? withoutLimits(limited) : exposedTo(request, limited)
    if (isSigned) return null
    const shown = isDelivery(request.url) && limit !== null ? { ...limited, ...exposed } : limited
    return { always: shown, delivered: { ...this.#forCaches(what, caller), ...(terms?.origins && forOrigin(request)) } }
  }

  /** A token that ends is kept by nobody for longer than it lives. */
  #forCaches({ unshared }: Sharing, { terms, principal }: Caller): Manner['delivered'] {
    const allowed = terms?.sharedSeconds ?? null
    if (allowed === null || unshared) return {}
    const { expiresAt } = principal
    const left = expiresAt === null ? Infinity : Math.floor((expiresAt - this.#now()) / 1000)
    const most = Math.min(allowed, left)
    return { 'Cache-Control': most > 0 ? `public, max-age=${most}` : 'public, no-cache' }
  }

  /** Counts a request. Answers the headers that tell how many are left, or the refusal. */
  #count(key: string, limit: RateLimit, name: string): Headers | Refusal {
    const now = this.#now()
    let bucket = this.#buckets.get(key)
    if (bucket === undefined) this.#buckets.set(key, (bucket = fullBucket(limit, now)))
    const isTaken = take(bucket, limit, now)
    const headers = limitHeaders(bucket, limit, name)
    if (isTaken) return headers
    const wait = Math.max(seconds(waitMs(bucket, limit, 1)), 1)
    const detail = `The token may be used for ${limit.requests} requests a ${limit.per}.`
    return new Refusal(problems.tooManyRequests, detail, {}, { ...headers, 'Retry-After': String(wait) })
  }
}

/** Who holds a signed URL is told when to come again, and nothing else of the token. */
function withoutLimits({ problem, headers }: Refusal): Refusal {
  return new Refusal(problem, undefined, {}, { 'Retry-After': headers['Retry-After'] ?? '1' })
}

// draft-ietf-httpapi-ratelimit-headers-10, read 2026-11-27: `q` requests in a window of `w` seconds, of which `r` are left;
// in `t` seconds all are there again. A bucket of `q` that fills evenly is full after `w`.
function limitHeaders(bucket: Bucket, limit: RateLimit, name: string): Headers {
  const burst = burstOf(limit)
  const window = seconds(waitMs({ left: 0, at: 0 }, limit, burst))
  return {
    'RateLimit-Policy': `"${name}";q=${burst};w=${window}`,
    RateLimit: `"${name}";r=${Math.floor(bucket.left)};t=${seconds(waitMs(bucket, limit, burst))}`,
  }
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000)
}

/** Pages may read how fast they may go on only where they are told that they may. */
const exposed = { 'Access-Control-Expose-Headers': 'RateLimit, RateLimit-Policy, Retry-After' }

function exposedTo({ url }: Approach, { problem, detail, headers }: Refusal): Refusal {
  return new Refusal(problem, detail, {}, { ...headers, ...(isDelivery(url) && exposed) })
}

/** Told to the page's origin alone: an answer that was kept for one must not be read by another. */
function forOrigin({ headers }: Approach): Manner['delivered'] {
  return { Vary: 'Authorization, Origin, Accept-Encoding', 'Access-Control-Allow-Origin': headers.origin }
}

function comesFrom(networks: readonly Network[], { ip }: Approach): boolean {
  const address = addressOf(ip)
  return address !== null && networks.some((network) => isWithin(address, network))
}

function isShownBy(origins: readonly OriginPattern[], { headers }: Approach): boolean {
  const origin = headers.origin ?? originOf(headers.referer ?? '')
  return origin !== null && isAmong(origin, origins)
}

/** Whoever has shown the token may know that it is good; where it may be used is for those who manage it to know. */
function refuseWhence(layer: 'network' | 'origin'): Refusal {
  const problem = layer === 'network' ? problems.networkNotAllowed : problems.originNotAllowed
  return refuse(problem, undefined, { layer })
}
