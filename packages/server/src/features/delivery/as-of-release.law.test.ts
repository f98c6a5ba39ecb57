import type { Grant } from '@latchkey/policy/grant'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { fixedId, type FixtureEntry, type SpaceShape, type Values } from '../../test-support/content-fixture.ts'
import { openReadingApp, type ReadingApp } from '../../test-support/reading-app.ts'

// What is delivered as of a release is what is delivered once it was published: for every release and every query.

const space = fixedId('space', 'shop')
const idOf = (slug: string) => fixedId('entry', space, 'pages', slug)
const slugs = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

const shape: SpaceShape = {
  slug: 'shop',
  environments: ['staging'],
  locales: [{ code: 'en' }, { code: 'de', fallback: 'en' }],
  types: [
    {
      slug: 'pages',
      fields: [
        { id: 'rank', type: 'number', filterable: true },
        { id: 'title', type: 'text', localized: true, filterable: true },
        { id: 'friend', type: 'reference', filterable: true },
      ],
    },
  ],
}

const title = fc.constantFrom('Apple', 'apple pie', 'Banana', 'Cherry', 'x'.repeat(210))
const values: fc.Arbitrary<Values> = fc
  .record({
    rank: fc.option(fc.integer({ min: 0, max: 3 })),
    friend: fc.option(fc.constantFrom(...slugs)),
    en: fc.option(title),
    de: fc.option(title),
  })
  .map(({ rank, friend, en, de }) => ({
    '': { ...(rank !== null && { rank }), ...(friend !== null && { friend: idOf(friend) }) },
    ...(en !== null && { en: { title: en } }),
    ...(de !== null && { de: { title: de } }),
  }))

const created = Date.UTC(2026, 0, 1)
const entry = (slug: string) =>
  fc
    .record({
      status: fc.constantFrom('published' as const, 'published' as const, 'draft' as const, 'archived' as const),
      draft: values,
      live: values,
      renamed: fc.boolean(),
      days: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ status, draft, live, renamed, days }): FixtureEntry => ({
      id: idOf(slug),
      type: 'pages',
      slug: renamed ? `${slug}-new` : slug,
      status,
      values: draft,
      at: created + days * 86_400_000,
      live: status === 'published' ? { production: { values: live, slug } } : {},
      changed: status === 'published',
    }))
const content = fc.tuple(...slugs.map(entry))

const item = fc.constantFrom(
  null,
  {},
  {},
  { locales: ['de'] },
  { locales: ['en'] },
  { locales: ['en', 'de'] },
  { action: 'unpublish' },
)
const items = fc.tuple(...slugs.map(() => item))

const query = fc
  .record({
    locale: fc.constantFrom('', 'locale=de', 'locale=*'),
    order: fc.constantFrom(
      '',
      'order=rank',
      'order=-title',
      'order=-rank,title',
      'order=slug',
      'order=-updated_at',
      'order=published_at',
    ),
    filter: fc.constantFrom(
      '',
      'filter[rank][gte]=1',
      'filter[rank][exists]=false',
      'filter[title][eq]=Apple',
      'filter[title][ne]=Apple',
      `filter[title][eq]=${'x'.repeat(210)}`,
      'filter[title][starts-with]=A',
      `filter[friend][eq]=${idOf('b')}`,
      'filter[or][0][rank]=2&filter[or][1][title]=Apple',
      'filter[published_at][gt]=2026-01-03',
      'search=apple',
    ),
    include: fc.constantFrom('', 'include=friend', 'include=friend.friend'),
  })
  .map((parts) => Object.values(parts).filter(Boolean).join('&'))

const grants: readonly Grant[] = [
  { effect: 'allow', actions: ['*'], resources: ['content:*'] },
  { effect: 'allow', actions: ['*'], resources: ['releases:*'] },
]

/** All pages of a list, and what a few single reads give. */
async function answers(app: ReadingApp, token: string, asked: string) {
  const pages: unknown[] = []
  for (let next: string | null = ''; next !== null;) {
    const after: string = next === '' ? '' : `&after=${next}`
    const { status, body } = await app.get(`content/pages?${asked}&count=true&limit=3${after}`, token)
    expect(status).toBe(200)
    pages.push(body.items, body.total)
    next = body.next
  }
  const singly: unknown[] = []
  const alone = asked.replaceAll(/(order|filter|search)[^&]*&?/g, '')
  for (const slug of ['a', 'b-new', 'c', idOf('d')]) {
    const { status, body } = await app.get(`content/pages/${slug}?${alone}`, token)
    singly.push(status, status === 200 ? body : null)
  }
  return { pages, singly }
}

describeEachDatabase('as of a release', (databases) => {
  test('every query answers what it answers once the release is published', async () => {
    let published = 0
    await fc.assert(
      fc.asyncProperty(
        content,
        items,
        fc.array(query, { minLength: 3, maxLength: 5 }),
        async (made, chosen, queries) => {
          const app = await openReadingApp(databases, shape, made)
          const token = await app.reader({ kind: 'api', grants })
          const path = '/api/v1/spaces/shop/releases'
          const { body: release } = await app.send('POST', path, token, { name: 'Spring' })
          for (const [index, body] of chosen.entries()) {
            if (body !== null)
              await app.send('POST', `${path}/${release.id}/items`, token, { ...body, entry: made[index]!.id })
          }
          const asked = `release=${release.id}`
          const before = []
          for (const each of queries) before.push(await answers(app, token, `${asked}&${each}`))
          const { status } = await app.send('POST', `${path}/${release.id}/publish`, token)
          if (status !== 200) return
          published += 1
          for (const [index, each] of queries.entries()) {
            expect(await answers(app, token, each)).toEqual(before[index])
            // Of a published release nothing is left to be laid over.
            expect(await answers(app, token, `${asked}&${each}`)).toEqual(before[index])
          }
        },
      ),
      { numRuns: 8 },
    )
    expect(published).toBeGreaterThan(2)
  }, 240_000)
})
