import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { LRUCache } from 'lru-cache'

/** Texts differ with the length of lists and the shape of filters, so the cache of prepared statements is bounded. */
const preparedMax = 300
const busyTimeoutMs = 5000
/** Of each connection that reads; the tick's one holds the hot rows. */
const readerCacheKiB = 16 * 1024

/** One connection to the file; every statement on it is synchronous, and `async` only in its signature. */
export class SqliteConnection implements DatabaseConnection {
  readonly #db: DatabaseSync
  readonly #prepared = new LRUCache<string, StatementSync>({ max: preparedMax })
  // Asking a statement for its columns costs as much as a point read.
  readonly #answersRows = new WeakMap<StatementSync, boolean>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  prepare(text: string): StatementSync {
    const known = this.#prepared.get(text)
    if (known !== undefined) return known
    const statement = this.#db.prepare(text)
    this.#prepared.set(text, statement)
    return statement
  }

  run(text: string): void {
    this.prepare(text).run()
  }

  /** False also after an error that made SQLite roll back by itself, such as a full disk. */
  get inTransaction(): boolean {
    return this.#db.isTransaction
  }

  close(): void {
    this.#prepared.clear()
    this.#db.close()
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.prepare(query.sql)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- node:sqlite checks each value when it binds it and throws for one that SQLite cannot hold.
    const parameters = query.parameters as readonly SQLInputValue[]
    if (this.#hasRows(statement)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely names the row type by the columns that it asked for.
      return { rows: statement.all(...parameters) as Row[] }
    }
    const { changes } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  #hasRows(statement: StatementSync): boolean {
    let known = this.#answersRows.get(statement)
    if (known === undefined) {
      known = statement.columns().length > 0
      this.#answersRows.set(statement, known)
    }
    return known
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streams are not offered: page through the rows by key, as verifyChain does.')
  }
}

/**
 * The only connection that writes. Commits reach the disk before they are answered (`synchronous = full`); the busy
 * timeout stands before the switch to WAL, which itself may have to wait.
 */
export function openWriter(path: string): SqliteConnection {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  return configured(db, ['journal_mode = wal', 'synchronous = full', 'temp_store = memory'])
}

/** A connection that refuses writes; `readOnly` also opens the file so, for processes beside the server. */
export function openReader(path: string, options: { readonly readOnly: boolean }): SqliteConnection {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: options.readOnly })
  return configured(db, ['query_only = on', 'temp_store = memory', `cache_size = -${readerCacheKiB}`])
}

function configured(db: DatabaseSync, pragmas: readonly string[]): SqliteConnection {
  try {
    for (const pragma of pragmas) db.exec(`pragma ${pragma}`)
    return new SqliteConnection(db)
  } catch (error) {
    db.close()
    throw error
  }
}
