import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { callBytes, upload } from '../../test-support/upload.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const path = '/api/v1/spaces/shop'
const allow = (actions: readonly string[], ...resources: readonly string[]): Grant => ({
  effect: 'allow',
  actions,
  resources,
})

/** Two types with a live entry each, and a draft of the first. */
async function openShop(databases: TestDatabases): Promise<People> {
  const app = await openPeople(databases)
  const create = (at: string, body: unknown) => app.expect(201, 'POST', `${path}${at}`, { body })
  for (const slug of ['pages', 'posts'])
    await create('/content-types', { slug, fields: [{ id: 'title', type: 'text' }] })
  for (const [type, slug] of [
    ['pages', 'home'],
    ['pages', 'about'],
    ['posts', 'first'],
  ]) {
    const { id } = await create('/entries', { type, slug, fields: { title: slug } })
    if (slug !== 'about') await app.expect(200, 'POST', `${path}/entries/${id}/publish`, { body: {} })
  }
  return app
}

const slugsOf = (exposure: { content_types: { slug: string; entries: number }[] }) =>
  exposure.content_types.map(({ slug, entries }) => [slug, entries])

describeEachDatabase('the exposure of a key', (databases) => {
  test('counts what it reads, by its kind and its grants', async () => {
    const app = await openShop(databases)
    const { id } = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name: 'Site' } })
    expect(await app.expect(200, 'GET', `${path}/tokens/${id}/exposure`)).toEqual({
      kind: 'delivery',
      environment: 'production',
      branch: 'main',
      state: 'published',
      release: null,
      entries: 2,
      content_types: ['pages', 'posts'].map((slug) =>
        expect.objectContaining({
          slug,
          singleton: false,
          entries: 1,
          locales: [{ code: 'en', entries: 1 }],
          fields: ['title'],
        }),
      ),
      files: { count: 0, images: 0, private: 0 },
      datasources: [],
      branches: ['main'],
      partial: false,
    })
    await app.expect(200, 'PATCH', `${path}/tokens/${id}`, {
      body: { grants: [allow(['content.read'], 'content:posts')] },
    })
    expect(slugsOf(await app.expect(200, 'GET', `${path}/tokens/${id}/exposure`))).toEqual([['posts', 1]])
  })

  test('of a preview tells drafts where they are asked for; a delivery key has none to tell', async () => {
    const app = await openShop(databases)
    const imagine = (status: number, kind: string, query: string) =>
      app.expect(status, 'POST', `${path}/tokens/exposure${query}`, { body: { kind } })
    expect(slugsOf(await imagine(200, 'preview', '?state=draft'))).toEqual([
      ['pages', 2],
      ['posts', 1],
    ])
    expect(slugsOf(await imagine(200, 'preview', ''))).toEqual([
      ['pages', 1],
      ['posts', 1],
    ])
    expect((await imagine(400, 'delivery', '?state=draft')).detail).toBe(
      'A delivery token reads published content only.',
    )
    await imagine(400, 'preview', '?environment=nowhere')
    await imagine(422, 'preview', '?branch=nowhere')
  })

  test('of an asset key are the private files whose bytes it has, and nothing else', async () => {
    const app = await openShop(databases)
    const files: { id: string; secret: boolean }[] = []
    for (const [name, secret] of [
      ['a.txt', true],
      ['b.txt', false],
      ['c.txt', true],
    ] as const) {
      const { id } = await upload(app, name, name, { private: String(secret) })
      files.push({ id, secret })
      await app.expect(200, 'POST', `${path}/assets/${id}/publish`, { body: {} })
    }
    const grants = [allow(['media.read'], 'media'), { ...allow(['media.read'], 'media:c.txt'), effect: 'deny' }]
    const key = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'asset', name: 'Files', grants } })
    const exposure = await app.expect(200, 'GET', `${path}/tokens/${key.id}/exposure`)
    expect(exposure).toMatchObject({ content_types: [], datasources: [], files: { count: 1, images: 0, private: 1 } })
    let opened = 0
    for (const { id } of files)
      if (
        (await callBytes(app, 'GET', `/delivery/v1/spaces/shop/assets/${id}/file`, { token: key.secret })).status ===
        200
      )
        opened += 1
    expect(opened).toBe(1)
  })

  test('counts and names nothing that the asker may not read, and says so whether or not there is any', async () => {
    const app = await openShop(databases)
    const all = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name: 'All' } })
    const pages = await app.expect(201, 'POST', `${path}/tokens`, {
      body: { kind: 'delivery', name: 'Pages', grants: [allow(['content.read'], 'content:pages')] },
    })
    const { token } = await app.member([allow(['tokens.read'], 'tokens'), allow(['content.read'], 'content:pages')])
    const ask = (id: string) => app.expect(200, 'GET', `${path}/tokens/${id}/exposure`, { token })
    const seen = await ask(all.id)
    expect([slugsOf(seen), seen.partial, seen.branches]).toEqual([[['pages', 1]], true, []])
    const narrow = await ask(pages.id)
    expect([slugsOf(narrow), narrow.partial]).toEqual([[['pages', 1]], false])
    await app.expect(200, 'POST', `${path}/entries/first/unpublish?type=posts`, { body: {} })
    expect(await ask(all.id)).toEqual(seen)
    const blind = await app.member([allow(['tokens.read'], 'tokens')])
    const nothing = await app.expect(200, 'GET', `${path}/tokens/${all.id}/exposure`, { token: blind.token })
    expect([slugsOf(nothing), nothing.entries, nothing.partial]).toEqual([[], 0, true])
  })

  test('is for who may read the token; of one that is not made yet, for who may make it', async () => {
    const app = await openShop(databases)
    const { id } = await app.expect(201, 'POST', `${path}/tokens`, { body: { kind: 'delivery', name: 'Site' } })
    const other = await app.member([allow(['tokens.read'], 'tokens:7Hq2mK9xB1aZ'), allow(['content.read'], 'content')])
    await app.expect(404, 'GET', `${path}/tokens/${id}/exposure`, { token: other.token })
    const body = { kind: 'delivery', grants: [allow(['content.read'], 'content:pages')] }
    await app.expect(403, 'POST', `${path}/tokens/exposure`, { token: other.token, body })
    const maker = await app.member([allow(['tokens.create'], 'tokens'), allow(['content.read'], 'content:pages')])
    expect(slugsOf(await app.expect(200, 'POST', `${path}/tokens/exposure`, { token: maker.token, body }))).toEqual([
      ['pages', 1],
    ])
    const wider = { kind: 'delivery', grants: [allow(['content.read'], 'content')] }
    const refused = await app.expect(403, 'POST', `${path}/tokens/exposure`, { token: maker.token, body: wider })
    expect(refused.type).toBe('/problems/exceeds-maker')
    expect((await app.expect(200, 'GET', `${path}/tokens`)).items).toHaveLength(1)
  })
})
