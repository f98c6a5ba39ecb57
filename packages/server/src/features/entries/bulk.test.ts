import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'

const bulk = `${entries}/bulk`
const page = (slug: string, fields: Record<string, unknown> = {}) => ({
  type: 'pages',
  slug,
  fields: { hero_title: slug, ...fields },
})

describeEachDatabase('a bulk write', (databases) => {
  test('creates what is new, updates what is there, and publishes what says so', async () => {
    const app = await openContentApp(databases)
    await createPage(app, 'a')
    const items = [page('a', { price: 1 }), { ...page('b'), publish: true }]
    const answer = await app.expect(200, 'POST', bulk, { body: { items } })
    expect(answer.items).toEqual([
      { index: 0, status: 200, id: expect.any(String), version: 2 },
      { index: 1, status: 201, id: expect.any(String), version: 1 },
    ])
    expect((await app.expect(200, 'GET', `${entries}/a?type=pages`)).fields.price).toBe(1)
    expect((await app.expect(200, 'GET', `${entries}/b?type=pages`)).status).toBe('published')
  })

  test('answers each item by itself: a wrong one does not stop the others', async () => {
    const app = await openContentApp(databases)
    const items = [page('a'), page('b', { price: -1 }), page('c'), { type: 'nope', slug: 'd' }, page('a', { price: 2 })]
    const answer = await app.expect(200, 'POST', bulk, { body: { items } })
    expect(answer.items.map((item: { status: number }) => item.status)).toEqual([201, 422, 201, 422, 200])
    expect(answer.items[1].problem).toMatchObject({
      type: '/problems/invalid-body',
      errors: [{ pointer: '/fields/price' }],
    })
  })

  test('decides each item by itself, and leaves nothing of one that is refused', async () => {
    const app = await openContentApp(databases)
    const token = await apiToken(app, {
      effect: 'allow',
      actions: ['content.create', 'content.read'],
      resources: ['content:pages:news-*'],
    })
    const items = [page('news-1'), page('other'), { ...page('news-2'), publish: true }]
    const answer = await app.expect(200, 'POST', bulk, { token, body: { items } })
    expect(answer.items.map((item: { status: number }) => item.status)).toEqual([201, 403, 403])
    await app.expect(404, 'GET', `${entries}/news-2?type=pages`)
  })

  test('is audited item by item, in an unbroken chain', async () => {
    const app = await openContentApp(databases)
    const items = Array.from({ length: 50 }, (_, index) => page(`p${index}`))
    await app.expect(200, 'POST', bulk, { body: { items } })
    const rows = await app.database.read((db) =>
      db.selectFrom('audit').select('subject').where('action', '=', 'entries.create').orderBy('seq').execute(),
    )
    expect(rows.map(({ subject }) => subject)).toEqual(items.map(({ slug }) => `content:pages:${slug}`))
  })

  test('of a space that is not there is 404', async () => {
    const app = await openContentApp(databases)
    const answer = await app.call('POST', '/api/v1/spaces/nowhere/entries/bulk', { body: { items: [page('a')] } })
    expect(answer.status).toBe(404)
  })
})
