import { inspect } from 'node:util'
import { operations } from '@latchkey/contract/operations'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { createClient } from './client.ts'
import { operationIds } from './lib/resources.ts'
import { LatchkeyProblem, LatchkeyUnreachable } from './problem.ts'
import { fakeServer, problem } from './testing/fake-server.ts'

const token = 'lk_mgt_7Hq2mK9xB1aZ_0123456789abcdefghijABCDEFGHIJKLMNOPQR'

function open(...answers: Response[]) {
  const server = fakeServer(...answers)
  const { fetch, wait } = server
  return { server, client: createClient({ url: 'http://localhost:4010/', token, fetch, wait, now: () => 0 }) }
}

const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  )

describe('requests', () => {
  test('a method fills in the path and sends query, body, version and token', async () => {
    const { client, server } = open(Response.json({ id: 'x' }))
    await client.entries.update(
      { space: 'shop', entry: 'red shirt' },
      { query: { type: 'products', locale: 'de' }, body: { fields: { price: 5 } }, ifMatch: 7 },
    )
    expect(server.seen[0]).toMatchObject({
      method: 'PATCH',
      url: 'http://localhost:4010/api/v1/spaces/shop/entries/red%20shirt?type=products&locale=de',
      body: { fields: { price: 5 } },
    })
    const { headers } = server.seen[0]!
    expect(headers.get('Authorization')).toBe(`Bearer ${token}`)
    expect(headers.get('If-Match')).toBe('"v7"')
    expect(headers.get('Content-Type')).toBe('application/merge-patch+json')
  })

  test('a method of an operation without path parameters takes the request alone', async () => {
    const { client, server } = open(Response.json({ slug: 'shop' }))
    const space = await client.spaces.create({ body: { slug: 'shop', name: 'Shop' }, idempotencyKey: 'one' })
    expect(space.slug).toBe('shop')
    expect(server.seen[0]!.headers.get('Idempotency-Key')).toBe('one')
  })

  test('a call that takes a form is sent one', async () => {
    const { client, server } = open(Response.json({ active: false }))
    expect(await client.oauth.introspect({ body: { token: 'lk_a&b' } })).toEqual({ active: false })
    expect(server.seen[0]!.headers.get('Content-Type')).toBe('application/x-www-form-urlencoded')
    expect(server.seen[0]!.body).toBe('token=lk_a%26b')
  })

  test('an answer without a body is null', async () => {
    const { client } = open(new Response(null, { status: 204 }))
    expect(await client.call('entries.delete', { params: { space: 'shop', entry: 'x' } })).toBeNull()
  })

  test.each(['.', '..', ''])('%j names nothing, so that no path is shortened', async (entry) => {
    const { client, server } = open()
    expect(await rejection(client.entries.show({ space: 'shop', entry }))).toBeInstanceOf(TypeError)
    expect(server.seen).toEqual([])
  })

  test.each(['localhost:4010', 'ftp://localhost', 'http://me:secret@localhost', 'nonsense'])(
    '%s is no server',
    (url) => {
      expect(() => createClient({ url })).toThrow('address of')
    },
  )
})

describe('types', () => {
  const { client } = open()

  test('results follow the contract', () => {
    expectTypeOf(client.spaces.create).returns.resolves.toHaveProperty('default_locale')
    expectTypeOf(client.entries.delete).returns.resolves.toBeNull()
  })

  test('every operation of the contract is a call', () => {
    expect(operationIds().toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
  })

  test('no resource hides a method of the client itself', () => {
    expect(operations.map(({ resource }) => resource)).not.toContainEqual(
      expect.stringMatching(/^(call|pages|items|uploadAsset|downloadAsset|downloadBackup)$/),
    )
  })

  test('what an operation does not take cannot be given', () => {
    // @ts-expect-error -- a list takes no body.
    void (() => client.entries.list({ space: 'shop' }, { body: {} }))
    // @ts-expect-error -- it must be said which space.
    void (() => client.entries.list({}))
    // @ts-expect-error -- a space needs a slug.
    void (() => client.spaces.create({ body: { name: 'Shop' } }))
    // @ts-expect-error -- one entry is not a list.
    void (() => client.pages('entries.show', { params: { space: 'shop', entry: 'x' } }))
    expect(client).toBeDefined()
  })
})

describe('lists', () => {
  test('pages follow one another until there is none', async () => {
    const page = (slug: string, next: string | null) => Response.json({ items: [{ slug }], next })
    const { client, server } = open(page('one', 'cursor'), page('two', null))
    const slugs = []
    for await (const { slug } of client.items('entries.list', { params: { space: 'shop' }, query: { limit: 1 } })) {
      slugs.push(slug)
    }
    expect(slugs).toEqual(['one', 'two'])
    expect(server.seen.map(({ url }) => new URL(url).search)).toEqual(['?limit=1', '?limit=1&after=cursor'])
  })

  test('a page is asked for only when it is needed', async () => {
    const { client, server } = open(Response.json({ items: [1], next: 'cursor' }))
    for await (const _ of client.pages('spaces.list')) break
    expect(server.seen).toHaveLength(1)
  })
})

describe('problems', () => {
  test('a refusal is a LatchkeyProblem with everything that the server said', async () => {
    const missing = { effect: 'allow', actions: ['content.read'], resources: ['space:shop:content:campaigns'] }
    const { client } = open(problem(403, 'insufficient-scope', { missing_grant: missing, layer: 'role' }))
    const error = await rejection(client.entries.list({ space: 'shop' }))
    expect(error).toBeInstanceOf(LatchkeyProblem)
    expect(error).toMatchObject({
      type: '/problems/insufficient-scope',
      slug: 'insufficient-scope',
      status: 403,
      detail: 'It is insufficient-scope.',
      missing_grant: missing,
      requestId: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11',
    })
  })

  test('an answer of something before the server is a problem too', async () => {
    const { client } = open(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }))
    expect(await rejection(client.spaces.list())).toMatchObject({ type: 'about:blank', status: 502, requestId: null })
  })

  test('no answer is LatchkeyUnreachable', async () => {
    const { client } = open()
    expect(await rejection(client.spaces.list())).toBeInstanceOf(LatchkeyUnreachable)
  })

  test('an aborted request rejects with the reason of its signal', async () => {
    const reason = new Error('closed')
    const client = createClient({ url: 'http://localhost:1', token, fetch: async () => Promise.reject(reason) })
    expect(await rejection(client.spaces.list({ signal: AbortSignal.abort(reason) }))).toBe(reason)
  })
})

describe('another try', () => {
  const busy = (seconds = '2') => problem(503, 'unavailable', {}, { 'Retry-After': seconds })

  test('a read is sent again after the pause that the server asks for', async () => {
    const { client, server } = open(busy(), Response.json({ items: [], next: null }))
    expect(await client.spaces.list()).toEqual({ items: [], next: null })
    expect(server.pauses).toEqual([2000])
  })

  test('it ends after two more tries', async () => {
    const { client, server } = open(busy(), busy(), busy(), busy())
    expect(await rejection(client.spaces.list())).toMatchObject({ status: 503 })
    expect(server.seen).toHaveLength(3)
  })

  test.each([
    ['a create without a key', busy(), undefined],
    ['a pause of minutes', busy('600'), 'key'],
    ['a server that does not ask', problem(503, 'unavailable'), 'key'],
    ['another refusal', problem(409, 'conflict', {}, { 'Retry-After': '1' }), 'key'],
  ])('%s is not sent again', async (_, answer, idempotencyKey) => {
    const { client, server } = open(answer)
    await rejection(
      client.spaces.create({ body: { slug: 'shop', name: 'Shop' }, ...(idempotencyKey && { idempotencyKey }) }),
    )
    expect(server.seen).toHaveLength(1)
  })

  test('a create with a key is sent again with the same key', async () => {
    const { client, server } = open(busy(), Response.json({ slug: 'shop' }))
    await client.spaces.create({ body: { slug: 'shop', name: 'Shop' }, idempotencyKey: 'one' })
    expect(server.seen.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(['one', 'one'])
  })
})

describe('the token', () => {
  const everywhere = (value: unknown) =>
    [inspect(value, { depth: null, showHidden: true }), JSON.stringify(value), String(value)].join('\n')

  test('printing or serialising the client does not show it', () => {
    expect(everywhere(open().client)).not.toContain('7Hq2mK9xB1aZ')
  })

  test.each([
    ['a problem', problem(403, 'insufficient-scope')],
    ['no answer', undefined],
    ['nonsense', new Response('not JSON')],
  ])('an error about %s does not show it', async (_, answer) => {
    const { client } = open(...(answer ? [answer] : []))
    const error = await rejection(client.spaces.list())
    expect(error).toBeInstanceOf(Error)
    expect(everywhere(error)).not.toContain('7Hq2mK9xB1aZ')
  })
})
