/** How fast a token may be used: so many requests a second or minute on average, and `burst` of them at once. */
export interface RateLimit {
  readonly requests: number
  readonly per: 'second' | 'minute'
  /** Null: as many as `requests`. */
  readonly burst: number | null
}

/** How many requests a token has left. Full at first; empties with each request, and fills again evenly. */
export interface Bucket {
  left: number
  /** When `left` was right, UTC milliseconds. */
  at: number
}

const periodMs = { second: 1000, minute: 60_000 } as const

/** Reads `600/minute` or `10/second burst 50`; null for anything else. */
export function parseRateLimit(text: string): RateLimit | null {
  const [, requests, per, burst] = /^([1-9]\d{0,6})\/(second|minute)(?: burst ([1-9]\d{0,6}))?$/.exec(text) ?? []
  if (requests === undefined || (per !== 'second' && per !== 'minute')) return null
  return { requests: Number(requests), per, burst: burst === undefined ? null : Number(burst) }
}

/** Writes it as `parseRateLimit` reads it. */
export function printRateLimit({ requests, per, burst }: RateLimit): string {
  return `${requests}/${per}${burst === null ? '' : ` burst ${burst}`}`
}

/** How many requests may come at once. */
export function burstOf({ requests, burst }: RateLimit): number {
  return burst ?? requests
}

export function fullBucket(limit: RateLimit, now: number): Bucket {
  return { left: burstOf(limit), at: now }
}

/**
 * Takes one request from the bucket; false when there is none left, and then nothing is taken.
 *
 * In whatever stretch of `t` milliseconds no more than `burst + t × requests / period` are taken. A limit that has changed
 * counts from now on. A clock that steps back gives nothing.
 */
export function take(bucket: Bucket, limit: RateLimit, now: number): boolean {
  const passed = Math.max(now - bucket.at, 0)
  bucket.left = Math.min(bucket.left + (passed * limit.requests) / periodMs[limit.per], burstOf(limit))
  bucket.at = Math.max(now, bucket.at)
  if (bucket.left < 1) return false
  bucket.left -= 1
  return true
}

/** Milliseconds until the bucket holds so many requests, if none comes meanwhile. */
export function waitMs({ left }: Bucket, limit: RateLimit, requests: number): number {
  return Math.max(((requests - left) * periodMs[limit.per]) / limit.requests, 0)
}
