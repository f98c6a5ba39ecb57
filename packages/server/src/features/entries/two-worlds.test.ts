import type { Method } from '@latchkey/contract/operation'
import { operations } from '@latchkey/contract/operations'
import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import {
  fixedId,
  type FixtureEntry,
  insertEntries,
  insertSpace,
  memberName,
  type Reading,
  type SpaceShape,
} from '../../test-support/content-fixture.ts'
import {
  addReleases,
  addRequests,
  addSaves,
  addSchedules,
  releaseId,
  requestId,
  scheduleId,
} from '../../test-support/life-fixture.ts'
import { openReadingApp, type ReadingApp } from '../../test-support/reading-app.ts'
import { expectAlike, expectRefusedAlike, pathsOf, readerOf } from '../../test-support/two-worlds.ts'

/*
 * The history of entries, the trash, schedules, publish requests and releases in two databases that differ in nothing but
 * what a reader may not see: every answer has to have the same bytes in both, and so has every refusal of a write.
 */

const resources = ['revisions', 'trash', 'schedules', 'publish-requests', 'releases', 'release-items', 'release-tokens']
const read = operations.filter(({ method, resource }) => method === 'GET' && resources.includes(resource))

const spaceId = fixedId('space', 'shop')
const management = '/api/v1/spaces/shop'
const idOf = (slug: string, type = 'pages') => fixedId('entry', spaceId, type, slug)
const seed = 'reader'
const me = memberName(seed)
const other = 'account:other'

const fields: SpaceShape['types'][number]['fields'] = [
  { id: 'title', type: 'text', localized: true, filterable: true },
  { id: 'price', type: 'number', filterable: true },
]
const plain: SpaceShape = {
  slug: 'shop',
  environments: ['staging'],
  locales: [{ code: 'en' }, { code: 'de', fallback: 'en' }],
  types: [{ slug: 'pages', fields }],
}

function page(slug: string, more: Partial<FixtureEntry> = {}): FixtureEntry {
  const values = { '': { price: 1 }, en: { title: `${slug} en` }, de: { title: `${slug} de` } }
  return { type: 'pages', slug, values, creator: me, ...more }
}

const trashed = (slug: string, more: Partial<FixtureEntry> = {}) =>
  page(slug, { status: 'draft', deleted: true, ...more })

/** What a reader is, and what the second world has that he may not see. */
interface Scenario {
  readonly reading: Reading
  readonly visible: readonly FixtureEntry[]
  /** Entries of the second world alone, or in the place of visible ones. */
  readonly hidden: readonly FixtureEntry[]
  readonly shape?: SpaceShape
  readonly furnish: (world: ReadingApp, isFull: boolean) => Promise<void>
  /** Answers that have to show something, or nothing is told by their being alike. */
  readonly shownMin: number
}

const allow = (actions: readonly string[], resource: string, conditions?: Grant['conditions']): Grant => ({
  effect: 'allow',
  actions,
  resources: [resource],
  ...(conditions && { conditions }),
})
const writing = [
  'content.update',
  'content.publish',
  'content.delete',
  'content.restore',
  'content.revisions.restore',
] as const
const looking = ['content.read', 'content.revisions.read'] as const
const plans = [
  allow(
    ['publish-requests.read', 'publish-requests.create', 'publish-requests.review', 'publish-requests.delete'],
    'publish-requests',
  ),
  allow(['releases.read', 'releases.create', 'releases.update', 'releases.delete', 'releases.publish'], 'releases'),
]

/** What all readers of drafts see. */
async function addPlans(world: ReadingApp): Promise<void> {
  await addSaves(world, [
    { entry: idOf('a'), version: 3, values: { '': { price: 3 }, de: { title: 'a de, edited' } }, author: me },
    { entry: idOf('a'), version: 5, slug: 'renamed', author: me },
  ])
  await addSchedules(world, [
    { name: 'first', entry: idOf('a'), creator: me },
    { name: 'second', entry: idOf('b'), creator: me, locales: ['de'] },
    { name: 'ended', entry: idOf('b'), creator: other, state: 'failed' },
  ])
  await addRequests(world, [
    { name: 'open', entry: idOf('a'), creator: me },
    { name: 'german', entry: idOf('b'), creator: me, locales: ['de'] },
    { name: 'answered', entry: idOf('b'), creator: me, state: 'rejected' },
  ])
  await addReleases(world, [
    { name: 'Spring', creator: me, items: [idOf('a'), idOf('b')] },
    { name: 'Autumn', creator: me, state: 'published' },
    { name: 'Ours', creator: me, people: [me.slice('account:'.length)] },
  ])
}

/**
 * Plans for entries that the reader may not see, and what of the plans for others he may not. What releases are going to publish
 * he sees as what is published: `pinned` he would not see then either.
 */
async function addHiddenPlans(world: ReadingApp, hidden: readonly string[], pinned: readonly string[]): Promise<void> {
  for (const [index, entry] of hidden.entries()) {
    const nth = `hidden ${index}`
    await addSchedules(world, [{ name: nth, entry, creator: index % 2 === 0 ? me : other }])
    await addRequests(world, [{ name: nth, entry, creator: index % 2 === 0 ? me : other }])
  }
  await addReleases(world, [
    { name: 'Spring', creator: me, items: pinned, offline: hidden.filter((id) => !pinned.includes(id)) },
    { name: 'Secret', creator: other, people: [], items: [idOf('a'), ...hidden] },
    { name: 'Theirs', creator: me, people: ['other'], state: 'published' },
  ])
}

const drafts = [page('a'), page('b', { status: 'draft' }), page('c'), trashed('gone'), trashed('gone too')]
const narrow = { locales: ['en', 'de'], status: ['draft', 'published'] } as const

const scenarios: Readonly<Record<string, Scenario>> = {
  'live content alone': {
    reading: {
      kind: 'session',
      role: [allow([...looking, ...writing], 'content', { status: ['published'] }), ...plans],
    },
    visible: [page('a'), page('b'), page('c')],
    hidden: [
      page('draft', { status: 'draft' }),
      page('protected', { status: 'protected' }),
      trashed('gone'),
      trashed('gone too', { status: 'archived', creator: other }),
    ],
    furnish: async (world, isFull) => {
      await addReleases(world, [
        { name: 'Spring', creator: other, items: [idOf('a')] },
        { name: 'Autumn', creator: me, state: 'published' },
      ])
      if (!isFull) return
      await addSaves(world, [
        { entry: idOf('a'), version: 3, values: { '': { price: 9 } } },
        { entry: idOf('a'), version: 4, values: { en: { title: 'edited' }, de: { title: 'edited' } } },
        { entry: idOf('b'), version: 3, slug: 'renamed' },
      ])
      await addHiddenPlans(world, [idOf('draft'), idOf('protected'), idOf('gone')], [])
      await addSchedules(world, [
        { name: 'of live', entry: idOf('b'), creator: me },
        { name: 'of live, ended', entry: idOf('a'), creator: other, state: 'done' },
      ])
      await addRequests(world, [{ name: 'of live', entry: idOf('b'), creator: me, locales: ['de'] }])
    },
    shownMin: 20,
  },

  'some of what there is': {
    reading: {
      kind: 'session',
      role: [
        allow([...looking, ...writing], 'content:pages', narrow),
        { effect: 'deny', actions: [...looking, ...writing], resources: ['content:*:denied-*'] },
        ...plans,
      ],
    },
    visible: drafts,
    shape: {
      ...plain,
      locales: [...(plain.locales ?? []), { code: 'fr' }, { code: 'it', fallback: 'en' }],
      types: [...plain.types, { slug: 'vault', fields }],
    },
    hidden: [
      page('protected', { status: 'protected' }),
      page('archived', { status: 'archived' }),
      page('denied-1'),
      page('denied-2', { status: 'draft' }),
      trashed('denied-3'),
      trashed('gone, protected', { status: 'protected' }),
      { ...page('secret'), type: 'vault' },
      { ...trashed('gone'), type: 'vault' },
    ],
    furnish: async (world, isFull) => {
      if (isFull) {
        // Between two saves that are seen, and as part of one.
        await addSaves(world, [{ entry: idOf('a'), version: 4, values: { fr: { title: 'a fr' } } }])
        await addSaves(world, [{ entry: idOf('b'), version: 2, values: { it: { title: 'b it' } } }])
      }
      await addPlans(world)
      const german = { name: 'Spring', creator: me, items: [idOf('c')] }
      await addReleases(world, [{ ...german, locales: isFull ? ['de', 'fr'] : ['de'] }])
      if (!isFull) return
      await addReleases(world, [{ name: 'Ours', creator: me, items: [idOf('b')], locales: ['fr', 'it'] }])
      const pinned = [
        ...['denied-1', 'denied-2', 'denied-3'].map((slug) => idOf(slug)),
        ...['secret', 'gone'].map((slug) => idOf(slug, 'vault')),
      ]
      const unreadable = ['protected', 'archived', 'gone, protected'].map((slug) => idOf(slug))
      await addHiddenPlans(world, [...unreadable, ...pinned], pinned)
      await addSchedules(world, [{ name: 'french', entry: idOf('a'), creator: me, locales: ['fr'] }])
      await addRequests(world, [{ name: 'french', entry: idOf('a'), creator: me, locales: ['fr', 'it'] }])
    },
    shownMin: 50,
  },

  'one locale': {
    reading: {
      kind: 'session',
      role: [allow([...looking, ...writing], 'content', { locales: ['de'] }), ...plans],
    },
    visible: drafts.map(({ values: { en: _english, ...values }, ...entry }) => ({ ...entry, values })),
    hidden: drafts,
    furnish: async (world, isFull) => {
      await addPlans(world)
      if (!isFull) return
      await addSaves(world, [
        { entry: idOf('a'), version: 6, values: { en: { title: 'edited' } } },
        { entry: idOf('b'), version: 3, values: { en: { title: 'edited' } } },
      ])
      await addSchedules(world, [{ name: 'english', entry: idOf('a'), creator: me, locales: ['en'] }])
      await addRequests(world, [{ name: 'english', entry: idOf('a'), creator: me, locales: ['en'] }])
    },
    shownMin: 50,
  },

  'what is his own': {
    reading: {
      kind: 'session',
      role: [
        allow([...looking, ...writing, 'releases.read', 'releases.update', 'releases.publish'], '*', { own: true }),
        allow(['publish-requests.read'], 'publish-requests', { own: true }),
        allow(['publish-requests.create', 'publish-requests.review', 'publish-requests.delete'], 'publish-requests'),
      ],
    },
    visible: drafts,
    hidden: ['1', '2', '3'].flatMap((nth) => [
      page(`theirs-${nth}`, { creator: other }),
      trashed(`gone-${nth}`, { creator: other }),
    ]),
    furnish: async (world, isFull) => {
      await addPlans(world)
      if (!isFull) return
      const theirs = ['theirs-1', 'theirs-2', 'gone-1'].map((slug) => idOf(slug))
      await addHiddenPlans(world, theirs, theirs)
      await addRequests(world, [
        { name: 'theirs', entry: idOf('a'), creator: other },
        { name: 'theirs, answered', entry: idOf('b'), creator: other, state: 'accepted' },
      ])
      await addReleases(world, [{ name: 'By another', creator: other, items: [idOf('a')] }])
    },
    shownMin: 50,
  },
}

const entriesNamed = ['a', 'b', 'gone', 'denied-1', 'draft', 'protected', 'theirs-1', 'nothing'].map((slug) =>
  idOf(slug),
)
const hiddenEntries = [
  ...[
    'draft',
    'protected',
    'archived',
    'denied-1',
    'denied-2',
    'denied-3',
    'theirs-1',
    'gone, protected',
    'gone-1',
  ].map((slug) => idOf(slug)),
  idOf('secret', 'vault'),
  idOf('gone', 'vault'),
]
const hiddenPlans = ['hidden 0', 'hidden 1', 'hidden 2', 'hidden 6', 'of live', 'french', 'english', 'theirs']

const named = {
  space: ['shop', 'neighbour'],
  entry: [...entriesNamed, idOf('secret', 'vault')],
  version: ['1', '2', '3', '4', '5', '6', '7'],
  schedule: ['first', 'second', 'ended', ...hiddenPlans].map(scheduleId),
  request: ['open', 'german', 'answered', ...hiddenPlans].map(requestId),
  release: ['Spring', 'Autumn', 'Ours', 'Secret', 'Theirs', 'By another'].map(releaseId),
}
const asked = {
  type: ['type=pages', 'type=vault', 'type=nothing'],
  locale: ['de', 'en', 'fr', 'xx'].map((code) => `locale=${code}`),
  state: ['pending', 'failed', 'open', 'rejected', 'accepted', 'published'].map((state) => `state=${state}`),
  entry: entriesNamed.map((id) => `entry=${id}`),
  limit: ['limit=1&count=true', 'limit=2'],
  after: ['after=x'],
  count: ['count=true'],
  with: ['1', '2', '3', '4', '5', '6'].map((version) => `with=${version}`),
  branch: ['branch=nothing'],
}

async function openWorlds(databases: TestDatabases, { visible, hidden, shape = plain, furnish }: Scenario) {
  const kept = visible.filter(({ type, slug }) => !hidden.some((entry) => entry.type === type && entry.slug === slug))
  const worlds = [
    await openReadingApp(databases, plain, visible),
    await openReadingApp(databases, shape, [...kept, ...hidden]),
  ] as const
  await furnish(worlds[0], false)
  await furnish(worlds[1], true)
  // Another space with the same names, in one world only.
  const neighbour = await insertSpace(worlds[1].database, { ...plain, slug: 'neighbour' })
  await insertEntries(worlds[1].database, neighbour, visible)
  return worlds
}

/** Writes that name something hidden; in the first world it is not there. */
function* hiddenWrites(): Generator<readonly [method: Exclude<Method, 'GET'>, path: string, body?: unknown]> {
  const at = '2027-01-01T00:00:00.000Z'
  for (const entry of hiddenEntries) {
    yield ['POST', `/entries/${entry}/revisions/1/restore`]
    yield ['POST', `/trash/${entry}/restore`, {}]
    yield ['DELETE', `/trash/${entry}`]
    yield ['POST', `/entries/${entry}/schedules`, { action: 'publish', at }]
    for (const more of [{}, { locales: ['xx'] }, { environment: 'nowhere' }, { version: 99 }]) {
      yield ['POST', '/publish-requests', { entry, action: 'publish', ...more }]
      yield ['POST', `/entries/${entry}/schedules`, { action: 'unpublish', at: 'x', ...more }]
    }
    yield ['POST', `/releases/${releaseId('Spring')}/items`, { entry }]
    yield ['PATCH', `/releases/${releaseId('Spring')}/items/${entry}`, { action: 'unpublish' }]
    yield ['DELETE', `/releases/${releaseId('Spring')}/items/${entry}`]
  }
  for (const [index, name] of hiddenPlans.entries()) {
    yield ['DELETE', `/entries/${idOf('a')}/schedules/${scheduleId(name)}`]
    yield ['DELETE', `/entries/${hiddenEntries[index]}/schedules/${scheduleId(name)}`]
    const request = `/publish-requests/${requestId(name)}`
    yield ['POST', `${request}/accept`, {}]
    yield ['POST', `${request}/reject`, {}]
    yield ['POST', `${request}/cancel`]
  }
  for (const name of ['Secret', 'Theirs', 'By another']) {
    const release = `/releases/${releaseId(name)}`
    yield ['PATCH', release, { name: 'x' }]
    yield ['DELETE', release]
    yield ['POST', `${release}/transfer`, { owner: 'x' }]
    yield ['POST', `${release}/publish`]
    yield ['POST', `${release}/schedule`, { release_at: at }]
    yield ['POST', `${release}/unschedule`]
    yield ['POST', `${release}/tokens`, { name: 'x' }]
    yield ['POST', `${release}/items`, { entry: idOf('a') }]
    yield ['DELETE', `${release}/items/${idOf('a')}`]
  }
  // A locale that the reader does not have is as unknown as one that the space does not.
  for (const locales of [['fr'], ['de', 'fr'], ['xx']]) {
    yield ['POST', '/publish-requests', { entry: idOf('a'), action: 'publish', locales }]
    yield ['POST', `/releases/${releaseId('Spring')}/items`, { entry: idOf('c'), locales }]
  }
}

describeEachDatabase('two worlds of what happens to entries', (databases) => {
  test.each(Object.entries(scenarios))(
    'look alike to a reader of %s',
    async (_name, scenario) => {
      const worlds = await openWorlds(databases, scenario)
      const token = await readerOf(worlds, scenario.reading, seed)
      let shown = 0
      for (const operation of read) {
        for (const path of pathsOf(operation, { named, asked })) {
          const { answer, body } = await expectAlike(worlds, path, token)
          if (answer.status === 200 && body.items?.length !== 0) shown += 1
        }
      }
      expect(shown).toBeGreaterThan(scenario.shownMin)
      for (const [method, path, body] of hiddenWrites()) {
        await expectRefusedAlike(worlds, method, management + path, token, body)
      }
      // What he empties is what he sees; of all else he is told nothing.
      const emptied = await Promise.all(worlds.map((world) => world.send('POST', `${management}/trash/empty`, token)))
      expect(emptied[1]?.text).toBe(emptied[0]?.text)
    },
    120_000,
  )

  test('are closed alike to tokens that are for no such thing', async () => {
    const worlds = await openWorlds(databases, scenarios['some of what there is']!)
    const reading: Reading = { kind: 'delivery', environment: 'production' }
    const token = await readerOf(worlds, reading, 'delivery')
    for (const operation of read) {
      for (const path of pathsOf(operation, { named, asked: {} })) {
        expect((await expectAlike(worlds, path, token)).answer.status).toBe(403)
      }
    }
  }, 120_000)
})
