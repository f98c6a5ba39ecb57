import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

/** A page of five versions, of which the third is live: made, in German, live; then dearer, and renamed. */
async function openHistory(databases: TestDatabases) {
  const app = await openContentApp(databases)
  const { id } = await createPage(app, 'home', { price: 1 })
  const path = `${entries}/${id}`
  const change = (query: string, body: unknown) => app.expect(200, 'PATCH', `${path}${query}`, { body })
  await change('?locale=de', { fields: { hero_title: 'Start' } })
  await change('', { fields: { hero_title: 'Home', hero_image: 'a.png' } })
  await app.expect(200, 'POST', `${path}/publish`)
  await change('', { fields: { price: 4 } })
  await change('', { slug: 'start' })
  return { app, id, path, change, revisions: `${path}/revisions` }
}

const reading = (conditions: Grant['conditions']): Grant[] => [
  {
    effect: 'allow',
    actions: ['content.read', 'content.revisions.read'],
    resources: ['content'],
    ...(conditions && { conditions }),
  },
]

const versionsOf = (list: { items: { version: number }[] }) => list.items.map(({ version }) => version)

describeEachDatabase('the saves of an entry', (databases) => {
  test('are listed from the newest, each with who, when, what, and where it is live', async () => {
    const { app, revisions } = await openHistory(databases)
    const saved = {
      saved_at: new Date(app.clock.now).toISOString(),
      saved_by: `account:${app.owner.id}`,
      secret_version: null,
    }
    const list = await app.expect(200, 'GET', `${revisions}?count=true`)
    expect(list).toEqual({
      items: [
        { version: 5, ...saved, live_in: [], locales: [], shared: false, renamed_from: 'home' },
        { version: 4, ...saved, live_in: [], locales: [], shared: true },
        { version: 3, ...saved, live_in: ['production'], locales: ['en'], shared: false },
        { version: 2, ...saved, live_in: ['production'], locales: ['de'], shared: false },
        { version: 1, ...saved, live_in: ['production'], locales: ['en'], shared: true },
      ],
      next: null,
      total: 5,
    })
  })

  test('are paged, and listed for one locale', async () => {
    const { app, revisions } = await openHistory(databases)
    const first = await app.expect(200, 'GET', `${revisions}?limit=2`)
    const second = await app.expect(200, 'GET', `${revisions}?limit=2&after=${encodeURIComponent(first.next)}`)
    const third = await app.expect(200, 'GET', `${revisions}?limit=2&after=${encodeURIComponent(second.next)}`)
    expect([first, second, third].map(versionsOf)).toEqual([[5, 4], [3, 2], [1]])
    expect(third.next).toBeNull()
    expect(versionsOf(await app.expect(200, 'GET', `${revisions}?locale=de`))).toEqual([5, 2])
    await app.expect(400, 'GET', `${revisions}?locale=fr`)
  })

  test('name the secret of the token that made them', async () => {
    const { app, path, revisions } = await openHistory(databases)
    const token = await apiToken(app, {
      effect: 'allow',
      actions: ['content.read', 'content.update'],
      resources: ['*'],
    })
    await app.expect(200, 'PATCH', path, { token, body: { fields: { price: 7 } } })
    const [newest] = (await app.expect(200, 'GET', revisions)).items
    expect(newest).toMatchObject({ version: 6, saved_by: `token:${token.split('_')[2]}`, secret_version: 1 })
  })

  test('show what the entry held then', async () => {
    const { app, id, revisions } = await openHistory(databases)
    expect(await app.expect(200, 'GET', `${revisions}/3`)).toMatchObject({
      id,
      type: 'pages',
      slug: 'home',
      version: 3,
      fields: { hero_title: { en: 'Home', de: 'Start' }, hero_image: { en: 'a.png' }, price: 1 },
    })
    expect(await app.expect(200, 'GET', `${revisions}/1`)).toMatchObject({
      fields: { hero_title: { en: 'home' }, price: 1 },
    })
    await app.expect(404, 'GET', `${revisions}/6`)
    await app.expect(404, 'GET', `${revisions}/0`)
  })

  test('are compared with each other, and with what the entry holds now', async () => {
    const { app, revisions } = await openHistory(databases)
    expect(await app.expect(200, 'GET', `${revisions}/1/compare?with=3`)).toEqual({
      from: 1,
      to: 3,
      fields: [
        { field: 'hero_title', locale: 'de', new: 'Start' },
        { field: 'hero_title', locale: 'en', old: 'home', new: 'Home' },
        { field: 'hero_image', locale: 'en', new: 'a.png' },
      ],
    })
    expect(await app.expect(200, 'GET', `${revisions}/3/compare`)).toEqual({
      from: 3,
      to: null,
      slug: { old: 'home', new: 'start' },
      fields: [{ field: 'price', locale: null, old: 1, new: 4 }],
    })
    await app.expect(400, 'GET', `${revisions}/3/compare?with=6`)
  })
})

describeEachDatabase('the history', (databases) => {
  test('shows the locales that the reader has, and no others', async () => {
    const { app, revisions } = await openHistory(databases)
    const { token } = await newMember(app, 'Ada', reading({ locales: ['en'] }))
    expect(versionsOf(await app.expect(200, 'GET', revisions, { token }))).toEqual([5, 4, 3, 1])
    await app.expect(404, 'GET', `${revisions}/2`, { token })
    const shown = await app.expect(200, 'GET', `${revisions}/3`, { token })
    expect(shown.fields).toEqual({ hero_title: { en: 'Home' }, hero_image: { en: 'a.png' }, price: 1 })
    const hidden = await app.expect(400, 'GET', `${revisions}?locale=de`, { token })
    const unknown = await app.expect(400, 'GET', `${revisions}?locale=fr`, { token })
    expect(hidden.errors).toEqual(unknown.errors)
  })

  test('is what is live now, for who may not read drafts', async () => {
    const { app, id, revisions, change } = await openHistory(databases)
    const { token } = await newMember(app, 'Ada', reading({ status: ['published'] }))
    expect(versionsOf(await app.expect(200, 'GET', revisions, { token }))).toEqual([3, 2, 1])
    const shown = await app.expect(200, 'GET', `${revisions}/1`, { token })
    expect(shown).toMatchObject({ slug: 'home', fields: { price: 1 } })
    // The first title was replaced before it was ever live.
    expect(shown.fields.hero_title).toBeUndefined()
    expect(await app.expect(200, 'GET', `${revisions}/3/compare`, { token })).toEqual({ from: 3, to: null, fields: [] })
    await app.expect(404, 'GET', `${revisions}/4`, { token })
    await app.expect(404, 'GET', `${revisions}/5`, { token })
    await change('', { status: 'draft' })
    await app.expect(404, 'GET', `${entries}/${id}/revisions`, { token })
  })

  test('needs a right of its own', async () => {
    const { app, revisions } = await openHistory(databases)
    const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content'] }] as const
    const { token } = await newMember(app, 'Ada', grants)
    await app.expect(403, 'GET', revisions, { token })
    const narrow: Grant[] = [
      ...grants,
      { effect: 'allow', actions: ['content.revisions.read'], resources: ['content:pages:other'] },
    ]
    const { token: other } = await newMember(app, 'Bob', narrow)
    for (const path of [revisions, `${revisions}/1`, `${revisions}/9`])
      await app.expect(403, 'GET', path, { token: other })
  })

  test('is not on the API of api tokens', async () => {
    const { app, revisions } = await openHistory(databases)
    const token = await apiToken(app, { effect: 'allow', actions: ['*'], resources: ['*'] })
    await app.expect(404, 'GET', revisions, { token })
    await app.expect(404, 'GET', `${revisions}/1`, { token })
    await app.expect(404, 'POST', `${revisions}/1/restore`, { token })
  })
})

describeEachDatabase('restoring a revision', (databases) => {
  const restorer = (...more: Grant[]): Grant[] => [
    { effect: 'allow', actions: ['content.read', 'content.revisions.restore'], resources: ['content'] },
    ...more,
  ]
  const updates = (more: Partial<Grant> = {}): Grant => ({
    effect: 'allow',
    actions: ['content.update'],
    resources: ['content'],
    ...more,
  })
  const restore = (app: TestApp, path: string, status: number, options: object = {}) =>
    app.expect(status, 'POST', `${path}/restore`, options)

  test('gives the working copy every field of that version, and puts nothing live', async () => {
    const { app, path, revisions } = await openHistory(databases)
    const restored = await restore(app, `${revisions}/1`, 200)
    expect(restored).toMatchObject({ version: 6, status: 'published', changed: true, slug: 'start' })
    const all = await app.expect(200, 'GET', `${path}?locale=*`)
    expect(all.fields).toEqual({ hero_title: { en: 'home' }, price: 1 })
    const shown = await app.expect(200, 'GET', '/delivery/v1/spaces/shop/content/pages/home?environment=production')
    expect(shown.fields).toEqual({ hero_title: 'Home', hero_image: 'a.png', price: 1 })
    const [record] = (await app.expect(200, 'GET', '/api/v1/spaces/shop/activity')).items
    expect(record).toMatchObject({ operation: 'entries.restore-revision', details: { restored: 1 } })
  })

  test('gives it the tags of that version too, which is an update of them where they differ', async () => {
    const { app, path, revisions, change } = await openHistory(databases)
    await change('', { tags: ['old'] })
    await change('', { tags: ['new'] })
    expect(await app.expect(200, 'GET', `${revisions}/6`)).toMatchObject({ tags: ['old'], fields: { price: 4 } })
    expect(await app.expect(200, 'GET', `${revisions}/6/compare`)).toEqual({
      from: 6,
      to: null,
      tags: { old: ['old'], new: ['new'] },
      fields: [],
    })
    const all = ['hero_title', 'hero_image', 'price']
    const { token } = await newMember(app, 'Ada', restorer(updates({ fields: all })))
    await restore(app, `${revisions}/6`, 403, { token })
    await restore(app, `${revisions}/6`, 200, { token, body: { fields: all } })
    expect((await app.expect(200, 'GET', path)).tags).toEqual(['new'])
    const { token: tagger } = await newMember(app, 'Bob', restorer(updates({ fields: ['tags'] })))
    const restored = await restore(app, `${revisions}/6`, 200, { token: tagger, body: { fields: ['tags'] } })
    expect([restored.tags, restored.version]).toEqual([['old'], 8])
    await restore(app, `${revisions}/5`, 403, { token: tagger })
    await restore(app, `${revisions}/4`, 200)
    expect((await app.expect(200, 'GET', path)).tags).toEqual([])
    await restore(app, `${revisions}/8`, 200)
    expect(await app.expect(200, 'GET', `${revisions}/8/compare`)).toEqual({ from: 8, to: null, fields: [] })
  })

  test('brings back the fields named alone', async () => {
    const { app, path, revisions } = await openHistory(databases)
    await restore(app, `${revisions}/1`, 200, { body: { fields: ['price'] } })
    const all = await app.expect(200, 'GET', `${path}?locale=*`)
    expect(all.fields).toEqual({ hero_title: { en: 'Home', de: 'Start' }, hero_image: { en: 'a.png' }, price: 1 })
  })

  test('of what the entry holds already saves nothing', async () => {
    const { app, revisions } = await openHistory(databases)
    expect(await restore(app, `${revisions}/5`, 200)).toMatchObject({ version: 5 })
  })

  test('is meant for the version that If-Match names', async () => {
    const { app, revisions } = await openHistory(databases)
    const stale = await restore(app, `${revisions}/1`, 412, { headers: { 'if-match': '"v4"' } })
    expect(stale.current_version).toBe(5)
    await restore(app, `${revisions}/1`, 200, { headers: { 'if-match': '"v5"' } })
  })

  test('needs the right to restore, and to update every field that it writes', async () => {
    const { app, revisions } = await openHistory(databases)
    const { token: reader } = await newMember(app, 'Reader', [...reading(undefined), updates()])
    await restore(app, `${revisions}/1`, 403, { token: reader })
    const { token: titles } = await newMember(app, 'Titles', restorer(updates({ fields: ['hero_title', 'price'] })))
    const refused = await restore(app, `${revisions}/1`, 403, { token: titles })
    expect(refused.layer).toBe('owner')
    await restore(app, `${revisions}/1`, 200, { token: titles, body: { fields: ['hero_title', 'price'] } })
  })

  test('leaves the locales that the caller may not read as they are', async () => {
    const { app, path, revisions } = await openHistory(databases)
    const english = { conditions: { locales: ['en'] } } as const
    const { token } = await newMember(app, 'Ada', [
      { effect: 'allow', actions: ['content.read', 'content.revisions.restore'], resources: ['content'], ...english },
      updates(english),
    ])
    await restore(app, `${revisions}/2`, 404, { token })
    await restore(app, `${revisions}/1`, 200, { token })
    const all = await app.expect(200, 'GET', `${path}?locale=*`)
    expect(all.fields).toEqual({ hero_title: { en: 'home', de: 'Start' }, price: 1 })
  })

  test('is refused, naming each field, where the type takes the values no more', async () => {
    const { app, revisions, change } = await openHistory(databases)
    await change('', { fields: { hero_image: null, price: 20 } })
    await app.expect(200, 'POST', `${revisions.replace('/revisions', '')}/publish`)
    const type = '/api/v1/spaces/shop/content-types/pages'
    const { fields } = await app.expect(200, 'GET', type)
    const next = fields
      .filter((field: { id: string }) => field.id !== 'hero_image')
      .map((field: { id: string }) => (field.id === 'price' ? { ...field, validation: { minimum: 10 } } : field))
    await app.expect(200, 'PATCH', type, { body: { fields: next } })
    const problem = await restore(app, `${revisions}/3`, 422)
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/fields/hero_image',
      '/fields/price',
    ])
    await restore(app, `${revisions}/3`, 200, { body: { fields: ['hero_title'] } })
  })
})
