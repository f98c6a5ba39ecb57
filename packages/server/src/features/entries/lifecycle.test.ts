import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'

describeEachDatabase('the life of an entry', (databases) => {
  test('begins as a draft in its first version', async () => {
    const app = await openContentApp(databases)
    const answer = await app.call('POST', entries, {
      body: { type: 'pages', slug: 'home', fields: { hero_title: 'Cafe\u0301', price: 3 } },
    })
    expect(answer.status).toBe(201)
    expect(answer.headers['location']).toBe(`${entries}/${answer.body.id}`)
    expect(answer.headers['etag']).toBe('"v1"')
    expect(answer.body).toEqual({
      id: expect.any(String),
      serial: expect.any(Number),
      type: 'pages',
      slug: 'home',
      locale: 'en',
      status: 'draft',
      changed: false,
      environments: [],
      version: 1,
      created_by: `account:${app.owner.id}`,
      created_at: new Date(app.clock.now).toISOString(),
      updated_at: new Date(app.clock.now).toISOString(),
      published_at: null,
      tags: [],
      fields: { hero_title: 'Caf\u00e9', price: 3 },
    })
    expect(await app.expect(200, 'GET', `${entries}/${answer.body.id}`)).toEqual(answer.body)
    expect(await app.expect(200, 'GET', `${entries}/home?type=pages`)).toEqual(answer.body)
  })

  test('begins published where it is created so, which is publishing too', async () => {
    const app = await openContentApp(databases)
    const body = { type: 'pages', slug: 'home', status: 'published', fields: { hero_title: 'Home', price: 3 } }
    expect(await app.expect(201, 'POST', entries, { body })).toMatchObject({
      status: 'published',
      changed: false,
      environments: ['production'],
      version: 1,
    })
    const grants = [{ effect: 'allow', actions: ['content.read', 'content.create'], resources: ['content:*'] }]
    const writer = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'api', name: 'Writer', grants },
    })
    const token = writer.secret
    const problem = await app.expect(403, 'POST', entries, { token, body: { ...body, slug: 'other' } })
    expect(problem.missing_grant).toMatchObject({ actions: ['content.publish'] })
    await app.expect(404, 'GET', `${entries}/other?type=pages`)
    await app.expect(201, 'POST', entries, { token, body: { ...body, slug: 'other', status: 'draft' } })
  })

  test('is on a page of a list that begins at an offset', async () => {
    const app = await openContentApp(databases)
    for (const slug of ['a', 'b', 'c', 'd']) await createPage(app, slug)
    const page = await app.expect(200, 'GET', `${entries}?type=pages&order=slug&offset=1&limit=2&count=true`)
    expect([page.items.map(({ slug }: { slug: string }) => slug), page.total]).toEqual([['b', 'c'], 4])
    const next = await app.expect(200, 'GET', `${entries}?type=pages&order=slug&after=${page.next}`)
    expect(next.items.map(({ slug }: { slug: string }) => slug)).toEqual(['d'])
    expect((await app.expect(200, 'GET', `${entries}?offset=9`)).items).toEqual([])
    await app.expect(400, 'GET', `${entries}?type=pages&order=slug&offset=1&after=${page.next}`)
  })

  test('goes through publishing, changing, publishing again and unpublishing', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    app.clock.now += 1000
    const published = await app.expect(200, 'POST', `${entries}/${id}/publish`)
    expect(published).toMatchObject({ status: 'published', changed: false, environments: ['production'], version: 1 })
    expect(published.published_at).toBe(new Date(app.clock.now).toISOString())
    const changed = await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 4 } } })
    expect(changed).toMatchObject({ status: 'published', changed: true, version: 2 })
    app.clock.now += 1000
    const again = await app.expect(200, 'POST', `${entries}/${id}/publish`)
    expect(again).toMatchObject({ changed: false, version: 2, published_at: published.published_at })
    const offline = await app.expect(200, 'POST', `${entries}/${id}/unpublish`)
    expect(offline).toMatchObject({ status: 'draft', changed: false, environments: [] })
  })

  test('publishes by a PATCH of its status, and leaves published by another', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    const body = { status: 'published', fields: { price: 9 } }
    expect(await app.expect(200, 'PATCH', `${entries}/${id}`, { body })).toMatchObject({
      status: 'published',
      changed: false,
      environments: ['production'],
      fields: { price: 9 },
    })
    for (const status of ['protected', 'archived', 'draft']) {
      const moved = await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { status } })
      expect(moved).toMatchObject({ status, environments: [] })
    }
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    const { version } = await app.expect(200, 'GET', `${entries}/${id}`)
    const draft = await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { status: 'draft' } })
    expect(draft).toMatchObject({ status: 'draft', version })
  })

  test('is published in the locales named, and whole only with the default one', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home', { price: 1 })
    await app.expect(200, 'PATCH', `${entries}/${id}?locale=de`, { body: { fields: { hero_title: 'Start' } } })
    const german = await app.expect(200, 'POST', `${entries}/${id}/publish`, { body: { locales: ['de'] } })
    expect(german).toMatchObject({ status: 'published', changed: true })
    expect(await liveLocales(app)).toEqual(['', 'de'])
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 2 } } })
    await app.expect(200, 'POST', `${entries}/${id}/publish`, { body: { locales: ['de'] } })
    expect(await livePrice(app)).toBe(1)
    const whole = await app.expect(200, 'POST', `${entries}/${id}/publish`)
    expect(whole.changed).toBe(false)
    expect(await livePrice(app)).toBe(2)
    await app.expect(200, 'POST', `${entries}/${id}/unpublish`, { body: { locales: ['en'] } })
    expect(await liveLocales(app)).toEqual(['', 'de'])
    const gone = await app.expect(200, 'POST', `${entries}/${id}/unpublish`, { body: { locales: ['de'] } })
    expect(gone.status).toBe('draft')
    expect(await liveLocales(app)).toEqual([])
  })

  test('ends in the trash, offline, and gives its slug and unique values back', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home', { code: 'A1' })
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    await app.expect(204, 'DELETE', `${entries}/${id}`)
    await app.expect(404, 'GET', `${entries}/${id}`)
    await app.expect(404, 'PATCH', `${entries}/${id}`, { body: {} })
    expect(await liveLocales(app)).toEqual([])
    const next = await createPage(app, 'home', { code: 'A1' })
    expect(next.id).not.toBe(id)
  })

  test('saves a revision for each locale that changes, and none for nothing', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home', { price: 1 })
    const revisions = () =>
      app.database.read((db) =>
        db.selectFrom('revisions').select(['locale', 'version']).where('entry_id', '=', id).orderBy('seq').execute(),
      )
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 2 } } })
    const same = await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 2 }, slug: 'home' } })
    expect(same.version).toBe(2)
    await app.expect(200, 'PATCH', `${entries}/${id}?locale=de`, { body: { fields: { hero_title: 'Start' } } })
    const seen = (await revisions()).map(({ locale, version }) => `${locale}:${version}`)
    expect(seen.toSorted()).toEqual([':1', ':2', 'de:3', 'en:1'])
  })

  test('outdates the answers of the environments where something goes live', async () => {
    const app = await openContentApp(databases)
    const version = async () =>
      (
        await app.database.read((db) =>
          db.selectFrom('environments').select('content_version').executeTakeFirstOrThrow(),
        )
      ).content_version
    const before = await version()
    const { id } = await createPage(app, 'home')
    expect(await version()).toBe(before)
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    expect(await version()).toBe(before + 1)
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 2 } } })
    expect(await version()).toBe(before + 1)
    await app.expect(200, 'POST', `${entries}/${id}/archive`)
    expect(await version()).toBe(before + 2)
  })

  test('moves the date of what is live at once', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    const wrong = await app.expect(422, 'PATCH', `${entries}/${id}`, { body: { published_at: '2026-02-30T00:00:00Z' } })
    expect(wrong.errors).toEqual([{ pointer: '/published_at', detail: 'There is no such time.' }])
    const published_at = '2020-02-02T02:02:02.000Z'
    expect(await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { published_at } })).toMatchObject({
      published_at,
      changed: false,
    })
    const live = await app.database.read((db) => db.selectFrom('published').select('published_at').execute())
    expect(live.map((row) => row.published_at)).toEqual([Date.parse(published_at), Date.parse(published_at)])
  })

  test('keeps its live slug until it is published again', async () => {
    const app = await openContentApp(databases)
    const first = await createPage(app, 'home')
    await app.expect(200, 'POST', `${entries}/${first.id}/publish`)
    const renamed = await app.expect(200, 'PATCH', `${entries}/${first.id}`, { body: { slug: 'start' } })
    expect(renamed).toMatchObject({ slug: 'start', changed: true })
    const second = await createPage(app, 'home')
    const problem = await app.expect(409, 'POST', `${entries}/${second.id}/publish`)
    expect(problem.type).toBe('/problems/slug-taken')
    await app.expect(200, 'POST', `${entries}/${first.id}/publish`)
    expect((await app.expect(200, 'POST', `${entries}/${second.id}/publish`)).status).toBe('published')
  })

  async function liveLocales(app: Awaited<ReturnType<typeof openContentApp>>) {
    const rows = await app.database.read((db) =>
      db.selectFrom('published').select('locale').orderBy('locale').execute(),
    )
    return rows.map(({ locale }) => locale)
  }

  async function livePrice(app: Awaited<ReturnType<typeof openContentApp>>) {
    const row = await app.database.read((db) =>
      db
        .selectFrom('published')
        .innerJoin('field_index', (join) =>
          join
            .onRef('field_index.view_id', '=', 'published.view_id')
            .onRef('field_index.entry_id', '=', 'published.entry_id')
            .onRef('field_index.locale', '=', 'published.locale'),
        )
        .select('field_index.num')
        .where('field_index.field_id', 'like', '%.price')
        .executeTakeFirst(),
    )
    return row?.num
  }
})
