import type { DatabaseConnection, Driver } from 'kysely'
import { SqliteConnection } from './sqlite-connection.ts'

export interface SqliteDriverOptions {
  readonly open: () => SqliteConnection
  /** 1 for the writer, which makes the pool a mutex. */
  readonly connectionsMax: number
  readonly begin: 'begin immediate' | 'begin'
  /** Runs in the same step as the commit, before anything can be answered. */
  readonly committed?: () => void
}

/**
 * A first come, first served pool of connections for Kysely.
 *
 * The writer is a pool of one: a transaction that awaits keeps the others waiting instead of letting them into it.
 * Readers are several, each with a snapshot of its own, because two of them may take turns between awaits.
 */
export class SqliteDriver implements Driver {
  readonly #options: SqliteDriverOptions
  readonly #idle: SqliteConnection[] = []
  readonly #waiting: ((connection: SqliteConnection) => void)[] = []
  #opened = 0
  #closing: (() => void) | null = null

  constructor(options: SqliteDriverOptions) {
    this.#options = options
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#closing !== null) throw new Error('The database is closed: finish requests before closing it.')
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    if (this.#opened < this.#options.connectionsMax) {
      const connection = this.#options.open()
      this.#opened += 1
      return connection
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
    })
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const own = ours(connection)
    const next = this.#waiting.shift()
    if (next !== undefined) {
      next(own)
      return
    }
    this.#idle.push(own)
    if (this.#idle.length === this.#opened) this.#closing?.()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    ours(connection).run(this.#options.begin)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    ours(connection).run('commit')
    this.#options.committed?.()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const own = ours(connection)
    if (own.inTransaction) own.run('rollback')
  }

  /** Refuses what comes from now on and waits for what runs. The connections belong to whoever opened them. */
  async destroy(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#closing = resolve
      if (this.#idle.length === this.#opened) resolve()
    })
  }
}

function ours(connection: DatabaseConnection): SqliteConnection {
  if (connection instanceof SqliteConnection) return connection
  throw new TypeError('A connection of another driver came in: pass only what acquireConnection gave out.')
}
