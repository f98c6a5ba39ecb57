import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries } from '../../test-support/content-app.ts'
import { newMember } from '../../test-support/test-people.ts'
import { openReleasesApp, releasesPath as path } from '../../test-support/releases-app.ts'

const everything: readonly Grant[] = [
  { effect: 'allow', actions: ['*'], resources: ['releases'] },
  { effect: 'allow', actions: ['*'], resources: ['content'] },
]

describeEachDatabase('releases', (databases) => {
  test('are created, listed from the newest on, changed and deleted', async () => {
    const app = await openReleasesApp(databases)
    const first = await app.release({ name: 'First' })
    app.clock.now += 1
    const second = await app.release({ name: 'Second', description: 'In May' })
    const page = await app.expect(200, 'GET', `${path}?limit=1&count=true`)
    expect(page).toMatchObject({ items: [{ id: second.id, name: 'Second', description: 'In May' }], total: 2 })
    const rest = await app.expect(200, 'GET', `${path}?limit=1&after=${page.next}`)
    expect(rest).toMatchObject({ items: [{ id: first.id, state: 'open', environments: ['production'] }], next: null })
    const changed = await app.expect(200, 'PATCH', first.path, { body: { name: 'Summer' } })
    expect(changed).toMatchObject({ name: 'Summer', version: 2, people: null, owner: app.owner.id })
    await app.expect(412, 'PATCH', first.path, { body: { name: 'X' }, headers: { 'if-match': '"v1"' } })
    await app.expect(204, 'DELETE', first.path)
    await app.expect(404, 'GET', first.path)
    expect((await app.expect(200, 'GET', `${path}?count=true`)).total).toBe(1)
  })

  test('of a token of the space belong to its owner, and are not restricted by it', async () => {
    const app = await openReleasesApp(databases)
    const token = await apiToken(app, ...everything)
    const made = await app.expect(201, 'POST', path, { token, body: { name: 'By program' } })
    expect(made).toMatchObject({ owner: app.owner.id, created_by: expect.stringMatching(/^token:/) })
    const people = [app.owner.id]
    await app.expect(422, 'POST', path, { token, body: { name: 'X', people } })
  })

  test('refuse environments and people that there are not', async () => {
    const app = await openReleasesApp(databases)
    const body = { name: 'X', environments: ['nowhere'], people: [app.owner.id] }
    expect(await app.expect(422, 'POST', path, { body })).toMatchObject({ errors: [{ pointer: '/environments/0' }] })
    const people = [app.owner.id, '019a0000-0000-7000-8000-000000000000']
    const refused = await app.expect(422, 'POST', path, { body: { name: 'X', people } })
    expect(refused.errors).toEqual([{ pointer: '/people/1', detail: 'There is no such account in the space.' }])
  })

  test('are given away by their owner alone, and the owner of the space', async () => {
    const app = await openReleasesApp(databases)
    const [ann, bob] = [await newMember(app, 'Ann', 'Editor'), await newMember(app, 'Bob', 'Editor')]
    const release = await app.release({}, { token: ann.token })
    const give = { body: { owner: bob.id } }
    await app.expect(403, 'POST', `${release.path}/transfer`, { token: bob.token, ...give })
    expect(await app.expect(200, 'POST', `${release.path}/transfer`, { token: ann.token, ...give })).toMatchObject({
      owner: bob.id,
      created_by: `account:${ann.id}`,
    })
    await app.expect(403, 'POST', `${release.path}/transfer`, { token: ann.token, body: { owner: ann.id } })
    await app.expect(200, 'POST', `${release.path}/transfer`, { body: { owner: ann.id } })
    await app.expect(422, 'POST', `${release.path}/transfer`, { body: { owner: 'nobody' } })
  })

  test('that are restricted are missing for everybody else, whatever their grants', async () => {
    const app = await openReleasesApp(databases)
    const [ann, bob] = [await newMember(app, 'Ann', 'Editor'), await newMember(app, 'Bob', 'Editor')]
    const admin = await newMember(app, 'Admin', 'Administrator')
    const token = await apiToken(app, ...everything)
    const { id } = await createPage(app, 'a')
    const release = await app.release({ people: [bob.id] }, { token: ann.token })
    for (const knowing of [ann.token, bob.token, app.owner.token]) {
      await app.expect(200, 'GET', release.path, { token: knowing })
      expect((await app.expect(200, 'GET', `${path}?count=true`, { token: knowing })).total).toBe(1)
    }
    const missing = `${path}/019a0000-0000-7000-8000-000000000000`
    const asks = [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'X' }],
      ['DELETE', '', undefined],
      ['POST', '/publish', undefined],
      ['POST', '/schedule', { release_at: '2030-01-01T00:00:00.000Z' }],
      ['POST', '/unschedule', undefined],
      ['GET', '/items', undefined],
      ['POST', '/items', { entry: id }],
      ['PATCH', `/items/${id}`, {}],
      ['DELETE', `/items/${id}`, undefined],
    ] as const
    for (const other of [admin.token, token]) {
      expect(await app.expect(200, 'GET', `${path}?count=true`, { token: other })).toMatchObject({
        items: [],
        total: 0,
      })
      for (const [method, rest, body] of asks) {
        const [hidden, none] = [
          await app.call(method, release.path + rest, { token: other, body }),
          await app.call(method, missing + rest, { token: other, body }),
        ]
        expect([method, rest, hidden.status]).toEqual([method, rest, 404])
        expect({ ...hidden.body, instance: '' }).toEqual({ ...none.body, instance: '' })
      }
    }
    await app.expect(403, 'PATCH', release.path, { token: bob.token, body: { people: null } })
    await app.expect(200, 'PATCH', release.path, { token: ann.token, body: { people: null } })
    await app.expect(200, 'GET', release.path, { token: admin.token })
  })
})

describeEachDatabase('the entries of a release', (databases) => {
  test('are pinned as they are, in a version or in some locales, and pinned anew', async () => {
    const app = await openReleasesApp(databases)
    const page = await createPage(app, 'a')
    await app.expect(200, 'PATCH', `${entries}/${page.id}`, { body: { slug: 'b', fields: { hero_title: 'two' } } })
    const release = await app.release()
    const item = await app.add(release, { entry: 'b', type: 'pages', version: 1 })
    expect(item).toMatchObject({ entry: { id: page.id, type: 'pages', slug: 'a' }, version: 1, outdated: true })
    const at = `${release.path}/items/${page.id}`
    expect(await app.expect(200, 'PATCH', at, { body: {} })).toMatchObject({
      version: 2,
      outdated: false,
      locales: null,
    })
    expect(await app.expect(200, 'PATCH', at, { body: { locales: ['en'] } })).toMatchObject({ locales: ['en'] })
    await app.expect(200, 'PATCH', at, { body: { action: 'unpublish' } })
    const { items, total } = await app.expect(200, 'GET', `${release.path}/items?count=true`)
    expect(items).toMatchObject([{ action: 'unpublish', version: null }])
    expect(total).toBe(1)
    await app.expect(204, 'DELETE', at)
    await app.expect(404, 'DELETE', at)
  })

  test('are refused with what is wrong about them', async () => {
    const app = await openReleasesApp(databases)
    const page = await createPage(app, 'a')
    const release = await app.release()
    const fault = async (status: number, body: object) =>
      (await app.expect(status, 'POST', `${release.path}/items`, { body })).errors?.[0]?.pointer
    expect(await fault(422, { entry: 'a' })).toBe('/type')
    expect(await fault(422, { entry: 'zz', type: 'pages' })).toBe('/entry')
    expect(await fault(422, { entry: page.id, version: 7 })).toBe('/version')
    expect(await fault(422, { entry: page.id, locales: ['en', 'fr'] })).toBe('/locales/1')
    expect(await fault(422, { entry: page.id, locales: ['de'] })).toBe('/locales/0')
    expect(await fault(422, { entry: page.id, action: 'unpublish', version: 1 })).toBe('/version')
    await app.add(release, { entry: page.id })
    await fault(409, { entry: page.id })
    await app.expect(200, 'PATCH', `${entries}/${page.id}`, { body: { slug: 'b' } })
    const other = await createPage(app, 'a')
    await fault(409, { entry: other.id })
  })

  test('need to be read by who puts them in: as drafts, whether or not there is a newer draft', async () => {
    const app = await openReleasesApp(databases)
    const [plain, edited, draft] = [
      await createPage(app, 'plain'),
      await createPage(app, 'edited'),
      await createPage(app, 'draft'),
    ]
    for (const { id } of [plain, edited]) await app.expect(200, 'POST', `${entries}/${id}/publish`, { body: {} })
    await app.expect(200, 'PATCH', `${entries}/${edited.id}`, { body: { fields: { hero_title: 'new' } } })
    const reader = await newMember(app, 'Reader', [
      { effect: 'allow', actions: ['*'], resources: ['releases'] },
      { effect: 'allow', actions: ['content.read'], resources: ['content'], conditions: { status: ['published'] } },
    ])
    const release = await app.release()
    const add = (body: object) => app.call('POST', `${release.path}/items`, { token: reader.token, body })
    const answers = [await add({ entry: plain.id }), await add({ entry: edited.id })]
    expect(answers.map(({ status }) => status)).toEqual([403, 403])
    const [one, other] = answers.map(({ text }) => text.replaceAll('plain', 'edited').replace(/urn:[^"]+/, ''))
    expect(other).toBe(one)
    expect((await add({ entry: draft.id })).status).toBe(422)
    expect((await add({ entry: edited.id, version: 1 })).body).toMatchObject({ version: 1, outdated: null })
    expect((await add({ entry: plain.id, action: 'unpublish' })).status).toBe(201)
  })

  test('are listed to who may read them', async () => {
    const app = await openReleasesApp(databases)
    const release = await app.release()
    for (const slug of ['a', 'secret-1']) await app.add(release, { entry: (await createPage(app, slug)).id })
    const { token } = await newMember(app, 'Reader', [
      { effect: 'allow', actions: ['*'], resources: ['releases'] },
      { effect: 'allow', actions: ['content.read'], resources: ['content'] },
      { effect: 'deny', actions: ['content.read'], resources: ['content:*:secret-*'] },
    ])
    const all = await app.expect(200, 'GET', `${release.path}/items`)
    const page = await app.expect(200, 'GET', `${release.path}/items?count=true`, { token })
    expect(page).toMatchObject({ items: [{ entry: { slug: 'a' } }], total: 1 })
    const hidden = all.items.find(({ entry }: { entry: { slug: string } }) => entry.slug === 'secret-1')
    await app.expect(404, 'DELETE', `${release.path}/items/${hidden.entry.id}`, { token })
  })
})

describeEachDatabase('a scheduled release', (databases) => {
  const at = '2026-11-24T09:00:00.000Z'

  test('is published when its time comes, by the rights of who has scheduled it', async () => {
    const app = await openReleasesApp(databases)
    const { token } = await newMember(app, 'Ann', 'Editor')
    const release = await app.release({}, { token })
    await app.add(release, { entry: (await createPage(app, 'a')).id })
    const scheduled = await app.expect(200, 'POST', `${release.path}/schedule`, { token, body: { release_at: at } })
    expect(scheduled).toMatchObject({ state: 'scheduled', release_at: at })
    await app.expect(409, 'POST', `${release.path}/items`, { body: { entry: 'b', type: 'pages' } })
    await app.app.runner.runDue()
    expect(await app.live()).toEqual({})
    app.clock.now = Date.parse(at)
    await app.app.runner.runDue()
    expect(await app.live()).toEqual({ a: 'a' })
    expect(await app.expect(200, 'GET', release.path)).toMatchObject({ state: 'published', failure: null })
    const actor = await app.database.read((db) =>
      db.selectFrom('audit').select('actor').where('action', '=', 'releases.publish').executeTakeFirst(),
    )
    expect(actor?.actor).toMatch(/^account:/)
  })

  test('fails visibly when the right has gone, and can be scheduled again', async () => {
    const app = await openReleasesApp(databases)
    const ann = await newMember(app, 'Ann', 'Editor')
    const release = await app.release({}, { token: ann.token })
    await app.add(release, { entry: (await createPage(app, 'a')).id })
    await app.expect(200, 'POST', `${release.path}/schedule`, { token: ann.token, body: { release_at: at } })
    await app.expect(200, 'PATCH', `/api/v1/spaces/shop/members/${ann.id}`, { body: { roles: ['Viewer'] } })
    app.clock.now = Date.parse(at)
    await app.app.runner.runDue()
    expect(await app.live()).toEqual({})
    const failed = await app.expect(200, 'GET', release.path)
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { reason: 'Who has scheduled it may not publish all of it any more.', at },
    })
    const later = '2026-11-25T09:00:00.000Z'
    await app.expect(200, 'POST', `${release.path}/schedule`, { body: { release_at: later } })
    app.clock.now = Date.parse(later)
    await app.app.runner.runDue()
    expect(await app.live()).toEqual({ a: 'a' })
  })

  test('that was taken back, or published before, is not published then', async () => {
    const app = await openReleasesApp(databases)
    const page = await createPage(app, 'a')
    const release = await app.release()
    await app.add(release, { entry: page.id })
    await app.expect(422, 'POST', `${release.path}/schedule`, { body: { release_at: '2026-11-23T08:59:59.000Z' } })
    await app.expect(200, 'POST', `${release.path}/schedule`, { body: { release_at: at } })
    await app.expect(200, 'POST', `${release.path}/unschedule`)
    await app.expect(409, 'POST', `${release.path}/unschedule`)
    app.clock.now = Date.parse(at)
    await app.app.runner.runDue()
    expect(await app.live()).toEqual({})
    const later = '2026-11-25T09:00:00.000Z'
    await app.expect(200, 'POST', `${release.path}/schedule`, { body: { release_at: later } })
    await app.expect(200, 'POST', `${release.path}/publish`)
    await app.expect(200, 'POST', `${entries}/${page.id}/unpublish`, { body: {} })
    app.clock.now = Date.parse(later)
    await app.app.runner.runDue()
    expect(await app.live()).toEqual({})
  })

  test('is refused when it could not be published now', async () => {
    const app = await openReleasesApp(databases)
    const ann = await newMember(app, 'Ann', [
      { effect: 'allow', actions: ['*'], resources: ['releases'] },
      { effect: 'allow', actions: ['content.read'], resources: ['content'] },
    ])
    const release = await app.release()
    const schedule = { body: { release_at: at } }
    await app.expect(409, 'POST', `${release.path}/schedule`, schedule)
    await app.add(release, { entry: (await createPage(app, 'a')).id })
    await app.expect(403, 'POST', `${release.path}/schedule`, { token: ann.token, ...schedule })
  })
})
