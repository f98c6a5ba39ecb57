import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { matchPath, pathParts } from '@latchkey/dialect-kit/match-path'
import { parseQuery } from '@latchkey/dialect-kit/vendor-query'
import { expect, test } from 'vitest'
import { delivery } from '../delivery.ts'

/** What the published client asked of a running server, what that did for it, and what it was answered. */
interface Transcript {
  /** As `storyblok-js-client` sent it, without its token. */
  readonly request: string
  readonly space: { readonly id: string; readonly slug: string; readonly defaultLocale: string }
  readonly base: string
  readonly minute: number
  readonly calls: readonly { readonly operation: string; readonly given: unknown; readonly result: unknown }[]
  readonly answer: unknown
}

const transcripts = globSync('*.json', { cwd: import.meta.dirname }).toSorted()

test('there are transcripts', () => {
  expect(transcripts.length).toBeGreaterThan(3)
})

test.each(transcripts)('%s is answered as it was', (file) => {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8')
  const { request, calls, answer, ...facts }: Transcript = JSON.parse(text)
  const [path = '', query = ''] = request.slice(delivery.prefix.length).split('?')
  const match = matchPath(delivery.routes, 'GET', pathParts(path) ?? [])
  if (match.is !== 'route') throw new Error(`${request} leads nowhere: record it again.`)
  const plan = match.route.plan({
    method: 'GET',
    path,
    params: match.params,
    query: parseQuery(query),
    body: null,
    headers: {},
    kind: 'delivery',
    get file(): never {
      throw new Error('No request of these carries a file.')
    },
    url: request,
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
