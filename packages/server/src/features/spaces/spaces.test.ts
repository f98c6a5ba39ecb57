import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember, newPerson } from '../../test-support/test-people.ts'

const shop = '/api/v1/spaces/shop'

describeEachDatabase('spaces', (databases) => {
  test('begin with a locale, an environment, the built-in roles and their owner', async () => {
    const app = await openTestApp(databases)
    const made = await app.expect(201, 'POST', '/api/v1/spaces', {
      body: { slug: 'blog', name: 'Blog', default_locale: 'de' },
    })
    expect(made).toMatchObject({ slug: 'blog', name: 'Blog', owner: app.owner.id, default_locale: 'de' })
    const at = `/api/v1/spaces/${made.id}`
    expect((await app.expect(200, 'GET', `${at}/locales`)).items).toMatchObject([{ code: 'de', default: true }])
    expect((await app.expect(200, 'GET', `${at}/environments`)).items).toMatchObject([{ slug: 'production' }])
    const roles = (await app.expect(200, 'GET', `${at}/roles`)).items
    expect(roles.map((role: { name: string }) => role.name)).toEqual(['Administrator', 'Developer', 'Editor', 'Viewer'])
    expect((await app.expect(200, 'GET', `${at}/members`)).items).toMatchObject([
      { account: app.owner.id, owner: true, roles: [{ name: 'Administrator' }] },
    ])
  })

  test('have a slug of their own', async () => {
    const app = await openTestApp(databases)
    const problem = await app.expect(409, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Other' } })
    expect(problem.type).toBe('/problems/slug-taken')
  })

  test('are made once for one idempotency key', async () => {
    const app = await openTestApp(databases)
    const request = { body: { slug: 'blog', name: 'Blog' }, headers: { 'idempotency-key': 'k1' } }
    const first = await app.call('POST', '/api/v1/spaces', request)
    expect(first.headers['location']).toBe(`/api/v1/spaces/${first.body.id}`)
    expect(await app.expect(200, 'POST', '/api/v1/spaces', request)).toEqual(first.body)
  })

  test('are made by installation administrators alone', async () => {
    const app = await openTestApp(databases)
    const { token } = await newMember(app, 'Ada', 'Administrator')
    await app.expect(403, 'POST', '/api/v1/spaces', { token, body: { slug: 'blog', name: 'Blog' } })
  })

  test('are listed to whom the rights in each of them show it', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'blog', name: 'Blog' } })
    const ada = await newMember(app, 'Ada', 'Viewer')
    const bob = await newMember(app, 'Bob', [{ effect: 'allow', actions: ['content.read'], resources: ['content'] }])
    const eve = await newPerson(app, 'Eve')
    const slugsFor = async (token: string) => {
      const { items, total } = await app.expect(200, 'GET', '/api/v1/spaces?count=true', { token })
      expect(total).toBe(items.length)
      return items.map((space: { slug: string }) => space.slug)
    }
    expect(await slugsFor(app.owner.token)).toEqual(['blog', 'shop'])
    expect(await slugsFor(ada.token)).toEqual(['shop'])
    expect(await slugsFor(bob.token)).toEqual([])
    expect(await slugsFor(eve.token)).toEqual([])
  })

  test('are listed page by page', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'blog', name: 'Blog' } })
    const first = await app.expect(200, 'GET', '/api/v1/spaces?limit=1')
    const second = await app.expect(200, 'GET', `/api/v1/spaces?limit=1&after=${first.next}`)
    expect([...first.items, ...second.items]).toMatchObject([{ slug: 'blog' }, { slug: 'shop' }])
    expect(second.next).toBe(null)
  })

  test('answer the same to strangers, whether they exist or not', async () => {
    const app = await openTestApp(databases)
    const { token } = await newPerson(app, 'Eve')
    const [there, nowhere] = [await app.call('GET', shop, { token }), await app.call('GET', `${shop}2`, { token })]
    expect(there.status).toBe(403)
    expect({ ...there.body, instance: '' }).toEqual({ ...nowhere.body, instance: '' })
  })

  test('follow a new slug at once, and leave the old one free', async () => {
    const app = await openTestApp(databases)
    const { token } = await newMember(app, 'Ada', 'Viewer')
    await app.expect(200, 'GET', shop, { token })
    await app.expect(200, 'PATCH', shop, { body: { slug: 'store', name: 'Store' } })
    await app.expect(403, 'GET', shop, { token })
    expect(await app.expect(200, 'GET', '/api/v1/spaces/store', { token })).toMatchObject({ name: 'Store' })
    await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Another' } })
    await app.expect(403, 'GET', shop, { token })
  })

  test('that are deleted refuse the very next request, and give their slug back', async () => {
    const app = await openTestApp(databases)
    const { token } = await newMember(app, 'Ada', 'Viewer')
    const { secret } = await app.expect(201, 'POST', `${shop}/tokens`, { body: { kind: 'delivery', name: 'Site' } })
    const { secret: ci } = await app.expect(201, 'POST', `${shop}/tokens`, { body: { kind: 'management', name: 'CI' } })
    await app.expect(200, 'GET', `${shop}/roles`, { token: ci })
    // Valid, though of a kind that reads no roles.
    await app.expect(403, 'GET', `${shop}/roles`, { token: secret })
    await app.expect(200, 'GET', shop, { token })
    await app.expect(204, 'DELETE', shop)
    await app.expect(403, 'GET', shop, { token })
    await app.expect(403, 'GET', `/api/v1/spaces/${app.space.id}`, { token })
    await app.expect(401, 'GET', `${shop}/roles`, { token: ci })
    await app.expect(401, 'GET', `/api/v1/spaces/${app.space.id}/roles`, { token: ci })
    await app.expect(401, 'GET', `${shop}/roles`, { token: secret })
    await app.expect(404, 'GET', shop)
    expect((await app.expect(200, 'GET', '/api/v1/spaces')).items).toEqual([])
    await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'New' } })
    await app.expect(401, 'GET', `${shop}/roles`, { token: ci })
  })
})
