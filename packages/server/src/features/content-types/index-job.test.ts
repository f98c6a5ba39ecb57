import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { indexedAtOnceMax } from './adapt-entries.ts'

const types = '/api/v1/spaces/shop/content-types'
const entries = '/api/v1/spaces/shop/entries'
const code = { id: 'code', type: 'text' }
const price = { id: 'price', type: 'number' }

describeEachDatabase('the index of a type with many entries', (databases) => {
  const count = indexedAtOnceMax + 20

  async function openWithMany(): Promise<TestApp> {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', types, { body: { slug: 'goods', fields: [code, price] } })
    for (let start = 0; start < count; start += 500) {
      const items = Array.from({ length: Math.min(500, count - start) }, (_, index) => ({
        type: 'goods',
        slug: `g${start + index}`,
        fields: { code: `c${start + index}`, price: start + index },
        publish: start + index < 3,
      }))
      await app.expect(200, 'POST', `${entries}/bulk`, { body: { items } })
    }
    return app
  }
  const change = (app: TestApp, ...fields: unknown[]) => app.call('PATCH', `${types}/goods`, { body: { fields } })
  const cheap = `${entries}?type=goods&filter[price][gte]=${count - 5}&count=true`

  test('is made by a job, and nothing is found by a field before it is whole', async () => {
    const app = await openWithMany()
    const marked = await change(app, code, { ...price, filterable: true })
    expect([marked.status, marked.body.indexing]).toEqual([200, ['price']])
    const early = await app.call('GET', cheap)
    expect([early.status, early.body.type, early.body.detail]).toEqual([
      400,
      '/problems/field-not-filterable',
      'The field price is being indexed; try again in a while.',
    ])
    // What is written meanwhile is neither missed nor indexed twice.
    await app.expect(201, 'POST', entries, { body: { type: 'goods', fields: { price: count } } })
    await app.expect(200, 'PATCH', `${entries}/g${count - 1}?type=goods`, { body: { fields: { price: -1 } } })
    await app.app.runner.runDue()
    expect((await app.expect(200, 'GET', `${types}/goods`)).indexing).toBeUndefined()
    expect((await app.expect(200, 'GET', cheap)).total).toBe(5)
    const live = await app.expect(200, 'GET', '/delivery/v1/spaces/shop/content/goods?filter[price][gte]=1&order=price')
    expect(live.items.map(({ slug }: { slug: string }) => slug)).toEqual(['g1', 'g2'])
    // Many entries: it has to be indexed before it is unique, which is then asked of the index.
    expect((await change(app, { ...code, unique: true }, price)).body.errors).toMatchObject([
      { pointer: '/fields/0/unique' },
    ])
    expect((await change(app, code, { ...price, filterable: true, unique: true })).status).toBe(200)
    const twice = await app.call('POST', entries, { body: { type: 'goods', fields: { price: 7 } } })
    expect(twice.body.errors).toMatchObject([{ pointer: '/fields/price' }])
  }, 60_000)
})
