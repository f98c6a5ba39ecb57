import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { grants, idOf, openListingScenario, slugs } from '@latchkey/server/test-support/listing-scenario'
import type { Grant } from '@latchkey/policy/grant'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const workspace = '/comet/api/v1/workspaces/shop'
const native = '/api/v1/spaces/shop/entries'

/** The same grants, some of them for writing: with fields, states, locales and own things as they come. */
const lists = fc
  .tuple(grants, grants, fc.subarray(['rank', 'title'], { minLength: 1 }))
  .map(([reading, writing, fields]): readonly Grant[] => [
    ...reading,
    ...writing.map((grant, index): Grant => ({
      ...grant,
      actions: ['content.update'],
      ...(index % 2 === 1 && { fields }),
    })),
  ])

interface Shown {
  readonly id: string
  readonly status: string
  readonly title?: string
  readonly rank?: number
}

describeEachDatabase('access through the CometCMS dialect', (databases) => {
  test('is decided like access through our own API, whatever a token was granted', async () => {
    const { app, token, grantTo } = await openListingScenario(databases)
    let [shown, written, refused] = [0, 0, 0]
    const question = fc.record({
      list: lists,
      type: fc.constantFrom('pages', 'posts'),
      slug: fc.constantFrom(...slugs),
      locale: fc.constantFrom('en', 'de'),
      field: fc.constantFrom('rank', 'title'),
    })
    await fc.assert(
      fc.asyncProperty(question, async ({ list, type, slug, locale, field }) => {
        await grantTo(list)
        const ours = await app.get(`${native}?type=${type}&locale=${locale}&limit=100&count=true&order=slug`, token)
        const theirs = await app.get(`${workspace}/content/${type}?locale=${locale}&sort=slug`, token)
        expect(kindOf(theirs.status)).toBe(kindOf(ours.status))
        if (ours.status === 200) {
          const own = ours.body.items.map(({ id, status, fields }: any): Shown => ({ id, status, ...fields }))
          shown += own.length
          expect(
            theirs.body.data.map(({ id, status, title, data }: any): Shown => ({ id, status, title, ...data })),
          ).toEqual(own)
          expect(theirs.body.meta.total).toBe(ours.body.total)
        }
        const id = idOf(type, slug)
        const one = await app.get(`${native}/${id}?type=${type}&locale=${locale}`, token)
        const same = await app.get(`${workspace}/content/${type}/${id}?locale=${locale}`, token)
        expect(kindOf(same.status)).toBe(kindOf(one.status))
        // Twice the same change: the first leaves what the second is decided by.
        const value = field === 'rank' ? 7 : 'seven'
        const change = await app.send('PATCH', `${native}/${id}?type=${type}&locale=${locale}`, token, {
          fields: { [field]: value },
        })
        const again = await app.send('PATCH', `${workspace}/content/${type}/${id}`, token, { locale, [field]: value })
        expect(kindOf(again.status)).toBe(kindOf(change.status))
        if (change.status === 200) written += 1
        if (change.status === 403) refused += 1
      }),
      { numRuns: 60 },
    )
    expect([shown > 30, written > 3, refused > 3]).toEqual([true, true, true])
  }, 120_000)
})

/** Theirs has one status for what is not valid. */
const kindOf = (status: number) => ([400, 409, 422].includes(status) ? 422 : status)
