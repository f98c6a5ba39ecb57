import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { entries } from '../../test-support/content-app.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'

const types = '/api/v1/spaces/shop/content-types'
const sizes = '/api/v1/spaces/shop/datasources/sizes'
const choices = { datasource: 'sizes' }

async function openShirts(databases: Parameters<typeof openTestApp>[0]): Promise<TestApp> {
  const app = await openTestApp(databases)
  await app.expect(201, 'POST', '/api/v1/spaces/shop/datasources', { body: { slug: 'sizes' } })
  await app.expect(200, 'PUT', `${sizes}/entries`, { body: { entries: [{ key: 's' }, { key: 'm' }] } })
  await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { body: { code: 'de' } })
  await app.expect(201, 'POST', types, {
    body: {
      slug: 'shirts',
      fields: [
        { id: 'size', type: 'select', choices },
        { id: 'label', type: 'text', localized: true, default: 'Shirt' },
        { id: 'count', type: 'number', default: 1 },
        {
          id: 'parts',
          type: 'blocks',
          blocks: [{ name: 'part', fields: [{ id: 'sizes', type: 'list', items: 'select', choices }] }],
        },
      ],
    },
  })
  return app
}

describeEachDatabase('choices of a datasource', (databases) => {
  const put = (app: TestApp, fields: unknown) => app.call('POST', entries, { body: { type: 'shirts', fields } })

  test('are what it holds when an entry is saved', async () => {
    const app = await openShirts(databases)
    expect((await put(app, { size: 's' })).status).toBe(201)
    const refused = await put(app, { size: 'xl', parts: [{ block: 'part', sizes: ['m', 'xxl'] }] })
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toEqual([
      { pointer: '/fields/size', detail: 'The datasource sizes has no such key.' },
      { pointer: '/fields/parts/0/sizes/1', detail: 'The datasource sizes has no such key.' },
    ])
    await app.expect(201, 'POST', `${sizes}/entries`, { body: { key: 'xl' } })
    expect((await put(app, { size: 'xl' })).status).toBe(201)
  })

  test('stay while content uses them, live or not, however deep', async () => {
    const app = await openShirts(databases)
    const { body: entry } = await put(app, { size: 's', parts: [{ block: 'part', sizes: ['m'] }] })
    for (const key of ['s', 'm']) {
      const problem = await app.expect(409, 'DELETE', `${sizes}/entries/${key}`)
      expect(problem.errors).toEqual([{ detail: `${key}: 1 entry uses it.` }])
    }
    expect((await app.call('PATCH', `${sizes}/entries/s`, { body: { key: 'small' } })).status).toBe(409)
    const emptied = await app.call('PUT', `${sizes}/entries`, { body: { entries: [], replace: true } })
    expect(emptied.body.errors).toHaveLength(2)
    await app.expect(200, 'PATCH', `${sizes}/entries/s`, { body: { value: 'Small' } })
    await app.expect(200, 'POST', `${entries}/${entry.id}/publish`)
    await app.expect(200, 'PATCH', `${entries}/${entry.id}`, { body: { fields: { size: null, parts: null } } })
    await app.expect(409, 'DELETE', `${sizes}/entries/s`)
    await app.expect(200, 'POST', `${entries}/${entry.id}/publish`)
    await app.expect(204, 'DELETE', `${sizes}/entries/s`)
  })

  test('keep their datasource and its slug while a field names it', async () => {
    const app = await openShirts(databases)
    const problem = await app.expect(409, 'DELETE', sizes)
    expect(problem.detail).toBe('1 content type chooses from it; change the fields first.')
    await app.expect(409, 'PATCH', sizes, { body: { slug: 'widths' } })
    await app.expect(204, 'DELETE', `${types}/shirts`)
    await app.expect(204, 'DELETE', sizes)
  })

  test('are not there while the datasource is not, which the answer warns of', async () => {
    const app = await openTestApp(databases)
    const made = await app.expect(201, 'POST', types, {
      body: { slug: 'shirts', fields: [{ id: 'size', type: 'select', choices }] },
    })
    expect(made.warnings).toEqual(['A select names the datasource sizes, which does not exist.'])
    expect((await put(app, { size: 's' })).status).toBe(422)
  })
})

describeEachDatabase('defaults', (databases) => {
  test('are what a new entry holds where nothing is sent, in the default locale', async () => {
    const app = await openShirts(databases)
    const make = async (fields: unknown, locale: string) => {
      const made = await app.expect(201, 'POST', `${entries}?locale=${locale}`, { body: { type: 'shirts', fields } })
      return (await app.expect(200, 'GET', `${entries}/${made.id}?locale=*`)).fields
    }
    expect(await make({}, 'en')).toEqual({ label: { en: 'Shirt' }, count: 1 })
    expect(await make({ label: 'Hemd' }, 'de')).toEqual({ label: { de: 'Hemd' }, count: 1 })
    expect(await make({ count: 2 }, 'de')).toEqual({ label: { en: 'Shirt' }, count: 2 })
    expect(await make({ count: null, label: null }, 'en')).toEqual({})
  })

  test('need no right to their fields', async () => {
    const app = await openShirts(databases)
    const { secret: token } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: {
        kind: 'api',
        name: 'Narrow',
        grants: [
          { effect: 'allow', actions: ['content.read'], resources: ['content'] },
          { effect: 'allow', actions: ['content.create'], resources: ['content'], fields: ['size'] },
        ],
      },
    })
    const made = await app.expect(201, 'POST', entries, { token, body: { type: 'shirts', fields: { size: 's' } } })
    expect(made.fields).toEqual({ size: 's', label: 'Shirt', count: 1 })
    expect((await app.call('POST', entries, { token, body: { type: 'shirts', fields: { count: 2 } } })).status).toBe(
      403,
    )
  })

  test('leave what was there before', async () => {
    const app = await openShirts(databases)
    const made = await app.expect(201, 'POST', entries, { body: { type: 'shirts', fields: { count: null } } })
    const changed = await app.expect(200, 'PATCH', `${entries}/${made.id}`, { body: { fields: { size: 's' } } })
    expect(changed.fields).toEqual({ size: 's', label: 'Shirt' })
  })
})
