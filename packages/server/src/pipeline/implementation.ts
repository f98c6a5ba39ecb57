import type { Input, InputOf, Operation, ResultOf } from '@latchkey/contract/operation'
import type { Collection, Request, Target } from '@latchkey/policy/request'
import type { Filter } from '@latchkey/policy/filter'
import type { Database, Reader, Writer } from '../database/database.ts'
import type { SliceAnswer } from '../database/in-slices.ts'
import type { Services } from '../services.ts'
import type { DecidedBy } from './authorize.ts'
import type { FileAnswer } from './file-answer.ts'
import type { Barred } from './organization-door.ts'
import type { BranchFacts, Caller, SpaceFacts } from './principal.ts'
import type { AnswerCookie } from './studio-cookie.ts'
import type { Upload } from './upload.ts'

/** What loading learns about the thing that a request names; the decision asks it, the handler uses it. */
export interface Facts {
  readonly target: Target
  /** The locales of which one has to be readable for the thing to be known of; absent where locale plays no part. */
  readonly localesToRead?: readonly string[]
  /** Why what was found does not let the caller in, whatever its rights are. */
  readonly barred?: Barred | null
}

/** What every stage after authentication has at hand. */
export interface Context<In = Input, Db extends Reader = Reader> {
  readonly operation: Operation
  readonly caller: Caller
  readonly input: In
  /** The space that the path names. Only operations of a space may ask; the pipeline has answered 404 for an unknown one. */
  readonly space: SpaceFacts
  /** The branch that the request is about. Only operations with `branchQuery` may ask; the pipeline has refused names out of reach. */
  readonly branch: BranchFacts
  readonly db: Db
  readonly services: Services
  /** UTC milliseconds, the same for the whole request. */
  readonly now: number
  /** Of the token's own environment, as this request read it; 0 for writes and for tokens of no one environment. */
  readonly contentVersion: number
  readonly request: RequestFacts
  /** The studio's cookie in the answer; null for work that answers nobody. */
  readonly cookie: AnswerCookie | null
}

/** Where a request comes from. */
export interface RequestFacts {
  /** UUID v7; `instance` of problem documents and the log carry it. */
  readonly id: string
  readonly method: string
  readonly url: string
  readonly host: string
  /** The peer's address. */
  readonly network: string
  /** What the program calls itself, as it was sent. */
  readonly userAgent: string | null
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
  readonly range: string | null
  readonly ifRange: string | null
  readonly idempotencyKey: string | null
}

/** Context of a handler: facts are loaded and the request is allowed. */
export type HandlerContext<In, Db extends Reader, F extends Facts, P> = Context<In, Db> & {
  readonly facts: F
  readonly prepared: P
  /** The filter that a list of the collection must pass; what a single read would refuse, it leaves out. */
  readonly filter: (collection: Collection, options?: FilterOptions) => Filter
  /** Whether the caller may do this besides; for answers that show more to some, never instead of the pipeline's decision. */
  readonly allows: (request: Omit<Request, 'principal'>) => boolean
  /** Decides what only became known while handling, as the questions before: refuses the request unless each is answered yes. */
  readonly authorize: (questions: readonly Omit<Request, 'principal'>[]) => void
  /**
   * Decides a part of this request that is another operation's, gated as that one is. For what a handler does itself because
   * it does it to many things together; else `perform` does it. About things that the caller is known to know of.
   */
  readonly authorizeAs: (operation: Operation, questions: readonly Omit<Request, 'principal'>[]) => DecidedBy
  /** Tells such a part in the audit trail, by a row of its own. */
  readonly include: (part: IncludedPart) => void
  /** Adds to the audit row of this write. Never a secret. */
  readonly note: (details: Readonly<Record<string, unknown>>) => void
  /** Performs another operation for the same caller in the same transaction: loaded, decided and audited like a request of its own. */
  readonly perform: <O extends Operation>(operation: O, input: InputOf<O>) => Promise<ResultOf<O>>
}

/** Something that a write has done as another operation would. */
export interface IncludedPart {
  readonly operation: Operation
  readonly target: Target
  readonly decidedBy: DecidedBy
  /** For its audit row. */
  readonly notes: Readonly<Record<string, unknown>>
  /** The other space that it was done in, whose trail tells it; absent: where the request is. */
  readonly space?: SpaceFacts
}

/** What is known while a file is received: the request was allowed a moment ago. */
export interface ReceiveContext<In, F extends Facts> {
  /** The file of the request. Only operations that take one may ask. */
  readonly upload: Upload
  readonly input: In
  readonly facts: F
  readonly services: Services
}

export interface FilterOptions {
  readonly action?: string
  readonly locales?: readonly string[]
  readonly status?: 'published' | 'draft' | 'protected' | 'archived'
  readonly own?: false
}

/** What a handler of the operation answers: its result, or for operations that answer a file the file. */
type AnswerOf<O extends Operation> = ResultOf<O> | (ResultOf<O> extends null ? FileAnswer : never)

/** What is known of a request before its transaction. */
export interface Arriving {
  readonly request: RequestFacts
  readonly cookie: AnswerCookie
}

type DbOf<O extends Operation> = O['access'] extends 'read' ? Reader : Writer

export interface Behaviour<O extends Operation, F extends Facts, P> {
  /** Slow work that may not run inside a transaction, such as hashing a password; nothing is decided yet, so it has no effects. */
  readonly prepare?: (input: InputOf<O>, services: Services, caller: Caller, arrival: Arriving) => Promise<P>
  /**
   * Takes bytes in: those of a request that carries a file, or others; outside any transaction, once the request is decided.
   * What it answers is `prepared`. The request is decided again in the transaction that uses it.
   */
  readonly receive?: (context: ReceiveContext<InputOf<O>, F>) => Promise<P>
  /** Undoes `receive` when the request fails afterwards. */
  readonly discard?: (received: P, services: Services) => Promise<void>
  /** Finds what the request names, in the caller's space only; null answers 404. */
  readonly load: (context: Context<InputOf<O>, DbOf<O>>) => Promise<F | null>
  /** Every question that must be answered yes. Absent: the operation's own action on the loaded target. */
  readonly requests?: (facts: F, context: Context<InputOf<O>, DbOf<O>>) => readonly Omit<Request, 'principal'>[]
  readonly handle: (context: HandlerContext<InputOf<O>, DbOf<O>, F, P>) => Promise<AnswerOf<O>>
  /** What the result is about, for operations with a receipt: who may not read it gets the receipt. */
  readonly resultTarget?: (result: ResultOf<O>, facts: F) => Target
  /** The id of what was created, for Idempotency-Key; and the answer of a repeated request, without any secret. */
  readonly created?: (result: ResultOf<O>) => string
  /** Where the created thing is found; absent: below the path of the request, by its id. */
  readonly location?: (id: string, context: Context<InputOf<O>, DbOf<O>>) => string
  readonly replay?: (id: string, context: Context<InputOf<O>, DbOf<O>>, facts: F) => Promise<ResultOf<O> | null>
}

/** A behaviour with the types of its operation forgotten, so that all fit in one table. */
export interface ErasedBehaviour {
  readonly prepare?: (input: Input, services: Services, caller: Caller, arrival: Arriving) => Promise<unknown>
  readonly receive?: (context: ReceiveContext<Input, Facts>) => Promise<unknown>
  readonly discard?: (received: unknown, services: Services) => Promise<void>
  readonly load: (context: Context) => Promise<Facts | null>
  readonly requests?: (facts: Facts, context: Context) => readonly Omit<Request, 'principal'>[]
  readonly handle: (context: HandlerContext<Input, Reader, Facts, unknown>) => Promise<unknown>
  readonly resultTarget?: (result: unknown, facts: Facts) => Target
  readonly created?: (result: unknown) => string
  readonly location?: (id: string, context: Context) => string
  readonly replay?: (id: string, context: Context, facts: Facts) => Promise<unknown>
}

export interface Implementation {
  readonly operation: Operation
  readonly behaviour: ErasedBehaviour
}

/** Gives an operation its behaviour. */
export function implement<O extends Operation, F extends Facts, P = undefined>(
  operation: O,
  behaviour: Behaviour<O, F, P>,
): Implementation {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pipeline calls it only with what its own schemas, load and prepare have made.
  return { operation, behaviour: behaviour as unknown as ErasedBehaviour }
}

/** Context of an operation that anyone may call. It opens its own snapshots and transactions. */
export interface PublicContext<In = Input> {
  readonly input: In
  readonly database: Database
  readonly services: Services
  readonly now: number
  readonly request: RequestFacts
  /** The studio's cookie in the answer. */
  readonly cookie: AnswerCookie
  /**
   * Performs a write for whoever has sent a token along, as a request of its own to that space: gated, decided and audited.
   * Null: nobody has. For operations that say `identifies`.
   */
  readonly perform: PerformElsewhere | null
  /** The request as it came, for signatures over it. */
  readonly raw: RawParts
}

/** What of a request a signature may cover. */
export interface RawParts {
  readonly body: Uint8Array | null
  /** By its name in lower case; null where it was not sent once. */
  readonly header: (name: string) => string | null
}

export type PerformElsewhere = <O extends Operation>(
  operation: O,
  space: string | null,
  input: InputOf<O>,
) => Promise<ResultOf<O>>

export interface PublicImplementation {
  readonly operation: Operation
  readonly handle: (context: PublicContext) => Promise<unknown>
}

/** Gives an operation without a caller its behaviour. */
export function implementPublic<O extends Operation>(
  operation: O,
  handle: (context: PublicContext<InputOf<O>>) => Promise<ResultOf<O>>,
): PublicImplementation {
  if (operation.callers !== 'anyone') throw new Error(`${operation.id} needs a caller: use implement.`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same.
  return { operation, handle: handle as (context: PublicContext) => Promise<unknown> }
}

/** One item's part of a slice. */
export interface Slice {
  readonly db: Writer
  /** Performs an operation for the same caller: loaded, decided and audited like a request of its own. */
  readonly perform: <O extends Operation>(operation: O, input: InputOf<O>, prepared?: unknown) => Promise<ResultOf<O>>
}

/** Works through items in short transactions; each item is answered by itself, and fails alone. `work` may run again for an item. */
export type InSlices = <Item, Result>(
  items: readonly Item[],
  work: (item: Item, slice: Slice) => Promise<Result>,
) => Promise<readonly SliceAnswer<Result>[]>

/** Context of an operation of a space that writes many things. It has no transaction of its own. */
export interface SlicedContext<In = Input, P = unknown> {
  readonly input: In
  /** As the request began; each slice holds the rights that it decides by. */
  readonly caller: Caller
  readonly space: SpaceFacts
  /** As in a context: for operations with `branchQuery` alone. */
  readonly branch: BranchFacts
  readonly services: Services
  readonly request: RequestFacts
  readonly prepared: P
  readonly inSlices: InSlices
}

export interface SlicedImplementation {
  readonly operation: Operation
  readonly prepare?: (input: Input, services: Services) => Promise<unknown>
  readonly handle: (context: SlicedContext) => Promise<unknown>
}

/**
 * Gives an operation that writes many things its behaviour. Nothing is decided about it but its gate: what it does, it
 * does by performing other operations.
 */
export function implementSliced<O extends Operation, P = undefined>(
  operation: O,
  behaviour: {
    readonly prepare?: (input: InputOf<O>, services: Services) => Promise<P>
    readonly handle: (context: SlicedContext<InputOf<O>, P>) => Promise<ResultOf<O>>
  },
): SlicedImplementation {
  if (operation.idempotent) throw new Error(`${operation.id} honours an Idempotency-Key: it cannot be cut into slices.`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same.
  return { operation, ...behaviour } as unknown as SlicedImplementation
}
