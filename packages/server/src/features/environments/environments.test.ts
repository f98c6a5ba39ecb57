import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'

const path = '/api/v1/spaces/shop/environments'
const tokens = '/api/v1/spaces/shop/tokens'

describeEachDatabase('environments', (databases) => {
  test('are made with a slug of their own and a view of every branch', async () => {
    const app = await openTestApp(databases)
    const made = await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    expect(await app.expect(200, 'GET', `${path}/staging`)).toEqual(made)
    expect((await app.expect(200, 'GET', path)).items).toMatchObject([{ slug: 'production' }, made])
    await app.expect(409, 'POST', path, { body: { slug: 'staging' } })
    const views = await app.database.read((db) =>
      db.selectFrom('views').select('branch_id').where('environment_id', '=', made.id).execute(),
    )
    expect(views).toEqual([{ branch_id: 'main' }])
  })

  test('that are renamed keep their tokens', async () => {
    const app = await openTestApp(databases)
    const { id } = await app.expect(201, 'POST', tokens, { body: { kind: 'delivery', name: 'Site' } })
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    await app.expect(409, 'PATCH', `${path}/production`, { body: { slug: 'staging' } })
    const renamed = await app.expect(200, 'PATCH', `${path}/production`, { body: { slug: 'live' } })
    expect(await app.expect(200, 'GET', `${tokens}/${id}`)).toMatchObject({
      environment: { id: renamed.id, slug: 'live' },
    })
    await app.expect(404, 'GET', `${path}/production`)
  })

  test('are shown and changed under the names that grants have for them', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    const { token } = await newMember(app, 'Ada', [
      { effect: 'allow', actions: ['environments.read', 'environments.update'], resources: ['environments:sta*'] },
    ])
    expect((await app.expect(200, 'GET', path, { token })).items).toMatchObject([{ slug: 'staging' }])
    await app.expect(404, 'PATCH', `${path}/production`, { token, body: { slug: 'stale' } })
    await app.expect(403, 'PATCH', `${path}/staging`, { token, body: { slug: 'live' } })
    await app.expect(200, 'PATCH', `${path}/staging`, { token, body: { slug: 'stage' } })
  })

  test('that are deleted refuse their tokens from the very next request on, and no others', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    const issue = (environment: string) =>
      app.expect(201, 'POST', tokens, { body: { kind: 'delivery', name: environment, environment } })
    const [here, there] = [await issue('staging'), await issue('production')]
    // A valid delivery token is of the wrong kind for this; one that is no longer valid is told nothing.
    for (const { secret } of [here, there]) await app.expect(403, 'GET', path, { token: secret })
    await app.expect(204, 'DELETE', `${path}/staging`)
    await app.expect(401, 'GET', path, { token: here.secret })
    await app.expect(403, 'GET', path, { token: there.secret })
    await app.expect(404, 'GET', `${path}/staging`)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    await app.expect(401, 'GET', path, { token: here.secret })
  })

  test('leave one that can be published to', async () => {
    const app = await openTestApp(databases)
    await app.expect(409, 'DELETE', `${path}/production`)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    await app.expect(204, 'DELETE', `${path}/production`)
    await app.expect(409, 'DELETE', `${path}/staging`)
  })
})

/** By slug: where each entry stands, and in how many environments it is live. */
async function standings(app: TestApp) {
  const rows = await app.database.read((db) =>
    db
      .selectFrom('entries')
      .leftJoin('published', (join) =>
        join.onRef('published.entry_id', '=', 'entries.id').on('published.locale', '=', ''),
      )
      .select(['entries.slug', 'entries.state', 'entries.changed', 'published.view_id'])
      .execute(),
  )
  return Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.slug)].map(([slug, [first, ...others]]) => [
      slug,
      { state: first?.state, changed: first?.changed, live: first?.view_id ? 1 + others.length : 0 },
    ]),
  )
}

describeEachDatabase('deleting an environment', (databases) => {
  test('takes offline what is live there, and what is live nowhere else becomes a draft', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    const publish = (slug: string, environment: string) =>
      app.expect(200, 'POST', `${entries}/${slug}/publish?type=pages`, { body: { environments: [environment] } })
    const edit = (slug: string) =>
      app.expect(200, 'PATCH', `${entries}/${slug}?type=pages`, { body: { fields: { hero_title: 'Newer' } } })
    for (const slug of ['there', 'both', 'behind', 'elsewhere']) await createPage(app, slug)
    await publish('there', 'staging')
    await publish('both', 'staging')
    await edit('both')
    await publish('both', 'production')
    await publish('behind', 'production')
    await edit('behind')
    await publish('behind', 'staging')
    await publish('elsewhere', 'production')
    expect(await standings(app)).toEqual({
      there: { state: 'published', changed: 0, live: 1 },
      both: { state: 'published', changed: 1, live: 2 },
      behind: { state: 'published', changed: 1, live: 2 },
      elsewhere: { state: 'published', changed: 0, live: 1 },
    })
    await app.expect(204, 'DELETE', `${path}/staging`)
    expect(await standings(app)).toEqual({
      there: { state: 'draft', changed: 0, live: 0 },
      both: { state: 'published', changed: 0, live: 1 },
      behind: { state: 'published', changed: 1, live: 1 },
      elsewhere: { state: 'published', changed: 0, live: 1 },
    })
  })

  test('leaves an entry changed whose new slug or new locale is not live elsewhere', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    const body = { environments: ['staging', 'production'] }
    for (const slug of ['moved', 'translated']) {
      await createPage(app, slug)
      await app.expect(200, 'POST', `${entries}/${slug}/publish?type=pages`, { body })
    }
    await app.expect(200, 'PATCH', `${entries}/moved?type=pages`, { body: { slug: 'moved-on' } })
    await app.expect(200, 'PATCH', `${entries}/translated?type=pages&locale=de`, {
      body: { fields: { hero_title: 'Neu' } },
    })
    const before = await standings(app)
    await app.expect(204, 'DELETE', `${path}/staging`)
    const one = { state: 'published', changed: 1, live: 1 }
    expect(before).toEqual({ 'moved-on': { ...one, live: 2 }, translated: { ...one, live: 2 } })
    expect(await standings(app)).toEqual({ 'moved-on': one, translated: one })
  })

  test('does not revive what was live when another takes its name', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    await createPage(app, 'there')
    await app.expect(200, 'POST', `${entries}/there/publish?type=pages`, { body: { environments: ['staging'] } })
    const read = '/delivery/v1/spaces/shop/content/pages/there?environment=staging'
    await app.expect(200, 'GET', read)
    await app.expect(204, 'DELETE', `${path}/staging`)
    await app.expect(400, 'GET', read)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    await app.expect(404, 'GET', read)
  })
})
