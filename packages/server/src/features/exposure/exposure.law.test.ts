import type { Conditions, Grant } from '@latchkey/policy/grant'
import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { crawl, type Crawled } from '../../test-support/crawl.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { upload } from '../../test-support/upload.ts'

// What is counted for a key is what a crawl with the key finds, for random grants.

const space = '/api/v1/spaces/shop'
const locales = ['en', 'de', 'fr']

/** A space with a bit of everything that a key may read or miss. */
async function openShop(databases: TestDatabases): Promise<TestApp> {
  const app = await openTestApp(databases)
  const create = (path: string, body: unknown) => app.expect(201, 'POST', `${space}${path}`, { body })
  await create('/locales', { code: 'de', fallback: 'en' })
  await create('/locales', { code: 'fr' })
  await create('/environments', { slug: 'staging' })
  const title = { id: 'title', type: 'text', localized: true }
  const next = { id: 'next', type: 'reference', types: ['pages', 'posts'] }
  await create('/content-types', { slug: 'pages', fields: [title, next, { id: 'image', type: 'asset' }] })
  await create('/content-types', { slug: 'posts', fields: [{ id: 'title', type: 'text' }, next] })
  await create('/content-types', { slug: 'site', singleton: true, fields: [{ id: 'name', type: 'text' }] })
  const png = await sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const files: string[] = []
  for (const [name, bytes, fields] of [
    ['flag.png', png, { category: 'Brand' }],
    ['terms.txt', 'Terms', { tags: '["sale"]' }],
    ['plan.txt', 'Plan', { private: 'true', category: 'Docs' }],
    ['draft.txt', 'Draft', {}],
  ] as const) {
    const { id } = await upload(app, name, bytes, fields)
    files.push(id)
    if (name !== 'draft.txt') await app.expect(200, 'POST', `${space}/assets/${id}/publish`, { body: {} })
  }
  let last: string | undefined
  for (const [index, slug] of ['home', 'about', 'news-1', 'news-2', 'legal', 'hidden'].entries()) {
    const fields = {
      title: { en: slug, ...(index % 2 === 0 && { de: slug }) },
      ...(last !== undefined && { next: last }),
      image: files[index % 4],
    }
    const { id } = await create('/entries?locale=*', {
      type: 'pages',
      slug,
      fields,
      tags: index % 3 === 0 ? ['sale'] : [],
    })
    if (index < 4)
      await app.expect(200, 'POST', `${space}/entries/${id}/publish`, {
        body: index === 3 ? { environments: ['staging'] } : {},
      })
    if (index === 1)
      await app.expect(200, 'PATCH', `${space}/entries/${id}`, {
        body: { fields: { title: 'changed' }, tags: ['new'] },
      })
    if (index === 5) await app.expect(200, 'PATCH', `${space}/entries/${id}`, { body: { status: 'protected' } })
    last = id
  }
  for (const slug of ['home', 'first', 'second', 'third']) {
    const { id } = await create('/entries', { type: 'posts', slug, fields: { title: slug, next: last } })
    await app.expect(200, 'POST', `${space}/entries/${id}/publish`, { body: {} })
  }
  const { id } = await create('/entries', { type: 'site', slug: 'site', fields: { name: 'Shop' } })
  await app.expect(200, 'POST', `${space}/entries/${id}/publish`, { body: {} })
  await create('/datasources', { slug: 'colours', delivered: true })
  for (const key of ['red', 'green', 'blue', 'grey']) await create('/datasources/colours/entries', { key, value: key })
  await create('/datasources', { slug: 'sizes', delivered: true })
  await create('/datasources', { slug: 'internal' })
  return app
}

const conditions: fc.Arbitrary<Conditions> = fc.record(
  {
    own: fc.constant(true as const),
    status: fc.subarray(['draft', 'published', 'protected'] as const, { minLength: 1 }),
    locales: fc.subarray(locales, { minLength: 1, maxLength: 2 }),
    tags: fc.subarray(['sale', 'new'], { minLength: 1 }),
  },
  { requiredKeys: [] },
)
const content = fc.constantFrom(
  'content',
  'content:pages',
  'content:posts',
  'content:site',
  'content:pages:home',
  'content:pages:news-*',
  'content:*:h*',
  'content:posts:*e*',
)
const others = fc.constantFrom(
  'media',
  'media:category:Brand',
  'media:*.txt',
  'media:flag.png',
  'datasources',
  'datasources:colours',
  '*',
)
const grant: fc.Arbitrary<Grant> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        effect: fc.constantFrom('allow', 'allow', 'allow', 'deny'),
        resources: content.map((each) => [each]),
        conditions: fc.option(conditions, { nil: undefined }),
      })
      .map(({ conditions: given, ...rest }) => ({
        ...rest,
        actions: ['content.read'],
        ...(given && Object.keys(given).length > 0 && { conditions: given }),
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        effect: fc.constantFrom('allow', 'allow', 'deny'),
        resources: others.map((each) => [each]),
        conditions: fc.constantFrom({}, {}, { tags: ['sale'] }),
      })
      .map((rest) => ({ ...rest, actions: ['media.read', 'datasources.read'] })),
  },
)
/** Half of them begin with everything, so that what others deny is felt. */
const everything: Grant = {
  effect: 'allow',
  actions: ['content.read', 'media.read', 'datasources.read'],
  resources: ['*'],
}
const grants = fc
  .tuple(fc.constantFrom([everything], []), fc.array(grant, { minLength: 1, maxLength: 6 }))
  .map(([first, further]) => [...first, ...further])

interface Told {
  readonly content_types: readonly {
    readonly slug: string
    readonly fields: readonly string[]
    readonly entries: number
    readonly locales: readonly { readonly code: string; readonly entries: number }[]
  }[]
  readonly files: object
  readonly datasources: readonly { readonly slug: string; readonly entries: number }[]
}

/** What the crawl has found, told as an exposure tells it. */
function found({ types, files, datasources }: Crawled): Told {
  const all = [...files.values()]
  return {
    content_types: [...types].map(([slug, { fields, entries }]) => {
      const sizeIn = (code: string) => entries.get(code)?.size ?? 0
      return { slug, fields, entries: sizeIn('*'), locales: locales.map((code) => ({ code, entries: sizeIn(code) })) }
    }),
    files: {
      count: all.length,
      images: all.filter((file) => file.media_type.startsWith('image/')).length,
      private: all.filter((file) => file.private).length,
    },
    datasources: [...datasources].map(([slug, entries]) => ({ slug, entries })),
  }
}

/** In one order, without types and locales of which there is nothing to read. */
function comparable({ content_types, files, datasources }: Told) {
  const some = ({ entries }: { readonly entries: number }) => entries > 0
  const bySlug = (one: { readonly slug: string }, other: { readonly slug: string }) => (one.slug < other.slug ? -1 : 1)
  return {
    content_types: content_types
      .filter(some)
      .map(({ slug, fields, entries, locales: in_ }) => ({ slug, fields, entries, locales: in_.filter(some) }))
      .toSorted(bySlug),
    files,
    datasources: datasources.map(({ slug, entries }) => ({ slug, entries })).toSorted(bySlug),
  }
}

describeEachDatabase('the exposure of a key', (databases) => {
  test('is what a crawl with the key finds', { timeout: 240_000 }, async () => {
    const app = await openShop(databases)
    const make = (body: object) =>
      app.expect(201, 'POST', `${space}/tokens`, { body: { name: 'Key', grants: [], ...body } })
    const keys = [
      { key: await make({ kind: 'delivery' }), query: '' },
      { key: await make({ kind: 'delivery', environment: 'staging' }), query: '' },
      { key: await make({ kind: 'preview' }), query: 'state=draft' },
      { key: await make({ kind: 'api' }), query: 'environment=staging&state=draft' },
    ]
    let seen = 0
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom(...keys), async (list, { key, query }) => {
        await app.expect(200, 'PATCH', `${space}/tokens/${key.id}`, { body: { grants: list } })
        const crawled = await crawl(app, key.secret, query, locales)
        const exposure = await app.expect(200, 'GET', `${space}/tokens/${key.id}/exposure?${query}`)
        expect(comparable(exposure)).toEqual(comparable(found(crawled)))
        expect([exposure.partial, crawled.includedAlone]).toEqual([false, []])
        const unique = new Set([...crawled.types.values()].flatMap(({ entries }) => [...(entries.get('*') ?? [])]))
        expect(exposure.entries).toBe(unique.size)
        seen += unique.size
        if (key.kind === 'api') return
        const imagined = {
          kind: key.kind,
          grants: list,
          ...(key.kind === 'delivery' && { environment: key.environment.slug }),
        }
        expect(await app.expect(200, 'POST', `${space}/tokens/exposure?${query}`, { body: imagined })).toEqual(exposure)
      }),
      { numRuns: 30 },
    )
    expect(seen).toBeGreaterThan(20)
  })
})
