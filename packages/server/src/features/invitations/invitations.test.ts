import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { joinOrganization, newMember, newPerson } from '../../test-support/test-people.ts'
import { invitationMs } from './link.ts'

const shop = '/api/v1/spaces/shop'
const to = `${shop}/invitations`
const own = '/api/v1/account/invitations'
const password = 'a long enough password'

const managePeople = {
  effect: 'allow',
  actions: ['users.read', 'users.create', 'users.update', 'users.delete'],
  resources: ['users'],
} as const

function invite(app: TestApp, email: string, roles = ['Viewer']) {
  return app.expect(201, 'POST', to, { body: { email, roles } })
}

function accept(app: TestApp, secret: string, name = 'Somebody') {
  return app.call('POST', '/api/v1/invitations/accept', { token: null, body: { secret, name, password } })
}

describeEachDatabase('an invitation', (databases) => {
  test('is the same for an address that is known and one that is not', async () => {
    const app = await openTestApp(databases)
    await newPerson(app, 'Ada')
    const [known, unknown] = [await invite(app, 'ada@example.com'), await invite(app, 'eve@example.com')]
    const shapes = [known, unknown].map(({ id: _id, email: _email, secret, ...rest }) => ({
      ...rest,
      secret: secret.length,
    }))
    expect(shapes[0]).toEqual(shapes[1])
    expect((await app.expect(200, 'GET', `${shop}/members`)).items).toHaveLength(1)
    expect((await app.expect(200, 'GET', to)).items).toMatchObject([
      { email: 'ada@example.com', roles: [{ name: 'Viewer' }] },
      { email: 'eve@example.com' },
    ])
  })

  test('is sent to its address, the same whether or not anybody has it', async () => {
    const app = await openTestApp(databases)
    await newPerson(app, 'Ada')
    await invite(app, 'ada@example.com')
    await invite(app, 'eve@example.com')
    await app.app.runner.runDue()
    const [ada, eve] = app.letters.toSorted((one, other) => one.to.localeCompare(other.to))
    expect([ada!.to, eve!.to]).toEqual(['ada@example.com', 'eve@example.com'])
    const link = /^\S{32}$/m
    expect(ada!.text).toContain('“Shop”')
    expect([ada!.subject, ada!.text.replace(link, '')]).toEqual([eve!.subject, eve!.text.replace(link, '')])
    expect((await accept(app, link.exec(eve!.text)![0])).status).toBe(201)
    expect((await accept(app, link.exec(ada!.text)![0])).status).toBe(409)
  })

  test('is not sent once it is withdrawn or replaced, and to an organization as well as to a space', async () => {
    const app = await openTestApp(databases)
    const { id } = await invite(app, 'ada@example.com')
    await app.expect(204, 'DELETE', `${to}/${id}`)
    await invite(app, 'bob@example.com')
    await invite(app, 'bob@example.com')
    const body = { email: 'carl@example.com', role: 'member' }
    await app.expect(201, 'POST', '/api/v1/organizations/default/invitations', { body })
    await app.app.runner.runDue()
    expect(app.letters.map(({ to: address }) => address).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'bob@example.com',
      'carl@example.com',
    ])
    expect(app.letters.find(({ to: address }) => address === 'carl@example.com')?.text).toContain('“Default”')
  })

  test('leaves its link nowhere in the database, on its way to the mail neither', async () => {
    const app = await openTestApp(databases)
    const { secret } = await invite(app, 'ada@example.com')
    const stored = await app.database.read(async (db) => [
      await db.selectFrom('outbox').selectAll().execute(),
      await db.selectFrom('invitations').selectAll().execute(),
    ])
    expect(JSON.stringify(stored)).not.toContain(secret)
  })

  test('is listed to whose address it is, and accepted there', async () => {
    const app = await openTestApp(databases)
    const ada = await newPerson(app, 'Ada')
    const eve = await newPerson(app, 'Eve')
    const { id } = await invite(app, 'ADA@example.com', ['Viewer', 'Editor'])
    expect((await app.expect(200, 'GET', own, { token: ada.token })).items).toMatchObject([
      { id, space: { name: 'Shop' }, organization: null, roles: ['Editor', 'Viewer'] },
    ])
    expect((await app.expect(200, 'GET', own, { token: eve.token })).items).toEqual([])
    await app.expect(404, 'POST', `${own}/${id}/accept`, { token: eve.token })
    await app.expect(403, 'GET', shop, { token: ada.token })
    await app.expect(200, 'POST', `${own}/${id}/accept`, { token: ada.token })
    await app.expect(200, 'GET', shop, { token: ada.token })
    await app.expect(404, 'POST', `${own}/${id}/accept`, { token: ada.token })
    expect((await app.expect(200, 'GET', to)).items).toEqual([])
    const { items } = await app.expect(200, 'GET', `${shop}/activity`)
    expect(items[0]).toMatchObject({ actor: `account:${ada.id}`, operation: 'account-invitations.accept' })
  })

  test('is declined, and gone', async () => {
    const app = await openTestApp(databases)
    const { token } = await newPerson(app, 'Ada')
    const { id } = await invite(app, 'ada@example.com')
    await app.expect(204, 'POST', `${own}/${id}/decline`, { token })
    await app.expect(404, 'POST', `${own}/${id}/accept`, { token })
    await app.expect(403, 'GET', shop, { token })
  })

  test('is withdrawn, and then nobody’s any more', async () => {
    const app = await openTestApp(databases)
    const { token } = await newPerson(app, 'Ada')
    const { id, secret } = await invite(app, 'ada@example.com')
    await app.expect(204, 'DELETE', `${to}/${id}`)
    await app.expect(404, 'DELETE', `${to}/${id}`)
    await app.expect(404, 'POST', `${own}/${id}/accept`, { token })
    expect((await accept(app, secret)).status).toBe(401)
  })

  test('is answered with 409 where the caller sees the member anyway', async () => {
    const app = await openTestApp(databases)
    await newMember(app, 'Ada', 'Viewer')
    await app.expect(409, 'POST', to, { body: { email: 'ada@example.com', roles: ['Viewer'] } })
    const bob = await newMember(app, 'Bob', [
      { effect: 'allow', actions: ['users.create'], resources: ['users'] },
      { effect: 'allow', actions: ['roles.read'], resources: ['roles'] },
    ])
    const body = { name: 'Nothing', grants: [] }
    await app.expect(201, 'POST', `${shop}/roles`, { body })
    for (const email of ['ada@example.com', 'nobody@example.com']) {
      await app.expect(201, 'POST', to, { token: bob.token, body: { email, roles: ['Nothing'] } })
    }
  })

  test('gives nobody more than who invites has himself, then and when it is accepted', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Administrator')
    const bob = await newPerson(app, 'Bob')
    const body = { email: bob.email, roles: ['Editor'] }
    const { id } = await app.expect(201, 'POST', to, { token: ada.token, body })
    const role = await app.expect(201, 'POST', `${shop}/roles`, {
      body: { name: 'People', grants: [managePeople] },
    })
    await app.expect(200, 'PATCH', `${shop}/members/${ada.id}`, { body: { roles: [role.id] } })
    expect((await app.expect(409, 'POST', `${own}/${id}/accept`, { token: bob.token })).detail).toMatch('may not')
    await app.expect(403, 'GET', shop, { token: bob.token })
    const problem = await app.expect(422, 'POST', to, { token: ada.token, body })
    expect(problem.errors).toMatchObject([{ pointer: '/roles/0' }])
    await app.expect(204, 'DELETE', `${shop}/members/${ada.id}`)
    await app.expect(409, 'POST', `${own}/${id}/accept`, { token: bob.token })
    await app.expect(200, 'PATCH', `/api/v1/users/${ada.id}`, { body: { state: 'suspended' } })
    await app.expect(409, 'POST', `${own}/${id}/accept`, { token: bob.token })
  })

  test('shows the secret of its link to nobody but who administers the installation', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Administrator')
    const body = { email: 'bob@example.com', roles: ['Viewer'] }
    expect(await app.expect(201, 'POST', to, { token: ada.token, body })).not.toHaveProperty('secret')
    const rows = await app.database.read((db) => db.selectFrom('invitations').selectAll().execute())
    const { secret } = await invite(app, 'carl@example.com')
    expect(JSON.stringify(rows)).not.toContain(secret)
  })
})

describeEachDatabase('the link of an invitation', (databases) => {
  test('says what it is to, makes the account that is not there, and works once', async () => {
    const app = await openTestApp(databases)
    const { secret } = await invite(app, 'Eve@example.com')
    const look = { token: null, body: { secret } }
    expect(await app.expect(200, 'POST', '/api/v1/invitations/look', look)).toMatchObject({
      email: 'Eve@example.com',
      space: { name: 'Shop' },
      roles: ['Viewer'],
    })
    expect(await accept(app, secret, 'Eve')).toMatchObject({ status: 201, body: { email: 'Eve@example.com' } })
    const session = await app.expect(201, 'POST', '/api/v1/session', {
      token: null,
      body: { email: 'eve@example.com', password },
    })
    await app.expect(200, 'GET', shop, { token: session.secret })
    expect((await accept(app, secret)).status).toBe(401)
    await app.expect(401, 'POST', '/api/v1/invitations/look', look)
  })

  test('makes no second account for an address', async () => {
    const app = await openTestApp(databases)
    await newPerson(app, 'Ada')
    const { secret } = await invite(app, 'ada@example.com')
    expect((await accept(app, secret)).status).toBe(409)
  })

  test('ends with the next one to the address, and after seven days', async () => {
    const app = await openTestApp(databases)
    const first = await invite(app, 'eve@example.com')
    const second = await invite(app, 'EVE@example.com')
    expect((await accept(app, first.secret)).status).toBe(401)
    expect((await app.expect(200, 'GET', to)).items).toHaveLength(1)
    app.clock.now += invitationMs
    expect((await accept(app, second.secret)).status).toBe(401)
    expect((await app.expect(200, 'GET', to)).items).toEqual([])
  })

  test('is not guessed without limit', async () => {
    const app = await openTestApp(databases)
    for (let guess = 0; guess < 20; guess += 1) expect((await accept(app, 'guess')).status).toBe(401)
    expect((await accept(app, 'guess')).status).toBe(429)
  })
})

describeEachDatabase('an invitation to an organization', (databases) => {
  test('is made by who runs it, and accepted like any other', async () => {
    const app = await openTestApp(databases)
    const at = '/api/v1/organizations/default/invitations'
    const ada = await newPerson(app, 'Ada')
    await joinOrganization(app, ada, { role: 'administrator' })
    const bob = await newPerson(app, 'Bob')
    const { id } = await app.expect(201, 'POST', at, { token: ada.token, body: { email: bob.email, role: 'member' } })
    expect((await app.expect(200, 'GET', at)).items).toMatchObject([{ id, role: 'member' }])
    await app.expect(200, 'POST', `${own}/${id}/accept`, { token: bob.token })
    await app.expect(409, 'POST', at, { body: { email: bob.email, role: 'member' } })
    await app.expect(403, 'POST', at, { token: bob.token, body: { email: 'x@example.com', role: 'member' } })
  })

  test('lapses with the role of who has sent it', async () => {
    const app = await openTestApp(databases)
    const at = '/api/v1/organizations/default'
    const ada = await newPerson(app, 'Ada')
    await joinOrganization(app, ada, { role: 'administrator' })
    const bob = await newPerson(app, 'Bob')
    const body = { email: bob.email, role: 'administrator' }
    const { id } = await app.expect(201, 'POST', `${at}/invitations`, { token: ada.token, body })
    await app.expect(204, 'DELETE', `${at}/members/${ada.id}`)
    await app.expect(409, 'POST', `${own}/${id}/accept`, { token: bob.token })
    await app.expect(204, 'DELETE', `${at}/invitations/${id}`)
    await app.expect(404, 'POST', `${own}/${id}/accept`, { token: bob.token })
  })
})
