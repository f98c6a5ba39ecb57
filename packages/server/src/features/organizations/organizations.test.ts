import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { join, joinOrganization, newPerson, type TestPerson } from '../../test-support/test-people.ts'

const path = '/api/v1/organizations/default'
const shop = '/api/v1/spaces/shop'

/** Somebody who is in the organization `default`. */
async function newColleague(app: TestApp, name: string, role = 'member'): Promise<TestPerson> {
  const person = await newPerson(app, name)
  await joinOrganization(app, person, { role })
  return person
}

describeEachDatabase('organizations', (databases) => {
  test('are shown to their people and to who administers the installation', async () => {
    const app = await openTestApp(databases)
    const { items } = await app.expect(200, 'GET', '/api/v1/organizations?count=true')
    expect(items).toMatchObject([{ slug: 'default', owner: app.owner.id, single_sign_on: 'off' }])
    expect(await app.expect(200, 'GET', path)).toEqual(items[0])
    for (const name of [items[0].id, `serial:${items[0].serial}`])
      expect(await app.expect(200, 'GET', `/api/v1/organizations/${name}`)).toEqual(items[0])
    for (const name of ['serial:1', 'serial:0', 'serial:', 'serial:x'])
      await app.expect(404, 'GET', `/api/v1/organizations/${name}`)
    const { token } = await newColleague(app, 'Ada')
    expect(await app.expect(200, 'GET', path, { token })).toEqual(items[0])
  })

  test('are hidden from everybody else like those that do not exist', async () => {
    const app = await openTestApp(databases)
    const { token } = await newPerson(app, 'Eve')
    expect(await app.expect(200, 'GET', '/api/v1/organizations?count=true', { token })).toEqual({
      items: [],
      next: null,
      total: 0,
    })
    await app.expect(404, 'GET', path, { token })
    const { serial } = await app.expect(200, 'GET', path)
    for (const name of ['nowhere', `serial:${serial}`])
      await app.expect(404, 'GET', `/api/v1/organizations/${name}`, { token })
  })

  test('are made by installation administrators, who own them', async () => {
    const app = await openTestApp(databases)
    const body = { slug: 'studio', name: 'Studio' }
    const made = await app.expect(201, 'POST', '/api/v1/organizations', { body })
    expect(made).toMatchObject({ ...body, owner: app.owner.id })
    await app.expect(409, 'POST', '/api/v1/organizations', { body })
    const { token } = await newColleague(app, 'Ada', 'administrator')
    await app.expect(403, 'POST', '/api/v1/organizations', { token, body: { slug: 'other', name: 'Other' } })
  })

  test('are renamed by their owner and administrators', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada', 'administrator')
    const bob = await newColleague(app, 'Bob')
    await app.expect(403, 'PATCH', path, { token: bob.token, body: { name: 'Bob’s' } })
    await app.expect(200, 'PATCH', path, { token: ada.token, body: { name: 'Studio', slug: 'studio' } })
    await app.expect(404, 'GET', path)
    expect(await app.expect(200, 'GET', '/api/v1/organizations/studio')).toMatchObject({ name: 'Studio' })
  })

  test('are deleted once they have no spaces, and give their slug back', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada', 'administrator')
    await app.expect(403, 'DELETE', path, { token: ada.token })
    expect((await app.expect(409, 'DELETE', path)).type).toBe('/problems/in-use')
    await app.expect(204, 'DELETE', shop)
    await app.expect(204, 'DELETE', path)
    await app.expect(404, 'GET', path)
    await app.expect(404, 'GET', path, { token: ada.token })
    expect((await app.expect(200, 'GET', '/api/v1/organizations', { token: ada.token })).items).toEqual([])
    await app.expect(201, 'POST', '/api/v1/organizations', { body: { slug: 'default', name: 'Another' } })
  })

  test('go to another of their people, who may from the very next request on what the owner may', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada')
    const eve = await newPerson(app, 'Eve')
    const transfer = `${path}/transfer`
    await app.expect(403, 'POST', transfer, { token: ada.token, body: { account: ada.id } })
    expect((await app.expect(422, 'POST', transfer, { body: { account: eve.id } })).errors).toMatchObject([
      { pointer: '/account' },
    ])
    expect(await app.expect(200, 'POST', transfer, { body: { account: ada.id } })).toMatchObject({ owner: ada.id })
    const { items } = await app.expect(200, 'GET', `${path}/members`, { token: ada.token })
    expect(items).toMatchObject([
      { account: ada.id, role: 'owner' },
      { account: app.owner.id, role: 'administrator' },
    ])
    await app.expect(409, 'DELETE', `${path}/members/${ada.id}`, { token: ada.token })
    await app.expect(409, 'PATCH', `${path}/members/${ada.id}`, { token: ada.token, body: { role: 'member' } })
  })
})

describeEachDatabase('people of an organization', (databases) => {
  test('are listed to its owner and administrators', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada', 'administrator')
    const bob = await newColleague(app, 'Bob')
    const all = await app.expect(200, 'GET', `${path}/members?count=true`, { token: ada.token })
    expect(all).toMatchObject({ total: 3, next: null })
    expect(all.items).toMatchObject([
      { account: ada.id, email: ada.email, name: 'Ada', role: 'administrator', may_use_password: false },
      { account: bob.id, role: 'member', signs_in_at_provider: false },
      { account: app.owner.id, role: 'owner' },
    ])
    const first = await app.expect(200, 'GET', `${path}/members?limit=1`)
    const rest = await app.expect(200, 'GET', `${path}/members?after=${first.next}`)
    expect([...first.items, ...rest.items]).toEqual(all.items)
    expect(await app.expect(200, 'GET', `${path}/members/${bob.id}`)).toEqual(all.items[1])
    await app.expect(403, 'GET', `${path}/members`, { token: bob.token })
  })

  test('follow a new role from the very next request on', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada')
    await app.expect(403, 'GET', `${path}/members`, { token: ada.token })
    await app.expect(200, 'PATCH', `${path}/members/${ada.id}`, { body: { role: 'administrator' } })
    await app.expect(200, 'GET', `${path}/members`, { token: ada.token })
    await app.expect(200, 'PATCH', `${path}/members/${ada.id}`, { body: { role: 'member' } })
    await app.expect(403, 'GET', `${path}/members`, { token: ada.token })
  })

  test('may go on without single sign-on where the owner says so, not an administrator', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada', 'administrator')
    const own = `${path}/members/${ada.id}`
    await app.expect(403, 'PATCH', own, { token: ada.token, body: { may_use_password: true } })
    expect(await app.expect(200, 'PATCH', own, { body: { may_use_password: true } })).toMatchObject({
      may_use_password: true,
    })
  })

  test('lose the organization and all of its spaces at once when they are removed, and nothing else', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada', 'administrator')
    await join(app, ada, { roles: ['Viewer'] })
    await app.expect(201, 'POST', '/api/v1/organizations', { body: { slug: 'other', name: 'Other' } })
    await app.expect(201, 'POST', '/api/v1/organizations/other/spaces', { body: { slug: 'blog', name: 'Blog' } })
    await join(app, ada, { space: 'blog', roles: ['Viewer'] })
    for (const at of [path, shop]) await app.expect(200, 'GET', at, { token: ada.token })
    await app.expect(204, 'DELETE', `${path}/members/${ada.id}`)
    await app.expect(404, 'GET', path, { token: ada.token })
    await app.expect(403, 'GET', shop, { token: ada.token })
    await app.expect(200, 'GET', '/api/v1/spaces/blog', { token: ada.token })
    await app.expect(404, 'DELETE', `${path}/members/${ada.id}`)
  })

  test('who own a space of it are removed once the space has another owner', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada', 'administrator')
    const bob = await newColleague(app, 'Bob')
    await app.expect(201, 'POST', `${path}/spaces`, { token: ada.token, body: { slug: 'blog', name: 'Blog' } })
    expect((await app.expect(409, 'DELETE', `${path}/members/${ada.id}`)).detail).toContain('blog')
    await app.expect(200, 'POST', `${path}/spaces/blog/transfer`, { body: { account: bob.id } })
    await app.expect(204, 'DELETE', `${path}/members/${ada.id}`)
    expect(await app.expect(200, 'GET', '/api/v1/spaces/blog', { token: bob.token })).toMatchObject({ owner: bob.id })
  })

  test('leave by themselves; an owner stays', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada')
    const leave = '/api/v1/account/organizations/default/leave'
    await app.expect(204, 'POST', leave, { token: ada.token })
    await app.expect(404, 'GET', path, { token: ada.token })
    await app.expect(404, 'POST', leave, { token: ada.token })
    await app.expect(409, 'POST', leave)
  })
})

describeEachDatabase('spaces of an organization', (databases) => {
  test('are made and listed by its owner and administrators, who need not be in them', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada', 'administrator')
    const bob = await newColleague(app, 'Bob')
    const body = { slug: 'blog', name: 'Blog' }
    const made = await app.expect(201, 'POST', `${path}/spaces`, { token: ada.token, body })
    expect(made).toMatchObject({ slug: 'blog', owner: ada.id, sandbox: false })
    const { items } = await app.expect(200, 'GET', `${path}/spaces?count=true`, { token: ada.token })
    expect(items).toMatchObject([{ slug: 'blog' }, { slug: 'shop' }])
    await app.expect(403, 'GET', shop, { token: ada.token })
    await app.expect(403, 'POST', `${path}/spaces`, { token: bob.token, body: { slug: 'b', name: 'B' } })
    await app.expect(403, 'GET', `${path}/spaces`, { token: bob.token })
  })

  test('are given to others of it by its owner alone', async () => {
    const app = await openTestApp(databases)
    const ada = await newColleague(app, 'Ada', 'administrator')
    const eve = await newPerson(app, 'Eve')
    const transfer = `${path}/spaces/shop/transfer`
    await app.expect(403, 'POST', transfer, { token: ada.token, body: { account: ada.id } })
    await app.expect(422, 'POST', transfer, { body: { account: eve.id } })
    await app.expect(200, 'POST', transfer, { body: { account: ada.id } })
    expect((await app.expect(200, 'GET', `${shop}/members`, { token: ada.token })).items).toMatchObject([
      { account: ada.id, owner: true, roles: [{ name: 'Administrator' }] },
      { account: app.owner.id, owner: false },
    ])
  })
})
