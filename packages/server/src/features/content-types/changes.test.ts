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
  const confirm = (app: TestApp, ...fields: unknown[]) =>
    app.call('PATCH', `${types}/goods?confirm=true`, { body: { fields } })
  const detailsOf = ({ body }: Awaited<ReturnType<typeof change>>) =>
    body.errors.map(({ detail }: { detail: string }) => detail)

  test('does not drop values: the field that holds some stays', async () => {
    const app = await openWith([title, price], { title: 'a', price: 1 }, { title: 'b', price: 2 }, { title: 'c' })
    const refused = await change(app, title)
    expect([refused.status, detailsOf(refused)]).toEqual([409, ['price: 2 entries with a value that would be lost.']])
    expect(refused.body.errors[0].pointer).toBe('/fields')
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
    expect(detailsOf(refused)).toEqual(['title: 1 entry with a value that another kind of field cannot hold.'])
    expect((await confirm(app, { id: 'title', type: 'date' })).status).toBe(409)
    expect((await change(app, { id: 'title', type: 'markdown' })).status).toBe(200)
  })

  test('takes tighter limits once they are confirmed, and they bind later writes', async () => {
    const app = await openWith([price], { price: 1 }, { price: 7 })
    const [, entry] = (await app.expect(200, 'GET', `${entries}?type=goods&order=id`)).items
    const tighter = { ...price, validation: { minimum: 5 } }
    expect(detailsOf(await change(app, tighter))).toEqual([
      'price: 1 entry with a value that would no longer be valid.',
    ])
    expect((await confirm(app, tighter)).status).toBe(200)
    expect(entry).toBeDefined()
    const [{ id }] = (await app.expect(200, 'GET', `${entries}?type=goods`)).items.filter(
      ({ fields }: { fields: { price: number } }) => fields.price === 1,
    )
    const problem = await app.expect(422, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 2 } } })
    expect(problem.errors[0].pointer).toBe('/fields/price')
  })

  test('hides the values of a field that goes, and gives them to no later one of its name', async () => {
    const app = await openWith([title, { ...price, filterable: true }], { title: 'a', price: 1 })
    expect((await confirm(app, title)).status).toBe(200)
    const text = { id: 'price', type: 'text', filterable: true }
    expect((await change(app, title, text)).status).toBe(200)
    const [{ id, fields }] = (await app.expect(200, 'GET', `${entries}?type=goods`)).items
    expect(fields).toEqual({ title: 'a' })
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 'cheap' } } })
    const found = await app.expect(200, 'GET', `${entries}?type=goods&filter[price]=cheap`)
    expect(found.items).toMatchObject([{ fields: { title: 'a', price: 'cheap' } }])
  })

  test('keeps the values of a field that is called otherwise: drafts, what is live, and the index', async () => {
    const app = await openWith([{ ...title, filterable: true, localized: true, required: true }], { title: 'a' })
    const [{ id }] = (await app.expect(200, 'GET', `${entries}?type=goods`)).items
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    const headline = { id: 'headline', was: 'title', type: 'text', filterable: true, localized: true, required: true }
    const { status, body } = await change(app, headline)
    expect([status, body.warnings]).toEqual([200, ['Grants that name the field title do not speak of headline.']])
    const { was: _was, ...stored } = headline
    expect(body.fields).toEqual([stored])
    const found = await app.expect(200, 'GET', `${entries}?type=goods&filter[headline]=a`)
    expect(found.items).toMatchObject([{ id, fields: { headline: 'a' } }])
    const live = await app.expect(200, 'GET', '/delivery/v1/spaces/shop/content/goods?order=headline')
    expect(live.items).toMatchObject([{ id, fields: { headline: 'a' } }])
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { headline: 'b' } } })
    const all = await app.expect(200, 'GET', `${entries}/${id}?locale=*`)
    expect(all.fields).toEqual({ headline: { en: 'b' } })
    expect((await app.call('PATCH', `${entries}/${id}`, { body: { fields: { headline: null } } })).status).toBe(422)
    // The same once more says nothing new.
    expect((await change(app, headline)).status).toBe(200)
  })

  test('says what stands against it, where and by which entries, as far as the caller may read them', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { body: { code: 'de' } })
    const fields = [{ ...title, localized: true }]
    await app.expect(201, 'POST', types, { body: { slug: 'goods', fields } })
    const make = (locale: string, value: unknown) =>
      app.expect(201, 'POST', `${entries}?locale=${locale}`, {
        body: { type: 'goods', slug: locale === '*' ? 'x-all' : `x-${locale}`, fields: { title: value } },
      })
    const both = await make('*', { en: 'long', de: 'lang' })
    const one = await make('de', 'kurz')
    const tighter = [{ ...title, localized: true, validation: { max_length: 3 } }]
    const refused = await change(app, ...tighter)
    expect(refused.body.errors).toEqual([
      { pointer: '/fields/0', detail: 'title: 2 entries with a value that would no longer be valid (de: 2, en: 1).' },
    ])
    const obstacle = { field: 'title', reason: 'breaks', entries: 2, locales: { de: 2, en: 1 }, confirmable: true }
    expect(refused.body.obstacles).toMatchObject([obstacle])
    expect(new Set(refused.body.obstacles[0].examples)).toEqual(new Set([both.id, one.id]))
    const { secret: token } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: {
        kind: 'api',
        name: 'Schema',
        grants: [
          { effect: 'allow', actions: ['schema.read', 'schema.update'], resources: ['schema'] },
          { effect: 'allow', actions: ['content.read'], resources: ['content:goods:x-de'] },
        ],
      },
    })
    const checked = await app.expect(200, 'POST', `${types}/goods/check`, { token, body: { fields: tighter } })
    expect(checked).toMatchObject({
      changes: [{ field: 'title', change: 'changed' }],
      obstacles: [{ ...obstacle, examples: [one.id] }],
    })
    expect((await app.expect(200, 'GET', `${types}/goods`)).version).toBe(1)
  })

  test('tells added, removed, renamed and changed fields apart', async () => {
    const app = await openWith([title, price])
    const checked = await app.expect(200, 'POST', `${types}/goods/check`, {
      body: {
        fields: [
          { id: 'cost', was: 'price', type: 'number' },
          { id: 'code', type: 'text' },
        ],
      },
    })
    expect(checked.changes).toEqual([
      { field: 'cost', change: 'renamed', was: 'price' },
      { field: 'code', change: 'added' },
      { field: 'title', change: 'removed' },
    ])
  })

  test('sees a block that goes, an inner field that goes, and references and choices that are narrowed', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/datasources', { body: { slug: 'sizes' } })
    const name = { id: 'name', type: 'text' }
    const block = (each: string) => ({ name: each, fields: [name, { id: 'note', type: 'text' }] })
    const fields = [
      { id: 'parts', type: 'blocks', blocks: [block('hero'), block('quote')] },
      { id: 'next', type: 'list', items: 'reference' },
      { id: 'size', type: 'select', validation: { allowed: ['s', 'm'] } },
    ]
    await app.expect(201, 'POST', types, { body: { slug: 'goods', fields } })
    const first = await app.expect(201, 'POST', entries, { body: { type: 'goods', fields: { size: 's' } } })
    await app.expect(201, 'POST', entries, {
      body: { type: 'goods', fields: { parts: [{ block: 'quote', note: 'x' }], next: [first.id] } },
    })
    const narrower = [
      { id: 'parts', type: 'blocks', blocks: [block('hero')] },
      { id: 'next', type: 'list', items: 'reference', types: ['people'] },
      { id: 'size', type: 'select', choices: { datasource: 'sizes' } },
    ]
    const refused = await change(app, ...narrower)
    expect(detailsOf(refused)).toEqual([
      'parts: 1 entry with a value that would no longer be valid.',
      'next: 1 entry with a value that would no longer be valid.',
      'size: 1 entry with a value that would no longer be valid.',
    ])
    const inner = [{ id: 'parts', type: 'blocks', blocks: [{ name: 'quote', fields: [name] }] }, fields[1], fields[2]]
    expect(detailsOf(await change(app, ...inner))).toEqual([
      'parts: 1 entry with a value that would no longer be valid.',
    ])
    expect((await confirm(app, ...narrower)).status).toBe(200)
    const wider = [fields[0], fields[1], fields[2]]
    expect((await change(app, ...wider)).status).toBe(200)
  })

  test('does not localize a field that has values', async () => {
    const app = await openWith([title], { title: 'a' })
    const moved = await confirm(app, { ...title, localized: true })
    expect(detailsOf(moved)).toEqual([
      'title: 1 entry with a value; empty the field there before it is localized or no longer is.',
    ])
  })

  test('requires a field only where every entry has it', async () => {
    const app = await openWith([title], { title: 'a' }, {})
    expect(detailsOf(await change(app, { ...title, required: true }))).toEqual([
      'title: 1 entry without a value in the default locale.',
    ])
    expect(detailsOf(await change(app, title, { ...price, required: true }))).toEqual([
      'price: 2 entries without a value in the default locale.',
    ])
    expect((await confirm(app, { ...title, required: true })).status).toBe(200)
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
