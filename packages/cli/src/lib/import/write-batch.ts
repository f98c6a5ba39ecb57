import type { Result } from '@latchkey/client/operations'
import { LatchkeyProblem, type ProblemDocument } from '@latchkey/client/problem'
import type { Patience } from './patience.ts'
import type { Prepared } from './prepare-rows.ts'

type Answer = Result<'entries.bulk'>['items'][number]
interface Answered {
  readonly of: Prepared
  readonly answer: Pick<Answer, 'status' | 'problem'>
}

/**
 * The server's answer for each item. A body that is refused as a whole because of one of its items is halved until that
 * item stands alone, so that it takes no other along; an item whose turn did not come is sent again, and ends the import
 * when its turn never comes.
 */
export async function* writeBatch(
  batch: readonly Prepared[],
  write: (items: readonly Prepared[]) => Promise<Result<'entries.bulk'>>,
  patience: Patience,
): AsyncGenerator<Answered> {
  let waiting = batch
  for (let round = 1; waiting.length > 0; round += 1) {
    let answers
    try {
      answers = await write(waiting)
    } catch (error) {
      if (!(error instanceof LatchkeyProblem) || ![400, 413, 422].includes(error.status)) throw error
      const [first] = waiting
      if (waiting.length === 1 && first) {
        yield { of: first, answer: { status: error.status, problem: error.document } }
        return
      }
      const half = Math.ceil(waiting.length / 2)
      yield* writeBatch(waiting.slice(0, half), write, patience)
      yield* writeBatch(waiting.slice(half), write, patience)
      return
    }
    if (answers.items.length !== waiting.length) throw new Error('The server did not answer for every row.')
    const again: Prepared[] = []
    for (const answer of answers.items) {
      const of = waiting[answer.index]
      if (of === undefined) throw new Error('The server answered for an item that was not sent.')
      if (!isPassing(answer)) yield { of, answer }
      else if (round < patience.triesMax) again.push(of)
      else throw new LatchkeyProblem({ ...documentOf(answer.problem), status: answer.status })
    }
    waiting = again
    if (again.length > 0) await patience.wait(patience.pauseMs, patience.signal)
  }
}

/** Refused for the moment only. */
function isPassing({ status, problem }: Answer): boolean {
  return status === 429 || status === 503 || (status === 409 && documentOf(problem).type === '/problems/rights-changed')
}

/** What is said of a refused item: every mistake with its place. */
export function reasonsOf(problem: unknown): readonly string[] {
  const { errors = [], detail, title } = documentOf(problem)
  if (errors.length === 0) return [detail ?? title ?? 'The server refused it.']
  return errors.map((issue) => `${issue.pointer ?? issue.parameter ?? ''} ${issue.detail}`.trim())
}

function documentOf(problem: unknown): Partial<ProblemDocument> {
  return typeof problem === 'object' && problem !== null ? problem : {}
}
