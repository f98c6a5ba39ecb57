import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { createPage, entries } from '../../test-support/content-app.ts'
import { openReleasesApp, type ReleasesApp } from '../../test-support/releases-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const space = '/api/v1/spaces/shop'
const at = '2026-11-24T09:00:00.000Z'

/** A release of two pages, `seen` and `unseen`, to an environment that requires a review; `seen` was accepted and is offline again. */
async function openReviewed(databases: TestDatabases) {
  const app = await openReleasesApp(databases)
  await app.expect(200, 'PATCH', `${space}/environments/production`, { body: { requires_review: true } })
  const { token: author } = await newMember(app, 'Ann', 'Editor')
  const accept = async (id: string) => {
    const body = { entry: id, action: 'publish' }
    const request = await app.expect(201, 'POST', `${space}/publish-requests`, { token: author, body })
    await app.expect(200, 'POST', `${space}/publish-requests/${request.id}/accept`)
    await app.expect(200, 'POST', `${entries}/${id}/unpublish`)
  }
  const [seen, unseen] = [await createPage(app, 'seen'), await createPage(app, 'unseen')]
  await accept(seen.id)
  const release = await app.release()
  for (const { id } of [seen, unseen]) await app.add(release, { entry: id })
  return { app, release, seen, unseen, accept }
}

async function passTime(app: ReleasesApp): Promise<void> {
  app.clock.now = Date.parse(at)
  await app.app.runner.runDue()
}

describeEachDatabase('a release to an environment that requires a review', (databases) => {
  test('is refused whole while one of its versions is accepted by nobody, owners included', async () => {
    const { app, release, unseen, accept } = await openReviewed(databases)
    const refused = await app.expect(409, 'POST', `${release.path}/publish`)
    expect(refused.type).toBe('/problems/review-required')
    expect(await app.live()).toEqual({})
    expect(await app.expect(200, 'GET', release.path)).toMatchObject({ state: 'open', published_at: null })
    await accept(unseen.id)
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect(await app.live()).toEqual({ seen: 'seen', unseen: 'unseen' })
  })

  test('takes the versions that it has pinned, whatever was saved since, and no others', async () => {
    const { app, release, seen, unseen, accept } = await openReviewed(databases)
    await accept(unseen.id)
    await app.expect(200, 'PATCH', `${entries}/${seen.id}`, { body: { fields: { hero_title: 'later' } } })
    await app.expect(200, 'PATCH', `${release.path}/items/${seen.id}`, { body: {} })
    await app.expect(409, 'POST', `${release.path}/publish`)
    await app.expect(200, 'PATCH', `${release.path}/items/${seen.id}`, { body: { version: 1 } })
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect(await app.live()).toEqual({ seen: 'seen', unseen: 'unseen' })
  })

  test('fails when its time comes, says why, and goes live once all of it was accepted', async () => {
    const { app, release, unseen, accept } = await openReviewed(databases)
    await app.expect(200, 'POST', `${release.path}/schedule`, { body: { release_at: at } })
    await passTime(app)
    expect(await app.live()).toEqual({})
    expect(await app.expect(200, 'GET', release.path)).toMatchObject({
      state: 'failed',
      published_at: null,
      failure: { reason: 'production takes only what was accepted: submit a publish request.', at },
    })
    await accept(unseen.id)
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect(await app.live()).toEqual({ seen: 'seen', unseen: 'unseen' })
  })

  test('that was accepted while it waited goes live when its time comes', async () => {
    const { app, release, unseen, accept } = await openReviewed(databases)
    await app.expect(200, 'POST', `${release.path}/schedule`, { body: { release_at: at } })
    await accept(unseen.id)
    await passTime(app)
    expect(await app.live()).toEqual({ seen: 'seen', unseen: 'unseen' })
  })

  test('takes offline what it says without one', async () => {
    const { app, seen } = await openReviewed(databases)
    await app.expect(200, 'POST', `${entries}/${seen.id}/publish`)
    const release = await app.release()
    await app.add(release, { entry: seen.id, action: 'unpublish' })
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect(await app.live()).toEqual({})
  })

  test('is refused where only one of the environments requires one, and nothing goes live in the other', async () => {
    const { app, unseen } = await openReviewed(databases)
    await app.expect(201, 'POST', `${space}/environments`, { body: { slug: 'staging' } })
    const release = await app.release({ environments: ['production', 'staging'] })
    await app.add(release, { entry: unseen.id })
    await app.expect(409, 'POST', `${release.path}/publish`)
    expect(await app.live('environment=staging')).toEqual({})
    await app.expect(200, 'PATCH', release.path, { body: { environments: ['staging'] } })
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect(await app.live('environment=staging')).toEqual({ unseen: 'unseen' })
    expect(await app.live()).toEqual({})
  })
})
