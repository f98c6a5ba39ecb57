import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'

const delivered = '/delivery/v1/spaces/shop/content/pages'
const slugsOf = (page: { items: { slug: string }[] }) => page.items.map(({ slug }) => slug)

describeEachDatabase('tags', (databases) => {
  test('are given with an entry, replaced as a whole, kept by a PUT that does not say them, and taken away', async () => {
    const app = await openContentApp(databases)
    const made = await app.expect(201, 'POST', entries, {
      body: { type: 'pages', slug: 'a', tags: ['sale', 'cafe\u0301'], fields: { hero_title: 'A' } },
    })
    expect(made.tags).toEqual(['sale', 'caf\u00e9'])
    const path = `${entries}/${made.id}`
    const patched = await app.expect(200, 'PATCH', path, { body: { tags: ['new'] } })
    expect([patched.tags, patched.version, patched.fields]).toEqual([['new'], 2, made.fields])
    expect((await app.expect(200, 'PATCH', path, { body: { tags: ['new'] } })).version).toBe(2)
    const put = await app.expect(200, 'PUT', path, {
      body: { fields: { hero_title: 'B' } },
      headers: { 'if-match': '"v2"' },
    })
    expect([put.tags, put.fields]).toEqual([['new'], { hero_title: 'B' }])
    expect((await app.expect(200, 'PATCH', path, { body: { tags: [] } })).tags).toEqual([])
  })

  test('are words: short, without commas, each once', async () => {
    const app = await openContentApp(databases)
    for (const tags of [['a,b'], [' a'], ['a '], [''], ['a', 'a'], ['x'.repeat(51)], ['a\nb']]) {
      const problem = await app.expect(422, 'POST', entries, { body: { type: 'pages', tags } })
      expect(problem.errors[0].pointer).toMatch(/^\/tags/)
    }
  })

  test('find entries of one type and of all', async () => {
    const app = await openContentApp(databases)
    for (const [slug, tags] of Object.entries({ a: ['x'], b: ['x', 'y'], c: [] })) {
      const { id } = await createPage(app, slug)
      await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { tags } })
    }
    for (const only of ['', 'type=pages&']) {
      const found = (filter: string) => app.expect(200, 'GET', `${entries}?${only}order=slug&${filter}`)
      expect(slugsOf(await found('filter[tags][in]=y,z'))).toEqual(['b'])
      expect(slugsOf(await found('filter[tags]=x'))).toEqual(['a', 'b'])
      expect(slugsOf(await found('filter[tags][exists]=false'))).toEqual(['c'])
      expect(slugsOf(await found('filter[tags][nin]=y'))).toEqual(['a', 'c'])
    }
    expect((await app.expect(200, 'GET', '/api/v1/spaces/shop/tags')).items).toEqual([
      { tag: 'x', entries: 2 },
      { tag: 'y', entries: 1 },
    ])
  })

  test('are delivered as they were when the entry went live', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'a')
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { tags: ['old'] } })
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { tags: ['secret'] } })
    const { secret: token } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'delivery', name: 'Site', environment: 'production' },
    })
    expect((await app.expect(200, 'GET', `${delivered}/a`, { token })).tags).toEqual(['old'])
    expect(slugsOf(await app.expect(200, 'GET', `${delivered}?filter[tags]=old`, { token }))).toEqual(['a'])
    expect(slugsOf(await app.expect(200, 'GET', `${delivered}?filter[tags]=secret`, { token }))).toEqual([])
    const published = await apiToken(app, {
      effect: 'allow',
      actions: ['content.read'],
      resources: ['content'],
      conditions: { status: ['published'] },
    })
    expect((await app.expect(200, 'GET', `${entries}/${id}`, { token: published })).tags).toEqual(['old'])
    expect((await app.expect(200, 'GET', '/api/v1/spaces/shop/tags', { token: published })).items).toEqual([
      { tag: 'old', entries: 1 },
    ])
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { tags: [] } })
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    expect((await app.expect(200, 'GET', `${delivered}/a`, { token })).tags).toBeUndefined()
  })

  test('are changed by who may touch them, in the default locale', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'a')
    const read = { effect: 'allow', actions: ['content.read'], resources: ['content'] } as const
    const update = { effect: 'allow', actions: ['content.update'], resources: ['content'] } as const
    const put = (token: string, tags: string[]) => app.call('PATCH', `${entries}/${id}`, { token, body: { tags } })
    const titles = await apiToken(app, read, { ...update, fields: ['hero_title'] })
    const refused = await put(titles, ['x'])
    expect([refused.status, refused.body.missing_grant.fields]).toEqual([403, ['tags']])
    expect((await put(titles, [])).status).toBe(200)
    const german = await apiToken(app, read, { ...update, conditions: { locales: ['de'] } })
    expect((await put(german, ['x'])).status).toBe(403)
    const tagger = await apiToken(app, read, { ...update, fields: ['tags'] })
    expect((await put(tagger, ['x'])).status).toBe(200)
    const denied = await apiToken(app, read, update, { ...update, effect: 'deny', fields: ['tags'] })
    expect((await put(denied, ['y'])).status).toBe(403)
    expect((await put(denied, ['x'])).status).toBe(200)
  })
})
