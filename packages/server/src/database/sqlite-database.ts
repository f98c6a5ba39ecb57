import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import type { Database, Reader, StampReader, WriteOptions, Writer } from './database.ts'
import { databaseProblem } from './database-problem.ts'
import { DiskReserve } from './disk-reserve.ts'
import { installBranchCopies } from './branch-copies.ts'
import { migrateTo } from './migrate.ts'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'
import { openReader, openWriter, type SqliteConnection } from './sqlite-connection.ts'
import { SqliteDialect } from './sqlite-dialect.ts'
import { SqliteDriver } from './sqlite-driver.ts'
import { sqliteStamps } from './sqlite-stamps.ts'
import { TickSnapshot } from './tick-snapshot.ts'
import { WriteScope } from './write-scope.ts'
import { takeWriterLock, type WriterLock } from './writer-lock.ts'

/** Snapshots that may be open at once; further reads wait for their turn. */
const readersMax = 8

/**
 * Opens the database in a data folder, made where it is missing; checks the file when the last process ended uncleanly.
 *
 * Throws a `WriterLockedError` when another process writes there.
 */
export function openSqlite(dataFolder: string): Database {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const path = join(dataFolder, 'latchkey.db')
  const lock = takeWriterLock(dataFolder)
  let connection: SqliteConnection | null = null
  try {
    connection = openWriter(path)
    if (lock.unclean) assertSound(connection, path)
    const reserve = new DiskReserve(join(dataFolder, 'latchkey.reserve'))
    return new SqliteDatabase(path, { connection, lock, reserve })
  } catch (error) {
    connection?.close()
    lock.abandon()
    throw error
  }
}

/** Opens it beside a running server, or without one, for reading alone: nothing is locked, `write` and `migrate` reject. */
export function openSqliteReadOnly(dataFolder: string): Database {
  return new SqliteDatabase(join(dataFolder, 'latchkey.db'), null)
}

interface WriterParts {
  readonly connection: SqliteConnection
  readonly lock: WriterLock
  readonly reserve: DiskReserve
}

/** One writer, one reader whose snapshot lasts a tick, and a few readers with snapshots of their own for work that awaits. */
class SqliteDatabase implements Database {
  readonly engine = 'sqlite'
  readonly hot: TickSnapshot
  readonly stamps: StampReader
  readonly #parts: WriterParts | null
  #closing: Promise<void> | null = null
  readonly #writer: Kysely<Schema> | null
  readonly #readers: Kysely<Schema>
  readonly #scope = new WriteScope()
  readonly #opened: SqliteConnection[] = []

  constructor(path: string, parts: WriterParts | null) {
    const reader = () => {
      const connection = openReader(path, { readOnly: parts === null })
      this.#opened.push(connection)
      return connection
    }
    this.#parts = parts
    this.hot = new TickSnapshot(reader())
    this.stamps = sqliteStamps(this.hot)
    this.#readers = kyselyOver(new SqliteDriver({ open: reader, connectionsMax: readersMax, begin: 'begin' }))
    this.#writer =
      parts &&
      kyselyOver(
        new SqliteDriver({
          open: () => parts.connection,
          connectionsMax: 1,
          begin: 'begin immediate',
          committed: () => this.hot.end(),
        }),
      )
  }

  async read<Result>(work: (db: Reader) => Promise<Result>): Promise<Result> {
    this.#scope.assertOutside('read')
    return this.#readers.transaction().execute(work)
  }

  async write<Result>(work: (tx: Writer) => Promise<Result>, options: WriteOptions = {}): Promise<Result> {
    this.#scope.assertOutside('write')
    const { writer, reserve } = this.#writable()
    const attempt = () => writer.transaction().execute((tx) => this.#scope.run(() => work(tx)))
    try {
      const result = await attempt()
      reserve.refill()
      return result
    } catch (error) {
      if (options.urgent === true && databaseProblem(error)?.kind === 'storage' && reserve.spend()) return attempt()
      throw error
    }
  }

  async migrate(last: string | null = null): Promise<readonly string[]> {
    const { writer } = this.#writable()
    const done = await migrateTo(writer, migrations, last)
    if (last === null) await installBranchCopies(writer)
    return done
  }

  async health(): Promise<void> {
    this.hot.statement('select 1', () => null).first()
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close())
  }

  /** The writer goes last: the last connection to leave moves the log into the file. */
  async #close(): Promise<void> {
    await Promise.all([this.#readers.destroy(), this.#writer?.destroy()])
    this.hot.end()
    for (const connection of this.#opened) connection.close()
    this.#parts?.connection.close()
    this.#parts?.lock.release()
  }

  #writable(): { readonly writer: Kysely<Schema>; readonly reserve: DiskReserve } {
    if (this.#writer !== null && this.#parts !== null) return { writer: this.#writer, reserve: this.#parts.reserve }
    throw new Error('This database was opened for reading alone: open it without `readOnly` to write.')
  }
}

function kyselyOver(driver: SqliteDriver): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new SqliteDialect(driver) })
}

function assertSound(connection: SqliteConnection, path: string): void {
  const found = connection.prepare('pragma quick_check(1)').get()
  if (found?.quick_check === 'ok') return
  throw new Error(`${path} is damaged (${String(found?.quick_check)}): restore the last backup into its place.`)
}
