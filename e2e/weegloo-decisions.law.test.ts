import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { grants, idOf, openListingScenario, slugs } from '@latchkey/server/test-support/listing-scenario'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openGrantedReader } from './support/granted-reader.ts'

interface Content {
  readonly id: string
  readonly type: string
  readonly fields: object
}

const at = '/weegloo/cda/v1/spaces/shop'

describeEachDatabase('access through the WEEGLOO dialect', (databases) => {
  test('is decided like access through our own API, whatever a token was granted', async () => {
    const { app } = await openListingScenario(databases)
    const reader = await openGrantedReader(app, 'delivery')
    let shown = 0
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom('en', 'de'), async (list, locale) => {
        await reader.grantTo(list)
        const native: Content[] = []
        for (const type of ['pages', 'posts']) {
          const items = await reader.delivered(type, locale)
          native.push(...items.map(({ id, fields }) => ({ id, type, fields })))
        }
        const { status, body } = await app.get(`${at}/contents?locale=${locale}&limit=100`, reader.token)
        if (status !== 200) {
          expect(native).toEqual([])
          return
        }
        shown += native.length
        const theirs = body.items.map(({ sys, fields }: any) => ({ id: sys.id, type: sys.contentType.sys.id, fields }))
        expect(theirs.toSorted(byId)).toEqual(native.toSorted(byId))
        expect(body.totalCount).toBe(native.length)
        for (const slug of slugs) {
          const one = await app.get(`${at}/contents/${idOf('pages', slug)}?locale=${locale}`, reader.token)
          expect(one.status === 200).toBe(native.some(({ id }) => id === idOf('pages', slug)))
        }
      }),
      { numRuns: 20 },
    )
    expect(shown).toBeGreaterThan(20)
  }, 60_000)
})

const byId = (one: Content, other: Content) => (one.id < other.id ? -1 : 1)
