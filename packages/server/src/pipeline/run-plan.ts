import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'
import { type Call, type Plan, Refusing, type Reply } from '@latchkey/dialect-kit/plan'
import type { Authenticated } from './authenticate.ts'
import type { Arriving } from './implementation.ts'
import type { Pipeline } from './pipeline.ts'
import { asRefusal, type Refused as CountedRefusal, refusedBy, versionTag } from './respond.ts'
import type { Upload } from './upload.ts'

/** Who runs a plan, and on what occasion. */
export interface PlanRun {
  readonly pipeline: Pipeline
  readonly occasion: Arriving
  /** The caller in the place that a call is about: the space that it names, or none. Null: nobody in particular. */
  readonly authenticate: (space: string | null) => Authenticated | Promise<Authenticated> | null
  /** The file that came along; null without one. */
  readonly upload: Upload | null
}

/** What a plan came to; the refusal that ended it, where one did. */
export type Ending =
  | { readonly is: 'answer'; readonly answer: VendorAnswer }
  | { readonly is: 'refused'; readonly refused: Refused; readonly counted: CountedRefusal | null }

/** Performs the calls of a plan, each as if it were a request of its own: nothing reaches a handler in another way. */
export async function runPlan(run: PlanRun, plan: Plan): Promise<Ending> {
  let last: Refusal | null = null
  try {
    let step = plan.next()
    while (step.done !== true) {
      const tried = await perform(run, step.value)
      if (!tried.ok) last = tried
      step = plan.next(tried)
    }
    return { is: 'answer', answer: step.value }
  } catch (error) {
    if (!(error instanceof Refusing)) throw error
    const { refused } = error
    return { is: 'refused', refused, counted: last?.refused === refused ? last.counted : null }
  }
}

/** The refusal of a call: as the plan is told it, and as it is counted. */
type Refusal = Extract<Reply, { ok: false }> & { readonly counted: CountedRefusal }

async function perform(
  { pipeline, occasion, authenticate, upload }: PlanRun,
  { operation, ifMatch, idempotencyKey, file, ...given }: Call,
): Promise<Extract<Reply, { ok: true }> | Refusal> {
  if (file !== undefined && file !== upload)
    throw new Error(`${operation.id} is handed a file that did not come along.`)
  try {
    const authenticated = await authenticate(spaceIn(given.params))
    const request = {
      ...occasion.request,
      ifMatch: ifMatch === undefined ? null : versionTag(ifMatch),
      idempotencyKey: idempotencyKey ?? null,
    }
    const result = await pipeline.call(operation, given, {
      occasion: { ...occasion, request },
      authenticated,
      upload: file === undefined ? null : upload,
    })
    return { ok: true, result }
  } catch (error) {
    const refused = refusedFor(error)
    if (refused.status >= 500) throw error
    return { ok: false, refused, counted: refusedBy(asRefusal(error)) }
  }
}

function spaceIn(params: object): string | null {
  return 'space' in params && typeof params.space === 'string' ? params.space : null
}

/** A refusal as a dialect may know it: what its problem document tells, but the grant that is missing, which is not in a vendor's words. */
export function refusedFor(error: unknown): Refused {
  const { problem, detail, members } = asRefusal(error)
  const { layer, errors } = members
  return {
    problem: problem.slug,
    status: problem.status,
    detail: detail ?? problem.description,
    ...(typeof layer === 'string' && { layer }),
    ...(errors !== undefined && { errors }),
  }
}
