import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { giveGrants, grants, idOf, openListingScenario, slugs } from '@latchkey/server/test-support/listing-scenario'
import fc from 'fast-check'
import { expect, test } from 'vitest'

interface Content {
  readonly id: string
  readonly type: string
  readonly fields: object
}

const at = '/weegloo/cda/v1/spaces/shop'

describeEachDatabase('access through the WEEGLOO dialect', (databases) => {
  test('is decided like access through our own API, whatever a token was granted', async () => {
    const { app, grantTo } = await openListingScenario(databases)
    const reader = await app.reader({ kind: 'delivery', environment: 'production', grants: [] }, 'weegloo')
    const readerId = reader.split('_')[2] ?? ''
    let shown = 0
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom('en', 'de'), async (list, locale) => {
        await grantTo(list)
        await giveGrants(app, readerId, list)
        const native: Content[] = []
        for (const type of ['pages', 'posts']) {
          const { status, body } = await app.get(`content/${type}?locale=${locale}&limit=100`, reader)
          if (status === 200) native.push(...body.items.map(({ id, fields }: any) => ({ id, type, fields })))
        }
        const { status, body } = await app.get(`${at}/contents?locale=${locale}&limit=100`, reader)
        if (status !== 200) {
          expect(native).toEqual([])
          return
        }
        shown += native.length
        const theirs = body.items.map(({ sys, fields }: any) => ({ id: sys.id, type: sys.contentType.sys.id, fields }))
        expect(theirs.toSorted(byId)).toEqual(native.toSorted(byId))
        expect(body.totalCount).toBe(native.length)
        for (const slug of slugs) {
          const one = await app.get(`${at}/contents/${idOf('pages', slug)}?locale=${locale}`, reader)
          expect(one.status === 200).toBe(native.some(({ id }) => id === idOf('pages', slug)))
        }
      }),
      { numRuns: 20 },
    )
    expect(shown).toBeGreaterThan(20)
  }, 60_000)
})

const byId = (one: Content, other: Content) => (one.id < other.id ? -1 : 1)
