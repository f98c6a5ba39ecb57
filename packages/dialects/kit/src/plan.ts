import type { Input, InputOf, Operation, ResultOf } from '@latchkey/contract/operation'
import type { Refused, VendorAnswer } from './answer.ts'

/** One operation to be performed for the caller of the request. */
export interface Call extends CallOptions {
  readonly operation: Operation
  readonly params: object
  readonly query: object
  readonly body: unknown
}

/** What our own API takes beside the input of an operation. */
export interface CallOptions {
  /** The version that the thing has to have still. */
  readonly ifMatch?: number
  /** For one operation of a plan that honours it. */
  readonly idempotencyKey?: string
  /** The file of the request: for one operation that takes a file. */
  readonly file?: VendorFile
}

/** A file on its way in, of which nothing was read. */
export interface VendorFile {
  /** The name that it came with; null without one. */
  readonly fileName: string | null
}

/** What the server says to a call: what the operation answers, as its schema shows it, or why it refuses. */
export type Reply = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly refused: Refused }

/**
 * What a request of a vendor comes to: operations, one after the other, and in the end an answer.
 *
 * A generator, so that it can use what one operation answers in asking for the next and still does nothing by itself: whoever
 * runs it performs each call, through every stage that a request for it would pass.
 */
export type Plan<Result = VendorAnswer> = Generator<Call, Result, Reply>

/** The parts of an operation's input; those that it does not have may be left out. */
export type Given<O extends Operation> = CallOptions &
  Partial<InputOf<O>> &
  (keyof InputOf<O>['params'] extends never ? unknown : { readonly params: InputOf<O>['params'] })

/** Performs an operation: `const { items } = yield* call(listTags, { params: { space } })`. A refusal ends the plan. */
export function* call<O extends Operation>(operation: O, given: Given<O>): Plan<ResultOf<O>> {
  const tried = yield* attempt(operation, given)
  if (tried.ok) return tried.result
  throw new Refusing(tried.refused)
}

/** The same where a refusal is not the end: it is told as a value. */
export function* attempt<O extends Operation>(
  operation: O,
  given: Given<O>,
): Plan<{ readonly ok: true; readonly result: ResultOf<O> } | { readonly ok: false; readonly refused: Refused }> {
  const { params = {}, query = {}, body = null, ...options }: Partial<Input<object, object>> & CallOptions = given
  const reply = yield { operation, params, query, body, ...options }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what that very operation answers.
  return reply.ok ? { ok: true, result: reply.result as ResultOf<O> } : reply
}

/** Carries a refusal through a plan to whoever runs it. */
export class Refusing extends Error {
  readonly refused: Refused

  constructor(refused: Refused) {
    super(refused.problem)
    this.name = 'Refusing'
    this.refused = refused
  }
}
