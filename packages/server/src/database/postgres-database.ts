import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database, Reader, StampReader, Writer } from './database.ts'
import { databaseProblem } from './database-problem.ts'
import { installBranchCopies } from './branch-copies.ts'
import { migrateTo } from './migrate.ts'
import { migrations } from './migrations.ts'
import { NamingPool, openPool } from './postgres-pool.ts'
import { postgresStamps } from './postgres-stamps.ts'
import type { Schema } from './schema.ts'
import { StampBatches } from './stamp-batches.ts'
import { WriteScope } from './write-scope.ts'

const connectionsMaxDefault = 10
const attemptsMax = 3

export interface PostgresOptions {
  readonly connectionsMax?: number
  readonly readOnly?: boolean
}

/**
 * Opens a PostgreSQL database by its URL, `postgres://user:password@host/name`.
 *
 * Throws when the server may lose what it acknowledged: `fsync` or `synchronous_commit` off.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const connectionsMax = options.connectionsMax ?? connectionsMaxDefault
  const pool = openPool({ url, connectionsMax, queryTimeoutMs: 35_000 })
  // Stamps have connections of their own: a full pool must not keep token checks waiting.
  const stampPool = openPool({ url, connectionsMax: 2, queryTimeoutMs: 5000 })
  try {
    await assertDurable(pool)
  } catch (error) {
    await Promise.all([pool.end(), stampPool.end()])
    throw error
  }
  return new PostgresDatabase(pool, stampPool, options.readOnly ?? false)
}

class PostgresDatabase implements Database {
  readonly engine = 'postgres'
  readonly hot = null
  readonly stamps: StampReader
  readonly #db: Kysely<Schema>
  readonly #stampPool: pg.Pool
  readonly #readOnly: boolean
  readonly #scope = new WriteScope()

  constructor(pool: pg.Pool, stampPool: pg.Pool, readOnly: boolean) {
    this.#db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: new NamingPool(pool) }) })
    this.#stampPool = stampPool
    this.#readOnly = readOnly
    this.stamps = new StampBatches(postgresStamps(stampPool))
  }

  async read<Result>(work: (db: Reader) => Promise<Result>): Promise<Result> {
    this.#scope.assertOutside('read')
    return this.#db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
  }

  async write<Result>(work: (tx: Writer) => Promise<Result>): Promise<Result> {
    this.#scope.assertOutside('write')
    this.#assertWritable()
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#db
          .transaction()
          .setIsolationLevel('read committed')
          .execute((tx) => this.#scope.run(() => work(tx)))
      } catch (error) {
        if (attempt === attemptsMax || databaseProblem(error)?.kind !== 'conflict') throw error
        await sleep(attempt * 10)
      }
    }
  }

  async migrate(last: string | null = null): Promise<readonly string[]> {
    this.#assertWritable()
    const done = await migrateTo(this.#db, migrations, last)
    if (last === null) await installBranchCopies(this.#db)
    return done
  }

  async health(): Promise<void> {
    await this.#stampPool.query('select 1')
  }

  async close(): Promise<void> {
    await Promise.all([this.#db.destroy(), this.#stampPool.end()])
  }

  #assertWritable(): void {
    if (this.#readOnly)
      throw new Error('This database was opened for reading alone: open it without `readOnly` to write.')
  }
}

async function assertDurable(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<Record<'fsync' | 'synchronous_commit' | 'encoding', string>>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
       current_setting('server_encoding') as encoding`,
  )
  for (const setting of ['fsync', 'synchronous_commit'] as const) {
    if (rows[0]?.[setting] === 'off') {
      throw new Error(
        `PostgreSQL runs with ${setting} = off and could lose writes that were acknowledged: set it to on, then start again.`,
      )
    }
  }
  if (rows[0]?.encoding !== 'UTF8') {
    throw new Error(`The PostgreSQL database is encoded in ${rows[0]?.encoding}: create one with encoding UTF8.`)
  }
}
