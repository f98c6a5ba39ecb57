import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import {
  fixedId,
  type FixtureEntry,
  insertSpace,
  type Reading,
  type SpaceShape,
} from '../../test-support/content-fixture.ts'
import { openReadingApp } from '../../test-support/reading-app.ts'
import { answerOf, readerOf } from '../../test-support/two-worlds.ts'
import { addComments, addDatasource, addFiles } from '../../test-support/model-fixture.ts'

/*
 * Comments, tags and datasources in two databases that differ in nothing but what a reader may not see: every answer has to
 * have the same bytes in both.
 */

const spaceId = fixedId('space', 'shop')
const idOf = (type: string, slug: string) => fixedId('entry', spaceId, type, slug)
const management = '/api/v1/spaces/shop'

const shape: SpaceShape = {
  slug: 'shop',
  types: [{ slug: 'pages', fields: [{ id: 'title', type: 'text', filterable: true }] }],
}

function page(slug: string, tags: readonly string[], more: Partial<FixtureEntry> = {}): FixtureEntry {
  return { type: 'pages', slug, values: { '': { title: slug, tags } }, ...more }
}

/** The one in the middle has a working copy that differs, of which nobody sees how. */
const visible = [page('a', ['sale', 'new']), page('b', ['sale'], { changed: true }), page('c', [])]
/** What nobody sees who reads published content, but for what is called `denied-…`. */
const hidden = [
  page('b', ['secret', 'sale'], {
    live: { production: { values: { '': { title: 'b', tags: ['sale'] } } } },
    changed: true,
  }),
  page('denied-1', ['sale', 'secret']),
  page('draft-1', ['new'], { status: 'draft' }),
  page('gone-1', ['sale'], { status: 'draft', deleted: true }),
  { ...page('v', ['sale', 'vault']), type: 'vault' },
]

const read: Grant = {
  effect: 'allow',
  actions: ['content.read'],
  resources: ['content:pages'],
  conditions: { status: ['published'] },
}
const deny: Grant = {
  effect: 'deny',
  actions: ['content.read'],
  resources: ['content:*:denied-*'],
}
const allow = (action: string, resource: string, more: Partial<Grant> = {}): Grant => ({
  effect: 'allow',
  actions: [action],
  resources: [resource],
  ...more,
})

/** Comments and lists that every reader sees, whoever made them, are named in their grants. */
const shownComment = fixedId('comment', 'shown')
const readers: Readonly<Record<string, Reading>> = {
  own: {
    kind: 'api',
    grants: [
      read,
      deny,
      allow('comments.read', 'comments', { conditions: { own: true } }),
      allow('datasources.read', 'datasources', { conditions: { own: true } }),
      allow('media.read', 'media', { conditions: { own: true } }),
    ],
  },
  named: {
    kind: 'api',
    grants: [
      read,
      deny,
      allow('comments.read', 'comments', { conditions: { own: true } }),
      allow('comments.read', `comments:${shownComment}`),
      allow('datasources.read', 'datasources:s*'),
      allow('datasources.read', 'datasources:secret', { effect: 'deny' }),
      allow('media.read', 'media:category:Press'),
    ],
  },
  // What is secret in a working copy is still read as it went live.
  tagged: {
    kind: 'api',
    grants: [
      { ...read, conditions: { status: ['published'], tags: ['sale'] } },
      { ...deny, resources: ['*'], conditions: { tags: ['secret'] } },
      allow('comments.read', 'comments', { conditions: { own: true } }),
      allow('datasources.read', 'datasources', { conditions: { own: true } }),
      allow('media.read', 'media', { conditions: { tags: ['new', 'sale'] } }),
      allow('media.read', 'media', { effect: 'deny', conditions: { tags: ['secret'] } }),
    ],
  },
}

/** Two worlds that look alike to a reader, and its token. */
async function openWorlds(databases: TestDatabases, reading: Reading) {
  const others = {
    ...shape,
    types: [...shape.types, { slug: 'vault', fields: shape.types[0]?.fields ?? [] }],
  }
  const plain = await openReadingApp(databases, shape, visible)
  const full = await openReadingApp(databases, others, [...visible.filter(({ slug }) => slug !== 'b'), ...hidden])
  const token = await readerOf([plain, full], reading, 'reader')
  const me = `token:${token.split('_')[2] ?? ''}`
  for (const world of [plain, full]) {
    await addComments(world, [
      { name: 'mine', creator: me },
      { name: 'mine, done', creator: me, resolved: true },
      { name: 'answer', thread: 'mine', creator: me },
    ])
    if (reading === readers['named'])
      await addComments(world, [{ name: 'shown', creator: 'account:other', resolved: true }])
    await addDatasource(world, { slug: 'sizes', creator: me })
    await addDatasource(world, { slug: 'steps', creator: me, delivered: false })
    await addFiles(world, [
      { name: 'a.txt', category: 'Press', tags: ['sale'], creator: me },
      { name: 'b.txt', category: 'Press', tags: ['sale', 'new'], creator: me },
    ])
  }
  await addComments(full, [
    { name: 'hidden', creator: 'account:other' },
    { name: 'hidden, done', creator: 'token:another', resolved: true },
    { name: 'hidden answer', thread: 'mine', creator: 'account:other' },
    { name: 'on denied', entry: idOf('pages', 'denied-1'), creator: me },
    { name: 'on draft', entry: idOf('pages', 'draft-1'), creator: me },
    { name: 'on gone', entry: idOf('pages', 'gone-1'), creator: me },
  ])
  await addDatasource(full, { slug: 'secret', creator: 'account:other' })
  await addFiles(full, [{ name: 'secret.txt', category: 'Secret', tags: ['sale', 'secret'], creator: 'account:other' }])
  // Another space with the same names, in one world only.
  await insertSpace(full.database, { ...shape, slug: 'neighbour' })
  return { worlds: [plain, full] as const, token }
}

function* paths(): Generator<string> {
  for (const entry of [
    ...['a', 'b', 'denied-1', 'draft-1', 'gone-1', 'nothing'].map((slug) => idOf('pages', slug)),
    idOf('vault', 'v'),
  ]) {
    const comments = `${management}/entries/${entry}/comments`
    yield* ['', '?count=true&limit=1', '?resolved=true&count=true', '?resolved=false', '?after=x'].map(
      (query) => comments + query,
    )
    for (const thread of ['mine', 'hidden', 'nothing'])
      yield `${comments}?thread=${fixedId('comment', thread)}&count=true`
    for (const name of ['mine', 'answer', 'shown', 'hidden', 'hidden answer', 'nothing', 'on denied']) {
      yield `${comments}/${fixedId('comment', name)}`
    }
  }
  for (const [type, slug] of [
    ['pages', 'a'],
    ['pages', 'denied-1'],
    ['vault', 'v'],
    ['nothing', 'v'],
  ]) {
    yield `${management}/entries/${slug}/comments?type=${type}`
  }
  for (const query of ['', '?type=pages', '?type=vault', '?type=nothing', '?branch=nothing'])
    yield `${management}/tags${query}`
  const filters = [
    '=sale',
    '=secret',
    '[nin]=sale',
    '[in]=new,vault',
    '[exists]=false',
    '[starts-with]=s',
    '[contains]=ecr',
  ]
  for (const filter of filters) {
    for (const query of [
      'count=true&limit=1',
      'type=pages&order=-slug&count=true',
      'type=pages&order=title&search=b',
      'type=vault',
    ]) {
      yield `${management}/entries?filter[tags]${filter}&${query}`
    }
    yield `content/pages?filter[tags]${filter}&count=true&order=title`
    yield `${management}/assets?filter[tags]${filter}&count=true&limit=1&order=-file_name`
  }
  yield* ['asset-tags', 'categories', 'assets?search=txt&count=true&limit=1', 'datasources'].map(
    (path) => `${management}/${path}`,
  )
  for (const slug of [
    'sizes',
    'steps',
    'secret',
    'nothing',
    fixedId('datasource', 'secret'),
    fixedId('datasource', 'sizes'),
  ]) {
    yield `${management}/datasources/${slug}`
    yield `${management}/datasources/${slug}/entries?search=s&count=true&limit=1`
    yield* ['', '?dimension=de&count=true&limit=2', '?dimension=xx', '?search=m', '?after=x'].map(
      (query) => `datasources/${slug}${query}`,
    )
  }
  yield 'datasources'
}

describeEachDatabase('two worlds of comments, tags and datasources', (databases) => {
  test.each(Object.entries(readers))(
    'look alike to a reader of what is %s',
    async (_name, reading) => {
      const { worlds, token } = await openWorlds(databases, reading)
      let answered = 0
      for (const path of paths()) {
        let next: string | null = ''
        for (let round = 0; round < 3 && next !== null; round += 1) {
          const here: string = next === '' ? path : `${path}&after=${next}`
          const [one, other] = [await answerOf(worlds[0], here, token), await answerOf(worlds[1], here, token)]
          expect(other.answer).toEqual(one.answer)
          expect(one.answer.status).toBeLessThan(500)
          if (one.answer.status === 200 && one.body.items?.length !== 0) answered += 1
          next = one.body?.next ?? null
        }
      }
      expect(answered).toBeGreaterThan(40)
    },
    120_000,
  )
})
