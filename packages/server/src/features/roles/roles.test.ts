import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const path = '/api/v1/spaces/shop/roles'
const readPages = { effect: 'allow', actions: ['content.read'], resources: ['content:pages'] } as const
const manageRoles = {
  effect: 'allow',
  actions: ['roles.read', 'roles.create', 'roles.update', 'roles.delete'],
  resources: ['roles'],
} as const
const everything = { effect: 'allow', actions: ['*'], resources: ['*'] } as const

describeEachDatabase('roles', (databases) => {
  test('keep their grants in canonical form, and their version as ETag', async () => {
    const app = await openTestApp(databases)
    const grants = [{ ...readPages, resources: ['content:pages:*'] }, readPages]
    const made = await app.call('POST', path, { body: { name: 'Pages', grants } })
    expect(made.status).toBe(201)
    expect(made.body).toEqual({
      id: expect.any(String),
      name: 'Pages',
      builtin: false,
      grants: [readPages],
      version: 1,
    })
    const shown = await app.call('GET', `${path}/Pages`)
    expect(shown.body).toEqual(made.body)
    expect(shown.headers['etag']).toBe('"v1"')
    expect(made.headers['location']).toBe(`${path}/${made.body.id}`)
  })

  test('point at every mistake in their grants', async () => {
    const app = await openTestApp(databases)
    const grants = [
      { ...readPages, effect: 'Deny' },
      { ...readPages, actions: ['content.raed'] },
    ]
    const problem = await app.expect(422, 'POST', path, { body: { name: 'Pages', grants } })
    expect(problem.errors).toMatchObject([{ pointer: '/grants/0/effect' }, { pointer: '/grants/1/actions/0' }])
    const elsewhere = [{ ...readPages, resources: ['space:blog:content'] }]
    const outside = await app.expect(422, 'POST', path, { body: { name: 'Pages', grants: elsewhere } })
    expect(outside.errors).toMatchObject([{ pointer: '/grants/0/resources/0' }])
  })

  test('have a name of their own, not shaped like an id', async () => {
    const app = await openTestApp(databases)
    await app.expect(409, 'POST', path, { body: { name: 'Editor', grants: [] } })
    const problem = await app.expect(422, 'POST', path, { body: { name: app.owner.id, grants: [] } })
    expect(problem.errors).toMatchObject([{ pointer: '/name' }])
    const role = await app.expect(201, 'POST', path, { body: { name: 'Empty', grants: [] } })
    await app.expect(409, 'PATCH', `${path}/${role.id}`, { body: { name: 'Editor' } })
    await app.expect(200, 'PATCH', `${path}/${role.id}`, { body: { name: 'Empty' } })
  })

  test('warn of denies that name what does not exist', async () => {
    const app = await openTestApp(databases)
    const grants = [
      { effect: 'deny', actions: ['content.update'], resources: ['content:pagse'], conditions: { locales: ['fr'] } },
    ]
    const role = await app.expect(201, 'POST', path, { body: { name: 'Careful', grants } })
    expect(role.warnings).toEqual([expect.stringMatching(/pagse/), expect.stringMatching(/fr/)])
    expect((await app.expect(200, 'GET', `${path}/Careful`)).warnings).toEqual(role.warnings)
  })

  test('are listed and shown to whom the grants show each of them', async () => {
    const app = await openTestApp(databases)
    const { id } = await app.expect(200, 'GET', `${path}/Viewer`)
    const { token } = await newMember(app, 'Ada', [
      { effect: 'allow', actions: ['roles.read'], resources: [`roles:${id}`] },
    ])
    expect((await app.expect(200, 'GET', path, { token })).items).toMatchObject([{ id, name: 'Viewer' }])
    await app.expect(200, 'GET', `${path}/${id}`, { token })
    const [hidden, missing] = [
      await app.call('GET', `${path}/Editor`, { token }),
      await app.call('GET', `${path}/Nobody`, { token }),
    ]
    expect(hidden.status).toBe(404)
    expect({ ...hidden.body, instance: '' }).toEqual({ ...missing.body, instance: '' })
  })

  test('that are built in stay as they are', async () => {
    const app = await openTestApp(databases)
    for (const name of ['Administrator', 'Viewer']) {
      await app.expect(409, 'PATCH', `${path}/${name}`, { body: { grants: [] } })
      await app.expect(409, 'DELETE', `${path}/${name}`)
    }
  })

  test('refuse a change that was meant for another version', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { name: 'Pages', grants: [readPages] } })
    const stale = { body: { grants: [] }, headers: { 'if-match': '"v7"' } }
    expect(await app.expect(412, 'PATCH', `${path}/Pages`, stale)).toMatchObject({ current_version: 1 })
    const changed = await app.call('PATCH', `${path}/Pages`, { body: { grants: [] }, headers: { 'if-match': '"v1"' } })
    expect(changed.body).toMatchObject({ version: 2, grants: [] })
    expect(changed.headers['etag']).toBe('"v2"')
    await app.expect(412, 'DELETE', `${path}/Pages`, { headers: { 'if-match': '"v1"' } })
  })

  test('are made once for one idempotency key', async () => {
    const app = await openTestApp(databases)
    const request = { body: { name: 'Pages', grants: [readPages] }, headers: { 'idempotency-key': 'k1' } }
    const first = await app.expect(201, 'POST', path, request)
    expect(await app.expect(200, 'POST', path, request)).toEqual(first)
  })

  test('that are narrowed refuse the very next request', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', [{ effect: 'allow', actions: ['locales.read'], resources: ['locales'] }])
    const locales = '/api/v1/spaces/shop/locales'
    await app.expect(200, 'GET', locales, { token: ada.token })
    await app.expect(200, 'PATCH', `${path}/${encodeURIComponent("Ada's role")}`, { body: { grants: [] } })
    await app.expect(403, 'GET', locales, { token: ada.token })
  })

  test('that are deleted are taken from their members, from the very next request on', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', [{ effect: 'allow', actions: ['locales.read'], resources: ['locales'] }])
    const locales = '/api/v1/spaces/shop/locales'
    await app.expect(200, 'GET', locales, { token: ada.token })
    await app.expect(204, 'DELETE', `${path}/${encodeURIComponent("Ada's role")}`)
    await app.expect(403, 'GET', locales, { token: ada.token })
    const { items } = await app.expect(200, 'GET', '/api/v1/spaces/shop/members')
    expect(items).toContainEqual(expect.objectContaining({ account: ada.id, roles: [] }))
  })
})

describeEachDatabase('a role bound to tokens', (databases) => {
  test('stays while one of them lives; those that may be read are named, the others counted', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { name: 'Pages', grants: [readPages] } })
    const bind = (name: string) =>
      app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body: { kind: 'delivery', name, role: 'Pages' } })
    const [site, app2] = [await bind('Site'), await bind('App')]
    const { token } = await newMember(app, 'Ada', [
      manageRoles,
      { effect: 'allow', actions: ['tokens.read'], resources: [`tokens:${site.id}`] },
    ])
    const { detail } = await app.expect(409, 'DELETE', `${path}/Pages`, { token })
    expect(detail).toBe(`Live tokens are bound to it: Site (${site.id}), and 1 that you may not read.`)
    await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${site.id}/deactivate`)
    await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${app2.id}/revoke`)
    await app.expect(409, 'DELETE', `${path}/Pages`)
    await app.expect(204, 'DELETE', `/api/v1/spaces/shop/tokens/${site.id}`)
    await app.expect(204, 'DELETE', `${path}/Pages`)
    expect(await app.expect(200, 'GET', `/api/v1/spaces/shop/tokens/${app2.id}`)).toMatchObject({
      state: 'revoked',
      role: null,
      grants: [],
    })
  })
})

describeEachDatabase('nobody gives by a role what he has not himself', (databases) => {
  test('when making or changing one', async () => {
    const app = await openTestApp(databases)
    const { token } = await newMember(app, 'Ada', [manageRoles, readPages])
    const body = { name: 'More', grants: [readPages, { ...readPages, resources: ['content'] }] }
    const problem = await app.expect(403, 'POST', path, { token, body })
    expect(problem).toMatchObject({ type: '/problems/exceeds-maker', errors: [{ pointer: '/grants/1' }] })
    await app.expect(201, 'POST', path, { token, body: { name: 'Less', grants: [readPages] } })
    await app.expect(403, 'PATCH', `${path}/Less`, { token, body: { grants: [everything] } })
    await app.expect(200, 'PATCH', `${path}/Less`, { token, body: { name: 'Least' } })
  })

  test('nor by ending a deny that keeps himself or another from it', async () => {
    const app = await openTestApp(databases)
    const deny = { effect: 'deny', actions: ['users.delete'], resources: ['users'] } as const
    await app.expect(201, 'POST', path, { body: { name: 'Not people', grants: [deny] } })
    const ada = await newMember(app, 'Ada', 'Administrator')
    const member = `/api/v1/spaces/shop/members/${ada.id}`
    await app.expect(200, 'PATCH', member, { body: { roles: ['Administrator', 'Not people'] } })
    const { token } = ada
    await app.expect(403, 'PATCH', `${path}/Not%20people`, { token, body: { grants: [] } })
    await app.expect(403, 'DELETE', `${path}/Not%20people`, { token })
    await app.expect(403, 'PATCH', member, { token, body: { roles: ['Administrator'] } })
    await app.expect(200, 'PATCH', `${path}/Not%20people`, { body: { grants: [] } })
  })

  test('nor past the scope of a personal token or the mode of a management token', async () => {
    const app = await openTestApp(databases)
    const narrow = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      body: { name: 'Narrow', scope: { form: 'custom', operations: ['roles.create', 'locales.list'] } },
    })
    const readLocales = [{ effect: 'allow', actions: ['locales.read'], resources: ['locales'] }]
    await app.expect(201, 'POST', path, { token: narrow.secret, body: { name: 'Locales', grants: readLocales } })
    await app.expect(403, 'POST', path, { token: narrow.secret, body: { name: 'Pages', grants: [readPages] } })
    await app.expect(403, 'POST', path, { token: narrow.secret, body: { name: 'All', grants: [everything] } })
    const writer = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'management', name: 'CI', mode: 'write' },
    })
    await app.expect(403, 'POST', path, { token: writer.secret, body: { name: 'Pages', grants: [readPages] } })
  })

  test('nor by a management token past its kind', async () => {
    const app = await openTestApp(databases)
    const { secret: token } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'management', name: 'CI', mode: 'read-write' },
    })
    await app.expect(201, 'POST', path, { token, body: { name: 'Pages', grants: [readPages] } })
    const tokens = [{ effect: 'allow', actions: ['tokens.create'], resources: ['tokens'] }]
    await app.expect(403, 'POST', path, { token, body: { name: 'Tokens', grants: tokens } })
  })
})
