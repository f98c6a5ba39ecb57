import type { Input, InputOf, Operation, ResultOf } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { filterForAll } from '@latchkey/policy/layers'
import type { Collection, Request, Target } from '@latchkey/policy/request'
import type { Reader } from '../database/database.ts'
import { authorize, authorizeKnown, type DecidedBy, decide, mayRead } from './authorize.ts'
import { branchOf } from './branch-of.ts'
import { gateCollection, gateOperation, refuseLayer } from './gate.ts'
import type { Context, Facts, FilterOptions, HandlerContext, Implementation, IncludedPart } from './implementation.ts'
import type { BranchFacts, Caller, SpaceFacts } from './principal.ts'
import { refuse } from './refusal.ts'

/** What an operation did, for the answer and for the audit trail. */
export interface Performed {
  readonly result: unknown
  readonly facts: Facts
  /** The branch that it was done in; null for what is about none. */
  readonly branch: BranchFacts | null
  readonly decidedBy: DecidedBy
  readonly notes: Readonly<Record<string, unknown>>
  /** What was written, as decisions name it now; null where the operation does not say. */
  readonly subject: Target | null
  /** The caller may not read what it wrote. */
  readonly receipt: boolean
  /** Other operations that this one performed, each with its own decision. */
  readonly steps: readonly Step[]
  /** Parts of it that the trail tells besides. */
  readonly included: readonly Step[]
  /** Where it was done, when that is another space than the request's. */
  readonly space?: SpaceFacts
}

export interface Step extends Performed {
  readonly operation: Operation
}

/** Finds the implementation of an operation; the table is complete, or the server would not have started. */
export type Implementations = (operation: Operation) => Implementation

/** Stages gate to handle for one caller and one parsed input, inside a snapshot or transaction that is already open. */
export async function perform(
  implementations: Implementations,
  context: Context,
  prepared: unknown,
): Promise<Performed> {
  const { operation, caller } = context
  const { behaviour } = implementations(operation)
  const branch = branchOf(operation, caller, context.input)
  const { facts, decidedBy } = await decideRequest(implementations, context)
  const steps: Step[] = []
  const included: Step[] = []
  let notes: Record<string, unknown> = {}
  const handlerContext: HandlerContext<Input, Reader, Facts, unknown> = extend(context, {
    facts,
    prepared,
    filter: (collection: Collection, options: FilterOptions = {}) => {
      const { action = actionOf(operation), ...query } = options
      return filterForAll(caller.layers, action, { collection, principal: caller.principal.name, ...query })
    },
    allows: (request: Omit<Request, 'principal'>) => decide(caller, request).allowed,
    authorize: (further: readonly Omit<Request, 'principal'>[]) => {
      authorize(operation, caller, further, facts.localesToRead)
    },
    authorizeAs: (part: Operation, asked: readonly Omit<Request, 'principal'>[]) => {
      gateOperation(part, caller)
      return authorizeKnown(part, caller, asked)
    },
    include: ({ operation: part, target, decidedBy: by, notes: details, space }: IncludedPart) => {
      const step = { ...unanswered, operation: part, facts: { target }, branch, decidedBy: by, notes: details }
      included.push({ ...step, ...(space && { space }) })
    },
    note: (details: Readonly<Record<string, unknown>>) => {
      notes = { ...notes, ...details }
    },
    perform: async <O extends Operation>(inner: O, innerInput: InputOf<O>): Promise<ResultOf<O>> => {
      const step = await performStep(implementations, context, inner, innerInput)
      steps.push(step)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by the handler of that very operation.
      return step.result as ResultOf<O>
    },
  })
  const result = await behaviour.handle(handlerContext)
  return {
    result,
    facts,
    branch,
    decidedBy,
    notes,
    subject: behaviour.resultTarget?.(result, facts) ?? null,
    receipt: isReceipt(implementations(operation), caller, result, facts),
    steps,
    included,
  }
}

/** Finds what a request names and decides it; nothing is done yet. */
export async function decideRequest(
  implementations: Implementations,
  context: Context,
): Promise<Pick<Performed, 'facts' | 'decidedBy'>> {
  const { operation, caller } = context
  const implementation = implementations(operation)
  const facts = await load(implementation, context)
  const own = [{ action: actionOf(operation), target: facts.target }]
  const questions = implementation.behaviour.requests?.(facts, context) ?? own
  return { facts, decidedBy: authorize(operation, caller, questions, facts.localesToRead) }
}

/** A part is answered by the whole. */
const unanswered = { result: null, subject: null, receipt: false, steps: [], included: [] } as const

/** Performs one operation within another, or within a slice: gated, loaded, decided and audited like a request of its own. */
export async function performStep(
  implementations: Implementations,
  context: Context,
  operation: Operation,
  input: Input,
  prepared?: unknown,
): Promise<Step> {
  const { caller } = context
  assertGate(operation, { caller, input })
  const branch = branchOf(operation, caller, input)
  const inner = extend(context, { operation, input, ...(branch && { branch }) })
  return { operation, ...(await perform(implementations, inner, prepared)) }
}

/** Whether the answer is the receipt alone, because the caller may not read what it wrote. */
export function isReceipt({ operation, behaviour }: Implementation, caller: Caller, result: unknown, facts: Facts) {
  return operation.receipt !== undefined && isBlind(caller, behaviour.resultTarget?.(result, facts), facts)
}

/** A context with further or other members. Not by spreading, which would ask for a space or branch where there is none. */
export function extend<Base extends object, More extends object>(context: Base, more: More): Base & More {
  const members = { ...Object.getOwnPropertyDescriptors(context), ...Object.getOwnPropertyDescriptors(more) }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a copy of every member, and then of every further one.
  return Object.defineProperties({}, members) as Base & More
}

/** Whether a writer may not see what it wrote. */
function isBlind(caller: Caller, subject: Target | undefined, { localesToRead }: Facts): boolean {
  return caller.mode === 'write' || (subject !== undefined && !mayRead(caller, subject, localesToRead))
}

/** Loads what the request names. An unknown space or thing is 404. */
async function load({ operation, behaviour }: Implementation, context: Context): Promise<Facts> {
  const reference = operation.guard?.target(context.input)
  if (reference !== undefined && reference.space !== null && context.caller.space === null)
    throw refuse(problems.notFound)
  const facts = await behaviour.load(context)
  if (facts === null) throw refuse(problems.notFound)
  if (facts.barred) throw refuseLayer(facts.barred.layer, facts.barred.detail)
  return facts
}

/** The gate for an operation and what its input names. */
export function assertGate(operation: Operation, { caller, input }: Pick<Context, 'caller' | 'input'>): void {
  if (operation.guard === null) throw new Error(`${operation.id} has no caller: it is not performed by the pipeline.`)
  gateOperation(operation, caller)
  gateCollection(operation, caller, operation.guard.target(input))
}

function actionOf(operation: Operation): string {
  if (operation.guard === null) throw new Error(`${operation.id} has no action: it is not performed by the pipeline.`)
  return operation.guard.action.name
}
