import type { RequestSpace, VendorMethod, VendorRequest, VendorSurface } from './dialect.ts'
import { matchPath, pathParts } from './match-path.ts'
import { parseQuery } from './vendor-query.ts'

/** What a client asked of a running server, what that did for it, and what it was answered: recorded, to be replayed by a test. */
export interface Transcript {
  readonly method: VendorMethod
  /** Path and query below the dialect, without a token. */
  readonly request: string
  /** Those that plans may read; absent: none. */
  readonly headers?: VendorRequest['headers']
  readonly body: unknown
  /** Of the token; absent where no plan asks. */
  readonly kind?: VendorRequest['kind']
  /** Null for a route that is about none. */
  readonly space: RequestSpace | null
  readonly base: string
  readonly minute: number
  readonly calls: readonly { readonly operation: string; readonly given: unknown; readonly result: unknown }[]
  readonly answer: unknown
}

/** What the routes of today make of a transcript: the calls that they ask for, and the answer; both as JSON. */
export interface Replayed {
  readonly calls: readonly { readonly operation: string; readonly given: unknown }[]
  readonly answer: unknown
}

/** Steps through the plan of a recorded request, which is told for each call what it was told then. */
export function replay({ prefix, routes }: VendorSurface, transcript: Transcript): Replayed {
  const { method, request, headers = {}, body, kind, space, base, minute, calls } = transcript
  const [whole = '', query = ''] = request.split('?')
  const path = whole.slice(prefix.length)
  const match = matchPath(routes, method, pathParts(path) ?? [])
  if (match.is !== 'route') throw new Error(`${method} ${request} leads nowhere: record it again.`)
  const plan = match.route.plan({
    method,
    path,
    params: match.params,
    query: parseQuery(query),
    headers,
    body,
    base,
    url: request,
    minute,
    get file(): never {
      throw new Error('Files are not in transcripts.')
    },
    get kind() {
      if (kind === undefined) throw new Error(`${request} was asked without a token: record it again.`)
      return kind
    },
    get space() {
      if (space === null) throw new Error(`${request} is about no space: record it again.`)
      return space
    },
  })
  const asked: { readonly operation: string; readonly given: unknown }[] = []
  let step = plan.next()
  while (step.done !== true) {
    const { operation, ...given } = step.value
    asked.push({ operation: operation.id, given: asJson(given) })
    const told = calls[asked.length - 1]
    if (told === undefined) throw new Error(`${operation.id} was not asked for: record it again.`)
    step = plan.next({ ok: true, result: told.result })
  }
  return { calls: asked, answer: asJson(step.value) }
}

function asJson(value: unknown): unknown {
  const text = JSON.stringify(value)
  const parsed: unknown = JSON.parse(text)
  return parsed
}
