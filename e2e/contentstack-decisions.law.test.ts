import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { grants, idOf, openListingScenario, slugs } from '@latchkey/server/test-support/listing-scenario'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uid } from './support/contentstack-stack.ts'
import { openGrantedReader } from './support/granted-reader.ts'

interface Shown {
  readonly uid: string
  readonly rank?: unknown
  readonly title?: unknown
}

const types = ['pages', 'posts'] as const

describeEachDatabase('access through the Contentstack dialect', (databases) => {
  test('is decided like access through our own API, whatever a token was granted', async () => {
    const { app } = await openListingScenario(databases)
    const readers = {
      delivery: { header: 'access_token', reader: await openGrantedReader(app, 'delivery') },
      preview: { header: 'preview_token', reader: await openGrantedReader(app, 'preview') },
    }
    let shown = 0
    const kind = fc.constantFrom('delivery', 'preview')
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom('en', 'de'), kind, async (list, locale, of) => {
        const { header, reader } = readers[of]
        await reader.grantTo(list)
        const ask = (path: string) =>
          app.get(`/v3${path}`, null, { api_key: 'shop', live_preview: 'digest', [header]: reader.token })
        const state = of === 'preview' ? '&state=draft' : ''
        for (const type of types) {
          const items = await reader.delivered(type, locale, state)
          const native = items.map(({ id, fields: { rank, title } }): Shown => ({ uid: uid(id), rank, title }))
          shown += native.length
          const { status, body } = await ask(`/content_types/${type}/entries?locale=${locale}&include_count=true`)
          if (status !== 200) expect(native).toEqual([])
          else {
            const entries: Shown[] = body.entries
            const found = entries.map(({ uid: name, rank, title }) => ({ uid: name, rank, title }))
            expect([found.toSorted(byUid), body.count]).toEqual([native.toSorted(byUid), native.length])
          }
          for (const slug of slugs) {
            const name = uid(idOf(type, slug))
            const one = await ask(`/content_types/${type}/entries/${name}?locale=${locale}`)
            expect(one.status === 200).toBe(native.some((each) => each.uid === name))
          }
        }
      }),
      { numRuns: 30 },
    )
    expect(shown).toBeGreaterThan(30)
  }, 90_000)
})

const byUid = (one: Shown, other: Shown) => (one.uid < other.uid ? -1 : 1)
