import { Readable } from 'node:stream'
import type { Method, Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../services.ts'
import type { Admission } from './admission.ts'
import type { AnswerCache } from './answer-cache.ts'
import { answerOnce } from './answer-once.ts'
import type { Authenticated } from './authenticate.ts'
import { preferredCoding } from './content-coding.ts'
import { beginningOf, endUnread, limitBodyTime, registerUpload } from './body-stream.ts'
import { type Credential, type CredentialScheme, credentialOf } from './credential.ts'
import { anyOrigin, isDelivery, preflightAnswer } from './cross-origin.ts'
import { encodeResponse } from './encode-response.ts'
import { type Manner, respondInManner } from './manner.ts'
import { refuseMisplacedToken } from './misplaced-token.ts'
import type { Pipeline } from './pipeline.ts'
import { Refusal, refuse } from './refusal.ts'
import { factsOf, headerOf } from './request-facts.ts'
import { type Refused, refusedBy } from './respond.ts'
import { send, sendFile } from './send.ts'
import { signatureIn, ticketIn } from './signature.ts'
import { AnswerCookie } from './studio-cookie.ts'
import { isForm, type OpenedForm, openForm } from './upload.ts'
import type { UsageRecorder } from './usage-recorder.ts'

const methods: readonly (Method | 'OPTIONS')[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** What routes need. */
export interface RouteParts {
  readonly operations: readonly Operation[]
  readonly pipeline: Pipeline
  readonly admission: Admission
  /** Where credentials are looked for, in this order. */
  readonly schemes: readonly CredentialScheme[]
  readonly answers: AnswerCache
  readonly services: Services
  readonly usage: UsageRecorder
  /** Answers a failure on paths that others mount, in their words; null for all that are none of theirs. */
  readonly failElsewhere: (request: FastifyRequest, reply: FastifyReply, error: unknown) => FastifyReply | null
}

/** Gives every operation its route; unknown paths answer 404 and known paths with another method 405. */
export function registerRoutes(server: FastifyInstance, parts: RouteParts): void {
  const byPath = Map.groupBy(parts.operations, (operation) => operation.fullPath)
  for (const [path, operations] of byPath) {
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
    for (const operation of operations) {
      const route = {
        method: operation.method,
        url,
        config: { operation: operation.id },
        handler: (request: FastifyRequest, reply: FastifyReply) => serve(parts, operation, request, reply),
      }
      if (operation.takes !== undefined) registerUpload(server, route)
      else server.route(operation.method === 'GET' ? route : { ...route, onRequest: limitBodyTime })
    }
    if (isDelivery(path)) {
      server.route({
        method: 'OPTIONS',
        url,
        handler: (_request, reply) => reply.code(204).headers(preflightAnswer).send(),
      })
    }
    const others = methods.filter(
      (method) =>
        !operations.some((operation) => operation.method === method) && !(method === 'OPTIONS' && isDelivery(path)),
    )
    const allow = [
      ...operations.map((operation) => operation.method),
      ...(others.includes('GET') ? [] : ['HEAD']),
    ].join(', ')
    server.route({
      method: others,
      url,
      handler: (request, reply) => {
        answerFailure(parts, request, reply, new Refusal(problems.methodNotAllowed, undefined, {}, { Allow: allow }))
      },
    })
  }
  server.setNotFoundHandler((request, reply) => {
    answerFailure(parts, request, reply, refuse(problems.notFound))
  })
  server.setErrorHandler((error, request, reply) => {
    answerFailure(parts, request, reply, fromFastify(error))
  })
}

/** What Fastify refuses before a handler runs: a body that is too large or cut short, a URL that cannot be read. */
function fromFastify(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse(problems.bodyTooLarge)
  if (typeof code === 'string' && code.startsWith('FST_ERR_CTP')) return refuse(problems.malformedRequest)
  return error
}

/** A request on its way to its answer. */
interface Exchange {
  readonly operation: Operation
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** A form that was read up to its file, to learn who sends it; null for all others. */
  readonly form: OpenedForm | null
}

/** One whose token was found to be good, and let in. */
interface AdmittedExchange extends Exchange {
  readonly authenticated: Authenticated
  readonly manner: Manner | null
}

/** One request: authenticate, answer from the cache when it can be, otherwise run the stages. Stays synchronous as long as it can. */
function serve(parts: RouteParts, operation: Operation, request: FastifyRequest, reply: FastifyReply): unknown {
  const { pipeline } = parts
  const exchange = { operation, request, reply, form: null }
  try {
    refuseMisplacedToken(parts.services, request, {
      url: request.url,
      holdsTokens: operation.holdsTokens === true,
    })
    if (preferredCoding(request.headers['accept-encoding']) === null) throw refuse(problems.notAcceptable)
    const identifies = operation.identifies && request.headers.authorization !== undefined
    if (operation.callers === 'anyone' && !identifies)
      return run(parts, { ...exchange, authenticated: null, manner: null })
    if (operation.signable === 'form' && request.headers.authorization === undefined) return serveForm(parts, exchange)
    const { space = null } = paramsOf(request)
    const authenticated = pipeline.authenticate(presentedTo(parts, operation, request), space)
    if (!(authenticated instanceof Promise)) return admit(parts, exchange, authenticated)
    return authenticated.then(
      (settled) => admit(parts, exchange, settled),
      (error: unknown) => answerFailure(parts, request, reply, error),
    )
  } catch (error) {
    return answerFailure(parts, request, reply, error)
  }
}

/**
 * A form whose ticket says who sends it: it is read up to its file first. A page of any origin may send it and read the
 * answer, since nothing that a browser adds by itself counts.
 */
async function serveForm(parts: RouteParts, exchange: Exchange): Promise<unknown> {
  const { request, reply } = exchange
  const { pipeline, services } = parts
  reply.headers(anyOrigin)
  try {
    const stream = request.body instanceof Readable ? request.body : null
    const contentType = request.headers['content-type']
    if (!isForm(contentType)) throw refuse(problems.missingToken)
    const form = await beginningOf(request, openForm({ stream, contentType, file: 'file' }))
    const ticket = ticketIn(form.fields, request.url, services)
    if (ticket === null) throw refuse(problems.missingToken)
    const { space = null } = paramsOf(request)
    return await admit(parts, { ...exchange, form }, await pipeline.authenticate(ticket, space))
  } catch (error) {
    endUnread(request, reply)
    return answerFailure(parts, request, reply, error)
  }
}

/** Before anything is looked for: what was kept is for those alone who would be let in. */
function admit(parts: RouteParts, exchange: Exchange, authenticated: Authenticated): unknown {
  const { operation, request, reply } = exchange
  const manner = parts.admission.admit(operation, authenticated, request)
  if (manner instanceof Refusal) {
    recordCall(parts, { ...exchange, authenticated }, refusedBy(manner))
    if (exchange.form !== null) endUnread(request, reply)
    return answerFailure(parts, request, reply, manner)
  }
  return answer(parts, { ...exchange, authenticated, manner })
}

function answer(parts: RouteParts, exchange: AdmittedExchange): unknown {
  const { operation, request } = exchange
  const recordKept = () => recordCall(parts, exchange, null)
  const asking = { ...exchange, what: operation, url: request.url, recordKept }
  return answerOnce(parts, asking, () => run(parts, exchange))
}

/** What the token lacks is counted with the call, so that whoever manages it need not ask its user. */
function recordCall(
  { usage, services }: RouteParts,
  { operation, request, authenticated }: Pick<AdmittedExchange, 'operation' | 'request' | 'authenticated'>,
  refused: Refused | null,
): void {
  usage.record({
    tokenId: authenticated.caller.principal.tokenId,
    at: services.now(),
    operation: operation.id,
    address: request.ip,
    agent: request.headers['user-agent'],
    refused,
  })
}

async function run(
  parts: RouteParts,
  exchange: Exchange & { readonly authenticated: Authenticated | null; readonly manner: Manner | null },
): Promise<unknown> {
  const { pipeline, services, answers } = parts
  const { operation, request, reply, form, authenticated, manner } = exchange
  const response = await pipeline.run(
    operation,
    {
      params: paramsOf(request),
      queryText: queryTextOf(request.url),
      contentType: request.headers['content-type'],
      body: request.body instanceof Uint8Array ? request.body : null,
      cookie: new AnswerCookie(services.settings.publicUrl, request),
      stream: request.body instanceof Readable ? request.body : null,
      form,
      request: factsOf(request, services.newId()),
      header: (name) => headerOf(request, name),
    },
    authenticated,
  )
  if (authenticated !== null) {
    const refused = response.status === 403 ? response.refused : undefined
    recordCall(parts, { operation, request, authenticated }, refused ?? null)
  }
  if (operation.takes !== undefined) endUnread(request, reply)
  const isDelivered = operation.surface === 'delivery' && response.status < 400
  if (operation.answers === 'file') return sendFile(reply, respondInManner(response, manner, isDelivered))
  const waits = authenticated !== null && answers.keeps(operation, authenticated.caller)
  const encoded = await encodeResponse(operation, response, request.headers['accept-encoding'], { waits })
  return send(reply, respondInManner(encoded, manner, isDelivered))
}

/** What a request shows of who asks; where a signature can stand for a token, it counts when no token comes along. */
function presentedTo({ schemes, services }: RouteParts, operation: Operation, request: FastifyRequest): Credential {
  const isSigned = operation.signable === 'query' && request.headers.authorization === undefined
  const signature = isSigned ? signatureIn(request.url, services) : null
  return signature ?? credentialOf(schemes, request, operation.surface)
}

/** Answers an error that came before the stages could run. */
export function answerFailure(
  { pipeline, services, failElsewhere }: RouteParts,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  return failElsewhere(request, reply, error) ?? send(reply, pipeline.fail(error, factsOf(request, services.newId())))
}

/** What the router read from the path, percent-decoded. */
function paramsOf(request: FastifyRequest): Readonly<Record<string, string>> & { readonly space?: string } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- route parameters are strings.
  return request.params as Record<string, string>
}

function queryTextOf(url: string): string {
  const at = url.indexOf('?')
  return at === -1 ? '' : url.slice(at + 1)
}
