import type { StampReader } from './database.ts'
import { type Stamp, spaceColumn } from './stamp.ts'

/** One question of a batch; null asks for no space. */
export interface StampQuestion {
  readonly tokenId: string
  readonly segment: string | null
}

/** Asks the database about all of a batch at once; answers in the order of the questions. */
export type AskStamps = (
  column: 'id' | 'slug',
  questions: readonly StampQuestion[],
) => Promise<readonly (Stamp | null)[]>

interface Waiting extends StampQuestion {
  readonly column: 'id' | 'slug'
  readonly resolve: (stamp: Stamp | null) => void
  readonly reject: (error: unknown) => void
}

const inFlightMax = 2
const batchMax = 1000

/**
 * Joins the stamps that the requests of one tick ask for into one query.
 *
 * A batch is sent when all of its requests have started, never before: each then sees every revocation that was
 * acknowledged before it began. At most two are on their way; what comes meanwhile makes up the next.
 */
export class StampBatches implements StampReader {
  readonly #ask: AskStamps
  #waiting: Waiting[] = []
  #inFlight = 0
  #scheduled = false

  constructor(ask: AskStamps) {
    this.#ask = ask
  }

  stamp(tokenId: string, segment: string | null): Promise<Stamp | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ tokenId, segment, column: spaceColumn(segment ?? ''), resolve, reject })
      if (this.#scheduled) return
      this.#scheduled = true
      setImmediate(() => {
        this.#scheduled = false
        this.#flush()
      })
    })
  }

  #flush(): void {
    while (this.#inFlight < inFlightMax) {
      const batch = this.#nextBatch()
      if (batch === null) return
      void this.#send(batch.column, batch.questions)
    }
  }

  /** The longest waiting, and all that name their space in the same way. */
  #nextBatch(): { readonly column: 'id' | 'slug'; readonly questions: readonly Waiting[] } | null {
    const column = this.#waiting[0]?.column
    if (column === undefined) return null
    const same = this.#waiting.filter((question) => question.column === column)
    const questions = same.slice(0, batchMax)
    this.#waiting = [...this.#waiting.filter((question) => question.column !== column), ...same.slice(batchMax)]
    return { column, questions }
  }

  async #send(column: 'id' | 'slug', questions: readonly Waiting[]): Promise<void> {
    this.#inFlight += 1
    try {
      const stamps = await this.#ask(column, questions)
      questions.forEach(({ resolve }, index) => resolve(stamps[index] ?? null))
    } catch (error) {
      for (const { reject } of questions) reject(error)
    } finally {
      this.#inFlight -= 1
      this.#flush()
    }
  }
}
