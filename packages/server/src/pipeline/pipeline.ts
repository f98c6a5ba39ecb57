import type { Readable } from 'node:stream'
import type { Input, InputOf, Operation, ResultOf } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { Reader, Writer } from '../database/database.ts'
import type { Services } from '../services.ts'
import type { AnswerCache } from './answer-cache.ts'
import { appendSteps, stepsOf } from './audit.ts'
import { type Author, holdAuthor } from './author.ts'
import type { Authenticated, Authenticator, SpaceSegment } from './authenticate.ts'
import { branchOf, requireBranch } from './branch-of.ts'
import type { Credential } from './credential.ts'
import { isFileAnswer } from './file-answer.ts'
import { assertFreshLogin } from './fresh-login.ts'
import { gateOperation, refuseLayer } from './gate.ts'
import { holdRights } from './hold-rights.ts'
import { assertKeyHonoured, claimKey, settleKey } from './idempotency.ts'
import type {
  Arriving,
  Context,
  Implementation,
  PerformElsewhere,
  PublicImplementation,
  RawParts,
  RequestFacts,
  SlicedImplementation,
} from './implementation.ts'
import { makeContext } from './make-context.ts'
import { checkInput, parseAddress, parseRequest, type RawRequest } from './parse.ts'
import { assertGate, decideRequest, isReceipt, perform, performStep, type Step } from './perform.ts'
import type { Caller } from './principal.ts'
import { Refusal, refuse } from './refusal.ts'
import { slicesOf } from './slices.ts'
import type { AnswerCookie } from './studio-cookie.ts'
import { pickerOf } from './picker.ts'
import { type Outcome, type Response, respond, respondProblem, resultSchemaOf } from './respond.ts'
import { respondFile } from './respond-file.ts'
import { type OpenedForm, openUpload, type Upload } from './upload.ts'

/** What a route hands over. */
export interface Arrival extends RawRequest {
  readonly request: RequestFacts
  readonly cookie: AnswerCookie
  /** The body of a request that carries a file, unread; null for all others. */
  readonly stream: Readable | null
  /** A form that was read up to its file, to learn who sends it; null for all others. */
  readonly form: OpenedForm | null
  /** By its name in lower case; null where it was not sent once. */
  readonly header: (name: string) => string | null
}

/** One try at a write. */
interface Attempt {
  readonly operation: Operation
  readonly arrival: Arriving
  readonly input: Context['input']
  readonly prepared: unknown
}

/** On what occasion a dialect calls an operation, and for whom. */
export interface CallOccasion {
  readonly occasion: Arriving
  /** Null for who needs no token. */
  readonly authenticated: Authenticated | null
  /** The file of the request, for operations that take one. */
  readonly upload: Upload | null
}

/** What a dialect asks was signed by nobody. */
const unsigned: RawParts = { body: null, header: () => null }

/** Something to be done for an author in a space. */
export interface Errand {
  readonly spaceId: string
  readonly operation: Operation
  readonly input: Input
  readonly prepared?: unknown
  readonly request: RequestFacts
}

/** What was done, for the audit trail and for whoever asked. */
export interface Done {
  readonly context: Context
  readonly step: Step
}

/** The stages of a request, in order, for every operation alike; nothing reaches a handler in another way. */
export class Pipeline {
  readonly #services: Services
  readonly #authenticator: Authenticator
  readonly #answers: AnswerCache
  readonly #implementations = new Map<Operation, Implementation>()
  readonly #publicImplementations = new Map<Operation, PublicImplementation>()
  readonly #slicedImplementations = new Map<Operation, SlicedImplementation>()

  constructor(
    services: Services,
    parts: {
      authenticator: Authenticator
      answers: AnswerCache
      implementations: readonly Implementation[]
      publicImplementations: readonly PublicImplementation[]
      slicedImplementations: readonly SlicedImplementation[]
    },
  ) {
    this.#services = services
    this.#authenticator = parts.authenticator
    this.#answers = parts.answers
    for (const each of parts.implementations) this.#implementations.set(each.operation, each)
    for (const each of parts.publicImplementations) this.#publicImplementations.set(each.operation, each)
    for (const each of parts.slicedImplementations) this.#slicedImplementations.set(each.operation, each)
  }

  /** Whether the operation has a behaviour; the server refuses to start while one has none. */
  implements(operation: Operation): boolean {
    const tables = [this.#implementations, this.#publicImplementations, this.#slicedImplementations]
    return tables.some((table) => table.has(operation))
  }

  /** Authenticates for the space that the path names. At once on SQLite when the token was seen before. */
  authenticate(credential: Credential, spaceSegment: SpaceSegment): Authenticated | Promise<Authenticated> {
    return this.#authenticator.authenticate(credential, spaceSegment)
  }

  /** Runs the stages from parse on, and turns whatever is thrown into a problem document. */
  async run(operation: Operation, arrival: Arrival, authenticated: Authenticated | null): Promise<Response> {
    try {
      return withCookie(await this.#run(operation, arrival, authenticated), arrival.cookie)
    } catch (error) {
      return this.fail(hideFromSigned(error, authenticated), arrival.request)
    }
  }

  /**
   * Runs the same stages for an input that is made of values already, as a dialect makes one, and answers the result as its
   * schema shows it. Throws the refusal that a request would be answered with.
   */
  async call(
    operation: Operation,
    given: Input<object, object>,
    { occasion, authenticated, upload }: CallOccasion,
  ): Promise<unknown> {
    if (operation.answers !== undefined) throw new Error(`${operation.id} answers a file: no dialect can call it.`)
    if ((operation.takes !== undefined) !== (upload !== null))
      throw new Error(`${operation.id} takes ${operation.takes ? 'a file: hand it one.' : 'no file.'}`)
    const outcome = await this.#called(operation, given, { occasion, authenticated, upload })
    const schema = resultSchemaOf(operation, outcome)
    return schema === null ? null : pickerOf(schema)(outcome.result)
  }

  async #called(
    operation: Operation,
    given: Input<object, object>,
    { occasion, authenticated, upload }: CallOccasion,
  ): Promise<Outcome> {
    if (operation.guard === null)
      return { result: await this.#handlePublic(operation, checkInput(operation, given), occasion, unsigned, null) }
    if (authenticated === null) throw refuse(problems.missingToken)
    gateOperation(operation, authenticated.caller)
    assertKeyHonoured(operation, occasion.request)
    this.#assertFresh(operation, authenticated)
    const input = checkInput(operation, given)
    if (upload === null) return this.#decided(operation, occasion, authenticated, input)
    assertGate(operation, { caller: authenticated.caller, input })
    return this.#writeReceived(authenticated, { operation, arrival: occasion, input }, upload)
  }

  async #run(operation: Operation, arrival: Arrival, authenticated: Authenticated | null): Promise<Response> {
    if (authenticated !== null) gateOperation(operation, authenticated.caller)
    assertKeyHonoured(operation, arrival.request)
    if (authenticated === null || operation.guard === null) return this.#runPublic(operation, arrival, authenticated)
    this.#assertFresh(operation, authenticated)
    if (operation.takes !== undefined) return this.#runUpload(operation, arrival, authenticated)
    const outcome = await this.#decided(operation, arrival, authenticated, parseRequest(operation, arrival))
    if (isFileAnswer(outcome.result)) return respondFile(operation, outcome.result, arrival.request)
    const response = respond(operation, outcome, arrival.request)
    if (operation.access === 'read') {
      const { caller, contentVersion } = authenticated
      this.#answers.keep(operation, caller, contentVersion, arrival.request.url, response)
    }
    return response
  }

  #assertFresh(operation: Operation, { caller }: Authenticated): void {
    assertFreshLogin(operation, caller, this.#services.settings.freshLoginMs, this.#services.now())
  }

  /** From the gate of the collection on, for an input that was parsed. */
  async #decided(
    operation: Operation,
    arrival: Arriving,
    authenticated: Authenticated,
    input: Input,
  ): Promise<Outcome> {
    const { caller, contentVersion } = authenticated
    assertGate(operation, { caller, input })
    if (operation.access === 'read') {
      return this.#services.database.read((db) =>
        perform(this.#find, this.#context(operation, arrival, caller, input, db, contentVersion), undefined),
      )
    }
    const sliced = this.#slicedImplementations.get(operation)
    if (sliced) return this.#runSliced(sliced, arrival, caller, input)
    const { behaviour } = this.#find(operation)
    const attempt = { operation, arrival, input }
    if (behaviour.receive) return this.#writeReceived(authenticated, attempt, null)
    const prepared = await behaviour.prepare?.(input, this.#services, caller, arrival)
    return this.#writeTwice(authenticated, { ...attempt, prepared })
  }

  /** The problem document for an error; what nobody expected goes to the log. */
  fail(error: unknown, request: RequestFacts): Response {
    const response = respondProblem(error, request)
    if (response.status >= 500) this.#services.log.error({ err: error, request: request.id }, 'request failed')
    return response
  }

  /**
   * Performs an operation for somebody who is not asking right now, inside a transaction that is already open.
   *
   * The audit rows are the caller's to append with `appendSteps`, last. Throws the refusal that a request would be answered with.
   */
  async performAs(tx: Writer, author: Author, { spaceId, operation, input, prepared, request }: Errand): Promise<Done> {
    const mode = operation.guard?.locks === 'space' ? 'update' : 'share'
    const caller = await holdAuthor(tx, author, spaceId, this.#services.now(), mode)
    if (caller === null) throw refuseLayer('owner', 'Who has set this up may do nothing here any more.')
    const context = this.#context(operation, { request, cookie: null }, caller, input, tx)
    return { context, step: await performStep(this.#find, context, operation, input, prepared) }
  }

  async #runPublic(operation: Operation, arrival: Arrival, authenticated: Authenticated | null): Promise<Response> {
    const input = parseRequest(operation, arrival)
    const elsewhere = authenticated && this.#performFor(authenticated, arrival)
    const result = await this.#handlePublic(operation, input, arrival, arrival, elsewhere)
    return respond(operation, { result }, arrival.request)
  }

  #handlePublic(
    operation: Operation,
    input: Input,
    { request, cookie }: Arriving,
    raw: RawParts,
    elsewhere: PerformElsewhere | null,
  ): Promise<unknown> {
    const implementation = this.#publicImplementations.get(operation)
    if (!implementation) throw new Error(`${operation.id} has no behaviour: implement it.`)
    const services = this.#services
    const { database } = services
    return implementation.handle({
      input,
      database,
      services,
      now: services.now(),
      request,
      cookie,
      perform: elsewhere,
      raw,
    })
  }

  /** What a public operation lets its caller do, as if it had been asked for by a request of its own. */
  #performFor({ credential }: Authenticated, arrival: Arrival): PerformElsewhere {
    return async <O extends Operation>(operation: O, space: string | null, input: InputOf<O>) => {
      const there = await this.#authenticator.authenticate(credential, space)
      gateOperation(operation, there.caller)
      this.#assertFresh(operation, there)
      assertGate(operation, { caller: there.caller, input })
      const { result } = await this.#writeTwice(there, { operation, arrival, input, prepared: undefined })
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by the handler of that very operation.
      return result as ResultOf<O>
    }
  }

  /** A request with a file: what can be refused is refused before a byte of it is read. */
  async #runUpload(operation: Operation, arrival: Arrival, authenticated: Authenticated): Promise<Response> {
    const address = parseAddress(operation, arrival)
    assertGate(operation, { caller: authenticated.caller, input: { ...address, body: null } })
    const { body, upload } = await openUpload(operation, arrival)
    const attempt = { operation, arrival, input: { ...address, body } }
    return respond(operation, await this.#writeReceived(authenticated, attempt, upload), arrival.request)
  }

  /** Decides, takes bytes in, and decides once more in the transaction that makes something of them. */
  async #writeReceived(
    authenticated: Authenticated,
    { operation, arrival, input }: Omit<Attempt, 'prepared'>,
    upload: Upload | null,
  ): Promise<Outcome> {
    const services = this.#services
    const { behaviour } = this.#find(operation)
    // In a transaction like that of the write itself, since it loads what it would write to.
    const { facts } = await services.database.write((tx) =>
      decideRequest(this.#find, this.#context(operation, arrival, authenticated.caller, input, tx)),
    )
    const prepared = await behaviour.receive?.({
      input,
      facts,
      services,
      get upload() {
        if (upload === null) throw new Error(`${operation.id} carries no file: do not ask for one.`)
        return upload
      },
    })
    try {
      return await this.#writeTwice(authenticated, { operation, arrival, input, prepared })
    } catch (error) {
      await behaviour.discard?.(prepared, services)
      throw error
    }
  }

  async #writeTwice({ caller, credential }: Authenticated, attempt: Attempt): Promise<Outcome> {
    const { operation, input } = attempt
    const first = await this.#writeAs(caller, attempt)
    if (first !== 'stale') return first
    // Rights changed between the decision and the lock: decide again, once, by the rights of now.
    const current = (await this.#authenticator.authenticate(credential, caller.spaceSegment)).caller
    assertGate(operation, { caller: current, input })
    const second = await this.#writeAs(current, attempt)
    if (second !== 'stale') return second
    throw refuse(problems.rightsChanged)
  }

  async #runSliced(
    implementation: SlicedImplementation,
    arrival: Arriving,
    caller: Caller,
    input: Context['input'],
  ): Promise<Outcome> {
    if (caller.space === null) throw refuse(problems.notFound)
    const { operation } = implementation
    const services = this.#services
    const prepared = await implementation.prepare?.(input, services)
    const parts = {
      services,
      implementations: this.#find,
      contextIn: (tx: Writer) => this.#context(operation, arrival, caller, input, tx),
    }
    const branch = branchOf(operation, caller, input)
    const result = await implementation.handle({
      input,
      caller,
      space: caller.space,
      get branch() {
        return requireBranch(operation, branch)
      },
      services,
      request: arrival.request,
      prepared,
      inSlices: slicesOf(parts),
    })
    return { result }
  }

  #writeAs(caller: Caller, { operation, arrival, input, prepared }: Attempt): Promise<Outcome | 'stale'> {
    return this.#services.database.write(
      (tx) => this.#write(tx, this.#context(operation, arrival, caller, input, tx), prepared),
      { urgent: operation.guard?.action.name === 'tokens.revoke' },
    )
  }

  async #write(tx: Writer, context: Context, prepared: unknown): Promise<Outcome | 'stale'> {
    const { operation, request } = context
    if (!(await holdRights(tx, context))) return 'stale'
    const key = operation.idempotent ? request.idempotencyKey : null
    if (key !== null) {
      const earlier = await claimKey(tx, key, context)
      if (earlier.is === 'done') return this.#replay(context, earlier.resourceId)
    }
    const performed = await perform(this.#find, context, prepared)
    const id = this.#find(operation).behaviour.created?.(performed.result)
    if (key !== null && id !== undefined) await settleKey(tx, key, context, id)
    await appendSteps(tx, context, stepsOf(operation, performed))
    const { result, receipt } = performed
    if (operation.status !== 201 || id === undefined) return { result, receipt }
    return {
      result,
      receipt,
      location: this.#find(operation).behaviour.location?.(id, context) ?? below(request.url, id),
    }
  }

  async #replay(context: Context, resourceId: string): Promise<Outcome> {
    const implementation = this.#find(context.operation)
    // By the rights of now: what was allowed then is shown to nobody who may not do it any more.
    const { facts } = await decideRequest(this.#find, context)
    const result = await implementation.behaviour.replay?.(resourceId, context, facts)
    if (result === undefined || result === null)
      throw refuse(problems.idempotencyConflict, 'What the first request created is gone.')
    return { result, replayed: true, receipt: isReceipt(implementation, context.caller, result, facts) }
  }

  #context(
    operation: Operation,
    { request, cookie }: Pick<Context, 'request' | 'cookie'>,
    caller: Caller,
    input: Context['input'],
    db: Reader,
    contentVersion = 0,
  ): Context {
    return makeContext(this.#services, { operation, caller, input, db, request, cookie, contentVersion })
  }

  #find = (operation: Operation): Implementation => {
    const found = this.#implementations.get(operation)
    if (!found) throw new Error(`${operation.id} has no behaviour: implement it.`)
    return found
  }
}

/** Whoever holds a signed URL is told nothing of the token that has signed it. */
function hideFromSigned(error: unknown, authenticated: Authenticated | null): unknown {
  const isTelling = error instanceof Refusal && [403, 404].includes(error.problem.status)
  return authenticated?.credential.via === 'signature' && isTelling ? refuse(problems.invalidSignedUrl) : error
}

/** The path of what was created by a request to where its like are. */
function below(url: string, id: string): string {
  return `${url.split('?', 1)[0] ?? ''}/${id}`
}

function withCookie(response: Response, { header }: AnswerCookie): Response {
  return header === null ? response : { ...response, headers: { ...response.headers, 'Set-Cookie': header } }
}
