import type { Field } from '@latchkey/contract/content-types/schemas'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { fixedId, type FixtureEntry, type SpaceShape } from '../../test-support/content-fixture.ts'
import type { Answer } from '../../test-support/test-app.ts'
import { openReadingApp, type ReadingApp } from '../../test-support/reading-app.ts'

const pageFields: readonly Field[] = [
  { id: 'title', type: 'text', localized: true, filterable: true },
  { id: 'price', type: 'number', filterable: true },
  { id: 'marks', type: 'list', items: 'text', filterable: true },
  { id: 'on', type: 'boolean', filterable: true },
  { id: 'day', type: 'date', filterable: true },
  { id: 'note', type: 'text' },
  { id: 'author', type: 'reference', types: ['authors'] },
]

const shape: SpaceShape = {
  slug: 'shop',
  environments: ['staging'],
  locales: [{ code: 'en' }, { code: 'de', fallback: 'en' }, { code: 'fr' }],
  types: [
    { slug: 'pages', fields: pageFields },
    {
      slug: 'authors',
      fields: [
        { id: 'name', type: 'text', filterable: true },
        { id: 'boss', type: 'reference' },
      ],
    },
    { slug: 'home', fields: [{ id: 'headline', type: 'text' }], singleton: true },
  ],
}

function page(
  slug: string,
  common: FixtureEntry['values'][string],
  titles: Readonly<Record<string, string>>,
): FixtureEntry {
  const localized = Object.entries(titles).map(([code, title]) => [code, { title }] as const)
  return { type: 'pages', slug, values: { '': common, ...Object.fromEntries(localized) } }
}

const entries: readonly FixtureEntry[] = [
  page('a', { price: 1, marks: ['x', 'y'], on: true, day: '2026-01-01' }, { en: 'Apple', de: 'Apfel' }),
  page('b', { price: 2, marks: ['y'], on: false }, { en: 'Banana' }),
  page('c', { price: 3, note: 'hidden from filters' }, { en: 'cherry', fr: 'cerise' }),
  page('d', {}, { en: 'Date' }),
  { ...page('e', { price: 9 }, { en: 'Secret' }), status: 'draft' },
  {
    ...page('f', { price: 10 }, { en: 'Fig, changed' }),
    changed: true,
    live: { production: { values: { '': { price: 4 }, en: { title: 'Fig' } } } },
  },
  {
    ...page('g', { price: 5 }, { en: 'Grape' }),
    live: { staging: { values: { '': { price: 5 }, en: { title: 'Grape' } } } },
  },
  { ...page('h', { price: 6 }, { en: 'Protected' }), status: 'protected' },
  { ...page('i', { price: 7 }, { en: 'Archived' }), status: 'archived' },
  { ...page('j', { price: 8 }, { en: 'Gone' }), status: 'draft', deleted: true },
  { type: 'home', slug: 'home', values: { '': { headline: 'Welcome' } } },
]

const opened = new Map<TestDatabases, Promise<ReadingApp>>()

/** One for all tests of a database: reading changes nothing. */
function open(databases: TestDatabases): Promise<ReadingApp> {
  const app = opened.get(databases) ?? openReadingApp(databases, shape, entries)
  opened.set(databases, app)
  return app
}

async function slugs(app: ReadingApp, token: string, query: string): Promise<string[]> {
  const { status, body, text } = await app.get(`content/pages?${query}`, token)
  if (status !== 200) throw new Error(`${query} answered ${status}: ${text}`)
  return body.items.map((item: { slug: string }) => item.slug)
}

/** The bytes of an answer, but for the request's id and the name that it was asked for. */
function textOf({ text }: Answer, name = ''): string {
  return text.replace(/urn:request:[0-9a-f-]+/, '').replaceAll(name, '')
}

const everything = { effect: 'allow', actions: ['content.read'], resources: ['content:*'] } as const

describeEachDatabase('delivery', (databases) => {
  test('shows one entry by slug and by id, and what is live only', async () => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    const { status, body, headers } = await app.get('content/pages/f', token)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      slug: 'f',
      type: 'pages',
      locale: 'en',
      version: 1,
      fields: { title: 'Fig', price: 4 },
    })
    expect(headers).toMatchObject({ 'cache-control': 'private, no-cache', vary: 'Authorization, Accept-Encoding' })
    expect((await app.get(`content/pages/${body.id}`, token)).body).toEqual(body)
    for (const slug of ['e', 'g', 'h', 'i', 'j', 'nothing']) {
      expect((await app.get(`content/pages/${slug}`, token)).status).toBe(404)
    }
  })

  test.each([
    ['order=slug', 'abcdf'],
    ['order=-slug', 'fdcba'],
    ['order=price', 'abcfd'],
    ['order=-price', 'fcbad'],
    ['order=title', 'abdfc'],
    ['order=-price,slug&limit=2', 'fc'],
    ['filter[price][eq]=2', 'b'],
    ['filter[price][ne]=2&order=slug', 'acdf'],
    ['filter[price][in]=1,3&order=slug', 'ac'],
    ['filter[price][nin]=1,3&order=slug', 'bdf'],
    ['filter[price][lt]=3&order=-price', 'ba'],
    ['filter[price][gte]=2&filter[price][lte]=3&order=price', 'bc'],
    ['filter[price][exists]=false', 'd'],
    ['filter[price][exists]=true&order=slug', 'abcf'],
    ['filter[on][eq]=true', 'a'],
    ['filter[on][ne]=true&order=slug', 'bcdf'],
    ['filter[day][lt]=2026-06-01T00:00:00Z', 'a'],
    ['filter[marks][eq]=y&order=slug', 'ab'],
    ['filter[marks][in]=x,y&order=-price', 'ba'],
    ['filter[title][contains]=an', 'b'],
    ['filter[title][starts-with]=c', 'c'],
    ['filter[title][starts-with]=C', ''],
    ['filter[title][gt]=B&order=title', 'bdfc'],
    ['filter[or][0][price][eq]=1&filter[or][1][title]=Date&order=slug', 'ad'],
    ['filter[price][gt]=1&filter[or][0][price][eq]=1&filter[or][1][price][eq]=2', 'b'],
    ['filter[slug][in]=a,zz', 'a'],
    ['search=APP', 'a'],
    ['search=a an', 'b'],
    ['search=secret', ''],
    ['locale=de&order=title', 'abdfc'],
    ['locale=de&filter[title][eq]=Apfel', 'a'],
    ['locale=de&filter[title][eq]=Apple', ''],
    ['locale=de&filter[title][eq]=Banana', 'b'],
    ['locale=fr&order=slug', 'c'],
    ['locale=*&filter[title][in]=Apfel,cerise&order=slug', 'ac'],
  ])('lists %s as %s', async (query, expected) => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    expect((await slugs(app, token, query)).join('')).toBe(expected)
    const counted = await app.get(`content/pages?${query}&count=true`, token)
    if (!query.includes('limit')) expect(counted.body.total).toBe(expected.length)
  })

  test.each(['price', '-price', 'title', '-title,price', 'slug', '-published_at', 'on,-price,title'])(
    'pages by %s follow each other without a gap',
    async (order) => {
      const app = await open(databases)
      const token = await app.reader({ kind: 'delivery', environment: 'production' })
      for (const locale of ['en', 'de', '*']) {
        const whole = await slugs(app, token, `order=${order}&locale=${locale}`)
        const paged: string[] = []
        let after = ''
        do {
          const { body } = await app.get(`content/pages?order=${order}&locale=${locale}&limit=1${after}`, token)
          paged.push(...body.items.map((item: { slug: string }) => item.slug))
          after = body.next === null ? '' : `&after=${body.next}`
        } while (after !== '')
        expect(paged).toEqual(whole)
        expect(whole).toHaveLength(5)
      }
    },
  )

  test('a cursor of another list, order or reach, or an altered one, is refused', async () => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    const { next } = (await app.get('content/pages?order=price&limit=2', token)).body
    const narrow = await app.reader({
      kind: 'delivery',
      environment: 'production',
      grants: [everything, { effect: 'deny', actions: ['content.read'], resources: ['content:pages:a'] }],
    })
    expect((await app.get(`content/pages?order=price&limit=2&after=${next}`, token)).status).toBe(200)
    expect((await app.get(`content/pages?order=-price&limit=2&after=${next}`, token)).status).toBe(400)
    expect((await app.get(`content/pages?order=price&limit=2&after=x${next}`, token)).status).toBe(400)
    expect((await app.get(`content/pages?order=price&limit=2&after=${next}`, narrow)).status).toBe(400)
  })

  test.each([
    ['order=nothing', 'invalid-query'],
    ['order=price,price', 'invalid-query'],
    ['order=price,title,on,day', 'invalid-query'],
    ['order=marks', 'invalid-query'],
    ['order=note', 'field-not-filterable'],
    ['filter[nothing][eq]=1', 'invalid-query'],
    ['filter[note][eq]=1', 'field-not-filterable'],
    ['filter[price][eq]=much', 'invalid-query'],
    ['filter[price][contains]=1', 'invalid-query'],
    ['filter[on][lt]=true', 'invalid-query'],
    ['filter[price][like]=1', 'invalid-query'],
    ['filter[or][x][price][eq]=1', 'invalid-query'],
    ['fields=title,nothing', 'invalid-query'],
    ['include=title', 'invalid-query'],
    ['include=author.boss.boss.boss.boss.boss', 'invalid-query'],
    ['locale=xx', 'invalid-query'],
    ['after=junk', 'invalid-query'],
  ])('refuses %s as %s', async (query, slug) => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    const { status, body } = await app.get(`content/pages?${query}`, token)
    expect([status, body.type]).toEqual([400, `/problems/${slug}`])
  })

  test('takes as many conditions as a URL holds', async () => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    const both = Array.from({ length: 200 }, () => 'filter[price][gte]=2').join('&')
    const either = Array.from({ length: 200 }, (_, index) => `filter[or][${index}][title]=${index}`).join('&')
    expect(await slugs(app, token, `order=slug&${both}`)).toEqual(['b', 'c', 'f'])
    expect(await slugs(app, token, `order=slug&${either}&filter[or][200][price]=1`)).toEqual(['a'])
  })

  test('a text that is longer than what the index keeps is compared whole', async () => {
    const long = 'long '.repeat(50)
    const app = await openReadingApp(databases, shape, [
      page('x', { marks: [long] }, { en: `${long}x` }),
      page('y', {}, { en: `${long}y` }),
      page('z', {}, { en: 'short' }),
    ])
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    const found = async (condition: string) => (await slugs(app, token, `order=slug&${condition}`)).join('')
    expect(await found(`filter[title][eq]=${long}x`)).toBe('x')
    expect(await found(`filter[title][in]=${long}y,short`)).toBe('yz')
    expect(await found(`filter[title][gt]=${long}x`)).toBe('yz')
    expect(await found(`filter[title][lte]=${long}x`)).toBe('x')
    expect(await found(`filter[title][starts-with]=${long}y`)).toBe('y')
    expect(await found('filter[title][contains]= x')).toBe('x')
    expect(await found(`filter[marks][eq]=${encodeURIComponent(long)}`)).toBe('x')
    expect(await found('search=Y')).toBe('y')
  })

  test('falls back from locale to locale, and answers all of them for *', async () => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    expect((await app.get('content/pages/b?locale=de', token)).body.fields.title).toBe('Banana')
    expect((await app.get('content/pages/b?locale=fr', token)).status).toBe(404)
    const all = (await app.get('content/pages/a?locale=*&fields=title,price', token)).body
    expect(all).toMatchObject({ locale: '*', fields: { title: { en: 'Apple', de: 'Apfel' }, price: 1 } })
  })

  test('an unlisted locale answers like an unknown one, and no value comes through it', async () => {
    const app = await open(databases)
    const token = await app.reader({
      kind: 'delivery',
      environment: 'production',
      grants: [{ ...everything, conditions: { locales: ['de'] } }],
    })
    const unlisted = await app.get('content/pages/a?locale=fr', token)
    const unknown = await app.get('content/pages/a?locale=xx', token)
    expect(unlisted.status).toBe(400)
    expect({ ...unlisted.body, instance: '' }).toEqual({ ...unknown.body, instance: '' })
    expect((await app.get('content/pages/a?locale=de', token)).body.fields.title).toBe('Apfel')
    expect((await app.get('content/pages/b?locale=de', token)).body.fields.title).toBeUndefined()
    expect((await app.get('content/pages/a?locale=*', token)).body.fields.title).toEqual({ de: 'Apfel' })
    expect(await slugs(app, token, 'locale=de&filter[title][exists]=true')).toEqual(['a'])
  })

  test('resolves references to what may be read, and leaves the id of everything else', async () => {
    const app = await openReadingApp(databases, shape, [])
    const of = (slug: string) => fixedId('entry', app.space.spaceId, 'authors', slug)
    await app.insert([
      { type: 'authors', slug: 'boss', values: { '': { name: 'Boss' } } },
      { type: 'authors', slug: 'ann', values: { '': { name: 'Ann', boss: of('boss') } } },
      { type: 'authors', slug: 'bob', status: 'draft', values: { '': { name: 'Bob' } } },
      page('x', { author: of('ann') }, { en: 'X' }),
      page('y', { author: of('bob') }, { en: 'Y' }),
      page('z', { author: fixedId('nobody') }, { en: 'Z' }),
    ])
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    const included = async (slug: string, path: string) => {
      const { body } = await app.get(`content/pages/${slug}?include=${path}`, token)
      return Object.values<{ slug: string }>(body.includes).map((entry) => entry.slug)
    }
    expect(await included('x', 'author')).toEqual(['ann'])
    expect(await included('x', 'author.boss')).toEqual(['ann', 'boss'])
    expect(await included('y', 'author')).toEqual([])
    expect(await included('z', 'author')).toEqual([])
    const noAuthors = await app.reader({
      kind: 'delivery',
      environment: 'production',
      grants: [everything, { effect: 'deny', actions: ['content.read'], resources: ['content:authors:ann'] }],
    })
    expect((await app.get('content/pages/x?include=author', noAuthors)).body.includes).toEqual({})
  })

  test('shows drafts to kinds that may have them, and protected ones to previews', async () => {
    const app = await open(databases)
    const preview = await app.reader({ kind: 'preview', environment: 'production' })
    expect(await slugs(app, preview, 'order=slug')).toEqual(['a', 'b', 'c', 'd', 'f'])
    expect(await slugs(app, preview, 'order=slug&state=draft')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
    expect((await app.get('content/pages/f?state=draft', preview)).body.fields).toEqual({
      title: 'Fig, changed',
      price: 10,
    })
    const api = await app.reader({ kind: 'api', grants: [everything] })
    expect(await slugs(app, api, 'order=slug&state=draft')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    const delivery = await app.reader({ kind: 'delivery', environment: 'production' })
    expect((await app.get('content/pages?state=draft', delivery)).body).toMatchObject({ status: 403, layer: 'kind' })
  })

  test('shows the snapshot of a changed entry to whom drafts are not allowed', async () => {
    const app = await open(databases)
    const api = await app.reader({
      kind: 'api',
      grants: [{ ...everything, conditions: { status: ['published'] } }],
    })
    expect(await slugs(app, api, 'order=slug&state=draft&filter[price][eq]=4')).toEqual(['f'])
    expect(await slugs(app, api, 'order=slug&state=draft&filter[price][eq]=10')).toEqual([])
    expect((await app.get('content/pages/f?state=draft', api)).body.fields).toEqual({ title: 'Fig', price: 4 })
    expect(await slugs(app, api, 'order=-price&state=draft&locale=de')).toEqual(['f', 'c', 'b', 'a', 'd'])
  })

  test('a token of one environment is refused another, existing or not; others name theirs', async () => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    const staging = await app.get('content/pages?environment=staging', token)
    const nowhere = await app.get('content/pages?environment=nowhere', token)
    expect(staging.body).toMatchObject({ status: 403, layer: 'environment' })
    expect({ ...staging.body, instance: '' }).toEqual({ ...nowhere.body, instance: '' })
    expect((await app.get('content/pages?environment=production', token)).status).toBe(200)
    const api = await app.reader({ kind: 'api', grants: [everything] })
    expect(await slugs(app, api, 'environment=staging')).toEqual(['g'])
    expect((await app.get('content/pages?environment=nowhere', api)).status).toBe(400)
    expect((await app.get('content/pages?branch=next', token)).status).toBe(422)
  })

  test('a singleton type answers its entry', async () => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    expect((await app.get('content/home', token)).body).toMatchObject({ slug: 'home', fields: { headline: 'Welcome' } })
  })

  test('shows the shapes of the types that the caller may read, and no other', async () => {
    const app = await open(databases)
    const token = await app.reader({
      kind: 'delivery',
      environment: 'production',
      grants: [{ ...everything, resources: ['content:pages:a'] }],
    })
    const { items } = (await app.get('content-types', token)).body
    expect(items.map((item: { slug: string }) => item.slug)).toEqual(['pages'])
    expect(items[0].fields).toEqual(pageFields)
    expect((await app.get('content-types/pages', token)).body).toEqual(items[0])
    const closed = await app.get('content-types/authors', token)
    const missing = await app.get('content-types/nothing', token)
    expect(closed.status).toBe(403)
    expect(textOf(closed, 'authors')).toBe(textOf(missing, 'nothing'))
  })

  test('another type is 403 whether or not it exists, a hidden entry 404 like a missing one', async () => {
    const app = await open(databases)
    const token = await app.reader({
      kind: 'delivery',
      environment: 'production',
      grants: [
        { ...everything, resources: ['content:pages:*'] },
        { effect: 'deny', actions: ['content.read'], resources: ['content:pages:b'] },
      ],
    })
    const closed = await app.get('content/authors', token)
    expect(closed.status).toBe(403)
    expect(textOf(closed, 'authors')).toBe(textOf(await app.get('content/nothing', token), 'nothing'))
    const missing = await app.get('content/pages/nothing', token)
    for (const slug of ['b', 'e']) {
      const hidden = await app.get(`content/pages/${slug}`, token)
      expect([hidden.status, textOf(hidden)]).toEqual([404, textOf(missing)])
    }
    expect(await slugs(app, token, 'order=slug')).toEqual(['a', 'c', 'd', 'f'])
  })

  test('answers 304 to the tag that it gave, and only with a token', async () => {
    const app = await open(databases)
    const token = await app.reader({ kind: 'delivery', environment: 'production' })
    const { headers, text } = await app.get('content/pages/a', token)
    const tag = { 'if-none-match': headers['etag'] ?? '' }
    for (let round = 0; round < 3; round += 1) {
      expect((await app.get('content/pages/a', token, tag)).status).toBe(304)
      expect((await app.get('content/pages/a', token)).text).toBe(text)
    }
    expect((await app.get('content/pages/a', `${token.slice(0, -1)}x`, tag)).status).toBe(401)
  })
})
