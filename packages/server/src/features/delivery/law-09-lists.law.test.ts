import { compile } from '@latchkey/policy/compile'
import { evaluate, filterFor } from '@latchkey/policy/filter'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { allEntries, grants, idOf, openListingScenario, slugs, space } from '../../test-support/listing-scenario.ts'
import type { FixtureEntry } from '../../test-support/content-fixture.ts'
import type { ReadingApp } from '../../test-support/reading-app.ts'

/** What an entry of the scenario bears in some values. */
function tagsOf(values: FixtureEntry['values']): readonly string[] {
  const tags = values['']?.['tags']
  return Array.isArray(tags) ? tags.map(String) : []
}

interface Shown {
  readonly slug: string
}

/** What single reads give, in the order of the slugs. */
async function readOneByOne(app: ReadingApp, token: string, type: string, query: string): Promise<Shown[]> {
  const shown: Shown[] = []
  for (const slug of slugs.toSorted()) {
    const { status, body } = await app.get(`content/${type}/${idOf(type, slug)}?${query}`, token)
    if (status === 200) shown.push(body)
  }
  return shown
}

describeEachDatabase('law 9: lists agree with decisions', (databases) => {
  test('a list holds exactly the rows, locales and copies that single reads give, and counts them', async () => {
    const { app, token, tokenId, grantTo } = await openListingScenario(databases)
    const query = fc.record({
      type: fc.constantFrom('pages', 'posts'),
      locale: fc.constantFrom('en', 'de', '*'),
      state: fc.constantFrom('published', 'draft'),
    })
    let listed = 0
    await fc.assert(
      fc.asyncProperty(grants, query, async (list, { type, locale, state }) => {
        await grantTo(list)
        const asked = `locale=${locale}&state=${state}`
        const { status, body } = await app.get(`content/${type}?${asked}&order=slug&count=true`, token)
        const singly = await readOneByOne(app, token, type, asked)
        if (status !== 200) {
          expect(singly).toEqual([])
          return
        }
        listed += body.items.length
        expect(body.items).toEqual(singly)
        expect(body.total).toBe(singly.length)
        if (locale === '*') return
        const filter = filterFor(compile(list), 'content.read', {
          collection: { area: 'content', space, type },
          principal: `token:${tokenId}`,
          locales: [locale],
        })
        const visible = allEntries(`token:${tokenId}`).filter(({ status: its, ...entry }) => {
          if (entry.type !== type || its === 'archived' || its === 'protected') return false
          if (state === 'published' && its !== 'published') return false
          const row = {
            id: idOf(type, entry.slug),
            name: entry.slug,
            status: its ?? 'published',
            tags: tagsOf(entry.values),
            publishedTags: tagsOf(entry.live?.['production']?.values ?? entry.values),
          }
          return evaluate(filter, { ...row, ...(entry.creator !== undefined && { creator: entry.creator }) })
        })
        expect(body.items.map((item: Shown) => item.slug)).toEqual(visible.map(({ slug }) => slug).toSorted())
      }),
      { numRuns: 40 },
    )
    expect(listed).toBeGreaterThan(30)
  }, 60_000)

  test('filters and search find nothing but what a row shows', async () => {
    const { app, token, grantTo } = await openListingScenario(databases)
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom('en', 'de'), async (list, locale) => {
        await grantTo(list)
        const asked = `locale=${locale}&state=draft`
        const { status, body } = await app.get(`content/pages?${asked}&order=slug`, token)
        if (status !== 200) return
        const shows = async (condition: string) => {
          const found = await app.get(`content/pages?${asked}&order=slug&${condition}`, token)
          return found.body.items.map((item: Shown) => item.slug)
        }
        const items: { slug: string; fields: { rank: number; title?: string } }[] = body.items
        const slugsOf = (passes: (item: (typeof items)[number]) => boolean) =>
          items.filter(passes).map(({ slug }) => slug)
        expect(await shows('filter[rank][lt]=0')).toEqual(slugsOf(({ fields }) => fields.rank < 0))
        expect(await shows('filter[title][starts-with]=old')).toEqual(
          slugsOf(({ fields }) => fields.title?.startsWith('old') ?? false),
        )
        expect(await shows('search=DE')).toEqual(slugsOf(({ fields }) => fields.title?.includes('de') ?? false))
        const ranks = items.map(({ fields }) => fields.rank).toSorted((left, right) => right - left)
        const ordered = await app.get(`content/pages?${asked}&order=-rank`, token)
        expect(ordered.body.items.map((item: { fields: { rank: number } }) => item.fields.rank)).toEqual(ranks)
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})
