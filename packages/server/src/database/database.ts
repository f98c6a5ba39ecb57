import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'
import type { Stamp } from './stamp.ts'

/** The two databases that the same queries run on. */
export type Engine = 'sqlite' | 'postgres'

/** Queries inside one read snapshot; a `Writer` is one too, so that a query function serves both. */
export type Reader = Pick<
  Kysely<Schema>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'case' | 'dynamic' | 'getExecutor'
>

/** Queries inside one write transaction. Only `Database.write` makes one, so asking for it asks for a transaction. */
export type Writer = Transaction<Schema>

/**
 * Where everything that lasts is kept: SQLite in the data folder, or PostgreSQL.
 *
 * Not guaranteed: that `write` runs its work once (it is run again after a deadlock), and that two `read`s
 * see the same state. Errors of the driver reach the caller as they are: `databaseProblem` sorts them.
 */
export interface Database {
  readonly engine: Engine
  /**
   * Runs the work in one consistent snapshot that holds every write acknowledged before the call.
   * Nothing else should be awaited inside. Never inside `write`: ask the transaction.
   */
  read<Result>(work: (db: Reader) => Promise<Result>): Promise<Result>
  /**
   * Runs the work in one transaction: committed and durable when the promise resolves, rolled back when the work throws.
   * Await nothing but the database inside, and have no effects outside it: after a deadlock the work runs again, up to
   * three times in all. A lost connection is never retried, since the commit may have happened.
   */
  write<Result>(work: (tx: Writer) => Promise<Result>, options?: WriteOptions): Promise<Result>
  readonly stamps: StampReader
  /** Synchronous reads for the hot path; null on PostgreSQL, where `read` is the only way. */
  readonly hot: HotReader | null
  /** Brings the schema up to date, one transaction a migration; names the migrations that ran, `[]` when none was due. `last`: the one after which to stop; null or absent: all. */
  migrate(last?: string | null): Promise<readonly string[]>
  /** Resolves when the database answers; rejects with the driver's error otherwise. Constant time. */
  health(): Promise<void>
  /** Waits for running transactions, then lets go of files and connections. */
  close(): Promise<void>
}

export interface WriteOptions {
  /** For revoking and its like: when the disk is full, space kept back for it is used. */
  readonly urgent?: boolean
}

/** Reads the few numbers on which every cached decision depends; the only query of a request that verified before. */
export interface StampReader {
  /**
   * The stamp of a token in a space, named by id or slug; a null segment for requests that name no space. Null when there
   * is no such token; an unknown space gives a null `spaceId`.
   *
   * SQLite answers at once, from the snapshot of this event-loop tick; PostgreSQL answers a promise, in one query with
   * all other stamps asked in the same tick. Both hold every write acknowledged before the call.
   */
  stamp(tokenId: string, spaceSegment: string | null): Stamp | null | Promise<Stamp | null>
}

/** What SQLite hands over for a column. */
export type HotValue = string | number | bigint | Uint8Array | null
/** A row by column names; decode it with a check or a cast that the statement's own text proves. */
export type HotRow = Readonly<Record<string, HotValue>>

/** Prepared reads inside the snapshot of this event-loop tick, the one that `stamps` reads too. */
export interface HotReader {
  /** Prepares once, at start-up; parameters are `?1`, `?2`, … */
  statement<Row>(text: string, decode: (row: HotRow) => Row): HotStatement<Row>
}

export interface HotStatement<Row> {
  /** Null when there is no row. */
  first(...parameters: HotValue[]): Row | null
  all(...parameters: HotValue[]): Row[]
}
