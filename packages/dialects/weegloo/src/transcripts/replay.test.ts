import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VendorMethod } from '@latchkey/dialect-kit/dialect'
import { matchPath, pathParts } from '@latchkey/dialect-kit/match-path'
import type { Reply } from '@latchkey/dialect-kit/plan'
import { parseQuery } from '@latchkey/dialect-kit/vendor-query'
import { expect, test } from 'vitest'
import { weegloo } from '../dialect.ts'

/** What was asked of a running server, what that did for it, and what it answered. Tokens are masked. */
interface Transcript {
  readonly request: string
  readonly method: VendorMethod
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly space: { readonly id: string; readonly slug: string; readonly defaultLocale: string }
  readonly base: string
  readonly minute: number
  readonly calls: readonly { readonly operation: string; readonly given: unknown; readonly reply: Reply }[]
  readonly answer: unknown
}

const transcripts = globSync('*.json', { cwd: import.meta.dirname }).toSorted()

test('there are transcripts', () => {
  expect(transcripts.length).toBeGreaterThan(3)
})

test.each(transcripts)('%s is answered as it was', (file) => {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8')
  const { request, calls, answer, ...facts }: Transcript = JSON.parse(text)
  const surface = weegloo.surfaces.find(({ prefix }) => request.startsWith(`${prefix}/`))
  if (surface === undefined) throw new Error(`${request} leads nowhere: record it again.`)
  const [path = '', query = ''] = request.slice(surface.prefix.length).split('?')
  const match = matchPath(surface.routes, facts.method, pathParts(path) ?? [])
  if (match.is !== 'route') throw new Error(`${request} leads nowhere: record it again.`)
  const plan = match.route.plan({
    ...facts,
    path,
    params: match.params,
    query: parseQuery(query),
    url: request,
    get kind(): never {
      throw new Error('No plan asks for the kind of a token.')
    },
    get file(): never {
      throw new Error('No transcript has a file.')
    },
  })
  let step = plan.next()
  for (const { operation, given, reply } of calls) {
    if (step.done === true) throw new Error(`Nothing asks for ${operation} any more: record it again.`)
    const { operation: asked, ...input } = step.value
    expect([asked.id, JSON.parse(JSON.stringify(input))]).toEqual([operation, given])
    step = plan.next(reply)
  }
  expect(step.done).toBe(true)
  expect(JSON.parse(JSON.stringify(step.value))).toEqual(answer)
})
