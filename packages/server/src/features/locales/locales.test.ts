import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'

describeEachDatabase('locales', (databases) => {
  test('are listed with the default first', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', {
      body: { code: 'de', name: 'Deutsch', fallback: 'en' },
    })
    const { items } = await app.expect(200, 'GET', '/api/v1/spaces/shop/locales')
    expect(items).toEqual([
      { code: 'en', name: 'en', default: true, fallback: null },
      { code: 'de', name: 'Deutsch', default: false, fallback: 'en' },
    ])
  })

  test('cannot fall back in a circle', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { body: { code: 'de', fallback: 'en' } })
    const problem = await app.expect(422, 'PATCH', '/api/v1/spaces/shop/locales/en', { body: { fallback: 'de' } })
    expect(problem.errors).toEqual([{ pointer: '/fallback', detail: expect.stringMatching(/circle/) }])
  })

  test('the default one cannot be removed', async () => {
    const app = await openTestApp(databases)
    await app.expect(409, 'DELETE', '/api/v1/spaces/shop/locales/en')
  })
})
