import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'

const path = '/api/v1/spaces/shop/content-types'
const products = {
  slug: 'products',
  name: 'Products',
  fields: [
    { id: 'title', type: 'text', required: true },
    { id: 'price', type: 'number' },
  ],
}

describeEachDatabase('content types', (databases) => {
  test('are created, shown, listed, changed and deleted', async () => {
    const app = await openTestApp(databases)
    const created = await app.call('POST', path, { body: products })
    expect(created.status).toBe(201)
    expect(created.headers['etag']).toBe('"v1"')
    expect(created.body).toMatchObject({ ...products, singleton: false, version: 1 })
    expect(await app.expect(200, 'GET', `${path}/products`)).toEqual(created.body)
    expect(await app.expect(200, 'GET', `${path}/${created.body.id}`)).toEqual(created.body)
    expect((await app.expect(200, 'GET', path)).items).toEqual([created.body])
    const changed = await app.expect(200, 'PATCH', `${path}/products`, { body: { slug: 'goods' } })
    expect(changed).toMatchObject({ id: created.body.id, slug: 'goods', version: 2 })
    await app.expect(204, 'DELETE', `${path}/goods`)
    await app.expect(404, 'GET', `${path}/goods`)
  })

  test('report every mistake in their fields', async () => {
    const app = await openTestApp(databases)
    const fields = [
      { id: 'a', type: 'text', validation: { minimum: 1 } },
      { id: 'a', type: 'list' },
    ]
    const problem = await app.expect(422, 'POST', path, { body: { slug: 'x', fields } })
    expect(problem.errors.map((each: { pointer: string }) => each.pointer)).toEqual([
      '/fields/1/id',
      '/fields/0/validation/minimum',
      '/fields/1/items',
    ])
  })

  test('cannot name a field like what every entry has', async () => {
    const app = await openTestApp(databases)
    for (const id of ['slug', 'status', 'published_at', 'created_by', 'or']) {
      const answer = await app.call('POST', path, { body: { slug: 'x', fields: [{ id, type: 'text' }] } })
      expect(answer.status).toBe(422)
    }
  })

  test('may refer to a type that is still to come, with a warning', async () => {
    const app = await openTestApp(databases)
    const fields = [{ id: 'author', type: 'reference', types: ['people'] }]
    const created = await app.expect(201, 'POST', path, { body: { slug: 'posts', fields } })
    expect(created.warnings).toEqual([expect.stringContaining('people')])
    expect(await app.expect(200, 'GET', `${path}/posts`)).not.toHaveProperty('warnings')
  })

  test('keep their slugs apart', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: products })
    const problem = await app.expect(409, 'POST', path, { body: products })
    expect(problem.type).toBe('/problems/slug-taken')
  })

  test('are changed in the version that was read, or not at all', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: products })
    const change = { body: { name: 'Goods' }, headers: { 'if-match': '"v1"' } }
    await app.expect(200, 'PATCH', `${path}/products`, change)
    const problem = await app.expect(412, 'PATCH', `${path}/products`, change)
    expect(problem.current_version).toBe(2)
  })

  test('are created once for one Idempotency-Key', async () => {
    const app = await openTestApp(databases)
    const options = { body: products, headers: { 'idempotency-key': 'k1' } }
    const first = await app.expect(201, 'POST', path, options)
    const again = await app.expect(200, 'POST', path, options)
    expect(again).toEqual(first)
  })

  test('outdate what every environment delivers', async () => {
    const app = await openTestApp(databases)
    const version = () =>
      app.database.read((db) => db.selectFrom('environments').select('content_version').executeTakeFirstOrThrow())
    const before = await version()
    await app.expect(201, 'POST', path, { body: products })
    expect((await version()).content_version).toBe(before.content_version + 1)
  })
})
