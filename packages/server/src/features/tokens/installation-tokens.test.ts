import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/installation/tokens'
const readSchema = [{ effect: 'allow', actions: ['schema.read'], resources: ['schema:*'] }] as const

async function openTwo(databases: Parameters<typeof openTestApp>[0]) {
  const app = await openTestApp(databases)
  await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'garden', name: 'Garden' } })
  for (const space of ['shop', 'garden']) {
    const body = { slug: 'pages', fields: [] }
    await app.expect(201, 'POST', `/api/v1/spaces/${space}/content-types`, { body })
  }
  return app
}

const make = (app: TestApp, grants: readonly Grant[], rest: object = {}) =>
  app.expect(201, 'POST', path, { body: { name: 'Everywhere', grants, ...rest } })

const statusIn = async (app: TestApp, space: string, token: string) =>
  (await app.call('GET', `/api/v1/spaces/${space}/content-types`, { token })).status

describeEachDatabase('api tokens of the installation', (databases) => {
  test('reach every space, also one that is made later, as far as their grants go', async () => {
    const app = await openTwo(databases)
    const { secret, ...record } = await make(app, readSchema)
    expect(record).toMatchObject({
      kind: 'api',
      space: null,
      spaces: 'all',
      reach: ['Reads content types of every space.'],
    })
    for (const space of ['shop', 'garden']) expect(await statusIn(app, space, secret)).toBe(200)
    await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'later', name: 'Later' } })
    expect(await statusIn(app, 'later', secret)).toBe(200)
    await app.expect(403, 'DELETE', '/api/v1/spaces/shop/content-types/pages', { token: secret })
  })

  test('are narrowed to a space by a grant that names it, and kept from one by a deny', async () => {
    const app = await openTwo(databases)
    const [allow] = readSchema
    const one = await make(app, [{ ...allow, resources: ['space:garden:schema:*'] }])
    expect(await statusIn(app, 'garden', one.secret)).toBe(200)
    expect(await statusIn(app, 'shop', one.secret)).toBe(403)
    const others = await make(app, [allow, { ...allow, effect: 'deny', resources: ['space:garden:*'] }])
    const typesIn = async (space: string) =>
      (await app.expect(200, 'GET', `/api/v1/spaces/${space}/content-types`, { token: others.secret })).items.length
    expect([await typesIn('shop'), await typesIn('garden')]).toEqual([1, 0])
  })

  test('know nothing that is not on the public token API', async () => {
    const app = await openTwo(databases)
    const { secret: token } = await make(app, [{ effect: 'allow', actions: ['*'], resources: ['*'] }])
    for (const hidden of [path, '/api/v1/spaces/shop/tokens', '/api/v1/spaces/shop/roles', '/api/v1/users'])
      await app.expect(404, 'GET', hidden, { token })
  })

  test('are made by who administers the installation, and known to nobody else', async () => {
    const app = await openPeople(databases)
    const administrator = await app.member('administrator')
    for (const token of [app.owner.token, administrator.token]) {
      await app.expect(403, 'POST', path, { token, body: { name: 'T', grants: readSchema } })
      await app.expect(403, 'GET', path, { token })
    }
  })

  test('belong to the installation: they outlive who made them, and are in no space’s list', async () => {
    const app = await openTwo(databases)
    const { id, secret, created_by } = await make(app, readSchema)
    expect(created_by).toBe(`account:${app.owner.id}`)
    expect((await app.expect(200, 'GET', path)).items).toMatchObject([{ id }])
    expect((await app.expect(200, 'GET', '/api/v1/spaces/shop/tokens')).items).toEqual([])
    await app.expect(404, 'GET', `/api/v1/spaces/shop/tokens/${id}`)
    await app.database.write((tx) =>
      tx.updateTable('accounts').set({ state: 'suspended' }).where('id', '=', app.owner.id).execute(),
    )
    expect(await statusIn(app, 'shop', secret)).toBe(200)
  })

  test('live like all others: renamed, paused, rotated, revoked and deleted by the next request', async () => {
    const app = await openTwo(databases)
    const made = await make(app, readSchema)
    const one = `${path}/${made.id}`
    expect(await app.expect(200, 'PATCH', one, { body: { name: 'New', grants: [] } })).toMatchObject({
      name: 'New',
      grants: [],
    })
    expect(await statusIn(app, 'shop', made.secret)).toBe(403)
    await app.expect(200, 'PATCH', one, { body: { grants: readSchema } })
    await app.expect(200, 'POST', `${one}/deactivate`)
    expect(await statusIn(app, 'shop', made.secret)).toBe(401)
    await app.expect(200, 'POST', `${one}/activate`)
    const keyed = { body: { grace_seconds: 0 }, headers: { 'idempotency-key': 'once' } }
    const rotated = await app.expect(200, 'POST', `${one}/rotate`, keyed)
    expect(await app.expect(200, 'POST', `${one}/rotate`, keyed)).toMatchObject({
      secret_shown: true,
      secret_version: 2,
    })
    expect(await statusIn(app, 'shop', made.secret)).toBe(401)
    expect(await statusIn(app, 'shop', rotated.secret)).toBe(200)
    expect(await app.expect(200, 'POST', `${one}/revoke`)).toMatchObject({ state: 'revoked' })
    expect(await statusIn(app, 'shop', rotated.secret)).toBe(401)
    await app.expect(204, 'DELETE', one)
    await app.expect(404, 'GET', one)
    const rows = await app.database.read((db) =>
      db
        .selectFrom('audit')
        .select(['chain_id', 'action'])
        .where('subject', '=', `tokens:${made.id}`)
        .orderBy('seq')
        .execute(),
    )
    expect(new Set(rows.map(({ chain_id }) => chain_id))).toEqual(new Set(['installation']))
    expect(rows.map(({ action }) => action)).toEqual(
      ['update', 'update', 'deactivate', 'activate', 'rotate', 'revoke', 'delete'].map(
        (verb) => `installation-tokens.${verb}`,
      ),
    )
  })

  test('may be made paused, and are paused and resumed by a change besides', async () => {
    const app = await openTwo(databases)
    const body = { name: 'P', grants: readSchema, state: 'inactive' }
    const { id, secret } = await app.expect(201, 'POST', path, { body })
    expect(await statusIn(app, 'shop', secret)).toBe(401)
    const change = { name: 'Q', state: 'active' }
    expect(await app.expect(200, 'PATCH', `${path}/${id}`, { body: change })).toMatchObject(change)
    expect(await statusIn(app, 'shop', secret)).toBe(200)
    await app.expect(200, 'PATCH', `${path}/${id}`, { body: { state: 'inactive' } })
    expect(await statusIn(app, 'shop', secret)).toBe(401)
  })

  test('exceed neither the scope nor the end of the personal token that makes them', async () => {
    const app = await openTwo(databases)
    const personal = (scope: object, rest: object = {}) =>
      app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'P', scope, ...rest } })
    const operations = ['installation-tokens.create', 'content-types.list']
    const narrow = await personal({ form: 'custom', operations })
    const ask = (status: number, token: string, body: object) =>
      app.expect(status, 'POST', path, { token, body: { name: 'T', ...body } })
    await ask(403, narrow.secret, { grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content'] }] })
    const expires_at = new Date(app.clock.now + 60_000).toISOString()
    const brief = await personal({ form: 'all' }, { expires_at })
    await ask(403, brief.secret, { grants: readSchema })
    await ask(201, brief.secret, { grants: readSchema, expires_at })
  })

  test('end with the personal token that made them when that is revoked with cascade', async () => {
    const app = await openTwo(databases)
    const personal = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      body: { name: 'P', scope: { form: 'all' } },
    })
    const made = await app.expect(201, 'POST', path, {
      token: personal.secret,
      body: { name: 'T', grants: readSchema },
    })
    const revoked = await app.expect(200, 'POST', `/api/v1/account/tokens/${personal.id}/revoke?cascade=true`)
    expect(revoked.also_revoked).toEqual([made.id])
    expect(await statusIn(app, 'shop', made.secret)).toBe(401)
  })

  test('are introspected by who administers the installation', async () => {
    const app = await openTwo(databases)
    const { id, secret } = await make(app, readSchema)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app.expect(200, 'POST', '/api/v1/oauth/introspect', { body: `token=${secret}`, headers })
    expect(answer).toMatchObject({ active: true, jti: id, sub: `token:${id}` })
  })
})
