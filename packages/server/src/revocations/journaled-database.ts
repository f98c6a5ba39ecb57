import type { Database, HotReader, Reader, StampReader, WriteOptions, Writer } from '../database/database.ts'
import { type Ending, endingsIn } from './ending.ts'

/** A database whose writes are resolved once the endings that they tell of are in the journal too. */
export class JournaledDatabase implements Database {
  readonly engine: Database['engine']
  readonly stamps: StampReader
  readonly hot: HotReader | null
  readonly #database: Database
  readonly #record: (endings: readonly Ending[]) => Promise<void>

  /** `record` never rejects: the write has been done by then. */
  constructor(database: Database, record: (endings: readonly Ending[]) => Promise<void>) {
    this.#database = database
    this.#record = record
    this.engine = database.engine
    this.stamps = database.stamps
    this.hot = database.hot
  }

  read<Result>(work: (db: Reader) => Promise<Result>): Promise<Result> {
    return this.#database.read(work)
  }

  async write<Result>(work: (tx: Writer) => Promise<Result>, options?: WriteOptions): Promise<Result> {
    let endings: readonly Ending[] = []
    const result = await this.#database.write(async (tx) => {
      const answer = await work(tx)
      endings = endingsIn(tx)
      return answer
    }, options)
    if (endings.length > 0) await this.#record(endings)
    return result
  }

  migrate(last?: string | null): Promise<readonly string[]> {
    return this.#database.migrate(last)
  }

  health(): Promise<void> {
    return this.#database.health()
  }

  close(): Promise<void> {
    return this.#database.close()
  }
}
