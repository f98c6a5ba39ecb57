import { LatchkeyProblem, LatchkeyUnreachable, type ProblemDocument } from '../problem.ts'
import { expandPath, queryText } from './address.ts'
import type { Masked } from './masked.ts'
import { isRepeatable, pauseMsOf } from './retry.ts'
import type { Route } from './route.ts'

/** What all requests of a client share. */
export interface Connection {
  /** Address of the server, without a slash at its end. */
  readonly base: string
  /** Null when requests carry no token: public operations, and pages that have the studio's cookie. */
  readonly token: Masked | null
  readonly headers: Readonly<Record<string, string>>
  readonly fetch: typeof fetch
  readonly retriesMax: number
  readonly now: () => number
  readonly wait: (pauseMs: number, signal?: AbortSignal) => Promise<void>
}

/** A request with the types of its operation forgotten. */
export interface AnyRequest {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly ifMatch?: number
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/** Sends a request, again where that is safe and the server asks for it, and reads the answer. Null for an answer without a body. */
export async function send(connection: Connection, route: Route, request: AnyRequest): Promise<unknown> {
  const { text } = await exchange(connection, route, request, 'application/json')
  return text === '' ? null : JSON.parse(text)
}

/** The same for a file: its bytes are the caller's to read from the answer. */
export async function sendForFile(connection: Connection, route: Route, request: AnyRequest): Promise<Response> {
  const { response } = await exchange(connection, route, request, '*/*')
  return response
}

type Accepted = 'application/json' | '*/*'

async function exchange(
  connection: Connection,
  route: Route,
  request: AnyRequest,
  accepted: Accepted,
): Promise<Answer> {
  const [method, path] = route
  const url = connection.base + expandPath(path, request.params ?? {}) + queryText(request.query ?? {})
  const init = { method, ...bodyOf(route, request), headers: headersOf(connection, route, request, accepted) }
  const retriesMax = isRepeatable(route, request.idempotencyKey) ? connection.retriesMax : 0
  for (let tries = 0; ; tries += 1) {
    const signal = request.signal && { signal: request.signal }
    const answer = await reach(connection, url, { ...init, ...signal }, accepted)
    if (answer.response.ok) return answer
    const pauseMs = tries < retriesMax ? pauseMsOf(answer.response, connection.now()) : null
    if (pauseMs === null) throw problemOf(answer)
    await connection.wait(pauseMs, request.signal)
  }
}

interface Answer {
  readonly response: Response
  /** Empty for a file, whose bytes are not read here. */
  readonly text: string
}

/** One try. A connection that breaks in the middle of an answer counts as none. */
async function reach(
  { base, token, fetch: fetchAnswer }: Connection,
  url: string,
  init: RequestInit,
  accepted: Accepted,
): Promise<Answer> {
  try {
    // The API never redirects: following one could carry a token or a write elsewhere.
    const response = await fetchAnswer(url, { ...init, redirect: 'error', credentials: token ? 'omit' : 'same-origin' })
    return { response, text: accepted === '*/*' && response.ok ? '' : await response.text() }
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new LatchkeyUnreachable(base, error)
  }
}

function bodyOf([, , , mark]: Route, { body }: AnyRequest): { readonly body?: string | FormData } {
  if (body instanceof FormData) return { body }
  if (mark === 'form') return { body: new URLSearchParams(Object.entries(body ?? {})).toString() }
  return body === undefined || body === null ? {} : { body: JSON.stringify(body) }
}

function headersOf(
  { token, headers }: Connection,
  route: Route,
  request: AnyRequest,
  accepted: Accepted,
): Record<string, string> {
  const { body, ifMatch, idempotencyKey } = request
  return {
    ...headers,
    Accept: accepted,
    ...(token && { Authorization: `Bearer ${token.expose()}` }),
    // A form says its own type, with the boundary that it has.
    ...(body !== undefined &&
      body !== null &&
      !(body instanceof FormData) && {
        'Content-Type': bodyType(route),
      }),
    ...(ifMatch !== undefined && { 'If-Match': `"v${ifMatch}"` }),
    ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
  }
}

function bodyType([method, , , mark]: Route): string {
  if (mark === 'form') return 'application/x-www-form-urlencoded'
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
}

function problemOf({ response, text }: Answer): LatchkeyProblem {
  const { status, statusText, headers } = response
  const document = headers.get('Content-Type')?.startsWith('application/problem+json') ? parse(text) : {}
  return new LatchkeyProblem({ title: statusText || `HTTP ${status}`, ...document, status })
}

function parse(text: string): Partial<ProblemDocument> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the media type says that it is a problem document of the contract.
    return JSON.parse(text) as ProblemDocument
  } catch {
    return {}
  }
}
