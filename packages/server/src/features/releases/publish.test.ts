import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { createPage, entries } from '../../test-support/content-app.ts'
import { newMember } from '../../test-support/test-people.ts'
import { openReleasesApp, type ReleasesApp } from '../../test-support/releases-app.ts'

function edit(app: ReleasesApp, id: string, body: object, query = '') {
  return app.expect(200, 'PATCH', `${entries}/${id}${query}`, { body })
}

const publisher: readonly Grant[] = [
  { effect: 'allow', actions: ['releases.read', 'releases.publish'], resources: ['releases'] },
  { effect: 'allow', actions: ['content.read'], resources: ['content'] },
]

describeEachDatabase('publishing a release', (databases) => {
  test('makes live what was pinned, and takes offline what it says', async () => {
    const app = await openReleasesApp(databases)
    const [fresh, changed, gone] = [
      await createPage(app, 'fresh'),
      await createPage(app, 'changed'),
      await createPage(app, 'gone'),
    ]
    for (const { id } of [changed, gone]) await app.expect(200, 'POST', `${entries}/${id}/publish`, { body: {} })
    await edit(app, changed.id, { fields: { hero_title: 'pinned' } })
    const release = await app.release()
    for (const { id } of [fresh, changed]) await app.add(release, { entry: id })
    await app.add(release, { entry: 'gone', type: 'pages', action: 'unpublish' })
    await edit(app, changed.id, { fields: { hero_title: 'later' } })

    expect(await app.live()).toEqual({ changed: 'changed', gone: 'gone' })
    const answer = await app.expect(200, 'POST', `${release.path}/publish`)
    expect(answer).toMatchObject({ state: 'published', published_at: expect.any(String), version: 5 })
    expect(await app.live()).toEqual({ fresh: 'fresh', changed: 'pinned' })
    const shown = await app.expect(200, 'GET', `${entries}/${changed.id}`)
    expect(shown).toMatchObject({ changed: true, fields: { hero_title: 'later' } })
    expect(await app.expect(200, 'GET', `${entries}/${gone.id}`)).toMatchObject({ status: 'draft' })
  })

  test('raises the content version of an environment once, and tells the trail of the release and every entry', async () => {
    const app = await openReleasesApp(databases)
    const pages = [await createPage(app, 'a'), await createPage(app, 'b'), await createPage(app, 'c')]
    const release = await app.release()
    for (const { id } of pages) await app.add(release, { entry: id })
    const versions = () =>
      app.database.read((db) => db.selectFrom('environments').select('content_version').executeTakeFirstOrThrow())
    const before = await versions()
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect((await versions()).content_version).toBe(before.content_version + 1)
    const rows = await app.database.read((db) =>
      db.selectFrom('audit').select(['action', 'subject']).orderBy('seq', 'desc').limit(4).execute(),
    )
    expect(rows.toReversed()).toEqual([
      { action: 'releases.publish', subject: `releases:${release.id}` },
      ...pages
        .toSorted((one, other) => (one.id < other.id ? -1 : 1))
        .map(({ slug }) => ({ action: 'entries.publish', subject: `content:pages:${slug}` })),
    ])
  })

  test('of some locales leaves the others, and what all share where the default one is not named', async () => {
    const app = await openReleasesApp(databases)
    const page = await createPage(app, 'a', { price: 1 })
    await edit(app, page.id, { fields: { hero_title: 'eins' } }, '?locale=de')
    await app.expect(200, 'POST', `${entries}/${page.id}/publish`, { body: {} })
    await edit(app, page.id, { slug: 'b', fields: { hero_title: 'two', price: 2 } })
    await edit(app, page.id, { fields: { hero_title: 'zwei' } }, '?locale=de')
    const release = await app.release()
    await app.add(release, { entry: page.id, locales: ['de'] })
    await app.expect(200, 'POST', `${release.path}/publish`)
    const read = (slug: string) => app.expect(200, 'GET', `/delivery/v1/spaces/shop/content/pages/${slug}?locale=*`)
    expect(await read('a')).toMatchObject({ fields: { hero_title: { en: 'a', de: 'zwei' }, price: 1 } })
  })

  test('lets two entries change slugs with each other', async () => {
    const app = await openReleasesApp(databases)
    const [one, other] = [await createPage(app, 'one'), await createPage(app, 'other')]
    for (const { id } of [one, other]) await app.expect(200, 'POST', `${entries}/${id}/publish`, { body: {} })
    await edit(app, one.id, { slug: 'third' })
    await edit(app, other.id, { slug: 'one' })
    await edit(app, one.id, { slug: 'other' })
    const release = await app.release()
    await app.add(release, { entry: one.id })
    await app.add(release, { entry: other.id })
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect(await app.live()).toEqual({ one: 'other', other: 'one' })
  })

  test('is refused as a whole, naming every entry in the way and its fields', async () => {
    const app = await openReleasesApp(databases)
    const names = ['fine', 'trashed', 'archived', 'unfit'] as const
    const pages = new Map<string, string>()
    const release = await app.release()
    for (const name of names) {
      const { id } = await createPage(app, name, name === 'unfit' ? { price: 3 } : {})
      pages.set(name, id)
      await app.add(release, { entry: id })
    }
    await app.expect(204, 'DELETE', `${entries}/${pages.get('trashed')}`)
    await app.expect(200, 'POST', `${entries}/${pages.get('archived')}/archive`)
    const type = await app.expect(200, 'GET', '/api/v1/spaces/shop/content-types/pages')
    await edit(app, pages.get('unfit')!, { fields: { price: null } })
    const fields = type.fields.map((field: { id: string }) =>
      field.id === 'price' ? { ...field, type: 'text', validation: {} } : field,
    )
    await app.expect(200, 'PATCH', '/api/v1/spaces/shop/content-types/pages', { body: { fields } })
    const refused = await app.expect(409, 'POST', `${release.path}/publish`)
    const errors = refused.errors.map(
      ({ pointer, detail }: { pointer: string; detail: string }) => `${pointer} ${detail}`,
    )
    expect(errors).toEqual(
      expect.arrayContaining([
        `/items/${pages.get('trashed')} pages/trashed is in the trash.`,
        `/items/${pages.get('archived')} pages/archived is archived.`,
        expect.stringContaining(`/items/${pages.get('unfit')}/fields/price pages/unfit no longer fits its type:`),
      ]),
    )
    expect(errors).toHaveLength(3)
    expect(await app.live()).toEqual({})
  })

  test('is refused while another entry is live under the slug of one of its own', async () => {
    const app = await openReleasesApp(databases)
    const [mine, other] = [await createPage(app, 'mine'), await createPage(app, 'other')]
    const release = await app.release()
    await app.add(release, { entry: mine.id })
    await edit(app, mine.id, { slug: 'renamed' })
    await edit(app, other.id, { slug: 'mine' })
    await app.expect(200, 'POST', `${entries}/${other.id}/publish`, { body: {} })
    const refused = await app.expect(409, 'POST', `${release.path}/publish`)
    expect(refused.errors).toEqual([{ pointer: `/items/${mine.id}`, detail: 'Another entry is live as pages/mine.' }])
    expect(await app.live()).toEqual({ mine: 'other' })
  })

  test('needs the right to publish every entry; those that may be read are named, the rest counted', async () => {
    const app = await openReleasesApp(databases)
    const pages = [await createPage(app, 'a'), await createPage(app, 'b'), await createPage(app, 'secret-1')]
    const release = await app.release()
    for (const { id } of pages) await app.add(release, { entry: id })
    const some = await newMember(app, 'Some', [
      ...publisher,
      { effect: 'allow', actions: ['content.publish'], resources: ['content:pages:a'] },
    ])
    const refused = await app.expect(403, 'POST', `${release.path}/publish`, { token: some.token })
    expect(refused.detail).toContain('You may not publish all of the release: pages/b, pages/secret-1.')
    expect(refused.errors).toHaveLength(2)
    const fewer = await newMember(app, 'Fewer', [
      ...publisher,
      { effect: 'allow', actions: ['content.publish'], resources: ['content:pages:a'] },
      { effect: 'deny', actions: ['content.read'], resources: ['content:*:secret-*'] },
    ])
    const counted = await app.expect(403, 'POST', `${release.path}/publish`, { token: fewer.token })
    expect(counted.detail).toContain('pages/b and 1 that you may not read')
    expect(JSON.stringify(counted)).not.toContain(pages[2]!.id)
    const nothing = await newMember(app, 'Nothing', [
      { effect: 'allow', actions: ['releases.read'], resources: ['releases'] },
      { effect: 'allow', actions: ['content.read', 'content.publish'], resources: ['content'] },
    ])
    const layered = await app.expect(403, 'POST', `${release.path}/publish`, { token: nothing.token })
    expect(layered.detail).toContain('releases.publish')
    expect(await app.live()).toEqual({})
    const all = await newMember(app, 'All', [
      ...publisher,
      { effect: 'allow', actions: ['content.publish'], resources: ['content'] },
    ])
    await app.expect(200, 'POST', `${release.path}/publish`, { token: all.token })
  })

  test('goes to the environments that it names', async () => {
    const app = await openReleasesApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/environments', { body: { slug: 'staging' } })
    const page = await createPage(app, 'a')
    const release = await app.release({ environments: ['staging'] })
    await app.add(release, { entry: page.id })
    await app.expect(200, 'POST', `${release.path}/publish`)
    expect(await app.live()).toEqual({})
    expect(await app.live('environment=staging')).toEqual({ a: 'a' })
  })

  test('happens once: a published release is not changed and not published again', async () => {
    const app = await openReleasesApp(databases)
    const page = await createPage(app, 'a')
    const release = await app.release()
    await app.add(release, { entry: page.id })
    await app.expect(200, 'POST', `${release.path}/publish`)
    await app.expect(409, 'POST', `${release.path}/publish`)
    await app.expect(409, 'PATCH', `${release.path}/items/${page.id}`, { body: {} })
    await app.expect(409, 'DELETE', `${release.path}/items/${page.id}`)
    const { items } = await app.expect(200, 'GET', `${release.path}/items`)
    expect(items).toMatchObject([{ entry: { slug: 'a' }, version: 1, outdated: false }])
  })
})
