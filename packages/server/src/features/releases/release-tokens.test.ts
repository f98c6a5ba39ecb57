import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries } from '../../test-support/content-app.ts'
import { openReleasesApp, releasesPath, type ReleasesApp, type TestRelease } from '../../test-support/releases-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const tokens = '/api/v1/spaces/shop/tokens'
const pages = '/delivery/v1/spaces/shop/content/pages'

async function tokenOf(app: ReleasesApp, ...releases: TestRelease[]) {
  const body = { kind: 'release', name: 'Review', releases: releases.map(({ id }) => id) }
  return app.expect(201, 'POST', tokens, { body })
}

async function titles(app: ReleasesApp, token: string, query = '') {
  const { items } = await app.expect(200, 'GET', `${pages}?order=slug${query}`, { token })
  return items.map(
    ({ slug, fields }: { slug: string; fields: { hero_title: string } }) => `${slug}: ${fields.hero_title}`,
  )
}

describeEachDatabase('a release token', (databases) => {
  test('reads as of its release, before and after it is published, and writes nothing', async () => {
    const app = await openReleasesApp(databases)
    const page = await createPage(app, 'live')
    await app.expect(200, 'POST', `${entries}/${page.id}/publish`, { body: {} })
    await app.expect(200, 'PATCH', `${entries}/${page.id}`, { body: { fields: { hero_title: 'pinned' } } })
    const release = await app.release()
    await app.add(release, { entry: page.id })
    await app.add(release, { entry: (await createPage(app, 'fresh')).id })
    await createPage(app, 'draft')
    const { secret, releases, reach } = await tokenOf(app, release)
    expect(releases).toEqual([{ id: release.id, name: 'Spring' }])
    expect(reach).toEqual(['Reads published content and public files of the space shop as of “Spring”.'])
    const after = ['fresh: fresh', 'live: pinned']
    expect(await titles(app, secret)).toEqual(after)
    expect(await titles(app, secret, `&release=${release.id}`)).toEqual(after)
    expect(await app.live()).toEqual({ live: 'live' })
    await app.expect(403, 'GET', `${pages}?state=draft`, { token: secret })
    await app.expect(403, 'GET', release.path, { token: secret })
    await app.expect(403, 'POST', `${release.path}/publish`, { token: secret })
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect(await titles(app, secret)).toEqual(after)
  })

  test('of several releases says which; any other is as unknown as none, and so is another environment', async () => {
    const app = await openReleasesApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/environments', { body: { slug: 'staging' } })
    const [one, two, other] = [await app.release(), await app.release(), await app.release()]
    await app.add(two, { entry: (await createPage(app, 'a')).id })
    const { secret: token } = await tokenOf(app, one, two)
    expect(await app.expect(400, 'GET', pages, { token })).toMatchObject({ errors: [{ parameter: 'release' }] })
    expect(await titles(app, token, `&release=${one.id}`)).toEqual([])
    expect(await titles(app, token, `&release=${two.id}`)).toEqual(['a: a'])
    const answers = await Promise.all(
      [other.id, '019a0000-0000-7000-8000-000000000000'].map((id) =>
        app.call('GET', `${pages}?release=${id}`, { token }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
    expect({ ...answers[0]!.body, instance: '' }).toEqual({ ...answers[1]!.body, instance: '' })
    const elsewhere = ['staging', 'nowhere'].map((name) =>
      app.call('GET', `${pages}?release=${two.id}&environment=${name}`, { token }),
    )
    const [staging, nowhere] = await Promise.all(elsewhere)
    expect(staging!.status).toBe(400)
    expect({ ...staging!.body, instance: '' }).toEqual({ ...nowhere!.body, instance: '' })
  })

  test('is made by the owner of its releases and by Administrators, as far as they may know of them', async () => {
    const app = await openReleasesApp(databases)
    const [ann, bob] = [await newMember(app, 'Ann', 'Editor'), await newMember(app, 'Bob', 'Editor')]
    const admin = await newMember(app, 'Admin', 'Administrator')
    const developer = await newMember(app, 'Developer', 'Developer')
    const [open, restricted] = [
      await app.release({}, { token: ann.token }),
      await app.release({ people: [ann.id] }, { token: ann.token }),
    ]
    const make = async ({ token }: { token: string }, { path }: TestRelease) =>
      (await app.call('POST', `${path}/tokens`, { token, body: { name: 'Review' } })).status
    expect([await make(ann, open), await make(bob, open), await make(admin, open)]).toEqual([201, 403, 201])
    expect([await make(ann, restricted), await make(bob, restricted), await make(admin, restricted)]).toEqual([
      201, 404, 404,
    ])
    const direct = ({ token }: { token: string }, { id }: TestRelease) =>
      app.call('POST', tokens, { token, body: { kind: 'release', name: 'Review', releases: [id] } })
    expect((await direct(ann, open)).status).toBe(403)
    expect((await direct(developer, open)).status).toBe(403)
    expect((await direct(admin, open)).status).toBe(201)
    expect((await direct(admin, restricted)).body).toMatchObject({ errors: [{ pointer: '/releases/0' }] })
    expect((await app.call('POST', tokens, { body: { kind: 'release', name: 'X' } })).body).toMatchObject({
      errors: [{ pointer: '/releases' }],
    })
    const { items } = await app.expect(200, 'GET', tokens, { token: admin.token })
    const shown = items.flatMap((item: { releases: { id: string }[] | null }) => item.releases ?? [])
    expect(new Set(shown.map(({ id }: { id: string }) => id))).toEqual(new Set([open.id]))
  })

  test('keeps its release from being deleted when it has no other, and loses it at once when it has', async () => {
    const app = await openReleasesApp(databases)
    const [one, two] = [await app.release(), await app.release()]
    await app.add(one, { entry: (await createPage(app, 'a')).id })
    const alone = await tokenOf(app, one)
    const both = await tokenOf(app, one, two)
    const refused = await app.expect(409, 'DELETE', one.path)
    expect(refused.detail).toContain(`Review (${alone.id})`)
    await app.expect(200, 'POST', `${tokens}/${alone.id}/revoke`)
    expect(await titles(app, both.secret, `&release=${one.id}`)).toEqual(['a: a'])
    await app.expect(204, 'DELETE', one.path)
    await app.expect(400, 'GET', `${pages}?release=${one.id}`, { token: both.secret })
    expect(await titles(app, both.secret)).toEqual([])
  })
})

describeEachDatabase('a release that is restricted', (databases) => {
  test('changes no byte of what anybody else reads', async () => {
    const app = await openReleasesApp(databases)
    const admin = (await newMember(app, 'Admin', 'Administrator')).token
    const everything = { effect: 'allow', actions: ['*'], resources: ['*'] } as const
    const api = await apiToken(app, everything)
    const preview = (await app.expect(201, 'POST', tokens, { body: { kind: 'preview', name: 'Preview' } })).secret
    const made = [await createPage(app, 'a', { price: 1 }), await createPage(app, 'b', { price: 2 })]
    await app.expect(200, 'POST', `${entries}/${made[0]!.id}/publish`, { body: {} })
    await app.expect(200, 'PATCH', `${entries}/${made[1]!.id}`, { body: { fields: { next: made[0]!.id } } })
    const known = await app.release({ name: 'Known' })
    await app.add(known, { entry: made[1]!.id })
    const ids = [known.id, '019a0000-0000-7000-8000-000000000000']
    const managed = [
      `${releasesPath}?count=true`,
      `${releasesPath}?count=true&state=open&limit=1`,
      `${known.path}/items?count=true`,
      known.path,
      `${entries}?count=true&order=slug`,
      `${entries}/${made[0]!.id}`,
    ]
    const delivered = ['', ...ids.map((id) => `release=${id}`)].flatMap((release) =>
      ['order=-price', 'filter[price][gte]=1', 'search=a', 'include=next', 'locale=*', 'count=true&limit=1'].map(
        (query) => `${pages}?${release}&${query}`,
      ),
    )
    const readAll = async (paths: readonly string[], token: string) =>
      Promise.all(
        paths.map(async (path) => {
          const { status, text, headers } = await app.call('GET', path, { token })
          return { path, status, text: text.replace(/urn:request:[0-9a-f-]+/, ''), tag: headers['etag'] }
        }),
      )
    const world = async () => [
      await readAll([...managed, ...delivered], admin),
      await readAll([...managed, ...delivered], api),
      await readAll(delivered, preview),
    ]
    const before = await world()
    const hidden = await app.release({ name: 'Hidden', people: [app.owner.id] })
    await app.add(hidden, { entry: made[0]!.id, action: 'unpublish' })
    await app.add(hidden, { entry: made[1]!.id })
    await app.expect(200, 'POST', `${hidden.path}/schedule`, { body: { release_at: '2030-01-01T00:00:00.000Z' } })
    expect(await world()).toEqual(before)
    for (const token of [admin, api, preview]) {
      const [there, none] = await readAll([`${pages}?release=${hidden.id}`, `${pages}?release=${ids[1]}`], token)
      expect({ ...there, path: '' }).toEqual({ ...none, path: '' })
      expect(there!.status).toBe(400)
    }
  })
})
