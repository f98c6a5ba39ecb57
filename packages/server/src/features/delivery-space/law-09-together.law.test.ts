import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { grants, openListingScenario } from '../../test-support/listing-scenario.ts'
import type { ReadingApp } from '../../test-support/reading-app.ts'

interface Shown {
  readonly type: string
  readonly slug: string
  readonly tags?: readonly string[]
}

const byName = (one: Shown, other: Shown) => (`${one.slug} ${one.type}` < `${other.slug} ${other.type}` ? -1 : 1)

describeEachDatabase('law 9: the list of all types agrees with those of each', (databases) => {
  const question = fc.record({
    locale: fc.constantFrom('en', 'de', '*'),
    state: fc.constantFrom('published', 'draft'),
    condition: fc.constantFrom(
      '',
      'filter[rank][lt]=0',
      'filter[rank][ne]=3',
      'filter[title][starts-with]=old',
      'filter[tags]=sale',
      'filter[slug][in]=a,b,news-1',
      'search=news',
    ),
  })

  test('it holds exactly their rows, counts them, and its tags are those of these rows', async () => {
    const { app, token, grantTo } = await openListingScenario(databases)
    let listed = 0
    await fc.assert(
      fc.asyncProperty(grants, question, async (list, { locale, state, condition }) => {
        await grantTo(list)
        const asked = `locale=${locale}&state=${state}`
        const each: Shown[] = []
        for (const type of ['pages', 'posts']) {
          const { status, body } = await app.get(`content/${type}?${asked}&limit=100&${condition}`, token)
          if (status === 200) each.push(...body.items)
        }
        const all = await app.get(`content?${asked}&limit=100&count=true&${condition}`, token)
        if (all.status !== 200) {
          expect(each).toEqual([])
          return
        }
        const items: Shown[] = all.body.items.map(withoutNumbers)
        listed += items.length
        expect(items.toSorted(byName)).toEqual(each.toSorted(byName))
        expect(all.body.total).toBe(each.length)
        const paged = await readInPages(app, token, `${asked}&order=slug&${condition}`)
        expect(paged.toSorted(byName)).toEqual(each.toSorted(byName))
        if (locale !== '*' || condition !== '') return
        const tags = (await app.get(`tags?state=${state}`, token)).body.items
        expect(tags).toEqual(countTags(each))
      }),
      { numRuns: 60 },
    )
    expect(listed).toBeGreaterThan(100)
  }, 60_000)

  test('a field sorts the entries of every type that has it', async () => {
    const { app, token, grantTo } = await openListingScenario(databases)
    await grantTo([{ effect: 'allow', actions: ['content.read'], resources: ['content:*'] }])
    const { body } = await app.get('content?order=-rank&limit=100', token)
    const ranks = body.items.map(({ fields }: { fields: { rank: number } }) => fields.rank)
    expect(new Set(body.items.map(({ type }: Shown) => type)).size).toBe(2)
    expect(ranks).toEqual(ranks.toSorted((one: number, other: number) => other - one))
  })

  test('a serial finds the one entry that bears it', async () => {
    const { app, token, grantTo } = await openListingScenario(databases)
    await grantTo([{ effect: 'allow', actions: ['content.read'], resources: ['content:*'] }])
    const [first] = (await app.get('content?limit=1', token)).body.items
    const { body } = await app.get(`content?filter[serial]=${first.serial}`, token)
    expect(body.items).toEqual([first])
  })
})

function withoutNumbers({
  serial: _serial,
  created_at: _at,
  first_published_at: _first,
  ...shown
}: Shown & Record<string, unknown>) {
  return shown
}

async function readInPages(app: ReadingApp, token: string, query: string): Promise<Shown[]> {
  const found: Shown[] = []
  for (let offset = 0; ; offset += 5) {
    const { body } = await app.get(`content?limit=5&offset=${offset}&${query}`, token)
    if (body.items.length === 0) return found
    found.push(...body.items.map(withoutNumbers))
  }
}

function countTags(items: readonly Shown[]) {
  const tags = Map.groupBy(
    items.flatMap((item) => item.tags ?? []),
    (tag) => tag,
  )
  return Array.from(tags, ([tag, all]) => ({ tag, entries: all.length })).toSorted((one, other) =>
    one.tag < other.tag ? -1 : 1,
  )
}
