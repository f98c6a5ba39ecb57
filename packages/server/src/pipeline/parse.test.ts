import { createEntry, listEntries, publishEntry, updateEntry } from '@latchkey/contract/entries/operations'
import type { Operation } from '@latchkey/contract/operation'
import { createPersonalToken } from '@latchkey/contract/account/operations'
import { describe, expect, it } from 'vitest'
import { parseRequest, type RawRequest } from './parse.ts'
import { Refusal } from './refusal.ts'

const json = 'application/json'

function raw(parts: {
  params?: Record<string, string>
  query?: string
  body?: unknown
  type?: string | undefined
}): RawRequest {
  const { params = { space: 'shop' }, query = '', body, type = json } = parts
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { params, queryText: query, contentType: type, body: text === undefined ? null : Buffer.from(text) }
}

function refusalOf(operation: Operation, request: RawRequest): { slug: string; errors: unknown } {
  try {
    parseRequest(operation, request)
  } catch (error) {
    if (error instanceof Refusal) return { slug: error.problem.slug, errors: error.members.errors }
    throw error
  }
  throw new Error('The request was accepted.')
}

const pointers = (errors: unknown) => (errors as { pointer: string }[]).map((each) => each.pointer)

describe('a body', () => {
  it('is passed on as it was sent', () => {
    const body = { type: 'pages', slug: 'home', fields: { title: 'Hi', n: '3', deep: { a: [null] } } }
    expect(parseRequest(createEntry, raw({ body })).body).toEqual(body)
  })

  it('with an unknown key is refused with its pointer', () => {
    expect(refusalOf(createEntry, raw({ body: { type: 'pages', colour: 1 } }))).toEqual({
      slug: 'invalid-body',
      errors: [{ pointer: '/colour', detail: 'Unknown key.' }],
    })
  })

  it('with several mistakes names each of them', () => {
    const { errors } = refusalOf(createEntry, raw({ body: { slug: 'a b', fields: [], x: 1 } }))
    expect(pointers(errors).toSorted()).toEqual(['/fields', '/slug', '/type', '/x'])
  })

  it.each([
    { name: 1, scope: { form: 'all' } },
    { name: 'n', scope: { form: 'all' }, spaces: true },
    { name: 'n', scope: 'all' },
    { name: 'n', scope: { form: 'all', extra: 1 } },
  ])('is never coerced: %j', (body) => {
    expect(refusalOf(createPersonalToken, raw({ params: {}, body })).slug).toBe('invalid-body')
  })

  it.each([
    ['{"type":"pages","type":"posts"}', 'repeated'],
    ['{"type":"pages","fields":{"__proto__":{"admin":true}}}', '__proto__'],
    ['{"type":', 'not JSON'],
    [`{"type":"pages","fields":{"a":${'['.repeat(40)}${']'.repeat(40)}}}`, 'deeper'],
  ])('that JSON.parse would let pass or choke on is malformed: %s', (body, reason) => {
    expect(() => parseRequest(createEntry, raw({ body }))).toThrow(reason)
    expect(refusalOf(createEntry, raw({ body })).slug).toBe('malformed-json')
  })

  it('that is not UTF-8 is malformed', () => {
    const request = { ...raw({}), body: Buffer.from([0x7b, 0xff, 0x7d]) }
    expect(refusalOf(createEntry, request).slug).toBe('malformed-json')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json', undefined])(
    'of the type %s is unsupported on creation',
    (type) => {
      expect(refusalOf(createEntry, { ...raw({ body: { type: 'pages' } }), contentType: type }).slug).toBe(
        'unsupported-media-type',
      )
    },
  )

  it('of a merge patch is read on PATCH', () => {
    const request = raw({
      params: { space: 'shop', entry: 'home' },
      body: { slug: 'home' },
      type: 'application/merge-patch+json',
    })
    expect(parseRequest(updateEntry, request).body).toEqual({ slug: 'home' })
  })

  it('may be left out where all its parts may', () => {
    expect(parseRequest(publishEntry, raw({ params: { space: 'shop', entry: 'home' } })).body).toEqual({})
    expect(refusalOf(createEntry, raw({})).slug).toBe('malformed-json')
  })

  it('is refused by an operation that takes none', () => {
    expect(refusalOf(listEntries, raw({ body: {} })).slug).toBe('invalid-body')
  })
})

describe('a query', () => {
  const queryOf = (query: string) => ({ ...(parseRequest(listEntries, raw({ query })).query as object) })

  it('is read by the types of its parameters', () => {
    expect(queryOf('limit=20&count=true&type=pages')).toEqual({ limit: 20, count: true, type: 'pages' })
  })

  it('keeps filters in order, their names taken apart', () => {
    expect(queryOf('filter[price][lt]=50&filter[or][0][name]=a%2Bb')).toEqual({
      filter: [
        { path: ['price', 'lt'], value: '50' },
        { path: ['or', '0', 'name'], value: 'a+b' },
      ],
    })
  })

  it.each([
    ['colour=red', 'colour'],
    ['limit=5&limit=6', 'limit'],
    ['limit=05', 'limit'],
    ['limit=1e2', 'limit'],
    ['limit=1001', 'limit'],
    ['count=yes', 'count'],
    ['count=1', 'count'],
    ['filter=1', 'filter'],
    ['filter[a', 'filter[a'],
    ['filter[a]b=1', 'filter[a]b'],
    ['__proto__=1', '__proto__'],
  ])('with %s is refused and named', (query, parameter) => {
    const { slug, errors } = refusalOf(listEntries, raw({ query }))
    expect(slug).toBe('invalid-query')
    expect((errors as { parameter: string }[]).map((each) => each.parameter)).toContain(parameter)
  })

  it('with more than 1,000 filters is refused', () => {
    const query = Array.from({ length: 1001 }, (_, n) => `filter[f${n}]=1`).join('&')
    expect(refusalOf(listEntries, raw({ query })).slug).toBe('invalid-query')
  })
})

it('a path that cannot name anything is not found', () => {
  expect(refusalOf(listEntries, raw({ params: { space: '' } })).slug).toBe('not-found')
})
