import { operations } from '@latchkey/contract/operations'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { fixedId, type FixtureEntry, type Reading, type SpaceShape } from '../../test-support/content-fixture.ts'
import { addFiles, fileId } from '../../test-support/model-fixture.ts'
import { openReadingApp, type ReadingApp } from '../../test-support/reading-app.ts'
import { expectAlike, pathsOf, readerOf } from '../../test-support/two-worlds.ts'
import { activateBranch, putCopyMarks } from './copy-queries.ts'
import { insertBranch, putAliasRow } from './queries.ts'

/*
 * Two databases differ in nothing but another branch and an alias of it, with the same types, slugs and tags as the main one and
 * others. A token without them gets the same bytes in both, whatever it reads.
 */

const space = fixedId('space', 'shop')
const idOf = (slug: string) => fixedId('entry', space, 'pages', slug)
const path = '/api/v1/spaces/shop'

const shape: SpaceShape = {
  slug: 'shop',
  locales: [{ code: 'en' }, { code: 'de', fallback: 'en' }],
  types: [
    {
      slug: 'pages',
      fields: [
        { id: 'title', type: 'text', localized: true, filterable: true },
        { id: 'price', type: 'number', filterable: true },
        { id: 'next', type: 'reference', types: ['pages'], filterable: true },
        { id: 'image', type: 'asset' },
      ],
    },
  ],
}

const visible: readonly FixtureEntry[] = ['a', 'b', 'c', 'd'].map((slug, price) => ({
  type: 'pages',
  slug,
  values: {
    '': { price, next: idOf('a'), image: fileId('a.txt') },
    en: { title: `Apple ${slug}` },
    de: { title: `Apfel ${slug}` },
  },
}))

const readers: Readonly<Record<string, Reading>> = {
  delivery: { kind: 'delivery', environment: 'production' },
  preview: { kind: 'preview', environment: 'production' },
  management: { kind: 'management', mode: 'read-write' },
  asset: { kind: 'asset' },
}
const files = ['a.txt', 'b.txt', 'private.txt']

/** What a parameter of a path may name; the first is what the main branch has. */
const named: Readonly<Record<string, readonly string[]>> = {
  space: ['shop'],
  type: ['pages', fixedId('type', space, 'pages'), 'extra'],
  entry: [idOf('a'), 'a', 'b', 'renamed', 'hidden', idOf('d')],
  version: ['2', '1', '3'],
  environment: ['production'],
  branch: ['main', 'next', 'nothing'],
  alias: ['live', 'nothing'],
  asset: [fileId('a.txt'), 'a.txt', 'renamed.txt', 'b.txt', 'secret.txt', fileId('secret.txt'), 'private.txt'],
}

/** Values of query parameters, each asked for alone and all together with those that go with any. */
const asked: Readonly<Record<string, readonly string[]>> = {
  filter: [
    'filter[category]=Secret',
    'filter[tags]=secret',
    'filter[price][gte]=1',
    `filter[next][eq]=${idOf('a')}`,
    'filter[title][starts-with]=Apple',
  ],
  search: ['search=elsewhere', 'search=apple'],
  order: ['order=-updated_at', 'order=title', 'order=-price'],
  count: ['count=true', 'count=true&limit=2'],
  locale: ['locale=de', 'locale=*'],
  include: ['include=next', 'include=image'],
  state: ['state=draft'],
  branch: ['branch=main', 'branch=next', 'branch=live', 'branch=nothing'],
  with: ['with=1'],
  status: ['status=published', 'status=draft'],
}

describeEachDatabase('two worlds', (databases) => {
  test('no answer tells a token what other branches hold, or that there are any', async () => {
    const worlds = [
      await openReadingApp(databases, shape, visible),
      await openReadingApp(databases, shape, visible),
    ] as const
    for (const world of worlds) await addPublishedFiles(world)
    const made = await addBranch(worlds[1])
    for (const [name, reading] of Object.entries(readers)) {
      const token = await readerOf(worlds, reading, name)
      const read = operations.filter(
        ({ method, fullPath, callers }) =>
          method === 'GET' && fullPath.includes('{space}') && callers.includes(reading.kind),
      )
      let found = 0
      for (const operation of read)
        for (const at of pathsOf(operation, { named: { ...named, ...made }, asked }))
          if ((await expectAlike(worlds, at, token)).answer.status === 200) found += 1
      // Asset tokens read the bytes of private files, and sign for them.
      expect(found).toBeGreaterThan(reading.kind === 'asset' ? 1 : 30)
    }
  }, 600_000)
})

/** Files of the main branch, all of them live. */
async function addPublishedFiles(app: ReadingApp): Promise<void> {
  const owner = await app.reader({ kind: 'session' }, 'owner of files')
  await addFiles(
    app,
    files.map((name) => ({ name, creator: 'account:other', tags: ['sale'], isPrivate: name === 'private.txt' })),
  )
  for (const name of files) {
    const { status, text } = await app.send('POST', `${path}/assets/${name}/publish`, owner, {})
    if (status !== 200) throw new Error(`${name} was not published: ${text}`)
  }
}

/**
 * The branch `next` and the alias `live` of it: a copy of the main branch on which everything was changed since. Answers the ids
 * of what is there and nowhere else, by the parameters that name them.
 */
async function addBranch(app: ReadingApp): Promise<Readonly<Record<string, readonly string[]>>> {
  const { database, space: made } = app
  const { spaceId } = made
  await database.write(async (tx) => {
    const branch = { id: fixedId('branch', 'next'), serial: 9_000_000, spaceId, name: 'next' }
    let views = 0
    const row = await insertBranch(tx, branch, 'main', () => fixedId('view', 'next', (views += 1)), 0)
    const ids = visible.map(({ slug }) => idOf(slug))
    await putCopyMarks(tx, row, 'entry', ids)
    await putCopyMarks(tx, row, 'asset', files.map(fileId))
    await activateBranch(tx, row)
    // The types of the fixture have numbers that nobody has counted.
    await tx.insertInto('serials').values({ kind: 'content-type', next: 1000 }).execute()
    await putAliasRow(tx, { space_id: spaceId, name: 'live', branch_id: row.id, updated_at: 0 })
  })
  const owner = await app.reader({ kind: 'session' }, 'owner')
  const ok = async (method: 'POST' | 'PATCH' | 'DELETE', where: string, body?: unknown) => {
    const { status, text, body: answer } = await app.send(method, `${path}${where}`, owner, body)
    if (status >= 300) throw new Error(`${method} ${where} answered ${status}: ${text}`)
    return answer
  }
  const query = 'type=pages&branch=next'
  await ok('POST', '/content-types?branch=next', { slug: 'extra', fields: [{ id: 'name', type: 'text' }] })
  const tagged = { fields: { title: 'Apple, elsewhere', price: 99 }, tags: ['secret'] }
  await ok('PATCH', `/entries/a?${query}`, tagged)
  await ok('POST', `/entries/a/publish?${query}`, {})
  await ok('PATCH', `/entries/b?${query}`, { slug: 'renamed' })
  await ok('POST', `/entries/c/unpublish?${query}`, {})
  await ok('DELETE', `/entries/d?${query}`)
  const hidden = { type: 'pages', slug: 'hidden', fields: { title: 'Apple, hidden', price: 2, next: idOf('a') } }
  const { id } = await ok('POST', '/entries?branch=next', hidden)
  await ok('POST', `/entries/hidden/publish?${query}`, {})
  const release = await ok('POST', '/releases?branch=next', { name: 'Secret' })
  await ok('POST', `/releases/${release.id}/items?branch=next`, { entry: id })
  const plan = { action: 'publish', at: '2027-01-01T00:00:00.000Z' }
  const schedule = await ok('POST', `/entries/hidden/schedules?${query}`, plan)
  await ok('POST', `/entries/a/schedules?${query}`, plan)
  const request = await ok('POST', '/publish-requests?branch=next', { entry: id, action: 'publish' })
  const changed = { file_name: 'renamed.txt', category: 'Secret', tags: ['secret'], metadata: { alt: 'elsewhere' } }
  await ok('PATCH', '/assets/a.txt?branch=next', changed)
  await ok('POST', '/assets/renamed.txt/publish?branch=next', {})
  await ok('DELETE', '/assets/b.txt?branch=next')
  await addFiles(app, [
    { name: 'secret.txt', creator: 'account:other', category: 'Secret', branch: fixedId('branch', 'next') },
  ])
  await ok('POST', '/assets/secret.txt/publish?branch=next', {})
  const group = await ok('POST', '/type-groups?branch=next', { name: 'Secret' })
  const preset = await ok('POST', '/type-presets?branch=next', { type: 'pages', name: 'Secret' })
  await ok('PATCH', '/content-types/pages?branch=next', { group: group.id, preset: preset.id })
  return {
    release: [release.id],
    schedule: [schedule.id],
    request: [request.id],
    group: [group.id],
    preset: [preset.id],
  }
}
