import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { raiseSpaceEpoch } from '../authority.ts'

const path = '/api/v1/spaces/shop'
const delivery = '/delivery/v1/spaces/shop'

describeEachDatabase('a branch', (databases) => {
  test('has types and entries of its own, under the slugs of another', async () => {
    const app = await openBranches(databases)
    const main = await app.expect(200, 'GET', `${path}/entries/home?type=pages`)
    const next = await app.expect(200, 'GET', `${path}/entries/home?type=pages&branch=next`)
    expect([main.fields, next.fields]).toEqual([{ title: 'main' }, { title: 'next' }])
    await app.expect(200, 'PATCH', `${path}/entries/home?type=pages&branch=next`, { body: { slug: 'start' } })
    await app.expect(404, 'GET', `${path}/entries/home?type=pages&branch=next`)
    await app.expect(200, 'GET', `${path}/entries/home?type=pages`)
    const { items } = await app.expect(200, 'GET', `${path}/entries?branch=next`)
    expect(items.map(({ slug }: { slug: string }) => slug)).toEqual(['start'])
  })

  test('delivers what was published on it', async () => {
    const app = await openBranches(databases)
    const titles = await Promise.all(
      ['', '?branch=next', '?branch=live'].map((query) => titleOf(app, app.owner.token, query)),
    )
    expect(titles).toEqual(['main', 'next', 'next'])
  })

  test('takes bulk writes', async () => {
    const app = await openBranches(databases)
    const items = [{ type: 'pages', slug: 'about', fields: { title: 'About' }, publish: true }]
    const answer = await app.expect(200, 'POST', `${path}/entries/bulk?branch=next`, { body: { items } })
    expect(answer.items).toMatchObject([{ status: 201 }])
    await app.expect(200, 'GET', `${delivery}/content/pages/about?branch=next`)
    await app.expect(404, 'GET', `${delivery}/content/pages/about`)
  })

  test('is named in the trail of what was done on it', async () => {
    const app = await openBranches(databases)
    const rows = await app.database.read((db) =>
      db.selectFrom('audit').select('body').where('action', '=', 'entries.create').orderBy('seq').execute(),
    )
    expect(rows.map(({ body }) => JSON.parse(body).branch)).toEqual([undefined, 'next'])
  })

  test('that is still being made is not to be used yet', async () => {
    const app = await openBranches(databases)
    await app.database.write(async (tx) => {
      await tx.updateTable('branches').set({ state: 'creating' }).where('id', '=', 'next-id').execute()
      await raiseSpaceEpoch(tx, app.space.id)
    })
    const problem = await app.expect(409, 'GET', `${path}/entries?branch=next`)
    expect(problem.type).toBe('/problems/branch-not-ready')
  })
})

describeEachDatabase('a token', (databases) => {
  test('reaches the main branch alone where nothing else is said', async () => {
    const app = await openBranches(databases)
    for (const kind of ['delivery', 'preview', 'management']) {
      const { secret } = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind, name: kind } })
      expect(await titleOf(app, secret, '')).toBe('main')
      expect(await titleOf(app, secret, '?branch=main')).toBe('main')
      expect((await app.call('GET', `${delivery}/content/pages?branch=next`, { token: secret })).status).toBe(422)
    }
  })

  test('reaches what its scope lists, an alias only by its own name', async () => {
    const app = await openBranches(databases)
    const byBranch = await tokenWith(app, ['branch', 'next-id'])
    const byAlias = await tokenWith(app, ['alias', 'live'])
    const all = await tokenWith(app, ['branch', '*'], ['alias', '*'])
    const reach = async (token: string) =>
      Promise.all(
        ['', '?branch=main', '?branch=next', '?branch=live'].map(async (query) => {
          const { status } = await app.call('GET', `${delivery}/content/pages/home${query}`, { token })
          return status
        }),
      )
    expect(await reach(byBranch)).toEqual([422, 422, 200, 422])
    expect(await reach(byAlias)).toEqual([422, 422, 422, 200])
    expect(await reach(all)).toEqual([200, 200, 200, 200])
  })

  test('is answered alike for a branch out of its reach and for none, with the name that it sent', async () => {
    const app = await openBranches(databases)
    const token = await tokenWith(app, ['branch', 'main'])
    const ask = async (name: string) => {
      const { status, text } = await app.call('GET', `${delivery}/content/pages?branch=${name}`, { token })
      return [status, text.replaceAll(name, '…').replace(/urn:request:[0-9a-f-]+/, '')]
    }
    expect(await ask('next')).toEqual(await ask('nothing'))
    expect(await ask('live')).toEqual(await ask('nothing'))
    const absent = await app.call('GET', `${delivery}/content/pages`, {
      token: await tokenWith(app, ['alias', 'live']),
    })
    expect(absent.body).toMatchObject({ type: '/problems/unknown-branch', detail: 'There is no branch main in reach.' })
  })

  test('shares no kept answer with a token for which the name stands for something else', async () => {
    const app = await openBranches(databases)
    const token = await tokenWith(app, ['alias', 'live'])
    const other = await tokenWith(app, ['branch', '*'], ['alias', '*'])
    for (let round = 0; round < 2; round += 1) {
      expect([await titleOf(app, token, '?branch=live'), await titleOf(app, other, '')]).toEqual(['next', 'main'])
    }
    await app.database.write(async (tx) => {
      await tx.updateTable('aliases').set({ branch_id: 'main' }).execute()
      await raiseSpaceEpoch(tx, app.space.id)
    })
    expect(await titleOf(app, token, '?branch=live')).toBe('main')
  })

  test('is explained with its branches', async () => {
    const app = await openBranches(databases)
    const { id } = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name: 'Site' } })
    const question = { action: 'content.read', type: 'pages', entry: 'home', status: 'published' }
    const ask = (query: string) => app.expect(200, 'POST', `${path}/tokens/${id}/explain${query}`, { body: question })
    expect(await ask('')).toMatchObject({ allowed: true })
    const refused = await ask('?branch=next')
    expect(refused).toMatchObject({ allowed: false, sentence: expect.stringContaining('its branches') })
  })
})

/** A space whose branches `main` and `next` each have a published page `home`; the alias `live` stands for `next`. */
async function openBranches(databases: TestDatabases): Promise<TestApp> {
  const app = await openTestApp(databases)
  const place = { space_id: app.space.id, branch_id: 'next-id' }
  await app.database.write(async (tx) => {
    const { id: environment } = await tx.selectFrom('environments').select('id').executeTakeFirstOrThrow()
    const branch = { id: 'next-id', serial: 2_000_000, name: 'next', state: 'active', created_at: 0 } as const
    await tx
      .insertInto('branches')
      .values({ ...branch, space_id: app.space.id, source_id: null, start_seq: null })
      .execute()
    await tx
      .insertInto('views')
      .values([
        { ...place, id: 'next-draft', environment_id: null },
        { ...place, id: 'next-live', environment_id: environment },
      ])
      .execute()
    await tx
      .insertInto('aliases')
      .values({ ...place, name: 'live', updated_at: 0 })
      .execute()
    await raiseSpaceEpoch(tx, app.space.id)
  })
  for (const branch of ['main', 'next']) {
    const query = `branch=${branch}`
    const fields = [{ id: 'title', type: 'text', filterable: true }]
    await app.expect(201, 'POST', `${path}/content-types?${query}`, { body: { slug: 'pages', fields } })
    const entry = { type: 'pages', slug: 'home', fields: { title: branch } }
    await app.expect(201, 'POST', `${path}/entries?${query}`, { body: entry })
    await app.expect(200, 'POST', `${path}/entries/home/publish?type=pages&${query}`)
  }
  return app
}

async function titleOf(app: TestApp, token: string, query: string): Promise<string> {
  const entry = await app.expect(200, 'GET', `${delivery}/content/pages/home${query}`, { token })
  return entry.fields.title
}

/** A delivery token whose scope holds these rows. */
async function tokenWith(app: TestApp, ...scope: readonly (readonly ['branch' | 'alias', string])[]): Promise<string> {
  const { id, secret } = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name: 'Site' } })
  await app.database.write(async (tx) => {
    await tx.deleteFrom('token_branches').where('token_id', '=', id).execute()
    await tx
      .insertInto('token_branches')
      .values(scope.map(([sort, name]) => ({ token_id: id, sort, name })))
      .execute()
  })
  return secret
}
