import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const path = '/api/v1/spaces/shop/dashboard'
const dayMs = 24 * 60 * 60 * 1000

describeEachDatabase('the dashboard', (databases) => {
  test('counts entries by type and state', async () => {
    const app = await openContentApp(databases)
    for (const slug of ['a', 'b', 'c']) await createPage(app, slug)
    await app.expect(200, 'POST', `${entries}/a/publish?type=pages`, { body: {} })
    expect((await app.expect(200, 'GET', path)).content).toEqual([
      { type: 'pages', draft: 2, published: 1, protected: 0, archived: 0, total: 3 },
    ])
  })

  test('counts over what the caller may read, and over nothing else', async () => {
    const app = await openContentApp(databases)
    for (const slug of ['a', 'b']) await createPage(app, slug)
    const dashboard = { effect: 'allow', actions: ['dashboard.read'], resources: ['dashboard'] } as const
    const one = { effect: 'allow', actions: ['content.read'], resources: ['content:pages:a'] } as const
    const token = await apiToken(app, dashboard, one)
    const before = await app.call('GET', path, { token })
    expect(before.body).toEqual({
      content: [{ type: 'pages', draft: 1, published: 0, protected: 0, archived: 0, total: 1 }],
      tokens: null,
      calls: null,
    })
    await createPage(app, 'hidden')
    expect((await app.call('GET', path, { token })).text).toBe(before.text)
    expect((await app.expect(200, 'GET', path, { token: await apiToken(app, dashboard) })).content).toEqual([])
    await app.expect(403, 'GET', path, { token: await apiToken(app, one) })
  })

  test('tells which tokens want to be looked at, and what was called', async () => {
    const app = await openContentApp(databases)
    const at = (days: number) => new Date(app.clock.now + days * dayMs).toISOString()
    const issue = (body: object) =>
      app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body: { name: 'T', ...body } })
    await issue({ kind: 'delivery' })
    await issue({ kind: 'management', mode: 'read', expires_at: at(10) })
    const used = await issue({ kind: 'management', mode: 'read', expires_at: at(400) })
    const paused = await issue({ kind: 'management', mode: 'read' })
    await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${paused.id}/deactivate`)
    const ended = await issue({ kind: 'management', mode: 'read' })
    await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${ended.id}/revoke`)
    const health = async () => (await app.expect(200, 'GET', path)).tokens
    expect(await health()).toEqual({
      active: 3,
      inactive: 1,
      expiring: 1,
      unused: 0,
      without_expiry: 1,
      public: 1,
    })
    app.clock.now += 35 * dayMs
    await app.expect(200, 'GET', '/api/v1/spaces/shop/locales', { token: used.secret })
    await app.expect(403, 'POST', '/api/v1/spaces/shop/locales', { token: used.secret, body: { code: 'fr' } })
    await app.app.usage.flush()
    expect(await health()).toMatchObject({ active: 2, expiring: 0, unused: 1 })
    expect((await app.expect(200, 'GET', path)).calls).toEqual([
      { day: new Date(Math.floor(app.clock.now / dayMs) * dayMs).toISOString(), calls: 2, refused: 1 },
    ])
  })

  test('shows no tokens to whom no grant lets see any', async () => {
    const app = await openContentApp(databases)
    const { token } = await newMember(app, 'Vera', 'Viewer')
    const seen = await app.call('GET', path, { token })
    expect(seen.status === 403 || seen.body.tokens === null).toBe(true)
  })
})
