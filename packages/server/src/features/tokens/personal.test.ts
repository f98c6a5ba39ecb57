import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/account/tokens'
const space = '/api/v1/spaces/shop/tokens'

describeEachDatabase('personal tokens', (databases) => {
  test('a scope is required; spaces are all unless it says otherwise', async () => {
    const app = await openPeople(databases)
    expect((await app.expect(422, 'POST', path, { body: { name: 'P' } })).errors).toEqual([
      { pointer: '/scope', detail: 'This is required.' },
    ])
    const body = { name: 'P', scope: { form: 'read' } }
    expect(await app.expect(201, 'POST', path, { body })).toMatchObject({
      kind: 'personal',
      scope: { form: 'read' },
      spaces: 'all',
      space: null,
      created_by: `account:${app.owner.id}`,
      secret: expect.stringMatching(/^lk_pat_/),
    })
  })

  test('every form of scope is answered as it was asked for', async () => {
    const app = await openPeople(databases)
    const forms = [
      { form: 'all' },
      { form: 'cli' },
      { form: 'custom', operations: ['entries.list'] },
      { form: 'resources', resources: { entries: 'publish', tokens: 'read' } },
    ]
    for (const scope of forms) {
      const { id } = await app.expect(201, 'POST', path, { body: { name: 'P', scope } })
      expect((await app.expect(200, 'GET', `${path}/${id}`)).scope).toEqual(scope)
    }
  })

  test('operations, resources and levels that do not exist are pointed at', async () => {
    const app = await openPeople(databases)
    const pointers = async (scope: object) =>
      (await app.expect(422, 'POST', path, { body: { name: 'P', scope } })).errors.map(
        (issue: { pointer: string }) => issue.pointer,
      )
    expect(await pointers({ form: 'custom', operations: ['entries.list', 'entries.lits', 'session.logout'] })).toEqual([
      '/scope/operations/1',
      '/scope/operations/2',
    ])
    expect(await pointers({ form: 'resources', resources: { pages: 'read', activity: 'write' } })).toEqual([
      '/scope/resources/pages',
      '/scope/resources/activity',
    ])
  })

  test('spaces are those that the account is in', async () => {
    const app = await openPeople(databases)
    await app.ownerOfAnother('garden')
    const body = { name: 'P', scope: { form: 'all' } }
    expect(await app.expect(201, 'POST', path, { body: { ...body, spaces: 'owned' } })).toMatchObject({
      spaces: 'owned',
    })
    expect(await app.expect(201, 'POST', path, { body: { ...body, spaces: [app.space.id] } })).toMatchObject({
      spaces: ['shop'],
    })
    const problem = await app.expect(422, 'POST', path, { body: { ...body, spaces: ['shop', 'garden', 'nowhere'] } })
    expect(problem.errors.map((issue: { pointer: string }) => issue.pointer)).toEqual(['/spaces/1', '/spaces/2'])
  })

  test('a token restricted to spaces works in them and nowhere else', async () => {
    const app = await openPeople(databases)
    await app.ownerOfAnother('garden')
    await app.join('garden', app.owner.id, 'developer')
    const body = { name: 'P', scope: { form: 'all' }, spaces: ['garden'] }
    const { secret: token } = await app.expect(201, 'POST', path, { body })
    await app.expect(200, 'GET', '/api/v1/spaces/garden/tokens', { token })
    await app.expect(403, 'GET', space, { token })
    await app.expect(403, 'GET', path, { token })
  })

  test('the scope is enforced, and follows no other operation', async () => {
    const app = await openPeople(databases)
    const scope = { form: 'custom', operations: ['tokens.list'] }
    const { secret: token } = await app.expect(201, 'POST', path, { body: { name: 'P', scope } })
    await app.expect(200, 'GET', space, { token })
    expect(await app.expect(403, 'GET', path, { token })).toMatchObject({ layer: 'scope' })
  })

  test('a token makes others within its own scope, spaces and time alone', async () => {
    const app = await openPeople(databases)
    const expires_at = new Date(app.clock.now + 60_000).toISOString()
    const scope = { form: 'custom', operations: ['account-tokens.create', 'tokens.list'] }
    const maker = await app.expect(201, 'POST', path, { body: { name: 'P', scope, expires_at } })
    const make = (body: object) =>
      app.call('POST', path, { token: maker.secret, body: { name: 'C', expires_at, ...body } })
    const child = await make({ scope: { form: 'custom', operations: ['tokens.list'] } })
    expect(child.body).toMatchObject({ created_by: `token:${maker.id}` })
    const refused = [
      await make({ scope: { form: 'all' } }),
      await make({ scope: { form: 'custom', operations: ['tokens.show'] } }),
      await make({ scope, expires_at: undefined }),
      await make({ scope, expires_at: new Date(app.clock.now + 60_001).toISOString() }),
    ]
    expect(refused.map(({ status, body }) => [status, body.errors[0].pointer])).toEqual([
      [403, '/scope'],
      [403, '/scope'],
      [403, '/expires_at'],
      [403, '/expires_at'],
    ])
    const owned = await app.expect(201, 'POST', path, { body: { name: 'O', scope: { form: 'all' }, spaces: 'owned' } })
    await app.expect(403, 'POST', path, { token: owned.secret, body: { name: 'C', scope: { form: 'all' } } })
  })

  test('a token resumes no other that has more than itself', async () => {
    const app = await openPeople(databases)
    const full = await app.expect(201, 'POST', path, { body: { name: 'P', scope: { form: 'all' } } })
    const scope = { form: 'custom', operations: ['account-tokens.activate', 'account-tokens.deactivate'] }
    const { secret: token } = await app.expect(201, 'POST', path, { body: { name: 'Q', scope } })
    await app.expect(200, 'POST', `${path}/${full.id}/deactivate`, { token })
    await app.expect(403, 'POST', `${path}/${full.id}/activate`, { token })
    await app.expect(200, 'POST', `${path}/${full.id}/activate`)
  })

  test('only name and description can be edited', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { name: 'P', scope: { form: 'all' } } })
    expect(await app.expect(200, 'PATCH', `${path}/${id}`, { body: { name: 'New' } })).toMatchObject({ name: 'New' })
    for (const fixed of ['scope', 'spaces', 'expires_at', 'grants']) {
      await app.expect(422, 'PATCH', `${path}/${id}`, { body: { [fixed]: 'all' } })
    }
  })

  test('may be made paused, and are paused and resumed by a change besides', async () => {
    const app = await openPeople(databases)
    const body = { name: 'P', scope: { form: 'all' }, state: 'inactive' }
    const { id, secret: token } = await app.expect(201, 'POST', path, { body })
    await app.expect(401, 'GET', path, { token })
    const change = { name: 'Q', state: 'active' }
    expect(await app.expect(200, 'PATCH', `${path}/${id}`, { body: change })).toMatchObject(change)
    await app.expect(200, 'GET', path, { token })
    await app.expect(200, 'PATCH', `${path}/${id}`, { body: { state: 'inactive' } })
    await app.expect(401, 'GET', path, { token })
    const made = await app.expect(201, 'POST', space, { body: { kind: 'delivery', name: 'D', state: 'inactive' } })
    expect(await app.expect(200, 'PATCH', `${space}/${made.id}`, { body: { state: 'active' } })).toMatchObject({
      name: 'D',
      state: 'active',
    })
  })

  test('a change of the state asks for the call that does it: a frozen list gains nothing', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { name: 'P', scope: { form: 'read' } } })
    const scope = { form: 'custom', operations: ['account-tokens.update', 'account-tokens.deactivate'] }
    const { secret: token } = await app.expect(201, 'POST', path, { body: { name: 'R', scope } })
    await app.expect(200, 'PATCH', `${path}/${id}`, { token, body: { state: 'inactive' } })
    const problem = await app.expect(403, 'PATCH', `${path}/${id}`, { token, body: { name: 'Q', state: 'active' } })
    expect(problem).toMatchObject({ layer: 'scope', detail: expect.stringContaining('account-tokens.activate') })
    expect(await app.expect(200, 'GET', `${path}/${id}`)).toMatchObject({ name: 'P', state: 'inactive' })
  })

  test('pausing, revoking and deleting take effect on the next request', async () => {
    const app = await openPeople(databases)
    const { id, secret } = await app.expect(201, 'POST', path, { body: { name: 'P', scope: { form: 'all' } } })
    const use = async () => (await app.call('GET', path, { token: secret })).status
    expect(await use()).toBe(200)
    await app.expect(200, 'POST', `${path}/${id}/deactivate`)
    expect(await use()).toBe(401)
    await app.expect(200, 'POST', `${path}/${id}/activate`)
    expect(await use()).toBe(200)
    await app.expect(200, 'POST', `${path}/${id}/revoke`)
    expect(await use()).toBe(401)
    await app.expect(204, 'DELETE', `${path}/${id}`)
    expect((await app.expect(200, 'GET', path)).items).toEqual([])
  })

  test('what the account loses its tokens lose, and get back with it', async () => {
    const app = await openPeople(databases)
    const person = await app.member('developer')
    const body = { name: 'P', scope: { form: 'all' } }
    const { secret: token } = await app.expect(201, 'POST', path, { token: person.token, body })
    await app.expect(200, 'GET', space, { token })
    await app.setRole(person.id, 'viewer')
    await app.expect(403, 'GET', space, { token })
    await app.setRole(person.id, 'developer')
    await app.expect(200, 'GET', space, { token })
  })

  test('nobody else’s are seen', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { name: 'P', scope: { form: 'all' } } })
    const { token } = await app.member('administrator')
    await app.expect(404, 'GET', `${path}/${id}`, { token })
    await app.expect(404, 'POST', `${path}/${id}/revoke`, { token })
    expect((await app.expect(200, 'GET', path, { token })).items).toEqual([])
  })

  test('a repeated request with the same key answers the record and not the secret', async () => {
    const app = await openPeople(databases)
    const options = { body: { name: 'P', scope: { form: 'all' } }, headers: { 'idempotency-key': 'once' } }
    const { secret: _, ...first } = await app.expect(201, 'POST', path, options)
    expect(await app.expect(200, 'POST', path, options)).toEqual({ ...first, secret_shown: true })
  })
})

describeEachDatabase('sessions', (databases) => {
  test('are listed with what is needed to know them, the ended ones not', async () => {
    const app = await openPeople(databases)
    const other = await app.login(app.owner.id)
    const { items } = await app.expect(200, 'GET', '/api/v1/account/sessions')
    expect(items.map((each: { id: string }) => each.id).toSorted()).toEqual(
      [app.owner.token, other].map((text) => text.slice(7, 19)).toSorted(),
    )
    expect(items[0]).toMatchObject({ via: 'bearer', network: null, expires_at: null })
    await app.expect(204, 'DELETE', `/api/v1/account/sessions/${other.slice(7, 19)}`)
    expect((await app.expect(200, 'GET', '/api/v1/account/sessions')).items).toHaveLength(1)
  })

  test('an ended one is refused by the next request', async () => {
    const app = await openPeople(databases)
    const other = await app.login(app.owner.id)
    await app.expect(200, 'GET', path, { token: other })
    await app.expect(204, 'DELETE', `/api/v1/account/sessions/${other.slice(7, 19)}`)
    await app.expect(401, 'GET', path, { token: other })
  })

  test('are ended by sessions alone, and only the own ones', async () => {
    const app = await openPeople(databases)
    const { secret: token } = await app.expect(201, 'POST', path, { body: { name: 'P', scope: { form: 'all' } } })
    await app.expect(403, 'DELETE', `/api/v1/account/sessions/${app.owner.token.slice(7, 19)}`, { token })
    const person = await app.member('administrator')
    await app.expect(404, 'DELETE', `/api/v1/account/sessions/${app.owner.token.slice(7, 19)}`, { token: person.token })
  })
})
