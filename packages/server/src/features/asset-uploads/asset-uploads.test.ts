import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken } from '../../test-support/content-app.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { callBytes } from '../../test-support/upload.ts'

const uploads = '/api/v1/spaces/shop/asset-uploads'
const assets = '/api/v1/spaces/shop/assets'

describeEachDatabase('uploads straight to the storage', (databases) => {
  let app: TestApp
  let token: string
  beforeAll(async () => {
    app = await openTestApp(databases, { files: { bytesMax: 1000 } })
    token = await apiToken(app, { effect: 'allow', actions: ['media.upload', 'media.read'], resources: ['media'] })
  })

  const begin = (fileName: string, bytes: number, more: object = {}) =>
    app.expect(201, 'POST', uploads, { token, body: { file_name: fileName, bytes, ...more } })
  const send = async (url: string, payload: string) =>
    (await callBytes(app, 'PUT', url, { payload, headers: { 'content-type': 'application/octet-stream' } })).status
  const complete = (id: string, options = {}) => app.call('POST', `${uploads}/${id}/complete`, { token, ...options })

  test('take the bytes without a token, once, and become a file when they are completed', async () => {
    const { id, url, method } = await begin('big.txt', 5, { category: 'Brand', private: true, metadata: { alt: 'A' } })
    expect(method).toBe('PUT')
    expect((await complete(id)).status).toBe(409)
    expect(await send(url, 'four')).toBe(422)
    expect(await send(url, 'sixsix')).toBeGreaterThanOrEqual(400)
    expect(await send(url, 'fives')).toBe(204)
    expect(await send(url, 'other')).toBe(409)
    expect((await app.call('GET', `${assets}/big.txt`)).status).toBe(404)
    const { status, body, headers } = await complete(id)
    expect([status, headers['location']]).toEqual([200, undefined])
    expect(body).toMatchObject({
      file_name: 'big.txt',
      category: 'Brand',
      private: true,
      bytes: 5,
      metadata: { alt: 'A' },
      created_by: `token:${token.split('_')[2]}`,
    })
    const file = await callBytes(app, 'GET', `${assets}/big.txt/file`, { token })
    expect(file.bytes.toString()).toBe('fives')
    expect((await complete(id)).status).toBe(404)
  })

  test('are known to nobody but the one who has begun them', async () => {
    const { id, url } = await begin('mine.txt', 1)
    expect(await send(url, 'x')).toBe(204)
    const missing = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
    const said = async (upload: string) => {
      const { status, text } = await complete(upload, { token: app.owner.token })
      return [status, text.replace(/urn:request:[\w-]+/, '')]
    }
    expect(await said(id)).toEqual(await said(missing))
    expect((await said(id))[0]).toBe(404)
    expect((await complete(id)).status).toBe(200)
  })

  test('end after an hour, and their address with the token', async () => {
    const late = await begin('late.txt', 1)
    app.clock.now += 60 * 60 * 1000
    expect(await send(late.url, 'x')).toBe(403)
    expect((await complete(late.id)).status).toBe(404)
    const { url } = await begin('revoked.txt', 1)
    await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${token.split('_')[2]}/revoke`)
    expect(await send(url, 'x')).toBe(403)
    token = await apiToken(app, { effect: 'allow', actions: ['media.upload', 'media.read'], resources: ['media'] })
  })

  test('are decided when they begin, and again when they are completed', async () => {
    const grant = { effect: 'allow', actions: ['media.upload'], resources: ['media:category:Brand'] } as const
    const narrow = await apiToken(app, grant)
    const ask = (category: string) =>
      app.call('POST', uploads, { token: narrow, body: { file_name: 'x.txt', bytes: 1, category } })
    expect((await ask('Press')).status).toBe(403)
    const { status, body } = await ask('Brand')
    expect(status).toBe(201)
    expect(await send(body.url, 'x')).toBe(204)
    await app.expect(200, 'PATCH', `/api/v1/spaces/shop/tokens/${narrow.split('_')[2]}`, {
      body: { grants: [{ ...grant, resources: ['media:category:Press'] }] },
    })
    expect((await complete(body.id, { token: narrow })).status).toBe(403)
  })

  test('of more bytes than the server takes are refused before any is sent', async () => {
    const body = { file_name: 'x.txt', bytes: 1001 }
    expect((await app.call('POST', uploads, { token, body })).status).toBe(413)
  })
})
