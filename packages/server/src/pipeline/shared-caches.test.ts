import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../database/test-databases.ts'
import { type Answer, openTestApp, type TestApp } from '../test-support/test-app.ts'

const space = '/api/v1/spaces/shop'
const list = '/delivery/v1/spaces/shop/content/products'
const closed = 'private, no-cache'

describeEachDatabase('what shared caches are told of a delivery', (databases) => {
  let app: TestApp

  beforeAll(async () => {
    app = await openTestApp(databases)
    await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'products', fields: [] } })
  }, 60_000)

  const open = (shared_caches: boolean) => app.expect(200, 'PATCH', space, { body: { shared_caches } })
  const issue = (more: object = {}) =>
    app.expect(201, 'POST', `${space}/tokens`, { body: { kind: 'delivery', name: 'Site', ...more } })
  const told = async (token: string, url = list): Promise<string | undefined> =>
    (await app.call('GET', url, { token })).headers['cache-control']

  test('is nothing until the space says so, whatever the token says', async () => {
    expect((await app.expect(200, 'GET', space)).shared_caches).toBe(false)
    const { secret } = await issue({ cache_ttl: 60 })
    expect(await told(secret)).toBe(closed)
  })

  test('is to ask each time, or how long the token lets them be, with what is kept and with what has not changed', async () => {
    await open(true)
    const { id, secret: token } = await issue()
    const first = await app.call('GET', list, { token })
    expect(first.headers).toMatchObject({
      'cache-control': 'public, no-cache',
      vary: expect.stringContaining('Authorization'),
    })
    const changed = await app.expect(200, 'PATCH', `${space}/tokens/${id}`, { body: { cache_ttl: 60 } })
    expect(changed).toMatchObject({
      cache_ttl: 60,
      reach: [
        expect.any(String),
        'Caches that the space lets keep its answers may hand them out for 60 s, also after it was revoked.',
      ],
    })
    const ask = (headers: Record<string, string> = {}): Promise<Answer> => app.call('GET', list, { token, headers })
    const answers = [await ask(), await ask(), await ask({ 'if-none-match': first.headers['etag'] ?? '' })]
    expect(answers.map(({ status, headers }) => [status, headers['cache-control']])).toEqual([
      [200, 'public, max-age=60'],
      [200, 'public, max-age=60'],
      [304, 'public, max-age=60'],
    ])
  })

  test('is nothing again from the request on that follows the closing', async () => {
    await open(true)
    const { secret } = await issue({ cache_ttl: 60 })
    expect(await told(secret)).toBe('public, max-age=60')
    expect(await open(false)).toMatchObject({ shared_caches: false })
    expect(await told(secret)).toBe(closed)
    expect(await app.expect(200, 'PATCH', space, { body: { name: 'Shop' } })).toMatchObject({ shared_caches: false })
  })

  test('is never longer than the token lives', async () => {
    await open(true)
    const expires_at = new Date(app.clock.now + 30_000).toISOString()
    const { secret } = await issue({ cache_ttl: 60, expires_at })
    expect(await told(secret)).toBe('public, max-age=30')
    app.clock.now += 29_500
    expect(await told(secret)).toBe('public, no-cache')
  })

  test('is nothing of refusals, of tokens that work from some places alone, and of other kinds', async () => {
    await open(true)
    const { secret } = await issue({ cache_ttl: 60 })
    expect(await told(secret, `${list}/none`)).toBe('no-store')
    expect(await told(`${secret}x`)).toBe('no-store')
    const within = await issue({ allowed_networks: ['127.0.0.0/8'] })
    const preview = await issue({ kind: 'preview' })
    const management = await issue({ kind: 'management' })
    const content = { effect: 'allow', actions: ['content.read'], resources: ['content'] }
    const api = await issue({ kind: 'api', grants: [content] })
    const personal = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      body: { name: 'Mine', scope: { form: 'all' } },
    })
    const elsewhere = [management.secret, api.secret, personal.secret, app.owner.token]
    expect([await told(within.secret), await told(preview.secret)]).toEqual([closed, closed])
    for (const token of elsewhere) expect(await told(token, `${list}?environment=production`)).toBe(closed)
  })

  test('is no term of other kinds, nor of tokens that work from some places alone', async () => {
    const faultsOf = async (more: object) =>
      (await app.expect(422, 'POST', `${space}/tokens`, { body: { kind: 'delivery', name: 'Site', ...more } })).errors
    expect(await faultsOf({ kind: 'preview', cache_ttl: 60 })).toEqual([
      { pointer: '/cache_ttl', detail: 'A preview token has no cache_ttl.' },
    ])
    const together = [{ pointer: '/cache_ttl', detail: expect.stringContaining('neither networks nor origins') }]
    expect(await faultsOf({ cache_ttl: 60, allowed_networks: ['203.0.113.0/24'] })).toEqual(together)
    expect(await faultsOf({ cache_ttl: 60, allowed_origins: ['https://shop.example'] })).toEqual(together)
    for (const cache_ttl of [-1, 86_401, 1.5]) await faultsOf({ cache_ttl })
    const { id } = await issue({ cache_ttl: 60 })
    const refused = await app.expect(422, 'PATCH', `${space}/tokens/${id}`, {
      body: { allowed_networks: ['203.0.113.0/24'] },
    })
    expect(refused.errors).toMatchObject([{ pointer: '/allowed_networks' }])
  })

  test('is for who may change the space to say', async () => {
    const { secret: token } = await issue({ kind: 'management', mode: 'read-write' })
    await app.expect(403, 'PATCH', space, { token, body: { shared_caches: true } })
  })
})
