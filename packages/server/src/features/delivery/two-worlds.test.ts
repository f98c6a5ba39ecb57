import type { Field } from '@latchkey/contract/content-types/schemas'
import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import {
  fixedId,
  type FixtureEntry,
  insertEntries,
  insertSpace,
  type Reading,
  type SpaceShape,
} from '../../test-support/content-fixture.ts'
import { openReadingApp } from '../../test-support/reading-app.ts'
import { answerOf, readerOf, type Worlds } from '../../test-support/two-worlds.ts'

/*
 * Two databases differ in nothing but what a reader may not see. Every answer has to have the same bytes in both, or the
 * reader could tell them apart.
 */

const space = fixedId('space', 'shop')
const idOf = (type: string, slug: string) => fixedId('entry', space, type, slug)

const pageFields: readonly Field[] = [
  { id: 'title', type: 'text', localized: true, filterable: true },
  { id: 'price', type: 'number', filterable: true },
  { id: 'author', type: 'reference', types: ['authors', 'vault'], filterable: true },
]
const authorFields: readonly Field[] = [{ id: 'name', type: 'text', filterable: true }]

const plain: SpaceShape = {
  slug: 'shop',
  locales: [{ code: 'en' }, { code: 'de', fallback: 'en' }],
  types: [
    { slug: 'pages', fields: pageFields },
    { slug: 'authors', fields: authorFields },
  ],
}

const visible: readonly FixtureEntry[] = [
  page('a', { price: 1, author: idOf('authors', 'ann') }, { en: 'Apple', de: 'Apfel' }),
  page('b', { price: 2, author: idOf('authors', 'denied-bob') }, { en: 'Banana' }),
  page('c', { price: 2, author: idOf('vault', 'secret') }, { en: 'Cherry', de: 'Kirsche' }),
  page('d', {}, { en: 'Date' }),
  { type: 'authors', slug: 'ann', values: { '': { name: 'Ann' } } },
]

function page(
  slug: string,
  common: FixtureEntry['values'][string],
  titles: Readonly<Record<string, string>>,
): FixtureEntry {
  const localized = Object.entries(titles).map(([code, title]) => [code, { title }] as const)
  return { type: 'pages', slug, values: { '': { ...common, tags: ['fruit'] }, ...Object.fromEntries(localized) } }
}

const later = Date.UTC(2026, 5, 1)

/** Nobody who reads published content of production sees any of this. */
const unpublished: readonly FixtureEntry[] = [
  { ...page('draft-1', { price: 2 }, { en: 'Apple draft', de: 'Apfel' }), status: 'draft', at: later },
  { ...page('protected-1', { price: 1 }, { en: 'Banana' }), status: 'protected' },
  { ...page('archived-1', { price: 0 }, { en: 'Apple' }), status: 'archived' },
  { ...page('gone-1', { price: 2 }, { en: 'Gone' }), status: 'draft', deleted: true },
  {
    ...page('staged-1', { price: 2 }, { en: 'Staged' }),
    live: { staging: { values: { '': { price: 2 }, en: { title: 'Staged' } } } },
  },
  { type: 'authors', slug: 'denied-bob', status: 'draft', values: { '': { name: 'Bob' } } },
]

/** The same entries, live as they are, with newer working copies and snapshots elsewhere. */
function withHiddenEdits({ values, ...entry }: FixtureEntry): FixtureEntry {
  const edited = Object.fromEntries(
    Object.entries(values).map(([code, body]) => [
      code,
      { ...body, ...(code === '' ? { price: 2.5, tags: ['secret'] } : { title: 'Apple, edited' }) },
    ]),
  )
  const live = { production: { values }, staging: { values: edited, at: later } }
  return { ...entry, values: entry.type === 'pages' ? edited : values, live, changed: true }
}

/** Locales that the narrow readers do not have, with values in them that were saved later. */
function withHiddenLocales(entry: FixtureEntry): FixtureEntry {
  if (entry.type !== 'pages') return entry
  return { ...entry, values: { ...entry.values, fr: { title: 'Pomme' }, it: { title: 'Apple' } } }
}

const denied: readonly FixtureEntry[] = [
  page('denied-1', { price: 2 }, { en: 'Apple', de: 'Apfel' }),
  page('denied-2', {}, { en: 'Banana' }),
  { type: 'authors', slug: 'denied-bob', values: { '': { name: 'Bob' } } },
  { type: 'vault', slug: 'secret', values: { '': { name: 'Secret' } } },
]

const read = { effect: 'allow', actions: ['content.read'] } as const
const narrow = (locales: readonly string[]): readonly Grant[] => [
  { ...read, resources: ['content:pages', 'content:authors'], conditions: { locales, status: ['published'] } },
  { effect: 'deny', actions: ['content.read'], resources: ['content:*:denied-*'] },
]

/** The same by a tag that is live; working copies bear another one, which is denied. */
const tagged: readonly Grant[] = [
  {
    ...read,
    resources: ['content:pages'],
    conditions: { locales: ['en', 'de'], status: ['published'], tags: ['fruit'] },
  },
  { ...read, resources: ['content:authors'], conditions: { locales: ['en', 'de'], status: ['published'] } },
  { effect: 'deny', actions: ['content.read'], resources: ['*'], conditions: { tags: ['secret'] } },
  ...narrow([]).slice(1),
]

interface Readers {
  readonly [name: string]: { readonly reading: Reading; readonly query: string }
}

const anyReader: Readers = {
  delivery: { reading: { kind: 'delivery', environment: 'production' }, query: '' },
  preview: { reading: { kind: 'preview', environment: 'production' }, query: '' },
}
const narrowReaders: Readers = {
  'delivery with grants': {
    reading: { kind: 'delivery', environment: 'production', grants: narrow(['en', 'de']) },
    query: '',
  },
  'delivery by tag': { reading: { kind: 'delivery', environment: 'production', grants: tagged }, query: '' },
  'preview by tag, without drafts': {
    reading: { kind: 'preview', environment: 'production', role: tagged },
    query: 'state=draft',
  },
  'api by tag, asking for drafts': { reading: { kind: 'api', grants: tagged }, query: 'state=draft' },
  'delivery with a role': {
    reading: { kind: 'delivery', environment: 'production', role: narrow(['en', 'de']) },
    query: '',
  },
  'delivery of one locale': {
    reading: { kind: 'delivery', environment: 'production', grants: narrow(['de', 'en']) },
    query: 'locale=de',
  },
  'preview without drafts': {
    reading: { kind: 'preview', environment: 'production', role: narrow(['en', 'de']) },
    query: 'state=draft',
  },
  'api without drafts': { reading: { kind: 'api', grants: narrow(['en', 'de']) }, query: '' },
  'api asking for drafts': { reading: { kind: 'api', grants: narrow(['en', 'de']) }, query: 'state=draft' },
}

const orders = [
  '',
  'order=title',
  'order=-title,price',
  'order=price',
  'order=-price',
  'order=slug',
  'order=-updated_at',
]
const filters = [
  '',
  'filter[price][gte]=1',
  'filter[price][eq]=2',
  'filter[price][exists]=false',
  'filter[title][starts-with]=A',
  'filter[title][ne]=Apple',
  `filter[author][eq]=${idOf('authors', 'denied-bob')}`,
  'filter[or][0][price]=2&filter[or][1][title]=Apple',
  'search=apple',
  'filter[tags]=secret',
]
const locales = ['', 'locale=de', 'locale=*', 'locale=fr', 'locale=it', 'locale=xx']

const slugs = ['a', 'b', 'denied-1', 'draft-1', 'staged-1', 'nothing'].concat([
  idOf('pages', 'a'),
  idOf('pages', 'denied-1'),
  fixedId('nothing'),
])

/** Every operation of delivery, with every query that could tell something. */
function* paths({ reading, query: own }: Readers[string]): Generator<string> {
  const joined = (...parts: readonly string[]) => [own, ...parts].filter(Boolean).join('&')
  for (const [index, filter] of filters.entries()) {
    const order = orders[index % orders.length] ?? ''
    yield `content/pages?${joined(order, filter, 'count=true&limit=2&include=author')}`
  }
  for (const [index, locale] of (own.includes('locale') ? [''] : locales).entries()) {
    yield `content/pages?${joined(locale, 'order=title&count=true')}`
    yield `content/pages?${joined(locale, filters[index + 1] ?? '')}`
    for (const slug of slugs.slice(0, index === 0 ? slugs.length : 3))
      yield `content/pages/${slug}?${joined(locale, 'include=author')}`
  }
  for (const query of [
    'order=nothing',
    'filter[nothing][eq]=1',
    'fields=nothing',
    'include=title',
    'include=author.boss',
    'after=x',
    'environment=nowhere',
    'branch=next',
  ]) {
    yield `content/pages?${joined(query)}`
  }
  // What kinds that are tied to no environment may read there is not hidden from them.
  if (reading.environment !== undefined) yield `content/pages?${joined('environment=staging')}`
  yield* [
    'content-types',
    'content-types/pages',
    'content-types/vault',
    'content-types/nothing',
    'content/vault',
    'content/vault/secret',
    'content/nothing',
    'content/authors?order=name&search=bob',
  ]
}

async function assertAlike(worlds: Worlds, readers: Readers): Promise<void> {
  for (const [name, reader] of Object.entries(readers)) {
    const token = await readerOf(worlds, reader.reading, name)
    let answered = 0
    for (const path of paths(reader)) {
      // Two pages and a question about the first one's tag.
      let next: string | null = ''
      for (let round = 0; round < 3 && next !== null; round += 1) {
        const at: string = next === '' ? path : `${path}&after=${next}`
        const [one, other] = [await answerOf(worlds[0], at, token), await answerOf(worlds[1], at, token)]
        expect(other.answer).toEqual(one.answer)
        if (one.answer.status === 200) answered += 1
        next = one.body?.next ?? null
        if (round > 0 || one.tag === undefined) continue
        const tags = { 'if-none-match': one.tag }
        const again = await answerOf(worlds[0], at, token, tags)
        expect(again.answer.status).toBe(304)
        expect((await answerOf(worlds[1], at, token, tags)).answer).toEqual(again.answer)
      }
    }
    expect(answered).toBeGreaterThan(15)
  }
}

async function openWorlds(databases: TestDatabases, other: SpaceShape, entries: readonly FixtureEntry[]) {
  const worlds = [
    await openReadingApp(databases, { ...plain, environments: ['staging'] }, visible),
    await openReadingApp(databases, other, entries),
  ] as const
  // Another space with the same names, in one world only.
  const neighbour = await insertSpace(worlds[1].database, { ...other, slug: 'neighbour' })
  await insertEntries(worlds[1].database, neighbour, [...visible, page('denied-1', { price: 1 }, { en: 'Apple' })])
  return worlds
}

describeEachDatabase('two worlds', (databases) => {
  test('no answer tells what is not published, what is edited, or what other environments and spaces hold', async () => {
    const other = { ...plain, environments: ['staging'] }
    const worlds = await openWorlds(databases, other, [...visible.map(withHiddenEdits), ...unpublished])
    await assertAlike(worlds, { ...anyReader, ...narrowReaders })
  }, 120_000)

  test('no answer tells of entries and types that are denied, of unlisted locales, or of an environment of others', async () => {
    const other: SpaceShape = {
      slug: 'shop',
      environments: ['staging', 'nowhere'],
      locales: [...(plain.locales ?? []), { code: 'fr' }, { code: 'it', fallback: 'en' }],
      types: [...plain.types, { slug: 'vault', fields: authorFields }],
    }
    const entries = [...visible.map(withHiddenLocales), ...denied]
    const worlds = await openWorlds(databases, other, entries)
    const tied = Object.entries(narrowReaders).filter(([, { reading }]) => reading.kind !== 'api')
    await assertAlike(worlds, Object.fromEntries(tied))
  }, 120_000)
})
