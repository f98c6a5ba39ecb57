import type { Grant } from '@latchkey/policy/grant'
import { referenceDecide } from '@latchkey/policy/testing/reference'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { fixedId } from '../../test-support/content-fixture.ts'
import { giveGrants, space } from '../../test-support/listing-scenario.ts'
import { addComments, addDatasource } from '../../test-support/model-fixture.ts'
import { openReadingApp } from '../../test-support/reading-app.ts'

const path = '/api/v1/spaces/shop'
const names = ['first', 'second', 'third', 'fourth']
const slugs = ['sizes', 'steps', 'colours', 'countries']

const resource = fc.oneof(
  fc.constantFrom(
    '*',
    'comments',
    'comments:*',
    'datasources',
    'datasources:s*',
    'datasources:*s',
    'space:shop:comments',
  ),
  fc.constantFrom(...names).map((name) => `comments:${fixedId('comment', name)}`),
  fc.constantFrom(...slugs).map((slug) => `datasources:${slug}`),
  fc.constantFrom(...slugs).map((slug) => `datasources:${fixedId('datasource', slug)}`),
)
const grant: fc.Arbitrary<Grant> = fc.record({
  effect: fc.constantFrom('allow', 'allow', 'deny'),
  actions: fc.constantFrom(['comments.read'], ['datasources.read'], ['comments.read', 'datasources.read']),
  resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
  conditions: fc.constantFrom({}, {}, { own: true }),
})
const pages: Grant = { effect: 'allow', actions: ['content.read'], resources: ['content'] }

describeEachDatabase('law 9: comments and datasources', (databases) => {
  test('are listed and counted as the plain reference decides about each, whoever made them', async () => {
    const shape = { slug: 'shop', types: [{ slug: 'pages', fields: [] }] }
    const app = await openReadingApp(databases, shape, [{ type: 'pages', slug: 'a', values: { '': {} } }])
    const token = await app.reader({ kind: 'api', grants: [] }, 'law 9')
    const tokenId = token.split('_')[2] ?? ''
    const me = `token:${tokenId}`
    const creatorOf = (index: number) => (index % 2 === 0 ? me : 'account:another')
    await addComments(
      app,
      names.map((name, index) => ({ name, creator: creatorOf(index), resolved: index > 1 })),
    )
    for (const [index, slug] of slugs.entries()) await addDatasource(app, { slug, creator: creatorOf(index) })
    let shown = 0
    await fc.assert(
      fc.asyncProperty(fc.array(grant, { minLength: 1, maxLength: 4 }), async (some) => {
        const list = [pages, ...some]
        await giveGrants(app, tokenId, list)
        const mayRead = (area: 'comments' | 'datasources', thing: { id: string; name?: string }, index: number) =>
          referenceDecide(list, {
            action: `${area}.read`,
            principal: me,
            target: { area, space, ...thing, creator: creatorOf(index) },
          }).allowed
        const idsOf = (items: { id: string }[] = []) => items.map(({ id }) => id).toSorted()
        const comments = `${path}/entries/${fixedId('entry', space.id, 'pages', 'a')}/comments`
        const readable = names
          .map((name) => fixedId('comment', name))
          .filter((id, index) => mayRead('comments', { id }, index))
        const all = await app.get(`${comments}?count=true`, token)
        expect([idsOf(all.body.items), all.body.total ?? 0]).toEqual([readable.toSorted(), readable.length])
        const open = await app.get(`${comments}?resolved=false`, token)
        const isOpen = (id: string) => names.slice(0, 2).some((name) => fixedId('comment', name) === id)
        expect(idsOf(open.body.items)).toEqual(readable.filter(isOpen).toSorted())
        const lists = slugs
          .map((slug) => ({ id: fixedId('datasource', slug), name: slug }))
          .filter((thing, index) => mayRead('datasources', thing, index))
        for (const where of [`${path}/datasources`, 'datasources']) {
          expect(idsOf((await app.get(where, token)).body.items)).toEqual(idsOf(lists))
        }
        shown += readable.length + lists.length
      }),
      { numRuns: 40 },
    )
    expect(shown).toBeGreaterThan(30)
  }, 120_000)
})
