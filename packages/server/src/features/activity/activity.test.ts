import { expect, test } from 'vitest'
import { appendAudits } from '../../database/audit-chain.ts'
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
    const seqs = items.map(({ seq }: { seq: number }) => seq)
    expect(seqs).toEqual(seqs.toSorted((one: number, other: number) => other - one))
    expect(items.at(-1).seq).toBe(1)
    expect(items[0]).toEqual({
      seq: items.length,
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

  test('is found by actor, operation, target, token, time and text', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Developer')
    app.clock.now += 60_000
    const from = new Date(app.clock.now).toISOString()
    await app.expect(201, 'POST', locales, { token: ada.token, body: { code: 'de' } })
    app.clock.now += 60_000
    const later = new Date(app.clock.now).toISOString()
    await app.expect(201, 'POST', locales, { body: { code: 'fr' } })
    const found = async (query: string) =>
      (await app.expect(200, 'GET', `${path}?from=${from}&${query}`)).items.map(
        ({ target }: { target: string }) => target,
      )
    expect(await found('')).toEqual(['locales:fr', 'locales:de'])
    expect(await found(`actor=account:${ada.id}`)).toEqual(['locales:de'])
    expect(await found('operation=locales.create')).toEqual(['locales:fr', 'locales:de'])
    expect(await found('operation=locales.delete')).toEqual([])
    expect(await found('target=locales:fr')).toEqual(['locales:fr'])
    expect(await found(`token=${app.owner.token.split('_')[2]}`)).toEqual(['locales:fr'])
    expect((await app.expect(200, 'GET', `${path}?from=${later}`)).items).toHaveLength(1)
    expect(await found(`to=${new Date(app.clock.now - 1).toISOString()}`)).toEqual(['locales:de'])
    expect(await found('search=ocales%3Ad')).toEqual(['locales:de'])
    expect(await found('search=LOCALES')).toEqual([])
    expect(await found('search=%25')).toEqual([])
    await app.expect(400, 'GET', `${path}?who=me`)
  })

  test('is looked through part by part, so that a rare row costs no request much', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', locales, { body: { code: 'de' } })
    const acts = Array.from({ length: 10_500 }, (_, index) => ({
      at: app.clock.now,
      actor: 'account:x',
      action: 'entries.update',
      subject: `content:pages:p${index}`,
      body: { token: null, secret_version: null, decided_by: [], request: '', network: '' },
    }))
    await app.database.write((tx) => appendAudits(tx, app.space.id, acts))
    const first = await app.expect(200, 'GET', `${path}?operation=locales.create`)
    expect(first.items).toEqual([])
    const second = await app.expect(200, 'GET', `${path}?operation=locales.create&after=${first.next}`)
    expect([second.items.length, second.next]).toEqual([1, null])
    expect((await app.expect(200, 'GET', `${path}?target=locales:de`)).items).toHaveLength(1)
  })

  test('of what happens outside spaces is for installation administrators', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Administrator')
    await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'CI', scope: { form: 'all' } } })
    const { items } = await app.expect(200, 'GET', '/api/v1/activity?operation=account-tokens.create')
    expect(items).toMatchObject([{ operation: 'account-tokens.create', actor: `account:${app.owner.id}` }])
    await app.expect(403, 'GET', '/api/v1/activity', { token: ada.token })
  })

  test('can be read by a program that may do nothing else', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', locales, { body: { code: 'de' } })
    const grants = [{ effect: 'allow', actions: ['activity.read'], resources: ['activity'] }]
    const { secret } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'api', name: 'Collector', grants },
    })
    const { items } = await app.expect(200, 'GET', path, { token: secret })
    expect(items.map(({ operation }: { operation: string }) => operation)).toEqual(['tokens.create', 'locales.create'])
    await app.expect(404, 'GET', locales, { token: secret })
    await app.expect(403, 'GET', '/api/v1/activity', { token: secret })
  })
})
