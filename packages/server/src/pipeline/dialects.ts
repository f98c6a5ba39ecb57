import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'
import type { Dialect, VendorRequest, VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { matchPath, pathParts } from '@latchkey/dialect-kit/match-path'
import {
  parseQuery,
  queryText,
  unknownNames,
  type VendorQuery,
  withoutParameter,
} from '@latchkey/dialect-kit/vendor-query'
import { problems } from '@latchkey/contract/problems'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../services.ts'
import type { Admission } from './admission.ts'
import type { AnswerCache } from './answer-cache.ts'
import { answerOnce } from './answer-once.ts'
import { type Authenticated, ownSpace } from './authenticate.ts'
import { limitBodyTime } from './body-stream.ts'
import { preferredCoding } from './content-coding.ts'
import { type TokenCredential, invalidToken } from './credential.ts'
import { anyOrigin } from './cross-origin.ts'
import { encodeResponse } from './encode-response.ts'
import { type Manner, respondInManner } from './manner.ts'
import { parseJsonBody } from './parse.ts'
import type { Pipeline } from './pipeline.ts'
import { Refusal, refuse } from './refusal.ts'
import { factsOf } from './request-facts.ts'
import { json, noStore, type Refused as CountedRefusal, refusedBy, respondDelivered, type Response } from './respond.ts'
import { refusedFor, runPlan } from './run-plan.ts'
import { send } from './send.ts'
import { AnswerCookie } from './studio-cookie.ts'
import type { UsageRecorder } from './usage-recorder.ts'

/** What dialects are served with. */
export interface DialectParts {
  readonly pipeline: Pipeline
  readonly admission: Admission
  readonly answers: AnswerCache
  readonly services: Services
  readonly usage: UsageRecorder
}

/** A request on its way through a dialect. */
interface Visit {
  readonly dialect: Dialect
  readonly surface: VendorSurface
  /** Of the path below the surface; null where its encoding is broken. */
  readonly parts: readonly string[] | null
  readonly query: VendorQuery
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

const minuteMs = 60_000

/** Mounts dialects, each below its name. What they know of a request, and what of it is theirs to say, is in their port. */
export function registerDialects(server: FastifyInstance, parts: DialectParts, dialects: readonly Dialect[]): void {
  for (const dialect of dialects) {
    server.route({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: `/${dialect.name}/*`,
      config: { operation: dialect.name },
      onRequest: limitBodyTime,
      handler: (request, reply) => serve(parts, visitOf(dialect, request, reply)),
    })
  }
}

/** The answer of a dialect to what fails before it is asked, such as a body that is too large; null for paths that are no dialect's. */
export function dialectFailure(
  parts: DialectParts,
  dialects: readonly Dialect[],
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply | null {
  const dialect = dialects.find(({ name }) => request.url.startsWith(`/${name}/`))
  return dialect === undefined ? null : fail(parts, visitOf(dialect, request, reply), error)
}

function visitOf(dialect: Dialect, request: FastifyRequest, reply: FastifyReply): Visit {
  const [path, text] = split(request.url, '?')
  // Clients join paths with a slash too many, and the parts count.
  const below = path.slice(dialect.name.length + 1).replaceAll(/\/{2,}/g, '/')
  const surface = dialect.surfaces.find(({ prefix }) => below.startsWith(`${prefix}/`)) ?? dialect.surfaces[0]
  if (surface === undefined) throw new Error(`The dialect ${dialect.name} has no surface: give it one.`)
  const rest = below.startsWith(`${surface.prefix}/`) ? below.slice(surface.prefix.length) : null
  return { dialect, surface, parts: rest === null ? [] : pathParts(rest), query: parseQuery(text), request, reply }
}

function serve(parts: DialectParts, visit: Visit): unknown {
  const { surface, request, reply, query } = visit
  if (request.method === 'OPTIONS') return send(reply, preflight(surface))
  try {
    if (preferredCoding(request.headers['accept-encoding']) === null) throw refuse(problems.notAcceptable)
    if (visit.parts === null) throw refuse(problems.malformedRequest)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const match = matchPath(surface.routes, method, visit.parts)
    if (match.is === 'nothing') throw refuse(problems.notFound)
    if (match.is === 'method') throw refuse(problems.methodNotAllowed)
    const { route, params } = match
    const credential = credentialIn(surface, request, query)
    const authenticated = parts.pipeline.authenticate(credential, route.space === 'own' ? ownSpace : null)
    const minute = Math.floor(parts.services.now() / minuteMs) * minuteMs
    const go = (settled: Authenticated) => admitted(parts, { ...visit, route, params, credential, minute }, settled)
    if (!(authenticated instanceof Promise)) return go(authenticated)
    return authenticated.then(go).catch((error: unknown) => fail(parts, visit, error))
  } catch (error) {
    return fail(parts, visit, error)
  }
}

/** A request of which route and caller are known. */
interface Admitted extends Visit {
  readonly route: VendorRoute
  readonly params: Readonly<Record<string, string>>
  readonly credential: TokenCredential
  /** UTC milliseconds. */
  readonly minute: number
}

/** The same once its parameters are known to be the route's. */
interface Asked extends Admitted {
  /** What its answer is kept under: answers say the minute and name the host, and are different for each. */
  readonly url: string
  readonly manner: Manner | null
}

function admitted(parts: DialectParts, visit: Admitted, authenticated: Authenticated): unknown {
  const { surface, route, request, reply } = visit
  const { caller } = authenticated
  const manner = parts.admission.admit(authenticated, request)
  if (manner instanceof Refusal) {
    record(parts, visit, authenticated, refusedBy(manner))
    return fail(parts, visit, manner, manner.headers)
  }
  if (!surface.kinds.includes(caller.principal.kind)) throw invalidToken()
  if (route.space === 'own' && caller.space === null) throw invalidToken()
  const query = withoutCredential(surface, visit.query)
  const unknown = route.query === null ? [] : unknownNames(query, route.query)
  if (unknown.length > 0) {
    const errors = unknown.map((parameter) => ({ parameter, detail: 'Unknown parameter.' }))
    throw refuse(problems.invalidQuery, undefined, { errors })
  }
  const url = `${visit.minute} ${baseOf(parts, visit)} ${visitName(visit).path}?${queryText(query)}`
  const make = () => run(parts, { ...visit, query, url, manner }, authenticated)
  if (!route.kept) return make()
  const recordKept = () => record(parts, visit, authenticated, null)
  return answerOnce(parts, { what: cacheableOf(visit), url, request, reply, authenticated, manner, recordKept }, make)
}

/** A request of a vendor counts once, as the operation that it is about. */
function record(
  { usage, services }: DialectParts,
  { route, request }: Admitted,
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

async function run(parts: DialectParts, visit: Asked, authenticated: Authenticated): Promise<unknown> {
  const { services, pipeline, answers } = parts
  const { surface, route, request, reply, credential, manner } = visit
  const { caller, contentVersion } = authenticated
  const facts = { ...factsOf(request, services.newId()), url: pathOf(visit), ifMatch: null, idempotencyKey: null }
  const occasion = { request: facts, cookie: new AnswerCookie(services.settings.publicUrl, request) }
  const isHere = (space: string | null) =>
    space === null ? caller.spaceSegment === null : space === caller.space?.id || space === caller.space?.slug
  const authenticate = (space: string | null) =>
    isHere(space) ? authenticated : pipeline.authenticate(credential, space)
  let response: Response
  try {
    const ending = await runPlan(
      { pipeline, occasion, authenticate },
      route.plan(requestOf(parts, visit, authenticated)),
    )
    record(parts, visit, authenticated, ending.is === 'refused' ? ending.counted : null)
    response =
      ending.is === 'answer'
        ? write(visit, ending.answer)
        : write(visit, surface.answerRefusal(ending.refused, visitName(visit)))
  } catch (error) {
    return fail(parts, visit, error)
  }
  const isDelivered = route.kept && response.status < 400
  if (!route.kept) return send(reply, respondInManner(response, manner, isDelivered))
  answers.keep(cacheableOf(visit), caller, contentVersion, visit.url, response)
  const waits = answers.keeps(cacheableOf(visit), caller)
  const encoded = await encodeResponse({ access: 'read' }, response, request.headers['accept-encoding'], { waits })
  return send(reply, respondInManner(encoded, manner, isDelivered))
}

function requestOf(parts: DialectParts, visit: Admitted, { caller }: Authenticated): VendorRequest {
  const { route, params, query, request } = visit
  return {
    ...visitName(visit),
    params,
    query,
    body: route.method === 'GET' || route.method === 'DELETE' ? null : bodyOf(request),
    base: baseOf(parts, visit),
    url: request.url,
    minute: visit.minute,
    get space() {
      if (caller.space === null) throw new Error(`${route.path} is about no space: let its route ask for the own one.`)
      const { id, slug, defaultLocale } = caller.space
      return { id, slug, defaultLocale }
    },
  }
}

/** Writes an answer. Only what is published may be kept by others, and asked about every time. */
function write({ surface, route, request }: Admitted, answer: VendorAnswer): Response {
  const headers = { ...originsOf(surface), ...answer.headers }
  if (answer.body === null) return { status: answer.status, headers: { ...headers, ...noStore }, body: null }
  const text = JSON.stringify(answer.body)
  if (!route.kept || answer.status !== 200)
    return { status: answer.status, headers: { 'Content-Type': json, ...noStore, ...headers }, body: text }
  const ifNoneMatch = request.headers['if-none-match'] ?? null
  const delivered = respondDelivered(text, { ifNoneMatch })
  return { ...delivered, headers: { ...delivered.headers, ...headers } }
}

/** Puts whatever was thrown into the vendor's words; what nobody expected goes to the log and says nothing. */
function fail(
  { services }: DialectParts,
  visit: Visit,
  error: unknown,
  more: Readonly<Record<string, string>> = {},
): FastifyReply {
  const { surface, reply } = visit
  const refused: Refused = refusedFor(error)
  if (refused.status >= 500) services.log.error({ err: error }, 'request of a dialect failed')
  const { status, headers, body } = surface.answerRefusal(refused, visitName(visit))
  return send(reply, {
    status,
    headers: { 'Content-Type': json, ...noStore, ...originsOf(surface), ...more, ...headers },
    body: JSON.stringify(body),
  })
}

function credentialIn(
  { credential: place }: VendorSurface,
  request: FastifyRequest,
  query: VendorQuery,
): TokenCredential {
  const text = place.in === 'query' ? onlyOf(query, place.parameter) : headerOf(request, place)
  if (text === null || text.length >= 512) throw invalidToken()
  return { text, via: 'bearer' }
}

/** A credential that is given twice is none: which of them counts would be a guess. */
function onlyOf(query: VendorQuery, name: string): string | null {
  const [only, ...others] = query.filter(([each]) => each === name)
  return only === undefined || others.length > 0 ? null : only[1]
}

function headerOf(
  request: FastifyRequest,
  place: Extract<VendorSurface['credential'], { in: 'header' }>,
): string | null {
  const value = request.headers[place.header]
  if (typeof value !== 'string') return null
  const scheme = place.schemes.find((each) => value.toLowerCase().startsWith(`${each.toLowerCase()} `))
  return scheme === undefined ? value.trim() : value.slice(scheme.length).trim()
}

function withoutCredential({ credential }: VendorSurface, query: VendorQuery): VendorQuery {
  return credential.in === 'query' ? withoutParameter(query, credential.parameter) : query
}

function bodyOf(request: FastifyRequest): unknown {
  return request.body instanceof Uint8Array && request.body.length > 0 ? parseJsonBody(request.body) : null
}

function visitName({ request, parts }: Visit): Pick<VendorRequest, 'method' | 'path'> {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- routes are registered for these methods alone.
  return { method: method as VendorRequest['method'], path: `/${(parts ?? []).join('/')}` }
}

/** The request's path without anything that could be a credential. */
function pathOf(visit: Visit): string {
  return `/${visit.dialect.name}${visit.surface.prefix}${visitName(visit).path}`
}

function baseOf({ services }: DialectParts, { dialect, request }: Visit): string {
  return `${services.settings.publicUrl ?? `${request.protocol}://${request.host}`}/${dialect.name}`
}

function cacheableOf({ dialect, surface }: Visit) {
  return { id: `${dialect.name}.${surface.prefix}`, surface: 'delivery' } as const
}

function originsOf({ origins, exposes }: VendorSurface): Record<string, string> {
  return origins === 'any' ? { ...anyOrigin, 'Access-Control-Expose-Headers': exposes.join(', ') } : {}
}

function preflight(surface: VendorSurface): Response {
  const headers = {
    ...originsOf(surface),
    ...(surface.origins === 'any' && {
      'Access-Control-Allow-Methods': 'GET, HEAD',
      'Access-Control-Allow-Headers': '*',
      'Access-Control-Max-Age': '86400',
    }),
  }
  return { status: 204, headers, body: null }
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
