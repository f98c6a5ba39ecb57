import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { grants, openListingScenario } from '../../test-support/listing-scenario.ts'

const path = '/api/v1/spaces/shop'

/** What single entries show, as far as they are compared. */
interface Shown {
  readonly id: string
  readonly tags: readonly string[]
}

describeEachDatabase('law 9: tags', (databases) => {
  test('are listed and counted, and found by, as the entries that may be read show them', async () => {
    const { app, token, grantTo } = await openListingScenario(databases)
    let counted = 0
    let live = 0
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom('pages', 'posts', null), async (list, type) => {
        await grantTo(list)
        const only = type === null ? '' : `type=${type}`
        const entries = await app.get(`${path}/entries?locale=*&limit=1000&order=id&${only}`, token)
        const tags = await app.get(`${path}/tags?${only}`, token)
        if (entries.status !== 200) {
          expect(tags.body.items ?? []).toEqual([])
          return
        }
        const shown: readonly Shown[] = entries.body.items
        const bearers = Map.groupBy(
          shown.flatMap(({ tags: of }) => of),
          (tag) => tag,
        )
        const expected = [...bearers].map(([tag, all]) => ({ tag, entries: all.length }))
        expect(tags.body.items).toEqual(expected.toSorted((one, other) => (one.tag < other.tag ? -1 : 1)))
        counted += expected.length
        live += bearers.get('live')?.length ?? 0
        for (const tag of ['sale', 'live']) {
          const found = await app.get(`${path}/entries?locale=*&limit=1000&order=id&filter[tags]=${tag}&${only}`, token)
          expect(found.body.items).toEqual(shown.filter(({ tags: of }) => of.includes(tag)))
        }
      }),
      { numRuns: 25 },
    )
    expect(counted).toBeGreaterThan(10)
    expect(live).toBeGreaterThan(0)
  }, 60_000)
})
