import { beforeAll, describe, expect, test } from 'vitest'
import { makeTestFolder } from '../../database/test-folder.ts'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken } from '../../test-support/content-app.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { openTestBucket } from '../../test-support/test-bucket.ts'
import { callBytes, formOf } from '../../test-support/upload.ts'

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

  describe('without the number of their bytes', () => {
    const beginOpen = (fileName: string, more: object = {}) =>
      app.expect(201, 'POST', uploads, { token, body: { file_name: fileName, ...more } })

    test('take up to what a file may have, and keep nothing of more', async () => {
      const { id, url, fields } = await beginOpen('open.txt')
      expect(fields).toBeNull()
      expect(await send(url, 'x'.repeat(1001))).toBe(413)
      expect((await complete(id)).status).toBe(409)
      expect(await send(url, 'some bytes')).toBe(204)
      expect((await complete(id)).body).toMatchObject({ file_name: 'open.txt', bytes: 10 })
    })

    test('are called by the number that the file will have, too', async () => {
      const { serial, url } = await beginOpen('numbered.txt')
      await send(url, 'x')
      const { status, body } = await complete(String(serial))
      expect([status, body.serial]).toEqual([200, serial])
      expect((await complete(String(serial))).status).toBe(404)
    })
  })

  describe('as a form', () => {
    const beginForm = (fileName: string, more: object = {}) =>
      app.expect(201, 'POST', uploads, { token, body: { file_name: fileName, as: 'form', ...more } })
    const post = async (
      url: string,
      fields: Readonly<Record<string, string>>,
      { name = 'any.bin', bytes = 'text' }: { name?: string; bytes?: string } = {},
    ) => {
      const form = formOf(fields, { name, bytes })
      const { statusCode: status, headers, payload } = await app.app.server.inject({ method: 'POST', url, ...form })
      return { status, headers, text: payload }
    }

    test('take a file from a page of any origin, once, under the name that was said at the beginning', async () => {
      const { id, url, method, fields } = await beginForm('page.txt', { category: 'Brand' })
      expect([method, Object.keys(fields)]).toEqual(['POST', ['ticket']])
      expect(url).not.toContain(fields.ticket)
      const sent = await post(url, fields, { name: 'other.exe' })
      expect([sent.status, sent.headers['access-control-allow-origin']]).toEqual([204, '*'])
      expect((await post(url, fields)).status).toBe(409)
      expect((await complete(id)).body).toMatchObject({ file_name: 'page.txt', category: 'Brand', bytes: 4 })
      expect((await post(url, fields)).status).toBe(403)
    })

    test('take exactly what was said, where it was', async () => {
      const { url, fields } = await beginForm('exact.txt', { bytes: 4 })
      expect((await post(url, fields, { bytes: 'fives' })).status).toBe(422)
      expect((await post(url, fields, { bytes: 'four' })).status).toBe(204)
    })

    test('take no more than a file may have', async () => {
      const { id, url, fields } = await beginForm('large.txt')
      expect((await post(url, fields, { bytes: 'x'.repeat(1001) })).status).toBe(413)
      expect((await complete(id)).status).toBe(409)
    })

    test('are refused with a ticket of another upload, a changed one, none, or a field more', async () => {
      const [one, other] = [await beginForm('one.txt'), await beginForm('two.txt')]
      const changed = one.fields.ticket.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A'))
      for (const ticket of [other.fields.ticket, changed, 'x']) {
        const { status, text } = await post(one.url, { ticket })
        expect([status, JSON.parse(text).type]).toEqual([403, '/problems/invalid-signed-url'])
      }
      expect((await post(one.url, {})).status).toBe(401)
      expect((await post(one.url, { ...one.fields, category: 'Press' })).status).toBe(422)
      expect((await post(one.url, { ticket: token })).status).toBe(400)
      // A signature counts where it was made for: not in the URL of a form, nor for the bytes alone.
      const bytes = await begin('bytes.txt', 1)
      const signed = new URLSearchParams(bytes.url.split('?')[1]).get('signed') ?? ''
      expect((await post(one.url, { ticket: signed })).status).toBe(403)
      expect(await send(`${one.url.replace(/form$/, 'file')}?signed=${one.fields.ticket}`, 'x')).toBe(403)
    })

    test('take the token itself in place of the ticket', async () => {
      const { url } = await beginForm('bearer.txt')
      const form = formOf({}, { name: 'x', bytes: 'text' })
      const sent = (authorization: string) =>
        app.app.server.inject({ method: 'POST', url, ...form, headers: { ...form.headers, authorization } })
      expect((await sent(`Bearer ${app.owner.token}`)).statusCode).toBe(404)
      expect((await sent(`Bearer ${token}`)).statusCode).toBe(204)
    })

    test('end with their hour, with the token, and with its right', async () => {
      const narrow = await apiToken(app, { effect: 'allow', actions: ['media.upload'], resources: ['media'] })
      const start = () => app.expect(201, 'POST', uploads, { token: narrow, body: { file_name: 'x.txt', as: 'form' } })
      const [lost, revoked] = [await start(), await start()]
      const path = `/api/v1/spaces/shop/tokens/${narrow.split('_')[2]}`
      await app.expect(200, 'PATCH', path, { body: { grants: [] } })
      expect((await post(lost.url, lost.fields)).status).toBe(403)
      await app.expect(200, 'POST', `${path}/revoke`)
      expect((await post(revoked.url, revoked.fields)).status).toBe(403)
      const late = await beginForm('late.txt')
      app.clock.now += 60 * 60 * 1000
      expect((await post(late.url, late.fields)).status).toBe(403)
    })

    test('are told in the trail without their ticket', async () => {
      const { url, fields } = await beginForm('told.txt')
      await post(url, fields)
      const trail = await app.call('GET', '/api/v1/spaces/shop/activity?limit=5')
      expect(trail.body.items.map((each: { operation: string }) => each.operation)).toContain(
        'asset-uploads.receive-form',
      )
      expect(trail.text).not.toContain(fields.ticket)
    })
  })

  test('go into a bucket, straight or through the server', async () => {
    const bucket = await openTestBucket(makeTestFolder('bucket'))
    const other = await openTestApp(databases, { files: { bytesMax: 1000 }, bucket: bucket.location })
    const started = (body: object) => other.expect(201, 'POST', uploads, { body })
    const finished = async (id: string) => {
      const { status, body } = await other.call('POST', `${uploads}/${id}/complete`)
      return [status, body.bytes]
    }
    try {
      const direct = await started({ file_name: 'direct.txt', bytes: 6 })
      expect(direct.url).toMatch(bucket.location.endpoint)
      const put = { method: 'PUT', body: 'direct', headers: { 'content-length': '6' } }
      expect((await fetch(direct.url, put)).status).toBe(200)
      expect(await finished(direct.id)).toEqual([200, 6])
      // Nobody has said how many bytes there will be: the server counts them.
      const open = await started({ file_name: 'open.txt' })
      expect((await callBytes(other, 'PUT', open.url, { payload: 'opened' })).status).toBe(204)
      expect(await finished(open.id)).toEqual([200, 6])
      const form = await started({ file_name: 'form.txt', as: 'form' })
      const sent = formOf(form.fields, { name: 'form.txt', bytes: 'formed' })
      expect((await other.app.server.inject({ method: 'POST', url: form.url, ...sent })).statusCode).toBe(204)
      expect(await finished(form.id)).toEqual([200, 6])
      const file = await callBytes(other, 'GET', `${assets}/form.txt/file`, { token: other.owner.token })
      expect(file.bytes.toString()).toBe('formed')
    } finally {
      await bucket.close()
    }
  })

  test('of more bytes than the server takes are refused before any is sent', async () => {
    const body = { file_name: 'x.txt', bytes: 1001 }
    expect((await app.call('POST', uploads, { token, body })).status).toBe(413)
  })
})
