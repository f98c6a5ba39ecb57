import { expect, test } from 'vitest'
import { describeDatabase } from '../database/test-databases.ts'
import { decode } from '../test-support/reading-app.ts'
import { openTestApp } from '../test-support/test-app.ts'

const gzip = { 'accept-encoding': 'gzip' }

describeDatabase('sqlite', 'answers of the management API', (databases) => {
  async function open() {
    const app = await openTestApp(databases)
    const { headers, ...rest } = { headers: { authorization: `Bearer ${app.owner.token}`, ...gzip } }
    const ask = (method: 'GET' | 'HEAD' | 'POST' | 'PATCH', url: string, payload?: object, more = {}) =>
      app.app.server.inject({ method, url, headers: { ...headers, ...more }, ...rest, ...(payload && { payload }) })
    return { app, ask }
  }

  test('come encoded when they are long', async () => {
    const { app, ask } = await open()
    const path = '/api/v1/spaces/shop/roles'
    const encoded = await ask('GET', path)
    expect(encoded.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(JSON.parse(decode(encoded.rawPayload, 'gzip'))).toEqual(await app.expect(200, 'GET', path))
    const short = await ask('GET', '/health')
    expect([short.headers['content-encoding'], short.headers['vary']]).toEqual([undefined, 'Accept-Encoding'])
  })

  test('have the same headers for HEAD, and no body', async () => {
    const { ask } = await open()
    const [get, head] = [await ask('GET', '/openapi.json'), await ask('HEAD', '/openapi.json')]
    expect(head.rawPayload.length).toBe(0)
    const told = ({ headers }: typeof get) =>
      ['content-encoding', 'content-length', 'content-type', 'vary'].map((name) => headers[name])
    expect(told(head)).toEqual(told(get))
    expect(told(head)).not.toContain(undefined)
  })

  test('keep the tag of an encoded thing good for changing it', async () => {
    const { app, ask } = await open()
    const role = await app.expect(201, 'POST', '/api/v1/spaces/shop/roles', {
      body: { name: 'Long', grants: manyGrants },
    })
    const path = `/api/v1/spaces/shop/roles/${role.id}`
    const { etag = '' } = (await ask('GET', path)).headers
    expect(etag).toBe('"v1.gzip"')
    const body = { name: 'Longer' }
    const change = (tag: string) =>
      app.call('PATCH', path, { body, headers: { 'if-match': tag, 'content-type': 'application/merge-patch+json' } })
    expect((await change(etag)).status).toBe(200)
    expect((await change(etag)).status).toBe(412)
  })

  test('stay as they are when they carry a secret, however long', async () => {
    const { ask } = await open()
    const made = await ask(
      'POST',
      '/api/v1/spaces/shop/tokens',
      { kind: 'api', name: 'Long', spaces: ['shop'], grants: manyGrants },
      { 'accept-encoding': 'gzip, identity;q=0', 'content-type': 'application/json' },
    )
    expect([made.statusCode, made.headers['content-encoding']]).toEqual([201, undefined])
    expect(made.payload.length).toBeGreaterThan(1024)
    expect(JSON.parse(made.payload).secret).toMatch(/^lk_api_/)
  })
})

const manyGrants = Array.from({ length: 40 }, (_, index) => ({
  effect: 'allow',
  actions: ['content.read'],
  resources: [`content:type-${index}:*`],
}))
