import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Dialect, RequestSpace, VendorMethod, VendorRequest } from '../dialect.ts'
import { matchPath, pathParts } from '../match-path.ts'
import { parseQuery } from '../vendor-query.ts'

/** What a client asked of a running server, what that did for it, and what it was answered: recorded, to be replayed by a test. */
interface Transcript {
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

/** Tests that the routes of today ask for the calls of every transcript in a folder, and give its answer. */
export function testTranscripts(dialect: Dialect, folder: string): void {
  const transcripts = globSync('*.json', { cwd: folder }).toSorted()

  test('there are transcripts', () => {
    expect(transcripts.length).toBeGreaterThan(3)
  })

  test.each(transcripts)('%s is answered as it was', (file) => {
    const transcript: Transcript = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    expect(replay(dialect, transcript)).toEqual({
      calls: transcript.calls.map(({ operation, given }) => ({ operation, given })),
      answer: transcript.answer,
    })
  })
}

/** Steps through the plan of a recorded request, which is told for each call what it was told then. */
function replay({ surfaces }: Dialect, transcript: Transcript) {
  const { method, request, headers = {}, body, kind, space, base, minute, calls } = transcript
  const [whole = '', query = ''] = request.split('?')
  const surface = surfaces.find(({ prefix }) => whole.startsWith(`${prefix}/`))
  const path = whole.slice(surface?.prefix.length)
  const match = matchPath(surface?.routes ?? [], method, pathParts(path) ?? [])
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
