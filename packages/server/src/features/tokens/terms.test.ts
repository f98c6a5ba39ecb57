import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'
const own = '/api/v1/account/tokens'
const narrow = ['127.0.0.0/8']

/** A personal token of the owner that works from here alone. */
async function narrowMaker(app: People): Promise<string> {
  const body = { name: 'Maker', scope: { form: 'all' }, allowed_networks: narrow }
  return (await app.expect(201, 'POST', own, { body })).secret
}

describeEachDatabase('the terms of a token', (databases) => {
  test('are answered in the one way to write them, and in words', async () => {
    const app = await openPeople(databases)
    const body = {
      kind: 'delivery',
      name: 'Site',
      rate_limit: { requests: 600, per: 'minute' },
      allowed_networks: ['203.0.113.7', '2001:DB8::/32', '203.0.113.7/32'],
      allowed_origins: ['https://Shop.example:443'],
    }
    expect(await app.expect(201, 'POST', path, { body })).toMatchObject({
      rate_limit: { requests: 600, per: 'minute', burst: null },
      allowed_networks: ['203.0.113.7/32', '2001:db8::/32'],
      allowed_origins: ['https://shop.example'],
      reach: [
        expect.any(String),
        'Only from 203.0.113.7/32 or 2001:db8::/32.',
        'Only in pages of https://shop.example.',
        'At most 600 requests a minute.',
      ],
    })
  })

  test('that cannot be read are refused one by one, and a network that is none is never widened to one', async () => {
    const app = await openPeople(databases)
    const body = {
      kind: 'delivery',
      name: 'Site',
      allowed_networks: ['203.0.113.7/24', 'example.com', '10.0.0.0/8'],
      allowed_origins: ['https://shop.example', 'https://shop.example/page'],
    }
    const { errors } = await app.expect(422, 'POST', path, { body })
    expect(errors).toEqual([
      {
        pointer: '/allowed_networks/0',
        detail: 'The network is 203.0.113.0/24; the address alone, 203.0.113.7.',
      },
      { pointer: '/allowed_networks/1', detail: expect.any(String) },
      { pointer: '/allowed_origins/1', detail: expect.any(String) },
    ])
  })

  test.each([
    ['allowed_networks', []],
    ['allowed_origins', []],
    ['rate_limit', { requests: 0, per: 'minute' }],
    ['rate_limit', { requests: 1, per: 'hour' }],
  ])('%s %j are refused: nothing is opened by an empty list', async (name, value) => {
    const app = await openPeople(databases)
    await app.expect(422, 'POST', path, { body: { kind: 'delivery', name: 'Site', [name]: value } })
  })

  test('are those that the kind has: origins are for keys that may sit in a page', async () => {
    const app = await openPeople(databases)
    const { errors } = await app.expect(422, 'POST', path, {
      body: { kind: 'management', name: 'CI', allowed_origins: ['https://shop.example'] },
    })
    expect(errors).toEqual([{ pointer: '/allowed_origins', detail: 'A management token has no allowed_origins.' }])
    const { id } = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI' } })
    await app.expect(422, 'PATCH', `${path}/${id}`, { body: { allowed_origins: ['https://shop.example'] } })
  })

  test('of a personal token are set and changed by its owner', async () => {
    const app = await openPeople(databases)
    const body = { name: 'Mine', scope: { form: 'read' }, allowed_networks: ['203.0.113.0/24'] }
    const { id, secret: token } = await app.expect(201, 'POST', own, { body })
    await app.expect(403, 'GET', '/api/v1/session', { token })
    await app.expect(200, 'PATCH', `${own}/${id}`, {
      body: { allowed_networks: narrow, rate_limit: { requests: 1, per: 'minute' } },
    })
    await app.expect(200, 'GET', '/api/v1/session', { token })
    await app.expect(429, 'GET', '/api/v1/session', { token })
  })
})

describeEachDatabase('law 12: a token that works from some networks alone', (databases) => {
  test('makes none that works from elsewhere', async () => {
    const app = await openPeople(databases)
    const token = await narrowMaker(app)
    const personal = { name: 'Child', scope: { form: 'read' } }
    const delivery = { name: 'Child', kind: 'delivery' }
    for (const [where, body] of [
      [own, personal],
      [path, delivery],
    ] as const) {
      const refused = await app.expect(403, 'POST', where, { token, body })
      expect(refused.errors).toMatchObject([{ pointer: '/allowed_networks' }])
      await app.expect(403, 'POST', where, { token, body: { ...body, allowed_networks: ['10.0.0.0/8'] } })
      await app.expect(201, 'POST', where, { token, body: { ...body, allowed_networks: ['127.0.0.1'] } })
    }
  })

  test('neither widens another or itself, nor gets the secret of one that works from elsewhere', async () => {
    const app = await openPeople(databases)
    const token = await narrowMaker(app)
    const [itself] = token.split('_').slice(2)
    const wide = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'Wide' } })
    const small = await app.expect(201, 'POST', path, {
      body: { kind: 'management', name: 'Small', allowed_networks: ['127.0.0.1'] },
    })
    await app.expect(403, 'PATCH', `${own}/${itself}`, { token, body: { allowed_networks: null } })
    await app.expect(403, 'PATCH', `${path}/${small.id}`, { token, body: { allowed_networks: null } })
    await app.expect(200, 'PATCH', `${path}/${small.id}`, { token, body: { allowed_networks: narrow } })
    await app.expect(403, 'POST', `${path}/${wide.id}/rotate`, { token, body: {} })
    await app.expect(200, 'POST', `${path}/${small.id}/rotate`, { token, body: {} })
  })

  test('who may rename a token and not do what it does may narrow where it is used, and not widen that', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI', mode: 'read-write' } })
    const { token } = await app.member([
      { effect: 'allow', actions: ['tokens.read', 'tokens.update'], resources: ['tokens'] },
    ])
    await app.expect(200, 'PATCH', `${path}/${id}`, { token, body: { allowed_networks: ['203.0.113.0/24'] } })
    await app.expect(200, 'PATCH', `${path}/${id}`, { token, body: { allowed_networks: ['203.0.113.0/25'] } })
    await app.expect(403, 'PATCH', `${path}/${id}`, { token, body: { allowed_networks: ['203.0.113.0/24'] } })
  })
})
