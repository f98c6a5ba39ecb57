import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { matchPath, pathParts } from '@latchkey/dialect-kit/match-path'
import { parseQuery } from '@latchkey/dialect-kit/vendor-query'
import { expect, test } from 'vitest'
import { surface } from '../surface.ts'

/** What a published client asked of a running server, what that did for it, and what it was answered. */
interface Transcript {
  /** As the client sent it, below `/v3`, without its token. */
  readonly request: string
  readonly method: VendorRequest['method']
  readonly kind: VendorRequest['kind']
  readonly headers: VendorRequest['headers']
  readonly body: unknown
  readonly space: VendorRequest['space']
  readonly base: string
  readonly minute: number
  readonly calls: readonly { readonly operation: string; readonly given: unknown; readonly result: unknown }[]
  readonly answer: unknown
}

const transcripts = globSync('*.json', { cwd: import.meta.dirname }).toSorted()

test('there are transcripts', () => {
  expect(transcripts.length).toBeGreaterThan(5)
})

test.each(transcripts)('%s is answered as it was', (file) => {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8')
  const { request, calls, answer, ...facts }: Transcript = JSON.parse(text)
  const [path = '', query = ''] = request.split('?')
  const match = matchPath(surface.routes, facts.method, pathParts(path) ?? [])
  if (match.is !== 'route') throw new Error(`${request} leads nowhere: record it again.`)
  const plan = match.route.plan({
    path,
    params: match.params,
    query: parseQuery(query),
    url: request,
    get file(): never {
      throw new Error('No request of these carries a file.')
    },
    ...facts,
  })
  let step = plan.next()
  for (const { operation, given, result } of calls) {
    if (step.done === true) throw new Error(`Nothing asks for ${operation} any more: record it again.`)
    const { operation: asked, ...input } = step.value
    expect([asked.id, JSON.parse(JSON.stringify(input))]).toEqual([operation, given])
    step = plan.next({ ok: true, result })
  }
  expect(step.done).toBe(true)
  expect(JSON.parse(JSON.stringify(step.value))).toEqual(answer)
})
