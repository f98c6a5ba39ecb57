import type { InputOf, Operation, ResultOf } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../database/database.ts'
import { inSlices } from '../database/in-slices.ts'
import type { Services } from '../services.ts'
import { appendSteps } from './audit.ts'
import { holdRights } from './hold-rights.ts'
import type { Context, InSlices, Slice } from './implementation.ts'
import { type Implementations, performStep, type Step } from './perform.ts'
import { refuse } from './refusal.ts'

/** What slices are made with; `contextIn` gives the request's context inside a transaction. */
export interface SliceParts {
  readonly services: Pick<Services, 'database'>
  readonly implementations: Implementations
  readonly contextIn: (tx: Writer) => Context
}

/**
 * Lets a request write many things in short transactions, so that others get in between.
 *
 * In every one of them the caller's rights are held and compared first, and the audit rows come last. When rights change
 * on the way, what is left is refused.
 */
export function slicesOf({ services, implementations, contextIn }: SliceParts): InSlices {
  return async (items, work) => {
    const answers = await inSlices(services.database, items, {
      before: async (tx) => {
        if (!(await holdRights(tx, contextIn(tx)))) throw refuse(problems.rightsChanged)
      },
      each: async (tx, item) => {
        const steps: Step[] = []
        return { result: await work(item, sliceOf(implementations, contextIn(tx), tx, steps)), steps }
      },
      after: (tx, done) =>
        appendSteps(
          tx,
          contextIn(tx),
          done.flatMap(({ steps }) => steps),
        ),
    })
    return answers.map((answer) => (answer.ok ? { ok: true, result: answer.result.result } : answer))
  }
}

/** What one item does is collected in `steps`. */
function sliceOf(implementations: Implementations, context: Context, db: Writer, steps: Step[]): Slice {
  return {
    db,
    perform: async <O extends Operation>(operation: O, input: InputOf<O>, prepared?: unknown) => {
      const step = await performStep(implementations, context, operation, input, prepared)
      steps.push(step)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by the handler of that very operation.
      return step.result as ResultOf<O>
    },
  }
}
