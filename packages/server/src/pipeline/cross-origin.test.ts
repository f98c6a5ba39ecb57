import { expect, test } from 'vitest'
import { describeDatabase } from '../database/test-databases.ts'
import { openTestApp } from '../test-support/test-app.ts'

describeDatabase('sqlite', 'a page of another origin', (databases) => {
  test('may ask deliveries with a token, after a preflight', async () => {
    const app = await openTestApp(databases)
    const preflight = await app.call('OPTIONS', '/delivery/v1/spaces/shop/content/products/red-shirt', {
      token: null,
      headers: { origin: 'https://shop.example', 'access-control-request-headers': 'authorization' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'Authorization, If-None-Match',
    })
    const answer = await app.call('GET', '/delivery/v1/spaces/shop/content-types')
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, '*'])
  })

  test('can read why it was refused', async () => {
    const app = await openTestApp(databases)
    const answer = await app.call('GET', '/delivery/v1/spaces/shop/content-types', { token: null })
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([401, '*'])
  })

  test('is let nowhere else', async () => {
    const app = await openTestApp(databases)
    const preflight = await app.call('OPTIONS', '/api/v1/spaces', { token: null })
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([405, undefined])
    expect((await app.call('GET', '/api/v1/spaces')).headers['access-control-allow-origin']).toBe(undefined)
  })
})
