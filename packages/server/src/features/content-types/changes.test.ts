import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'

const types = '/api/v1/spaces/shop/content-types'
const entries = '/api/v1/spaces/shop/entries'

describeEachDatabase('changing a type that has entries', (databases) => {
  const title = { id: 'title', type: 'text' }
  const price = { id: 'price', type: 'number' }

  async function openWith(fields: unknown[], ...values: Record<string, unknown>[]): Promise<TestApp> {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', types, { body: { slug: 'goods', fields } })
    for (const each of values) await app.expect(201, 'POST', entries, { body: { type: 'goods', fields: each } })
    return app
  }
  const change = (app: TestApp, ...fields: unknown[]) => app.call('PATCH', `${types}/goods`, { body: { fields } })
  const detailsOf = ({ body }: Awaited<ReturnType<typeof change>>) =>
    body.errors.map(({ detail }: { detail: string }) => detail)

  test('does not drop values: the field that holds some stays', async () => {
    const app = await openWith([title, price], { title: 'a', price: 1 }, { title: 'b', price: 2 }, { title: 'c' })
    const refused = await change(app, title)
    expect([refused.status, detailsOf(refused)]).toEqual([
      409,
      ['price: 2 entries with a value; empty the field there first.'],
    ])
  })

  test('drops a field that holds none, and one that only the trash remembers', async () => {
    const app = await openWith([title, price], { title: 'a' })
    const { id } = await app.expect(201, 'POST', entries, { body: { type: 'goods', fields: { price: 1 } } })
    await app.expect(204, 'DELETE', `${entries}/${id}`)
    expect((await change(app, title)).status).toBe(200)
  })

  test('sees what is live, too', async () => {
    const app = await openWith([title, price])
    const { id } = await app.expect(201, 'POST', entries, { body: { type: 'goods', fields: { price: 1 } } })
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: null } } })
    expect((await change(app, title)).status).toBe(409)
  })

  test('takes another kind of field where the values fit it', async () => {
    const app = await openWith([title], { title: '2026-11-23' }, { title: 'soon' })
    const refused = await change(app, { id: 'title', type: 'date' })
    expect(detailsOf(refused)).toEqual(['title: 1 entry with a value that would not fit.'])
    expect((await change(app, { id: 'title', type: 'markdown' })).status).toBe(200)
  })

  test('takes tighter limits, which bind later writes', async () => {
    const app = await openWith([price], { price: 1 })
    const [entry] = (await app.expect(200, 'GET', `${entries}?type=goods`)).items
    expect((await change(app, { ...price, validation: { minimum: 5 } })).status).toBe(200)
    const problem = await app.expect(422, 'PATCH', `${entries}/${entry.id}`, { body: { fields: { price: 2 } } })
    expect(problem.errors[0].pointer).toBe('/fields/price')
  })

  test('requires a field only where every entry has it', async () => {
    const app = await openWith([title], { title: 'a' }, {})
    expect(detailsOf(await change(app, { ...title, required: true }))).toEqual([
      'title: 1 entry without a value in the default locale.',
    ])
    expect(detailsOf(await change(app, title, { ...price, required: true }))).toEqual([
      'price: 2 entries without a value in the default locale.',
    ])
  })

  test('makes a field unique only where its values are', async () => {
    const app = await openWith([title], { title: 'a' }, { title: 'a' }, { title: 'b' })
    expect(detailsOf(await change(app, { ...title, unique: true }))).toEqual([
      'title: 2 entries with the value of another.',
    ])
  })

  test('indexes a field that becomes filterable, drafts and snapshots alike, and forgets one that is no longer', async () => {
    const app = await openWith([title, price])
    const { id } = await app.expect(201, 'POST', entries, { body: { type: 'goods', fields: { price: 1 } } })
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 2 } } })
    const indexed = async () => {
      const rows = await app.database.read((db) => db.selectFrom('field_index').select('num').orderBy('num').execute())
      return rows.map(({ num }) => num)
    }
    expect(await indexed()).toEqual([])
    await change(app, title, { ...price, filterable: true })
    expect(await indexed()).toEqual([1, 2])
    await change(app, title, price)
    expect(await indexed()).toEqual([])
  })

  test('is deleted only without entries, those in the trash counted', async () => {
    const app = await openWith([title], { title: 'a' })
    const problem = await app.expect(409, 'DELETE', `${types}/goods`)
    expect(problem.detail).toBe('It has 1 entries, 0 of them in the trash.')
  })
})
