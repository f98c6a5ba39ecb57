import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { giveGrants, grants, idOf, openListingScenario, slugs } from '@latchkey/server/test-support/listing-scenario'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uid } from './support/contentstack-stack.ts'

interface Shown {
  readonly uid: string
  readonly rank?: number
  readonly title?: unknown
}

const types = ['pages', 'posts'] as const

describeEachDatabase('access through the Contentstack dialect', (databases) => {
  test('is decided like access through our own API, whatever a token was granted', async () => {
    const { app, grantTo } = await openListingScenario(databases)
    const place = { environment: 'production', grants: [] }
    const readers = {
      delivery: { header: 'access_token', token: await app.reader({ kind: 'delivery', ...place }, 'delivered') },
      preview: { header: 'preview_token', token: await app.reader({ kind: 'preview', ...place }, 'previewed') },
    }
    let shown = 0
    const kind = fc.constantFrom('delivery', 'preview')
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom('en', 'de'), kind, async (list, locale, of) => {
        const { header, token } = readers[of]
        await grantTo(list)
        await giveGrants(app, token.split('_')[2] ?? '', list)
        const ask = (path: string) =>
          app.get(`/v3${path}`, null, { api_key: 'shop', live_preview: 'digest', [header]: token })
        const state = of === 'preview' ? '&state=draft' : ''
        for (const type of types) {
          const own = await app.get(`content/${type}?locale=${locale}&limit=100${state}`, token)
          const native: Shown[] =
            own.status === 200
              ? own.body.items.map(({ id, fields }: any) => ({ uid: uid(id), rank: fields.rank, title: fields.title }))
              : []
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
