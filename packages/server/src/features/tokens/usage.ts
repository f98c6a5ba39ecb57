import { sql } from 'kysely'
import type { Database, Writer } from '../../database/database.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Rows of one statement. */
const batchSize = 500

interface Count {
  calls: number
  refused: number
  /** UTC milliseconds. */
  lastUsedAt: number
}

type Counts = Map<string, Count>

interface Refused {
  readonly version: number
  /** UTC milliseconds. */
  readonly at: number
}

/**
 * Counts what tokens are used for in memory, and adds it to the database now and then: never a write per request.
 *
 * Not guaranteed: what was counted since the last flush is lost when the process is killed. Times only move forward.
 */
export class TokenUsage {
  readonly #database: Database
  /** By the start of the day, UTC. */
  #days = new Map<number, Counts>()
  // The day of the last call, so that counting a call is two comparisons and one look-up.
  #day = 0
  #counts: Counts = new Map()
  /** Retired secrets that were refused, by the token; the last of each. */
  #retired = new Map<string, Refused>()

  constructor(database: Database) {
    this.#database = database
  }

  /** Counts one call; `refused` where the token was good and its rights were not. On the path of every request. */
  record(tokenId: string, now: number, refused: boolean): void {
    if (now < this.#day || now >= this.#day + dayMs || this.#days.size === 0) this.#turnTo(now)
    let count = this.#counts.get(tokenId)
    if (count === undefined) this.#counts.set(tokenId, (count = { calls: 0, refused: 0, lastUsedAt: 0 }))
    count.calls += 1
    if (refused) count.refused += 1
    if (now > count.lastUsedAt) count.lastUsedAt = now
  }

  /** Notes that a secret was refused which was right until it retired. */
  recordRetired(tokenId: string, version: number, at: number): void {
    this.#retired.set(tokenId, { version, at })
  }

  /** Writes what was counted. What could not be written is kept for the next time, and the error thrown. */
  async flush(): Promise<void> {
    await this.#flushRetired()
    const days = this.#days
    this.#days = new Map()
    try {
      for (const [day, counts] of days) await this.#write(day, counts)
    } catch (error) {
      for (const [day, counts] of days) this.#takeBack(day, counts)
      throw error
    }
  }

  async #flushRetired(): Promise<void> {
    const retired = this.#retired
    this.#retired = new Map()
    try {
      for (const [tokenId, refused] of retired) {
        await this.#database.write((tx) => noteRefused(tx, tokenId, refused))
        retired.delete(tokenId)
      }
    } catch (error) {
      for (const [tokenId, refused] of retired) if (!this.#retired.has(tokenId)) this.#retired.set(tokenId, refused)
      throw error
    }
  }

  async #write(day: number, counts: Counts): Promise<void> {
    // In the order of the ids: two nodes that flush at once lock the same rows in the same order.
    const rows = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1))
    for (let start = 0; start < rows.length; start += batchSize) {
      const batch = rows.slice(start, start + batchSize)
      await this.#database.write((tx) => addUsage(tx, day, batch))
      for (const [tokenId] of batch) counts.delete(tokenId)
    }
  }

  #takeBack(day: number, counts: Counts): void {
    const later = this.#days.get(day)
    for (const [tokenId, { calls, refused, lastUsedAt }] of later ?? []) {
      const count = counts.get(tokenId)
      if (count === undefined) counts.set(tokenId, { calls, refused, lastUsedAt })
      else {
        count.calls += calls
        count.refused += refused
        count.lastUsedAt = Math.max(count.lastUsedAt, lastUsedAt)
      }
    }
    this.#days.set(day, counts)
    if (day === this.#day) this.#counts = counts
  }

  #turnTo(now: number): void {
    this.#day = now - (now % dayMs)
    this.#counts = this.#days.get(this.#day) ?? new Map()
    this.#days.set(this.#day, this.#counts)
  }
}

async function addUsage(tx: Writer, day: number, counts: readonly (readonly [string, Count])[]): Promise<void> {
  await tx
    .insertInto('token_usage')
    .values(
      counts.map(([token_id, { calls, refused, lastUsedAt }]) => ({
        token_id,
        day,
        calls,
        refused,
        last_used_at: lastUsedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['token_id', 'day']).doUpdateSet({
        calls: sql`token_usage.calls + excluded.calls`,
        refused: sql`token_usage.refused + excluded.refused`,
        last_used_at: sql`case when excluded.last_used_at > token_usage.last_used_at
          then excluded.last_used_at else token_usage.last_used_at end`,
      }),
    )
    .execute()
}

async function noteRefused(tx: Writer, tokenId: string, { version, at }: Refused): Promise<void> {
  await tx
    .updateTable('token_secrets')
    .set({ refused_at: at })
    .where('token_id', '=', tokenId)
    .where('version', '=', version)
    .where((eb) => eb.or([eb('refused_at', 'is', null), eb('refused_at', '<', at)]))
    .execute()
}
