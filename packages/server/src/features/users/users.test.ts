import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember, newPerson } from '../../test-support/test-people.ts'

const bob = { email: 'bob@example.com', name: 'Bob', password: 'correct horse battery' }

describeEachDatabase('accounts', (databases) => {
  test('are made by who administers the installation, one for each address', async () => {
    const app = await openTestApp(databases)
    const made = await app.expect(201, 'POST', '/api/v1/users', { body: bob })
    expect(made).toMatchObject({ email: bob.email, name: 'Bob', state: 'active', installation_administrator: false })
    expect(await app.expect(200, 'GET', `/api/v1/users/${made.id}`)).toEqual(made)
    await app.expect(409, 'POST', '/api/v1/users', { body: { ...bob, email: 'BOB@example.com' } })
    await app.expect(201, 'POST', '/api/v1/session', {
      token: null,
      body: { email: bob.email, password: bob.password },
    })
  })

  test('are nobody else’s business', async () => {
    const app = await openTestApp(databases)
    const { token } = await newMember(app, 'Ada', 'Administrator')
    await app.expect(403, 'GET', '/api/v1/users', { token })
    await app.expect(403, 'GET', `/api/v1/users/${app.owner.id}`, { token })
    await app.expect(403, 'POST', '/api/v1/users', { token, body: bob })
  })

  test('are listed page by page', async () => {
    const app = await openTestApp(databases)
    app.clock.now += 1
    const { id } = await newPerson(app, 'Ada')
    const first = await app.expect(200, 'GET', '/api/v1/users?limit=1&count=true')
    expect(first).toMatchObject({ items: [{ id: app.owner.id }], total: 2 })
    const second = await app.expect(200, 'GET', `/api/v1/users?limit=1&after=${first.next}`)
    expect(second).toMatchObject({ items: [{ id }], next: null })
  })

  test('that are suspended are refused from the very next request, with every token; and come back', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Editor')
    const script = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      token: ada.token,
      body: { name: 'Script', scope: { form: 'all' } },
    })
    const at = '/api/v1/spaces/shop/locales'
    for (const token of [ada.token, script.secret]) await app.expect(200, 'GET', at, { token })
    await app.expect(200, 'PATCH', `/api/v1/users/${ada.id}`, { body: { state: 'suspended' } })
    for (const token of [ada.token, script.secret]) await app.expect(401, 'GET', at, { token })
    await app.expect(200, 'PATCH', `/api/v1/users/${ada.id}`, { body: { state: 'active' } })
    for (const token of [ada.token, script.secret]) await app.expect(200, 'GET', at, { token })
  })

  test('lose the administration of the installation at once', async () => {
    const app = await openTestApp(databases)
    const ada = await newPerson(app, 'Ada')
    const path = `/api/v1/users/${ada.id}`
    await app.expect(200, 'PATCH', path, { body: { installation_administrator: true } })
    await app.expect(200, 'GET', '/api/v1/users', { token: ada.token })
    await app.expect(200, 'PATCH', path, { body: { installation_administrator: false } })
    await app.expect(403, 'GET', '/api/v1/users', { token: ada.token })
  })

  test('always leave somebody who administers the installation', async () => {
    const app = await openTestApp(databases)
    const own = `/api/v1/users/${app.owner.id}`
    await app.expect(409, 'PATCH', own, { body: { state: 'suspended' } })
    await app.expect(409, 'PATCH', own, { body: { installation_administrator: false } })
    const ada = await newPerson(app, 'Ada')
    await app.expect(200, 'PATCH', `/api/v1/users/${ada.id}`, { body: { installation_administrator: true } })
    const demotions = await Promise.all([
      app.call('PATCH', own, { token: ada.token, body: { installation_administrator: false } }),
      app.call('PATCH', `/api/v1/users/${ada.id}`, { body: { installation_administrator: false } }),
    ])
    expect(demotions.filter(({ status }) => status === 200)).toHaveLength(1)
    const left = await app.database.read((db) =>
      db.selectFrom('accounts').select('id').where('installation_admin', '=', 1).execute(),
    )
    expect(left).toHaveLength(1)
  })
})
