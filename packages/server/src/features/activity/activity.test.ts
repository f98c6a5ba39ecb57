import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const path = '/api/v1/spaces/shop/activity'
const locales = '/api/v1/spaces/shop/locales'

describeEachDatabase('activity', (databases) => {
  test('tells who did what, by which right, newest first', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Developer')
    await app.expect(201, 'POST', locales, { token: ada.token, body: { code: 'de' } })
    const { items, next } = await app.expect(200, 'GET', path)
    expect(next).toBe(null)
    expect(items.map((item: { operation: string }) => item.operation)).toEqual(['locales.create', 'members.add'])
    expect(items[1].details).toEqual({ roles: [expect.any(String)] })
    expect(items[0]).toEqual({
      seq: 2,
      at: new Date(app.clock.now).toISOString(),
      operation: 'locales.create',
      actor: `account:${ada.id}`,
      token: expect.stringMatching(/^[0-9A-Za-z]{12}$/),
      secret_version: 1,
      target: 'locales:de',
      decided_by: [expect.stringMatching(/^owner:\d+$/)],
      request: expect.any(String),
      network: '127.0.0.1',
    })
  })

  test('says nothing of what was refused or only read', async () => {
    const app = await openTestApp(databases)
    await app.expect(409, 'DELETE', `${locales}/en`)
    await app.expect(200, 'GET', locales)
    expect((await app.expect(200, 'GET', path)).items).toEqual([])
  })

  test('is read page by page, also while it grows', async () => {
    const app = await openTestApp(databases)
    for (const code of ['de', 'fr', 'it']) await app.expect(201, 'POST', locales, { body: { code } })
    const first = await app.expect(200, 'GET', `${path}?limit=2`)
    await app.expect(201, 'POST', locales, { body: { code: 'es' } })
    const second = await app.expect(200, 'GET', `${path}?limit=2&after=${first.next}`)
    expect([...first.items, ...second.items].map(({ seq }) => seq)).toEqual([3, 2, 1])
    expect(second.next).toBe(null)
  })

  test('takes the cursor of no other space', async () => {
    const app = await openTestApp(databases)
    for (const code of ['de', 'fr']) await app.expect(201, 'POST', locales, { body: { code } })
    const { next } = await app.expect(200, 'GET', `${path}?limit=1`)
    await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'blog', name: 'Blog' } })
    const problem = await app.expect(400, 'GET', `/api/v1/spaces/blog/activity?after=${next}`)
    expect(problem.errors).toMatchObject([{ parameter: 'after' }])
  })

  test('is for those whom a grant lets see it', async () => {
    const app = await openTestApp(databases)
    const { token } = await newMember(app, 'Ada', 'Editor')
    await app.expect(403, 'GET', path, { token })
  })
})
