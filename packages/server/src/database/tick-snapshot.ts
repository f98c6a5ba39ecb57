import type { StatementSync } from 'node:sqlite'
import type { HotReader, HotRow, HotStatement } from './database.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/**
 * One read snapshot for each tick of the event loop: opened by the first read, closed in `setImmediate`.
 *
 * All requests that arrive in a tick share the cost of opening it. A commit ends it at once, so that a request that
 * starts after the commit was answered reads the new state. Only synchronous reads may join: over an await it would
 * be another tick's snapshot, or none.
 */
export class TickSnapshot implements HotReader {
  readonly #connection: SqliteConnection
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  #open = false
  #scheduled = false

  constructor(connection: SqliteConnection) {
    this.#connection = connection
    this.#begin = connection.prepare('begin')
    this.#commit = connection.prepare('commit')
  }

  /** Reads after this see every write committed before it. */
  end(): void {
    if (!this.#open) return
    this.#open = false
    if (this.#connection.inTransaction) this.#commit.run()
  }

  statement<Row>(text: string, decode: (row: HotRow) => Row): HotStatement<Row> {
    // Prepared at its first use, when the migrations have run.
    let prepared: StatementSync | null = null
    const statement = () => (prepared ??= this.#connection.prepare(text))
    return {
      first: (...parameters) => {
        this.#enter()
        const row = statement().get(...parameters)
        return row === undefined ? null : decode(row)
      },
      all: (...parameters) => {
        this.#enter()
        return statement()
          .all(...parameters)
          .map(decode)
      },
    }
  }

  #enter(): void {
    if (this.#open) return
    this.#begin.run()
    this.#open = true
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.end()
    })
  }
}
