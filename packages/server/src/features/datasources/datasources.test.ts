import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const path = '/api/v1/spaces/shop/datasources'
const delivered = '/delivery/v1/spaces/shop/datasources'

describeEachDatabase('datasources', (databases) => {
  async function openWithSizes(): Promise<TestApp> {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { slug: 'sizes', dimensions: ['de', 'fr'] } })
    return app
  }
  const add = (app: TestApp, ...entries: unknown[]) =>
    app.expect(200, 'PUT', `${path}/sizes/entries`, { body: { entries } })
  const keysOf = (page: { items: { key: string }[] }) => page.items.map(({ key }) => key)

  test('are created, shown, listed, changed and deleted', async () => {
    const app = await openTestApp(databases)
    const created = await app.call('POST', path, { body: { slug: 'sizes', name: 'Sizes' } })
    expect([created.status, created.headers['etag']]).toEqual([201, '"v1"'])
    expect(created.body).toMatchObject({ slug: 'sizes', name: 'Sizes', dimensions: [], delivered: false, version: 1 })
    expect(await app.expect(200, 'GET', `${path}/sizes`)).toEqual(created.body)
    expect(await app.expect(200, 'GET', `${path}/${created.body.id}`)).toEqual(created.body)
    expect((await app.expect(200, 'GET', path)).items).toEqual([created.body])
    const changed = await app.expect(200, 'PATCH', `${path}/sizes`, { body: { slug: 'widths', delivered: true } })
    expect(changed).toMatchObject({ slug: 'widths', name: 'Sizes', delivered: true, version: 2 })
    await app.expect(412, 'PATCH', `${path}/widths`, { body: { name: 'X' }, headers: { 'if-match': '"v1"' } })
    await app.expect(204, 'DELETE', `${path}/widths`)
    await app.expect(404, 'GET', `${path}/widths`)
  })

  test('keep a key that only a release holds, until the release is given up', async () => {
    const app = await openWithSizes()
    await add(app, { key: 's' }, { key: 'm' })
    const space = '/api/v1/spaces/shop'
    const fields = [{ id: 'size', type: 'select', choices: { datasource: 'sizes' } }]
    await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'shirts', fields } })
    const shirt = { type: 'shirts', slug: 'red', fields: { size: 's' } }
    const { id } = await app.expect(201, 'POST', `${space}/entries`, { body: shirt })
    const release = await app.expect(201, 'POST', `${space}/releases`, { body: { name: 'Spring' } })
    await app.expect(201, 'POST', `${space}/releases/${release.id}/items`, { body: { entry: id } })
    await app.expect(200, 'PATCH', `${space}/entries/${id}`, { body: { fields: { size: 'm' } } })
    const refused = await app.expect(409, 'DELETE', `${path}/sizes/entries/s`)
    expect(refused.errors).toEqual([{ detail: 's: 1 entry uses it.' }])
    await app.expect(204, 'DELETE', `${space}/releases/${release.id}`)
    await app.expect(204, 'DELETE', `${path}/sizes/entries/s`)
  })

  test('have a slug of their own', async () => {
    const app = await openWithSizes()
    expect((await app.expect(409, 'POST', path, { body: { slug: 'sizes' } })).type).toMatch(/slug-taken/)
  })

  test('hold entries in their order, found by key or id, also one that needs escaping in a path', async () => {
    const app = await openWithSizes()
    await add(app, { key: 'm' }, { key: 's', value: 'Small', values: { de: 'Klein' } })
    const one = await app.expect(201, 'POST', `${path}/sizes/entries`, { body: { key: '1/2 %' } })
    expect(one).toEqual({
      id: expect.any(String),
      serial: expect.any(Number),
      key: '1/2 %',
      value: '1/2 %',
      values: {},
    })
    expect(keysOf(await app.expect(200, 'GET', `${path}/sizes/entries`))).toEqual(['m', 's', '1/2 %'])
    const changed = await app.expect(200, 'PATCH', `${path}/sizes/entries/${encodeURIComponent('1/2 %')}`, {
      body: { value: 'Half', values: { de: 'Halb', fr: 'Demi' } },
    })
    expect(changed).toEqual({ ...one, value: 'Half', values: { de: 'Halb', fr: 'Demi' } })
    const less = await app.expect(200, 'PATCH', `${path}/sizes/entries/${one.id}`, { body: { values: { de: null } } })
    expect(less.values).toEqual({ fr: 'Demi' })
    await app.expect(204, 'DELETE', `${path}/sizes/entries/s`)
    expect(keysOf(await app.expect(200, 'GET', `${path}/sizes/entries`))).toEqual(['m', '1/2 %'])
  })

  test('are read page by page, searched, and counted', async () => {
    const app = await openWithSizes()
    await add(app, ...['a', 'b', 'ab', 'c'].map((key) => ({ key, value: key.toUpperCase() })))
    const first = await app.expect(200, 'GET', `${path}/sizes/entries?limit=2&count=true`)
    expect([keysOf(first), first.total]).toEqual([['a', 'b'], 4])
    const second = await app.expect(200, 'GET', `${path}/sizes/entries?limit=2&after=${first.next}`)
    expect([keysOf(second), second.next]).toEqual([['ab', 'c'], null])
    const found = await app.expect(200, 'GET', `${path}/sizes/entries?search=A&count=true`)
    expect([keysOf(found), found.total]).toEqual([['a', 'ab'], 2])
  })

  test('take many entries at once, and with replace exactly those, in that order', async () => {
    const app = await openWithSizes()
    expect(await add(app, { key: 'a' }, { key: 'b' })).toEqual({ created: 2, updated: 0, removed: 0 })
    expect(await add(app, { key: 'b', value: 'B' }, { key: 'c' })).toEqual({ created: 1, updated: 1, removed: 0 })
    const replaced = await app.expect(200, 'PUT', `${path}/sizes/entries`, {
      body: { entries: [{ key: 'c' }, { key: 'd' }, { key: 'b', value: 'B' }], replace: true },
    })
    expect(replaced).toEqual({ created: 1, updated: 2, removed: 1 })
    expect(keysOf(await app.expect(200, 'GET', `${path}/sizes/entries`))).toEqual(['c', 'd', 'b'])
  })

  test('refuse a list with mistakes whole, and point at each', async () => {
    const app = await openWithSizes()
    const problem = await app.expect(422, 'PUT', `${path}/sizes/entries`, {
      body: { entries: [{ key: 'a' }, { key: 'a' }, { key: 'b', values: { it: 'B' } }] },
    })
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/entries/2/values/it',
      '/entries/1/key',
    ])
    expect((await app.expect(200, 'GET', `${path}/sizes/entries`)).items).toEqual([])
  })

  test('lose the values of a dimension only when that is confirmed', async () => {
    const app = await openWithSizes()
    await add(app, { key: 's', values: { de: 'Klein', fr: 'Petit' } }, { key: 'm', values: { de: 'Mittel' } })
    const problem = await app.expect(409, 'PATCH', `${path}/sizes`, { body: { dimensions: ['fr'] } })
    expect(problem.errors).toEqual([{ pointer: '/dimensions', detail: 'de: 2 values would be lost.' }])
    await app.expect(200, 'PATCH', `${path}/sizes?confirm=true`, { body: { dimensions: ['fr'] } })
    const { items } = await app.expect(200, 'GET', `${path}/sizes/entries`)
    expect(items.map(({ values }: { values: unknown }) => values)).toEqual([{ fr: 'Petit' }, {}])
  })

  test('are listed as single reads show them, also to whom the grants show some, or his own', async () => {
    const app = await openWithSizes()
    await app.expect(201, 'POST', path, { body: { slug: 'colours' } })
    const named = await newMember(app, 'Ada', [
      { effect: 'allow', actions: ['datasources.read'], resources: ['datasources:sizes'] },
    ])
    const own = await newMember(app, 'Bob', [
      {
        effect: 'allow',
        actions: ['datasources.read', 'datasources.create'],
        resources: ['datasources'],
        conditions: { own: true },
      },
    ])
    await app.expect(201, 'POST', path, { token: own.token, body: { slug: 'bobs' } })
    for (const { token } of [named, own]) {
      const { items } = await app.expect(200, 'GET', path, { token })
      const singly: unknown[] = []
      for (const slug of ['bobs', 'colours', 'sizes']) {
        const answer = await app.call('GET', `${path}/${slug}`, { token })
        if (answer.status === 200) singly.push(answer.body)
        else expect((await app.call('GET', `${path}/nothing`, { token })).status).toBe(answer.status)
      }
      expect(items).toEqual(singly)
      expect(items).toHaveLength(1)
    }
  })

  test('are delivered where they are marked, with their values in a dimension', async () => {
    const app = await openWithSizes()
    await add(app, { key: 's', value: 'Small', values: { de: 'Klein' } }, { key: 'm', value: 'Medium' })
    const { secret: token } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'delivery', name: 'Site', environment: 'production' },
    })
    expect((await app.expect(200, 'GET', delivered, { token })).items).toEqual([])
    const hidden = await app.call('GET', `${delivered}/sizes`, { token })
    const missing = await app.call('GET', `${delivered}/nothing`, { token })
    expect(hidden.status).toBe(404)
    expect({ ...hidden.body, instance: '' }).toEqual({ ...missing.body, instance: '' })
    await app.expect(200, 'PATCH', `${path}/sizes`, { body: { delivered: true } })
    expect((await app.expect(200, 'GET', delivered, { token })).items).toMatchObject([{ slug: 'sizes' }])
    const plain = await app.call('GET', `${delivered}/sizes`, { token })
    const serial = expect.any(Number)
    expect(plain.body.items).toEqual([
      { serial, key: 's', value: 'Small' },
      { serial, key: 'm', value: 'Medium' },
    ])
    expect((await app.expect(200, 'GET', `${delivered}/sizes?dimension=de`, { token })).items).toEqual([
      { serial, key: 's', value: 'Small', dimension_value: 'Klein' },
      { serial, key: 'm', value: 'Medium', dimension_value: null },
    ])
    expect((await app.call('GET', `${delivered}/sizes?dimension=it`, { token })).status).toBe(400)
    await add(app, { key: 's', value: 'S' })
    const again = await app.call('GET', `${delivered}/sizes`, {
      token,
      headers: { 'if-none-match': plain.headers['etag'] ?? '' },
    })
    expect(again.body.items[0]).toEqual({ serial, key: 's', value: 'S' })
  })

  test('are delivered to a token with a role only where the role reads them', async () => {
    const app = await openWithSizes()
    await app.expect(200, 'PATCH', `${path}/sizes`, { body: { delivered: true } })
    const made = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: {
        kind: 'delivery',
        name: 'Narrow',
        environment: 'production',
        grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content:pages'] }],
      },
    })
    expect((await app.call('GET', `${delivered}/sizes`, { token: made.secret })).status).toBe(403)
  })
})
