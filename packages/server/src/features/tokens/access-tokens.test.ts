import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { issueInherentTokens, prepareInherentTokens } from './inherent-tokens.ts'
import { openPeople, type People } from './test-people.ts'

const old = '2020-12-16T23:59:59.999Z'

async function openArchive(app: TestApp, created_at = old) {
  await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'archive', name: 'Archive', created_at } })
  const { items } = await app.expect(200, 'GET', '/api/v1/spaces/archive/tokens')
  return { path: '/api/v1/spaces/archive/tokens', items }
}

/** Gives `shop` the token that it would have had if it were old enough. */
async function giveAccessToken({ database, services, space, clock }: People): Promise<string> {
  const inherent = await prepareInherentTokens(services.nextSerial, Date.parse(old))
  const plan = { spaceId: space.id, inherent }
  await database.write((tx) => issueInherentTokens(tx, services, plan, clock.now))
  const row = await database.read((db) =>
    db.selectFrom('tokens').select('id').where('kind', '=', 'access').executeTakeFirstOrThrow(),
  )
  return `/api/v1/spaces/shop/tokens/${row.id}`
}

describeEachDatabase('access tokens', (databases) => {
  test('a space that comes from 2020-12-16 or before has one, which nobody made', async () => {
    const app = await openTestApp(databases)
    const { items } = await openArchive(app)
    expect(items).toMatchObject([
      { kind: 'access', name: 'Access token', state: 'active', created_by: 'installation', expires_at: null },
    ])
    expect(await app.expect(200, 'GET', '/api/v1/spaces/archive')).toMatchObject({ created_at: old })
  })

  test('a later space has none, and there is no call that makes one', async () => {
    const app = await openTestApp(databases)
    const { path, items } = await openArchive(app, '2020-12-17T00:00:00.000Z')
    expect(items).toEqual([])
    await app.expect(422, 'POST', path, { body: { kind: 'access', name: 'A' } })
    await app.expect(404, 'POST', `${path}/AAAAAAAAAAAA/reset`)
    expect((await app.expect(200, 'GET', '/api/v1/spaces/shop/tokens')).items).toEqual([])
  })

  test('the origin of a space lies in the past and is told by who administers the installation', async () => {
    const app = await openTestApp(databases)
    const body = { slug: 'archive', name: 'Archive' }
    for (const created_at of [new Date(app.clock.now + 1).toISOString(), '2020-13-01T00:00:00Z']) {
      const problem = await app.expect(422, 'POST', '/api/v1/spaces', { body: { ...body, created_at } })
      expect(problem.errors).toMatchObject([{ pointer: '/created_at' }])
    }
    const people = await openPeople(databases)
    await people.expect(403, 'POST', '/api/v1/spaces', { body: { ...body, created_at: old } })
  })

  test('reads what is published and drafts in every environment, and writes nothing', async () => {
    const app = await openTestApp(databases)
    const { path, items } = await openArchive(app)
    const space = '/api/v1/spaces/archive'
    await app.expect(201, 'POST', `${space}/environments`, { body: { slug: 'staging' } })
    const fields = [{ id: 'title', type: 'text' }]
    await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'pages', fields } })
    const page = async (slug: string, environment: string) => {
      await app.expect(201, 'POST', `${space}/entries`, { body: { type: 'pages', slug, fields: { title: slug } } })
      const body = { environments: [environment] }
      await app.expect(200, 'POST', `${space}/entries/${slug}/publish?type=pages`, { body })
    }
    await page('live', 'production')
    await page('tried', 'staging')
    await app.expect(201, 'POST', `${space}/entries`, { body: { type: 'pages', slug: 'draft', fields: {} } })
    const { secret: token } = await app.expect(200, 'POST', `${path}/${items[0].id}/reveal`)
    const slugs = async (query: string) => {
      const list = await app.expect(200, 'GET', `/delivery/v1/spaces/archive/content/pages?${query}`, { token })
      return list.items.map(({ slug }: { slug: string }) => slug).toSorted()
    }
    expect(await slugs('environment=production')).toEqual(['live'])
    expect(await slugs('environment=staging')).toEqual(['tried'])
    expect(await slugs('environment=production&state=draft')).toEqual(['draft', 'live', 'tried'])
    await app.expect(403, 'POST', `${space}/entries`, { token, body: { type: 'pages', slug: 'x', fields: {} } })
    await app.expect(403, 'GET', path, { token })
  })

  test('owner, Administrator and Developer reset it, and its old secret ends at once', async () => {
    const app = await openPeople(databases)
    const path = await giveAccessToken(app)
    let { secret } = await app.expect(200, 'POST', `${path}/reveal`)
    const status = async () =>
      (await app.call('GET', '/delivery/v1/spaces/shop/assets?environment=production', { token: secret })).status
    const makers = [app.owner, await app.member('administrator'), await app.member('developer')]
    for (const { token } of makers) {
      expect(await status()).toBe(200)
      const reset = await app.expect(200, 'POST', `${path}/reset`, { token })
      expect(await status()).toBe(401)
      ;({ secret } = reset)
      expect(await app.expect(200, 'POST', `${path}/reveal`, { token })).toMatchObject({ secret })
    }
    expect(await app.expect(200, 'GET', path)).toMatchObject({ secret_version: 4, previous_secret_until: null })
  })

  test('nobody else resets it, whatever his role says', async () => {
    const app = await openPeople(databases)
    const path = await giveAccessToken(app)
    const everything = await app.member([{ effect: 'allow', actions: ['*'], resources: ['*'] }])
    const refused = await app.expect(403, 'POST', `${path}/reset`, { token: everything.token })
    expect(refused.detail).toMatch(/owner, an Administrator or a Developer/)
    await app.expect(403, 'POST', `${path}/reset`, { token: (await app.member('editor')).token })
  })

  test('it is paused and resumed, and neither revoked, deleted nor rotated', async () => {
    const app = await openPeople(databases)
    const path = await giveAccessToken(app)
    const { secret } = await app.expect(200, 'POST', `${path}/reveal`)
    const status = async () =>
      (await app.call('GET', '/delivery/v1/spaces/shop/assets?environment=production', { token: secret })).status
    await app.expect(200, 'POST', `${path}/deactivate`)
    expect(await status()).toBe(401)
    await app.expect(200, 'POST', `${path}/activate`)
    expect(await status()).toBe(200)
    for (const [method, call] of [
      ['POST', '/revoke'],
      ['DELETE', ''],
      ['POST', '/rotate'],
    ] as const)
      await app.expect(409, method, path + call, method === 'POST' && call === '/rotate' ? { body: {} } : {})
    expect(await status()).toBe(200)
  })

  test('whoever holds its text ends that text: the space gets another secret', async () => {
    const app = await openPeople(databases)
    const path = await giveAccessToken(app)
    const { secret } = await app.expect(200, 'POST', `${path}/reveal`)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    await app.expect(200, 'POST', '/api/v1/oauth/revoke', { token: null, body: `token=${secret}`, headers })
    const next = await app.expect(200, 'POST', `${path}/reveal`)
    expect(next.secret).not.toBe(secret)
    const assets = '/delivery/v1/spaces/shop/assets?environment=production'
    expect((await app.call('GET', assets, { token: secret })).status).toBe(401)
    expect((await app.call('GET', assets, { token: next.secret })).status).toBe(200)
  })

  test('other kinds are not reset', async () => {
    const app = await openPeople(databases)
    const path = '/api/v1/spaces/shop/tokens'
    const api = await app.expect(201, 'POST', path, { body: { kind: 'api', name: 'A', grants: [] } })
    expect((await app.expect(409, 'POST', `${path}/${api.id}/reset`)).detail).toBe('Such a token is rotated.')
    const delivery = await app.expect(201, 'POST', path, { body: { kind: 'delivery', name: 'D' } })
    expect((await app.expect(409, 'POST', `${path}/${delivery.id}/reset`)).detail).toMatch(/constant/)
  })
})
