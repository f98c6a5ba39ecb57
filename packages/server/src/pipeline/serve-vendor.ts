import { Readable } from 'node:stream'
import { problems } from '@latchkey/contract/problems'
import type { Refused } from '@latchkey/dialect-kit/answer'
import type { VendorRoute } from '@latchkey/dialect-kit/dialect'
import { matchPath } from '@latchkey/dialect-kit/match-path'
import { queryText, unknownNames } from '@latchkey/dialect-kit/vendor-query'
import type { FastifyReply } from 'fastify'
import type { Services } from '../services.ts'
import type { Admission } from './admission.ts'
import type { AnswerCache } from './answer-cache.ts'
import { answerOnce } from './answer-once.ts'
import type { Authenticated, SpaceSegment } from './authenticate.ts'
import { endUnread } from './body-stream.ts'
import { preferredCoding } from './content-coding.ts'
import { invalidToken } from './credential.ts'
import { encodeResponse } from './encode-response.ts'
import { gateOperation } from './gate.ts'
import { type Manner, respondInManner } from './manner.ts'
import { refuseMisplacedToken } from './misplaced-token.ts'
import type { Pipeline } from './pipeline.ts'
import { Refusal, refuse } from './refusal.ts'
import { factsOf } from './request-facts.ts'
import { type Refused as CountedRefusal, refusedBy, type Response } from './respond.ts'
import { refusedFor, runPlan } from './run-plan.ts'
import { send } from './send.ts'
import { AnswerCookie } from './studio-cookie.ts'
import type { UsageRecorder } from './usage-recorder.ts'
import { preflight, writeAnswer, writeKept } from './vendor-answer.ts'
import { openBody } from './vendor-body.ts'
import { credentialIn, withoutCredentials } from './vendor-credential.ts'
import { requestOf } from './vendor-request.ts'
import { spaceSegmentOf } from './vendor-space.ts'
import {
  baseOf,
  methodOf,
  nameOf,
  occasionOf,
  pathOf,
  type Presented,
  readableHeaders,
  type Routed,
  type Visit,
} from './vendor-visit.ts'

/** What requests of vendors are served with. */
export interface DialectParts {
  readonly pipeline: Pipeline
  readonly admission: Admission
  readonly answers: AnswerCache
  readonly services: Services
  readonly usage: UsageRecorder
}

const minuteMs = 60_000

/** Answers a request of a vendor: at once where nothing has to be waited for. */
export function serveVendor(parts: DialectParts, visit: Visit): unknown {
  const { surface, request, reply } = visit
  if (request.method === 'OPTIONS') return send(reply, preflight(surface))
  let known = visit
  try {
    if (preferredCoding(request.headers['accept-encoding']) === null) throw refuse(problems.notAcceptable)
    const routed = find(visit)
    known = routed
    const presented = present(parts, routed)
    const caller = callerOf(parts, presented)
    if (!(caller instanceof Promise)) return admitted(parts, presented, caller)
    return caller
      .then((settled) => admitted(parts, presented, settled))
      .catch((error: unknown) => failVendor(parts, presented, error))
  } catch (error) {
    return failVendor(parts, known, error)
  }
}

function find(visit: Visit): Routed {
  const { surface, request, parts } = visit
  if (parts === null) throw refuse(problems.malformedRequest)
  const match = matchPath(surface.routes, methodOf(request), parts)
  if (match.is === 'nothing') throw refuse(problems.notFound)
  // Vendors have writes that are asked for by GET: HEAD, which asks about their answer, must not do them.
  if (match.is === 'method' || (request.method === 'HEAD' && isWriting(match.route)))
    throw refuse(problems.methodNotAllowed)
  return { ...visit, route: match.route, params: match.params }
}

function present({ services }: DialectParts, visit: Routed): Presented {
  const { surface, request, route } = visit
  const places = surface.credentials
  const found = route.caller === 'anyone' ? null : credentialIn({ places, query: visit.query, request })
  const query = withoutCredentials(places, visit.query)
  const url = `${pathOf(visit)}?${queryText(query)}`
  refuseMisplacedToken(services, request, { url, holdsTokens: route.operation.holdsTokens === true })
  if (isWriting(route) && request.headers[keyHeader] !== undefined && !surface.reads?.includes(keyHeader))
    throw refuse(problems.keyNotHonoured)
  return { ...visit, query, found, minute: Math.floor(services.now() / minuteMs) * minuteMs }
}

const keyHeader = 'idempotency-key'

function isWriting({ operation }: VendorRoute): boolean {
  return operation.access !== 'read'
}

/** Who asks, in the space that the request is about; null for who needs no token. */
function callerOf(
  { pipeline, services }: DialectParts,
  { route, params, request, found }: Presented,
): Authenticated | Promise<Authenticated> | null {
  if (found === null) return null
  const authenticate = (segment: SpaceSegment) => pipeline.authenticate(found.credential, segment)
  const segment = spaceSegmentOf(services.database, route, params, request)
  return segment instanceof Promise ? segment.then(authenticate) : authenticate(segment)
}

/** Tokens come in headers and queries of the vendor, and answers depend on other headers too: no shared cache tells those apart. */
const vendors = { unshared: true } as const

function admitted(parts: DialectParts, visit: Presented, authenticated: Authenticated | null): unknown {
  const manner = authenticated && parts.admission.admit(vendors, authenticated, visit.request)
  if (!(manner instanceof Refusal)) return respondTo(parts, { ...visit, manner }, authenticated)
  if (authenticated !== null) record(parts, visit, authenticated, refusedBy(manner))
  return failVendor(parts, visit, manner, manner.headers)
}

/** A request that was let in. */
interface Admitted extends Presented {
  readonly manner: Manner | null
}

function respondTo(parts: DialectParts, visit: Admitted, authenticated: Authenticated | null): unknown {
  const { route, request, reply, query, manner } = visit
  if (authenticated !== null && !isFor(visit, authenticated)) throw invalidToken()
  const unknown = route.query === null ? [] : unknownNames(query, route.query)
  if (unknown.length > 0) {
    const errors = unknown.map((parameter) => ({ parameter, detail: 'Unknown parameter.' }))
    throw refuse(problems.invalidQuery, undefined, { errors })
  }
  if (authenticated === null || !route.kept) return run(parts, { ...visit, url: null }, authenticated)
  const { caller } = authenticated
  // Answers say the minute, the host and what headers ask for, and are different for each.
  const heads = JSON.stringify([
    visit.minute,
    baseOf(parts.services, visit),
    caller.spaceSegment,
    readableHeaders(visit),
  ])
  const url = `${heads} ${nameOf(visit).path}?${queryText(query)}`
  const recordKept = () => record(parts, visit, authenticated, null)
  const asking = { what: cacheableOf(visit), url, request, reply, authenticated, manner, recordKept }
  return answerOnce(parts, asking, () => run(parts, { ...visit, url }, authenticated))
}

/** Whether the vendor knows such a token in that place, and it has the space that the route is about. */
function isFor({ route, found }: Presented, { caller }: Authenticated): boolean {
  return found?.place.kinds.includes(caller.principal.kind) === true && (route.space !== 'own' || caller.space !== null)
}

/** A request that a plan is made for. */
interface Asked extends Admitted {
  /** What its answer is kept under; null where it is not. */
  readonly url: string | null
}

/** A request of a vendor counts once, as the operation that it is about. */
function record(
  { usage, services }: DialectParts,
  { route, request }: Presented,
  { caller }: Authenticated,
  refused: CountedRefusal | null,
): void {
  usage.record({
    tokenId: caller.principal.tokenId,
    at: services.now(),
    operation: route.operation.id,
    address: request.ip,
    agent: request.headers['user-agent'],
    refused,
  })
}

async function run(parts: DialectParts, visit: Asked, authenticated: Authenticated | null): Promise<unknown> {
  const { answers } = parts
  const { request, reply, url, manner } = visit
  let response: Response
  try {
    response = await runRoute(parts, visit, authenticated)
  } catch (error) {
    return failVendor(parts, visit, error)
  }
  const isDelivered = url !== null && response.status < 400
  if (url === null || authenticated === null) return send(reply, respondInManner(response, manner, isDelivered))
  const { caller, contentVersion } = authenticated
  answers.keep(cacheableOf(visit), caller, contentVersion, url, response)
  const waits = answers.keeps(cacheableOf(visit), caller)
  const encoded = await encodeResponse({ access: 'read' }, response, request.headers['accept-encoding'], { waits })
  return send(reply, respondInManner(encoded, manner, isDelivered))
}

async function runRoute(parts: DialectParts, visit: Asked, authenticated: Authenticated | null): Promise<Response> {
  const { services, pipeline } = parts
  const { surface, route, request, reply, found } = visit
  const hasFile = route.body?.is === 'form' || route.body?.is === 'bytes'
  // What can be refused is refused before anything of a form is read.
  if (hasFile && authenticated !== null) gateOperation(route.operation, authenticated.caller)
  const opened = await openBody(route.body, request)
  const facts = { ...factsOf(request, visit.id), url: pathOf(visit), ifMatch: null, idempotencyKey: null }
  const occasion = { request: facts, cookie: new AnswerCookie(services.settings.publicUrl, request) }
  const authenticate = (space: string | null) => {
    if (authenticated === null || found === null) return null
    return isIn(authenticated, space) ? authenticated : pipeline.authenticate(found.credential, space)
  }
  const plan = route.plan(requestOf(services, visit, authenticated, opened))
  const ending = await runPlan({ pipeline, occasion, authenticate, upload: opened.upload }, plan)
  if (authenticated !== null) record(parts, visit, authenticated, ending.is === 'refused' ? ending.counted : null)
  if (hasFile) endUnread(request, reply)
  const answer =
    ending.is === 'answer' ? ending.answer : surface.answerRefusal(ending.refused, occasionOf(services, visit))
  return visit.url === null ? writeAnswer(surface, answer) : writeKept(surface, answer, request)
}

function isIn({ caller }: Authenticated, space: string | null): boolean {
  return (
    space === caller.spaceSegment || (space !== null && (space === caller.space?.id || space === caller.space?.slug))
  )
}

/** Puts whatever was thrown into the vendor's words; what nobody expected goes to the log and says nothing. */
export function failVendor(
  parts: DialectParts,
  visit: Visit,
  error: unknown,
  more: Readonly<Record<string, string>> = {},
): FastifyReply {
  const { surface, request, reply } = visit
  const refused: Refused = refusedFor(error)
  if (refused.status >= 500) parts.services.log.error({ err: error, request: visit.id }, 'request of a dialect failed')
  if (request.body instanceof Readable) endUnread(request, reply)
  const told = surface.answerRefusal(refused, occasionOf(parts.services, visit))
  return send(reply, writeAnswer(surface, { ...told, headers: { ...more, ...told.headers } }))
}

function cacheableOf({ dialect, surface }: Visit) {
  return { id: `${dialect.name}.${surface.prefix}`, surface: 'delivery' } as const
}
