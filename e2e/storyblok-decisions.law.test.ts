import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { grants, idOf, openListingScenario, slugs } from '@latchkey/server/test-support/listing-scenario'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openGrantedReader } from './support/granted-reader.ts'

interface Story {
  readonly full_slug: string
  readonly uuid: string
  readonly content: { readonly component: string; readonly rank?: number; readonly title?: string }
}

describeEachDatabase('access through the Storyblok dialect', (databases) => {
  test('is decided like access through our own API, whatever a token was granted', async () => {
    const { app } = await openListingScenario(databases)
    const reader = await openGrantedReader(app, 'delivery')
    const place = `token=${reader.token}&cv=1`
    let shown = 0
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom('en', 'de'), async (list, locale) => {
        await reader.grantTo(list)
        const native: Story[] = []
        for (const type of ['pages', 'posts']) {
          for (const { id, slug, fields } of await reader.delivered(type, locale))
            native.push({ uuid: id, full_slug: slug, content: { component: type, ...fields } })
        }
        const { status, body } = await app.get(
          `/storyblok/v2/cdn/stories?${place}&per_page=100&language=${locale}`,
          null,
        )
        if (status !== 200) {
          expect(native).toEqual([])
          return
        }
        shown += native.length
        const stories = body.stories.map(({ uuid, full_slug, content: { _uid, ...content } }: any) => ({
          uuid,
          full_slug,
          content,
        }))
        expect(stories.toSorted(byUuid)).toEqual(native.toSorted(byUuid))
        const links = await app.get(`/storyblok/v2/cdn/links?${place}&per_page=1000&language=${locale}`, null)
        expect(Object.keys(links.body.links).toSorted()).toEqual(native.map(({ uuid }) => uuid).toSorted())
        for (const slug of slugs) {
          const one = await app.get(
            `/storyblok/v2/cdn/stories/${idOf('pages', slug)}?${place}&find_by=uuid&language=${locale}`,
            null,
          )
          expect(one.status === 200).toBe(native.some(({ uuid }) => uuid === idOf('pages', slug)))
        }
      }),
      { numRuns: 30 },
    )
    expect(shown).toBeGreaterThan(30)
  }, 60_000)
})

const byUuid = (one: Story, other: Story) => (one.uuid < other.uuid ? -1 : 1)
