import type { Method, Operation } from '@latchkey/contract/operation'
import { expect } from 'vitest'
import type { ReadingApp } from './reading-app.ts'
import type { Answer } from './test-app.ts'

// Two databases that differ in nothing but what somebody may not see have to answer him with the same bytes.

export type Worlds = readonly [ReadingApp, ReadingApp]

/** The text of a token that both worlds have. */
export async function readerOf(worlds: Worlds, ...reader: Parameters<ReadingApp['reader']>): Promise<string> {
  const [token, same] = await Promise.all(worlds.map((world) => world.reader(...reader)))
  if (token === undefined || same !== token) throw new Error('The worlds have other tokens: seed them alike.')
  return token
}

/** Status, headers and bytes of an answer, but for what names the request itself. */
export async function answerOf(app: ReadingApp, path: string, token: string, headers = {}) {
  return told(path, await app.get(path, token, headers))
}

function told(path: string, { status, headers: sent, text, body }: Answer) {
  const { date: _, etag, ...rest } = sent
  // A sealed cursor is another text of the same length each time.
  const isSealed = sealedCursor.test(text)
  return {
    answer: {
      path,
      status,
      headers: { ...rest, ...(!isSealed && { etag }) },
      text: text.replace(/urn:request:[0-9a-f-]+/, 'urn:request').replace(sealedCursor, '"cursor":"…"'),
    },
    body,
    tag: sent['etag'],
  }
}

const sealedCursor = /"cursor":"key_[^"]+"/

const pagesMax = 4

/** Asks both for every page of an answer, and about its tag. Answers what the first page was. */
export async function expectAlike([one, other]: Worlds, path: string, token: string) {
  let next: string | null = ''
  let first: Awaited<ReturnType<typeof answerOf>> | undefined
  for (let round = 0; round < pagesMax && next !== null; round += 1) {
    const at: string = next === '' ? path : `${path}&after=${next}`
    const answered = await answerOf(one, at, token)
    expect((await answerOf(other, at, token)).answer).toEqual(answered.answer)
    if (answered.tag !== undefined) {
      const headers = { 'if-none-match': answered.tag }
      const again = await answerOf(one, at, token, headers)
      expect((await answerOf(other, at, token, headers)).answer).toEqual(again.answer)
    }
    first ??= answered
    next = answered.body?.next ?? null
  }
  if (first === undefined) throw new Error('Nothing was asked.')
  return first
}

/** Asks both to do what neither may do, with a body or without. Answers the status. */
export async function expectRefusedAlike(
  [one, other]: Worlds,
  method: Exclude<Method, 'GET'>,
  path: string,
  token: string,
  body?: unknown,
): Promise<number> {
  const { answer } = told(path, await one.send(method, path, token, body))
  const again = told(path, await other.send(method, path, token, body)).answer
  expect({ method, body, ...again }).toEqual({ method, body, ...answer })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  return answer.status
}

/** Values by the names of parameters. */
type Candidates = Readonly<Record<string, readonly string[]>>

/**
 * Every path of an operation that differs from the first in one name or one query.
 *
 * `named`: what a parameter of the path may name, beginning with what is there. `asked`: query strings by the parameter that
 * they are about.
 */
export function* pathsOf(
  { fullPath, query }: Operation,
  { named, asked }: { readonly named: Candidates; readonly asked: Candidates },
): Generator<string> {
  const parameters = [...fullPath.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const candidates = (name: string) => named[name] ?? ['nothing']
  const filled = (own: Readonly<Record<string, string>>) => {
    const at = fullPath.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => own[name] ?? candidates(name)[0] ?? '')
    return `${at}?${fullPath.includes('{entry}') && 'type' in query ? 'type=pages' : ''}`
  }
  yield filled({})
  for (const name of parameters) for (const value of candidates(name).slice(1)) yield filled({ [name]: value })
  for (const name of Object.keys(query)) for (const value of asked[name] ?? []) yield `${filled({})}&${value}`
}
