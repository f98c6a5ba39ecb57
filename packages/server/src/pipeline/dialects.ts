import { Readable } from 'node:stream'
import type { Refused, VendorAnswer } from '@latchkey/dialect-kit/answer'
import type { Dialect, Occasion, VendorRequest, VendorRoute, VendorSurface } from '@latchkey/dialect-kit/dialect'
import { matchPath, pathParts } from '@latchkey/dialect-kit/match-path'
import { parseQuery, queryText, unknownNames, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'
import { problems } from '@latchkey/contract/problems'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../services.ts'
import type { Admission } from './admission.ts'
import type { AnswerCache } from './answer-cache.ts'
import { answerOnce } from './answer-once.ts'
import type { Authenticated, SpaceSegment } from './authenticate.ts'
import { endUnread, limitBodyTime, registerUpload } from './body-stream.ts'
import { preferredCoding } from './content-coding.ts'
import { invalidToken } from './credential.ts'
import { anyOrigin } from './cross-origin.ts'
import { encodeResponse } from './encode-response.ts'
import { gateOperation } from './gate.ts'
import { type Manner, respondInManner } from './manner.ts'
import { refuseMisplacedToken } from './misplaced-token.ts'
import type { Pipeline } from './pipeline.ts'
import { Refusal, refuse } from './refusal.ts'
import { factsOf, headerOf } from './request-facts.ts'
import { json, noStore, type Refused as CountedRefusal, refusedBy, respondDelivered, type Response } from './respond.ts'
import { refusedFor, runPlan } from './run-plan.ts'
import { send } from './send.ts'
import { AnswerCookie } from './studio-cookie.ts'
import type { UsageRecorder } from './usage-recorder.ts'
import { openBody, type OpenedBody } from './vendor-body.ts'
import { credentialHeaders, credentialIn, type Found, placeIn, withoutCredentials } from './vendor-credential.ts'
import { spaceSegmentOf } from './vendor-space.ts'

/** What dialects are served with. */
export interface DialectParts {
  readonly pipeline: Pipeline
  readonly admission: Admission
  readonly answers: AnswerCache
  readonly services: Services
  readonly usage: UsageRecorder
}

/** A surface in one of the places where it is mounted. */
interface Mount {
  readonly dialect: Dialect
  readonly surface: VendorSurface
  /** How its paths begin, from the root of the host: `/vendor/v2`. */
  readonly root: string
}

/** A request on its way through a dialect. */
interface Visit extends Mount {
  /** Of the path below the surface; null where its encoding is broken. */
  readonly parts: readonly string[] | null
  readonly query: VendorQuery
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** UUID, new for each. */
  readonly id: string
  /** Null until it is found. */
  readonly route: VendorRoute | null
}

const minuteMs = 60_000
const methods: readonly VendorRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Serves dialects, each below its name. What they know of a request, and what of it is theirs to say, is in their port. */
export class Dialects {
  readonly #parts: DialectParts
  readonly #mounts: readonly Mount[]
  readonly #roots: ReadonlyMap<string, Dialect>

  constructor(parts: DialectParts, dialects: readonly Dialect[]) {
    this.#parts = parts
    this.#roots = new Map(dialects.flatMap((dialect) => rootsOf(dialect).map((root) => [root, dialect])))
    this.#mounts = dialects.flatMap((dialect) =>
      dialect.surfaces.flatMap((surface) => rootsOf(dialect, surface).map((root) => ({ dialect, surface, root }))),
    )
  }

  register(server: FastifyInstance): void {
    const handler = (request: FastifyRequest, reply: FastifyReply) => serve(this.#parts, this.#visit(request, reply))
    for (const [root, { name }] of this.#roots) {
      const route = { method: [...methods, 'OPTIONS'], url: `${root}/*`, config: { operation: name }, handler }
      server.route({ ...route, onRequest: limitBodyTime })
    }
    for (const { root, surface, dialect } of this.#mounts) {
      for (const { method, path, body } of surface.routes) {
        if (body === undefined || body.is === 'json') continue
        const url = root + path.replaceAll(/\{(\w+)\}/g, ':$1')
        registerUpload(server, { method, url, config: { operation: dialect.name }, handler })
      }
    }
  }

  /** The answer to what fails before it is asked, such as a body that is too large; null for paths that are no dialect's. */
  fail(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply | null {
    const isOurs = [...this.#roots.keys()].some((root) => request.url.startsWith(`${root}/`))
    return isOurs ? fail(this.#parts, this.#visit(request, reply), error) : null
  }

  #visit(request: FastifyRequest, reply: FastifyReply): Visit {
    const [asked, text] = split(request.url, '?')
    // Clients join paths with a slash too many, and the parts count.
    const path = asked.replaceAll(/\/{2,}/g, '/')
    const found = this.#mounts.find(({ root }) => path.startsWith(`${root}/`))
    const mount = found ?? this.#mounts.find(({ dialect }) => path.startsWith(`/${dialect.name}/`))
    if (mount === undefined) throw new Error(`${path} is no dialect's: give it a surface.`)
    const parts = found === undefined ? [] : pathParts(path.slice(mount.root.length))
    const id = this.#parts.services.newId()
    return { ...mount, parts, query: parseQuery(text), request, reply, id, route: null }
  }
}

/** Where a dialect is mounted, or one of its surfaces. */
function rootsOf({ name, surfaces }: Dialect, surface?: VendorSurface): readonly string[] {
  if (surface === undefined) return [`/${name}`, ...surfaces.flatMap(({ atRoot, prefix }) => (atRoot ? [prefix] : []))]
  return [`/${name}${surface.prefix}`, ...(surface.atRoot ? [surface.prefix] : [])]
}

function serve(parts: DialectParts, visit: Visit): unknown {
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
      .catch((error: unknown) => fail(parts, presented, error))
  } catch (error) {
    return fail(parts, known, error)
  }
}

/** A request of which the route is known. */
interface Routed extends Visit {
  readonly route: VendorRoute
  readonly params: Readonly<Record<string, string>>
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

/** The same once its token is found, and nothing of it is out of place. */
interface Presented extends Routed {
  /** Without tokens. */
  readonly query: VendorQuery
  /** Null for who needs none. */
  readonly found: Found | null
  /** UTC milliseconds. */
  readonly minute: number
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
  return fail(parts, visit, manner, manner.headers)
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
  const heads = JSON.stringify([visit.minute, baseOf(parts, visit), caller.spaceSegment, readable(visit)])
  const url = `${heads} ${visitName(visit).path}?${queryText(query)}`
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
    return fail(parts, visit, error)
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
  const plan = route.plan(requestOf(parts, visit, authenticated, opened))
  const ending = await runPlan({ pipeline, occasion, authenticate, upload: opened.upload }, plan)
  if (authenticated !== null) record(parts, visit, authenticated, ending.is === 'refused' ? ending.counted : null)
  if (hasFile) endUnread(request, reply)
  return write(
    visit,
    ending.is === 'answer' ? ending.answer : surface.answerRefusal(ending.refused, occasionOf(parts, visit)),
  )
}

function isIn({ caller }: Authenticated, space: string | null): boolean {
  return (
    space === caller.spaceSegment || (space !== null && (space === caller.space?.id || space === caller.space?.slug))
  )
}

function requestOf(
  parts: DialectParts,
  visit: Asked,
  authenticated: Authenticated | null,
  { body, upload }: OpenedBody,
): VendorRequest {
  const { route, params, query, request } = visit
  return {
    ...visitName(visit),
    params,
    query,
    headers: readable(visit),
    body,
    get file() {
      if (upload === null) throw new Error(`${route.path} takes no file: let its route say that it does.`)
      return upload
    },
    base: baseOf(parts, visit),
    url: request.originalUrl,
    minute: visit.minute,
    get kind() {
      if (authenticated === null) throw new Error(`${route.path} looks at no token: let its route ask for one.`)
      return authenticated.caller.principal.kind
    },
    get space() {
      const { space = null, spaceSegment = null } = authenticated?.caller ?? {}
      if (space !== null) return { id: space.id, slug: space.slug, defaultLocale: space.defaultLocale }
      if (spaceSegment !== null) return { id: spaceSegment, slug: spaceSegment, defaultLocale: 'en' }
      throw new Error(`${route.path} is about no space: let its route say which.`)
    },
  }
}

/** The headers that plans may read. */
function readable({ surface, request }: Visit): Readonly<Record<string, string | undefined>> {
  const names = surface.reads ?? []
  return Object.fromEntries(names.map((name) => [name, headerOf(request, name) ?? undefined]))
}

/** Writes an answer. Only what is published may be kept by others, and asked about every time. */
function write({ surface, url, request }: Asked, answer: VendorAnswer): Response {
  if (url === null || answer.status !== 200 || answer.text !== undefined) return written(surface, answer)
  const ifNoneMatch = request.headers['if-none-match'] ?? null
  const delivered = respondDelivered(JSON.stringify(answer.body), { ifNoneMatch })
  return { ...delivered, headers: { ...delivered.headers, ...originsOf(surface), ...answer.headers } }
}

function written(surface: VendorSurface, { status, headers, body, text }: VendorAnswer): Response {
  const common = { ...noStore, ...originsOf(surface), ...headers }
  if (text !== undefined) return { status, headers: common, body: text }
  if (body === null) return { status, headers: common, body: null }
  return { status, headers: { 'Content-Type': surface.mediaType ?? json, ...common }, body: JSON.stringify(body) }
}

/** Puts whatever was thrown into the vendor's words; what nobody expected goes to the log and says nothing. */
function fail(
  parts: DialectParts,
  visit: Visit,
  error: unknown,
  more: Readonly<Record<string, string>> = {},
): FastifyReply {
  const { surface, request, reply } = visit
  const refused: Refused = refusedFor(error)
  if (refused.status >= 500) parts.services.log.error({ err: error, request: visit.id }, 'request of a dialect failed')
  if (request.body instanceof Readable) endUnread(request, reply)
  const told = surface.answerRefusal(refused, occasionOf(parts, visit))
  return send(reply, written(surface, { ...told, headers: { ...more, ...told.headers } }))
}

function occasionOf({ services }: DialectParts, visit: Visit): Occasion {
  const { surface, query, request, route, id } = visit
  const placed = placeIn({ places: surface.credentials, query, request })
  return { ...visitName(visit), route, placed, id, at: services.now() }
}

function methodOf({ method }: FastifyRequest): VendorRequest['method'] {
  return methods.find((each) => each === method) ?? 'GET'
}

function visitName({ request, parts }: Visit): Pick<VendorRequest, 'method' | 'path'> {
  return { method: methodOf(request), path: `/${(parts ?? []).join('/')}` }
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

/** A browser's `*` stands for every header but `Authorization`: those in which tokens come are named. */
function preflight(surface: VendorSurface): Response {
  const allowed = new Set(['HEAD', ...surface.routes.map(({ method }) => method)])
  const headers = {
    ...originsOf(surface),
    ...(surface.origins === 'any' && {
      'Access-Control-Allow-Methods': [...allowed].join(', '),
      'Access-Control-Allow-Headers': ['*', ...credentialHeaders(surface.credentials)].join(', '),
      'Access-Control-Max-Age': '86400',
    }),
  }
  return { status: 204, headers, body: null }
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
