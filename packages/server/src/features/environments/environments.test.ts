import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'
import { publishByHand } from './test-published.ts'

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
    expect(await app.expect(200, 'GET', `${tokens}/${id}`)).toMatchObject({ environment: renamed })
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

describeEachDatabase('deleting an environment', (databases) => {
  test('takes offline what is live there, and what is live nowhere else becomes a draft', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', path, { body: { slug: 'staging' } })
    const states = await publishByHand(app, {
      there: { staging: 'newest' },
      both: { staging: 'older', production: 'newest' },
      behind: { staging: 'newest', production: 'older' },
      elsewhere: { production: 'newest' },
    })
    expect(await states()).toEqual({
      there: { state: 'published', changed: 0, live: 1 },
      both: { state: 'published', changed: 1, live: 2 },
      behind: { state: 'published', changed: 1, live: 2 },
      elsewhere: { state: 'published', changed: 0, live: 1 },
    })
    await app.expect(204, 'DELETE', `${path}/staging`)
    expect(await states()).toEqual({
      there: { state: 'draft', changed: 0, live: 0 },
      both: { state: 'published', changed: 0, live: 1 },
      behind: { state: 'published', changed: 1, live: 1 },
      elsewhere: { state: 'published', changed: 0, live: 1 },
    })
  })
})
