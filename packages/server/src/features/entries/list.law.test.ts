import type { Grant } from '@latchkey/policy/grant'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { grants, idOf, openListingScenario, slugs } from '../../test-support/listing-scenario.ts'

const entriesPath = '/api/v1/spaces/shop/entries'

const publishedOnly: Grant = {
  effect: 'allow',
  actions: ['content.read'],
  resources: ['content:*'],
  conditions: { status: ['published'] },
}

describeEachDatabase('law 9: the list of entries', (databases) => {
  test('holds exactly the entries, locales and copies that single reads show, whatever it is filtered by', async () => {
    const { app, token, grantTo } = await openListingScenario(databases)
    const query = fc.record({
      type: fc.constantFrom('pages', 'posts', null),
      locale: fc.constantFrom('en', 'de', '*'),
      status: fc.constantFrom('published', 'draft', 'protected', 'archived', null, null),
    })
    let listed = 0
    let snapshots = 0
    await fc.assert(
      fc.asyncProperty(grants, query, async (list, { type, locale, status }) => {
        await grantTo(list)
        const answer = await app.get(
          `${entriesPath}?locale=${locale}&order=id&count=true${type ? `&type=${type}` : ''}${status ? `&status=${status}` : ''}`,
          token,
        )
        const ids = (type ? [type] : ['pages', 'posts']).flatMap((each) => slugs.map((slug) => idOf(each, slug)))
        const singly: { id: string; status: string; changed: boolean; fields: { rank: number } }[] = []
        for (const id of ids.toSorted()) {
          const single = await app.get(`${entriesPath}/${id}?locale=${locale}`, token)
          if (single.status === 200 && (status === null || single.body.status === status)) singly.push(single.body)
        }
        if (answer.status !== 200) {
          expect(singly).toEqual([])
          return
        }
        listed += singly.length
        snapshots += singly.filter(({ fields }) => fields.rank < 0).length
        expect(answer.body.items).toEqual(singly)
        expect(answer.body.total).toBe(singly.length)
        if (type === null) return
        const filtered = await app.get(
          `${entriesPath}?locale=${locale}&type=${type}&order=id&filter[rank][lt]=0${status ? `&status=${status}` : ''}`,
          token,
        )
        expect(filtered.body.items).toEqual(singly.filter(({ fields }) => fields.rank < 0))
      }),
      // Readers of what is published alone are few among random ones, and must be among them.
      { numRuns: 25, examples: [[[publishedOnly], { type: 'pages', locale: 'en', status: null }]] },
    )
    expect(listed).toBeGreaterThan(30)
    expect(snapshots).toBeGreaterThan(0)
  }, 60_000)
})
