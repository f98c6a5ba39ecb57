import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'
const own = '/api/v1/account/tokens'
const hour = 60 * 60 * 1000

/** Whether a secret opens anything. */
async function opens(app: TestApp, secret: string): Promise<boolean> {
  const { status, body } = await app.call('GET', '/api/v1/spaces/shop/content-types', { token: secret })
  if (status !== 200) expect([status, body.error]).toEqual([401, 'invalid_token'])
  return status === 200
}

describeEachDatabase('rotating a token', (databases) => {
  test.each([
    ['management', path, { kind: 'management', name: 'CI' }],
    [
      'api',
      path,
      { kind: 'api', name: 'CI', grants: [{ effect: 'allow', actions: ['schema.read'], resources: ['schema'] }] },
    ],
    ['personal', own, { name: 'CI', scope: { form: 'all' } }],
  ])('of the kind %s gives a new secret, and lets the old one work on for an hour', async (_kind, where, body) => {
    const app = await openPeople(databases)
    const { id, secret: old } = await app.expect(201, 'POST', where, { body })
    const answer = await app.call('POST', `${where}/${id}/rotate`, { body: {} })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toMatchObject({
      id,
      secret_version: 2,
      previous_secret_until: new Date(app.clock.now + hour).toISOString(),
    })
    const { secret } = answer.body
    expect([secret === old, secret.slice(0, 19)]).toEqual([false, old.slice(0, 19)])
    expect([await opens(app, secret), await opens(app, old)]).toEqual([true, true])
    app.clock.now += hour - 1
    expect([await opens(app, secret), await opens(app, old)]).toEqual([true, true])
    app.clock.now += 1
    expect([await opens(app, secret), await opens(app, old)]).toEqual([true, false])
  })

  test('with a grace of nothing ends the old secret by the next request', async () => {
    const app = await openPeople(databases)
    const { id, secret: old } = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI' } })
    expect(await opens(app, old)).toBe(true)
    const { secret, previous_secret_until } = await app.expect(200, 'POST', `${path}/${id}/rotate`, {
      body: { grace_seconds: 0 },
    })
    expect(previous_secret_until).toBe(null)
    expect([await opens(app, secret), await opens(app, old)]).toEqual([true, false])
  })

  test('twice leaves two secrets, never three', async () => {
    const app = await openPeople(databases)
    const { id, secret: first } = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI' } })
    const rotate = async () => (await app.expect(200, 'POST', `${path}/${id}/rotate`, { body: {} })).secret
    const second = await rotate()
    const third = await rotate()
    expect([await opens(app, first), await opens(app, second), await opens(app, third)]).toEqual([false, true, true])
  })

  test('warns of a retired secret that somebody still uses, and leaves the live one alone', async () => {
    const app = await openPeople(databases)
    const { id, secret: old } = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI' } })
    const { secret } = await app.expect(200, 'POST', `${path}/${id}/rotate`, { body: {} })
    const warned = async () => {
      await app.app.usage.flush()
      return (await app.expect(200, 'GET', `${path}/${id}`)).retired_secret_used_at
    }
    expect(await opens(app, old)).toBe(true)
    expect(await warned()).toBe(null)
    app.clock.now += 2 * hour
    expect(await opens(app, old)).toBe(false)
    expect(await warned()).toBe(new Date(app.clock.now).toISOString())
    expect(await opens(app, secret)).toBe(true)
  })

  test('says in the trail which secret was used', async () => {
    const app = await openPeople(databases)
    const { id, secret: old } = await app.expect(201, 'POST', path, {
      body: { kind: 'management', name: 'CI', mode: 'read-write' },
    })
    const { secret } = await app.expect(200, 'POST', `${path}/${id}/rotate`, { body: {} })
    for (const [code, token] of [
      ['de', old],
      ['fr', secret],
    ] as const) {
      await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { token, body: { code } })
    }
    const { items } = await app.expect(200, 'GET', '/api/v1/spaces/shop/activity')
    const written = items.filter((item: any) => item.operation === 'locales.create')
    expect(written.map((item: any) => [item.target, item.secret_version])).toEqual([
      ['locales:fr', 2],
      ['locales:de', 1],
    ])
  })

  test('is done once for one Idempotency-Key, and shows the secret once', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI' } })
    const headers = { 'idempotency-key': 'deploy-7' }
    const first = await app.expect(200, 'POST', `${path}/${id}/rotate`, { body: {}, headers })
    const again = await app.expect(200, 'POST', `${path}/${id}/rotate`, { body: {}, headers })
    expect(again).toMatchObject({ secret_version: 2, secret_shown: true })
    expect(again.secret).toBe(undefined)
    expect(await opens(app, first.secret)).toBe(true)
  })

  test('is refused for kinds whose secret is constant, and for what has ended', async () => {
    const app = await openPeople(databases)
    const delivery = await app.expect(201, 'POST', path, { body: { kind: 'delivery', name: 'Site' } })
    const { detail } = await app.expect(409, 'POST', `${path}/${delivery.id}/rotate`, { body: {} })
    expect(detail).toContain('constant')
    const ended = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI' } })
    await app.expect(200, 'POST', `${path}/${ended.id}/revoke`)
    await app.expect(409, 'POST', `${path}/${ended.id}/rotate`, { body: {} })
    await app.expect(422, 'POST', `${path}/${ended.id}/rotate`, { body: { grace_seconds: 604_801 } })
  })

  test('needs the rights to change and to read it, and all that the token may', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'CI' } })
    const keeper = await app.member([
      { effect: 'allow', actions: ['tokens.read', 'tokens.update'], resources: ['tokens'] },
    ])
    await app.expect(403, 'POST', `${path}/${id}/rotate`, { token: keeper.token, body: {} })
    const revealer = await app.member([
      { effect: 'allow', actions: ['tokens.read', 'tokens.update', 'tokens.reveal'], resources: ['tokens'] },
    ])
    const problem = await app.expect(403, 'POST', `${path}/${id}/rotate`, { token: revealer.token, body: {} })
    expect(problem.type).toBe('/problems/exceeds-maker')
  })
})
