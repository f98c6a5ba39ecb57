import { usageDaysMax } from '@latchkey/contract/tokens/usage'
import type { Database } from '../../database/database.ts'
import type { Call, UsageRecorder } from '../../pipeline/usage-recorder.ts'
import { dayMs } from './days.ts'
import { addUsage, dropDetails, noteRefused, type RefusedSecret } from './store.ts'
import { addTally, count, emptyTally, type Tally } from './tally.ts'

/** Tokens of one transaction, each with some dozen rows. */
const batchSize = 100
/** Outdated rows dropped with one flush. */
const droppedMax = 1000

type Tallies = Map<string, Tally>

/**
 * Counts what tokens are used for in memory, and adds it to the database now and then: never a write per request.
 *
 * Not guaranteed: what was counted since the last flush is lost when the process is killed. Times only move forward.
 */
export class TokenUsage implements UsageRecorder {
  readonly #database: Database
  /** By the start of the day, UTC. */
  #days = new Map<number, Tallies>()
  // The day of the last call, so that finding a token's tally is two comparisons and one look-up.
  #day = 0
  #tallies: Tallies = new Map()
  /** Retired secrets that were refused, by the token; the last of each. */
  #retired = new Map<string, RefusedSecret>()
  /** The last day for which all that is outdated is gone. */
  #droppedOn = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** Counts one call. On the path of every request. */
  record(call: Call): void {
    const { tokenId, at } = call
    if (at < this.#day || at >= this.#day + dayMs || this.#days.size === 0) this.#turnTo(at)
    let tally = this.#tallies.get(tokenId)
    if (tally === undefined) this.#tallies.set(tokenId, (tally = emptyTally()))
    count(tally, call)
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
      for (const [day, tallies] of days) await this.#write(day, tallies)
      if (days.size > 0) await this.#dropOutdated(Math.max(...days.keys()))
    } catch (error) {
      for (const [day, tallies] of days) this.#takeBack(day, tallies)
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

  async #write(day: number, tallies: Tallies): Promise<void> {
    const rows = [...tallies]
    for (let start = 0; start < rows.length; start += batchSize) {
      const batch = rows.slice(start, start + batchSize)
      await this.#database.write((tx) => addUsage(tx, day, batch))
      for (const [tokenId] of batch) tallies.delete(tokenId)
    }
  }

  /** A part with each flush: nobody waits for a day's worth of rows to go. */
  async #dropOutdated(day: number): Promise<void> {
    if (day <= this.#droppedOn) return
    const before = day - (usageDaysMax - 1) * dayMs
    const dropped = await this.#database.write((tx) => dropDetails(tx, before, droppedMax))
    if (dropped < droppedMax) this.#droppedOn = day
  }

  #takeBack(day: number, tallies: Tallies): void {
    for (const [tokenId, later] of this.#days.get(day) ?? []) {
      const tally = tallies.get(tokenId)
      if (tally === undefined) tallies.set(tokenId, later)
      else addTally(tally, later)
    }
    this.#days.set(day, tallies)
    if (day === this.#day) this.#tallies = tallies
  }

  #turnTo(at: number): void {
    this.#day = at - (at % dayMs)
    this.#tallies = this.#days.get(this.#day) ?? new Map()
    this.#days.set(this.#day, this.#tallies)
  }
}
