import type { Refused } from './respond.ts'

/** A call of a token that was good: what it asked for, from where, and what came of it. */
export interface Call {
  readonly tokenId: string
  /** UTC milliseconds. */
  readonly at: number
  /** `entries.update` */
  readonly operation: string
  /** The address that it came from, as the trusted proxies say it. */
  readonly address: string
  /** The `User-Agent` header. */
  readonly agent: string | undefined
  /** What the token lacked; null where it was served. */
  readonly refused: Refused | null
}

/** Counts what tokens are used for; on the path of every request. */
export interface UsageRecorder {
  record(call: Call): void
}
