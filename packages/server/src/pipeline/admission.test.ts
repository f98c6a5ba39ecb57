import { expect, test } from 'vitest'
import { describeEachDatabase } from '../database/test-databases.ts'
import type { TestDatabases } from '../database/test-databases.ts'
import { openTestApp, type TestApp, type TestAppOptions } from '../test-support/test-app.ts'

const path = '/api/v1/spaces/shop/tokens'
const delivered = '/delivery/v1/spaces/shop/content/products'

async function openShop(databases: TestDatabases, settings: TestAppOptions['settings'] = {}): Promise<TestApp> {
  const app = await openTestApp(databases, { settings })
  await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', { body: { slug: 'products', fields: [] } })
  return app
}

function issue(app: TestApp, body: object) {
  return app.expect(201, 'POST', path, { body: { kind: 'delivery', name: 'Site', ...body } })
}

/** The status of a call from an address; tests of the server itself come from 127.0.0.1. */
async function statusFrom(app: TestApp, address: string, token: string): Promise<number> {
  const { statusCode } = await app.app.server.inject({
    method: 'GET',
    url: delivered,
    remoteAddress: address,
    headers: { authorization: `Bearer ${token}` },
  })
  return statusCode
}

describeEachDatabase('a token with a rate limit', (databases) => {
  test('is told how many requests are left, and refused until there are more', async () => {
    const app = await openShop(databases)
    const { secret: token } = await issue(app, { rate_limit: { requests: 60, per: 'minute', burst: 2 } })
    const call = () => app.call('GET', delivered, { token })
    const first = await call()
    expect([first.status, first.headers['ratelimit'], first.headers['ratelimit-policy']]).toEqual([
      200,
      '"token";r=1;t=1',
      '"token";q=2;w=2',
    ])
    // From the cache, and not less counted.
    expect((await call()).headers['ratelimit']).toBe('"token";r=0;t=2')
    const refused = await call()
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({ type: '/problems/too-many-requests' })
    expect(refused.headers).toMatchObject({
      ratelimit: '"token";r=0;t=2',
      'retry-after': '1',
      'cache-control': 'no-store',
      'access-control-expose-headers': 'RateLimit, RateLimit-Policy, Retry-After',
    })
    app.clock.now += 1000
    expect((await call()).status).toBe(200)
    expect((await call()).status).toBe(429)
  })

  test('is told also with a refusal, and with an answer that says that nothing has changed', async () => {
    const app = await openShop(databases)
    const { secret: token } = await issue(app, { rate_limit: { requests: 9, per: 'second' } })
    const refused = await app.call('GET', path, { token })
    expect([refused.status, refused.headers['ratelimit']]).toEqual([403, '"token";r=8;t=1'])
    const { headers } = await app.call('GET', delivered, { token })
    const unchanged = await app.call('GET', delivered, { token, headers: { 'if-none-match': headers['etag'] ?? '' } })
    expect([unchanged.status, unchanged.headers['ratelimit']]).toEqual([304, '"token";r=6;t=1'])
  })

  test('takes none of another token’s requests, though they share what is kept', async () => {
    const app = await openShop(databases)
    const { secret: narrow } = await issue(app, { rate_limit: { requests: 1, per: 'minute' } })
    const { secret: free } = await issue(app, {})
    for (const status of [200, 429]) expect((await app.call('GET', delivered, { token: narrow })).status).toBe(status)
    const answer = await app.call('GET', delivered, { token: free })
    expect([answer.status, answer.headers['ratelimit']]).toEqual([200, undefined])
  })

  test('is changed for the next request', async () => {
    const app = await openShop(databases)
    const { id, secret: token } = await issue(app, { rate_limit: { requests: 10, per: 'minute', burst: 5 } })
    expect((await app.call('GET', delivered, { token })).headers['ratelimit-policy']).toBe('"token";q=5;w=30')
    const changed = await app.expect(200, 'PATCH', `${path}/${id}`, {
      body: { rate_limit: { requests: 30, per: 'minute' } },
    })
    expect(changed.rate_limit).toEqual({ requests: 30, per: 'minute', burst: 5 })
    expect((await app.call('GET', delivered, { token })).headers['ratelimit-policy']).toBe('"token";q=5;w=10')
    expect(await app.expect(200, 'PATCH', `${path}/${id}`, { body: { rate_limit: null } })).toMatchObject({
      rate_limit: null,
    })
    expect((await app.call('GET', delivered, { token })).headers['ratelimit']).toBe(undefined)
  })

  test('has the calls that came too fast in its usage', async () => {
    const app = await openShop(databases)
    const { id, secret: token } = await issue(app, { rate_limit: { requests: 1, per: 'minute' } })
    for (const status of [200, 429, 429]) await app.expect(status, 'GET', delivered, { token })
    await app.app.usage.flush()
    expect(await app.expect(200, 'GET', `${path}/${id}/usage`)).toMatchObject({
      calls: 3,
      refused: 2,
      days: [{ refusals: [{ problem: 'too-many-requests', layer: null, missing_grant: null, calls: 2 }] }],
    })
  })

  test('that has none of its own is bound by the instance’s, and one that has by its own', async () => {
    const app = await openShop(databases, { rateLimit: { requests: 1000, per: 'minute', burst: null } })
    const { secret: own } = await issue(app, { rate_limit: { requests: 5000, per: 'minute' } })
    const { secret: plain } = await issue(app, {})
    const policyOf = async (token: string) => (await app.call('GET', delivered, { token })).headers['ratelimit-policy']
    expect([await policyOf(own), await policyOf(plain), await policyOf(app.owner.token)]).toEqual([
      '"token";q=5000;w=60',
      '"default";q=1000;w=60',
      '"default";q=1000;w=60',
    ])
  })
})

describeEachDatabase('a token with allowed networks', (databases) => {
  test('is let in from there, and told from elsewhere that it is not, and nothing of where it is', async () => {
    const app = await openShop(databases)
    const networks = ['203.0.113.0/24', '2001:db8::/32']
    const { secret } = await issue(app, { allowed_networks: networks })
    for (const address of ['203.0.113.9', '::ffff:203.0.113.9', '2001:db8:9::1']) {
      expect(await statusFrom(app, address, secret)).toBe(200)
    }
    for (const address of ['203.0.114.9', '2001:db9::1']) expect(await statusFrom(app, address, secret)).toBe(403)
    const refused = await app.expect(403, 'GET', delivered, { token: secret })
    expect(refused).toMatchObject({ type: '/problems/network-not-allowed', layer: 'network' })
    expect(JSON.stringify(refused)).not.toMatch(/203\.0\.113|2001:db8/)
  })

  test('is refused before what others were answered is handed out, from the request on that follows its narrowing', async () => {
    const app = await openShop(databases)
    const { id, secret: token } = await issue(app, {})
    await app.expect(200, 'GET', delivered, { token })
    await app.expect(200, 'PATCH', `${path}/${id}`, { body: { allowed_networks: ['203.0.113.0/24'] } })
    await app.expect(403, 'GET', delivered, { token })
    await app.expect(200, 'PATCH', `${path}/${id}`, { body: { allowed_networks: null } })
    await app.expect(200, 'GET', delivered, { token })
  })

  test('is told nothing where it is no good', async () => {
    const app = await openShop(databases)
    const { id, secret: token } = await issue(app, { allowed_networks: ['203.0.113.0/24'] })
    await app.expect(200, 'POST', `${path}/${id}/revoke`)
    await app.expect(401, 'GET', delivered, { token })
  })

  test('has its refused calls in its usage', async () => {
    const app = await openShop(databases)
    const { id, secret: token } = await issue(app, { allowed_networks: ['203.0.113.0/24'] })
    await app.expect(403, 'GET', delivered, { token })
    await app.app.usage.flush()
    const { days } = await app.expect(200, 'GET', `${path}/${id}/usage`)
    expect(days).toMatchObject([
      {
        networks: [{ network: '127.0.0.0/24', calls: 1 }],
        refusals: [{ problem: 'network-not-allowed', layer: 'network', missing_grant: null, calls: 1 }],
      },
    ])
  })
})

describeEachDatabase('a token with allowed origins', (databases) => {
  const origin = 'https://shop.example'

  test('is let in by pages of those, by what the browser says of the page', async () => {
    const app = await openShop(databases)
    const { secret: token } = await issue(app, { allowed_origins: [origin, 'https://*.shop.example'] })
    const statusWith = async (headers: Record<string, string>) =>
      (await app.call('GET', delivered, { token, headers })).status
    expect(await statusWith({ origin })).toBe(200)
    expect(await statusWith({ origin: 'https://a.shop.example' })).toBe(200)
    expect(await statusWith({ referer: `${origin}/page?x=1` })).toBe(200)
    expect(await statusWith({ origin: 'https://evil.example', referer: origin })).toBe(403)
    expect(await statusWith({ origin: 'null', referer: origin })).toBe(403)
    expect(await statusWith({ referer: 'https://evil.example/https://shop.example' })).toBe(403)
    expect(await statusWith({})).toBe(403)
  })

  test('answers that origin alone, also from what was kept for a token of any origin', async () => {
    const app = await openShop(databases)
    const { secret: free } = await issue(app, {})
    const { secret: token } = await issue(app, { allowed_origins: [origin] })
    const other = await app.call('GET', delivered, { token: free, headers: { origin: 'https://evil.example' } })
    expect(other.headers['access-control-allow-origin']).toBe('*')
    const own = await app.call('GET', delivered, { token, headers: { origin } })
    expect(own.headers).toMatchObject({
      'access-control-allow-origin': origin,
      vary: 'Authorization, Origin, Accept-Encoding',
    })
    const unchanged = await app.call('GET', delivered, {
      token,
      headers: { origin, 'if-none-match': own.headers['etag'] ?? '' },
    })
    expect([unchanged.status, unchanged.headers['access-control-allow-origin']]).toEqual([304, origin])
    const unasked = await app.call('GET', delivered, { token, headers: { referer: origin } })
    expect([unasked.status, unasked.headers['access-control-allow-origin']]).toEqual([200, undefined])
  })

  test('is refused in words that the page may read, after a preflight that knows no token yet', async () => {
    const app = await openShop(databases)
    const { secret: token } = await issue(app, { allowed_origins: [origin] })
    const headers = { origin: 'https://evil.example', 'access-control-request-headers': 'authorization' }
    const preflight = await app.call('OPTIONS', delivered, { token: null, headers })
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, '*'])
    const refused = await app.call('GET', delivered, { token, headers })
    expect(refused.body).toMatchObject({ status: 403, type: '/problems/origin-not-allowed', layer: 'origin' })
    expect(refused.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' })
    expect(refused.text).not.toContain('shop.example')
  })
})
