import { LRUCache } from 'lru-cache'
import type { Database } from '../database/database.ts'
import { databaseProblem } from '../database/database-problem.ts'

/** How late the kept time of the last request may be, in milliseconds. */
const lateMsMax = 60_000

/**
 * Ends sessions of the studio's cookie that nobody has used for a while.
 *
 * The time of the last request lies in the database, so that all nodes judge alike; it is written at most once a minute
 * for each session. Once a session is over the time moves no more: it never comes back.
 */
export class IdleSessions {
  readonly #database: Database
  readonly #idleMs: number | null
  readonly #now: () => number
  // What the database held when it was last asked, or holds since.
  readonly #usedAt = new LRUCache<string, number>({ max: 10_000 })

  /** `idleMs` null: they last without being used. */
  constructor(database: Database, idleMs: number | null, now: () => number) {
    this.#database = database
    this.#idleMs = idleMs
    this.#now = now
  }

  /** Counts a request of the session. False when it is over. */
  async use(tokenId: string): Promise<boolean> {
    const idleMs = this.#idleMs
    if (idleMs === null) return true
    const now = this.#now()
    const known = this.#usedAt.get(tokenId)
    if (known !== undefined && now - known < Math.min(lateMsMax, idleMs)) return true
    const row = await this.#database.read((db) =>
      db.selectFrom('sessions').select('used_at').where('token_id', '=', tokenId).executeTakeFirst(),
    )
    if (row === undefined || now - row.used_at >= idleMs) return false
    await this.#keep(tokenId, now, idleMs)
    return true
  }

  /** Whether the session is not over, without counting as a request of it. */
  async isLive(tokenId: string): Promise<boolean> {
    if (this.#idleMs === null) return true
    const row = await this.#database.read((db) =>
      db.selectFrom('sessions').select('used_at').where('token_id', '=', tokenId).executeTakeFirst(),
    )
    return row !== undefined && this.#now() - row.used_at < this.#idleMs
  }

  /** While the disk is full people can still read; then their sessions end earlier. */
  async #keep(tokenId: string, now: number, idleMs: number): Promise<void> {
    try {
      await this.#database.write((tx) =>
        tx
          .updateTable('sessions')
          .set({ used_at: now })
          .where('token_id', '=', tokenId)
          .where('used_at', '<', now)
          .where('used_at', '>', now - idleMs)
          .execute(),
      )
      this.#usedAt.set(tokenId, now)
    } catch (error) {
      if (databaseProblem(error)?.kind !== 'storage') throw error
    }
  }
}
