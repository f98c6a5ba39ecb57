import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'

/** A token as it was made, and how a request with it is answered: 401, or 403 where it is valid and of the wrong kind. */
async function make(app: People, body: object = {}) {
  const token = await app.expect(201, 'POST', path, { body: { kind: 'delivery', name: 'Site', ...body } })
  return { ...token, use: async () => (await app.call('GET', path, { token: token.secret })).status }
}

const valid = 403
const refused = 401

describeEachDatabase('the life of a token', (databases) => {
  test('a deactivated token is refused by the next request, and an activated one is not', async () => {
    const app = await openPeople(databases)
    const token = await make(app)
    expect(await token.use()).toBe(valid)
    expect(await app.expect(200, 'POST', `${path}/${token.id}/deactivate`)).toMatchObject({ state: 'inactive' })
    expect(await token.use()).toBe(refused)
    expect(await app.expect(200, 'POST', `${path}/${token.id}/activate`)).toMatchObject({ state: 'active' })
    expect(await token.use()).toBe(valid)
  })

  test('a revoked token is refused by the next request, and for good', async () => {
    const app = await openPeople(databases)
    const token = await make(app)
    expect(await token.use()).toBe(valid)
    expect(await app.expect(200, 'POST', `${path}/${token.id}/revoke`)).toMatchObject({ state: 'revoked' })
    expect(await token.use()).toBe(refused)
    const problem = await app.expect(409, 'POST', `${path}/${token.id}/activate`)
    expect(problem.detail).toMatch(/final/)
    await app.expect(409, 'PATCH', `${path}/${token.id}`, { body: { name: 'Again' } })
  })

  test('revoking twice changes nothing the second time', async () => {
    const app = await openPeople(databases)
    const { id } = await make(app)
    const first = await app.expect(200, 'POST', `${path}/${id}/revoke`)
    app.clock.now += 1000
    expect(await app.expect(200, 'POST', `${path}/${id}/revoke`)).toEqual(first)
  })

  test('an expired token is refused from its very moment on', async () => {
    const app = await openPeople(databases)
    const expires_at = new Date(app.clock.now + 60_000).toISOString()
    const token = await make(app, { expires_at })
    app.clock.now += 59_999
    expect(await token.use()).toBe(valid)
    app.clock.now += 1
    expect(await token.use()).toBe(refused)
    expect(await app.expect(200, 'GET', `${path}/${token.id}`)).toMatchObject({ state: 'expired', expires_at })
    await app.expect(409, 'POST', `${path}/${token.id}/activate`)
  })

  test('a deleted token is refused, in no list, and leaves a tombstone', async () => {
    const app = await openPeople(databases)
    const token = await make(app)
    await app.expect(204, 'DELETE', `${path}/${token.id}`)
    expect(await token.use()).toBe(refused)
    await app.expect(404, 'GET', `${path}/${token.id}`)
    expect((await app.expect(200, 'GET', path)).items).toEqual([])
    const row = await app.database.read((db) =>
      db.selectFrom('tokens').selectAll().where('id', '=', token.id).executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({ state: 'revoked', deleted_at: app.clock.now, secret_sealed: null })
  })

  test('a name can be changed; scope, mode, role, environment, spaces and expiry never', async () => {
    const app = await openPeople(databases)
    const { id } = await make(app)
    const body = { name: 'New\u0065\u0301', description: 'For the site' }
    expect(await app.expect(200, 'PATCH', `${path}/${id}`, { body })).toMatchObject({
      name: 'New\u00e9',
      description: 'For the site',
      version: 2,
    })
    for (const fixed of ['scope', 'mode', 'role', 'environment', 'spaces', 'expires_at', 'kind']) {
      const problem = await app.expect(422, 'PATCH', `${path}/${id}`, { body: { [fixed]: 'read' } })
      expect(problem.errors).toEqual([{ pointer: `/${fixed}`, detail: 'Unknown key.' }])
    }
  })

  test('grants can be changed where the kind has some, and take effect at once', async () => {
    const app = await openPeople(databases)
    const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content:pages'] }]
    const api = await make(app, { kind: 'api', grants: [] })
    expect(await app.expect(200, 'PATCH', `${path}/${api.id}`, { body: { grants } })).toMatchObject({ grants })
    const management = await make(app, { kind: 'management' })
    const problem = await app.expect(422, 'PATCH', `${path}/${management.id}`, { body: { grants } })
    expect(problem.errors).toEqual([
      { pointer: '/grants', detail: 'The grants of a management token cannot be changed.' },
    ])
  })

  test('a change of an old version is refused with the current one', async () => {
    const app = await openPeople(databases)
    const { id } = await make(app)
    const shown = await app.call('GET', `${path}/${id}`)
    const headers = { 'if-match': String(shown.headers['etag']) }
    await app.expect(200, 'PATCH', `${path}/${id}`, { body: { name: 'One' }, headers })
    expect(await app.expect(412, 'PATCH', `${path}/${id}`, { body: { name: 'Two' }, headers })).toMatchObject({
      current_version: 2,
    })
  })

  test('a token of another space is as unknown as none', async () => {
    const app = await openPeople(databases)
    const stranger = await app.ownerOfAnother('garden')
    const { id } = await make(app)
    const there = { token: stranger.token }
    const missing = await app.call('GET', '/api/v1/spaces/garden/tokens/AAAAAAAAAAAA', there)
    const hidden = await app.call('GET', `/api/v1/spaces/garden/tokens/${id}`, there)
    expect(hidden.status).toBe(404)
    expect({ ...hidden.body, instance: null }).toEqual({ ...missing.body, instance: null })
    await app.expect(404, 'POST', `/api/v1/spaces/garden/tokens/${id}/revoke`, there)
  })

  test('every change is in the trail, with who did it', async () => {
    const app = await openPeople(databases)
    const { id } = await make(app)
    await app.expect(200, 'POST', `${path}/${id}/revoke`)
    const rows = await app.database.read((db) =>
      db.selectFrom('audit').select(['action', 'actor', 'subject']).where('chain_id', '=', app.space.id).execute(),
    )
    const actor = `account:${app.owner.id}`
    expect(rows).toEqual([
      { action: 'tokens.create', actor, subject: 'tokens' },
      { action: 'tokens.revoke', actor, subject: `tokens:${id}` },
    ])
  })
})
