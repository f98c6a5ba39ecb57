import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { callBytes, upload } from '../../test-support/upload.ts'

const at = '/delivery/v1/spaces/shop/assets'
const managed = '/api/v1/spaces/shop/assets'

describeEachDatabase('delivered assets', (databases) => {
  let app: TestApp
  const tokenOf = async (kind: string, more: object = {}): Promise<{ id: string; secret: string }> =>
    app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body: { kind, name: kind, ...more } })
  let delivery: string
  let assetToken: string
  beforeAll(async () => {
    app = await openContentApp(databases)
    delivery = (await tokenOf('delivery')).secret
    assetToken = (await tokenOf('asset')).secret
    await upload(app, 'draft.txt', 'draft')
    for (const [name, isPrivate] of [
      ['public.txt', 'false'],
      ['private.txt', 'true'],
    ] as const) {
      const { id } = await upload(app, name, '0123456789', { private: isPrivate })
      await app.expect(200, 'POST', `${managed}/${id}/publish`)
    }
  })

  test('are public and published for a delivery token; others look like what does not exist', async () => {
    const { items, total } = await app.expect(200, 'GET', `${at}?count=true`, { token: delivery })
    expect(items.map((each: { file_name: string }) => each.file_name)).toEqual(['public.txt'])
    expect(total).toBe(1)
    const said = async (name: string, suffix = '') => {
      const answer = await app.call('GET', `${at}/${name}${suffix}`, { token: delivery })
      return [answer.status, answer.text.replace(/urn:request:[\w-]+/, '')]
    }
    for (const suffix of ['', '/file', '/signed-url']) {
      const missing = await said('missing.txt', suffix)
      expect(missing[0]).toBe(404)
      expect(await said('private.txt', suffix)).toEqual(missing)
      expect(await said('draft.txt', suffix)).toEqual(missing)
    }
  })

  test('are told apart by nothing in filters, search and order', async () => {
    for (const query of ['filter[file_name][contains]=private', 'search=private', 'filter[private]=true']) {
      expect(await app.expect(200, 'GET', `${at}?${query}&count=true`, { token: delivery })).toEqual({
        items: [],
        next: null,
        total: 0,
      })
    }
  })

  test('private bytes are for asset tokens, which list nothing', async () => {
    expect((await callBytes(app, 'GET', `${at}/private.txt/file`, { token: assetToken })).bytes.toString()).toBe(
      '0123456789',
    )
    expect((await callBytes(app, 'GET', `${at}/public.txt/file`, { token: assetToken })).status).toBe(404)
    expect((await app.call('GET', at, { token: assetToken })).status).toBe(403)
  })

  test('come in parts, and not at all where the caller has them', async () => {
    const get = (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') =>
      callBytes(app, method, `${at}/public.txt/file`, { token: delivery, headers })
    const whole = await get({})
    const etag = whole.headers['etag']!
    expect(whole.headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'accept-ranges': 'bytes',
      'content-length': '10',
    })
    const part = await get({ range: 'bytes=2-4' })
    expect([part.status, part.bytes.toString(), part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10'])
    const none = await get({ range: 'bytes=10-' })
    expect([none.status, none.headers['content-range']]).toEqual([416, 'bytes */10'])
    expect((await get({ 'if-none-match': etag })).status).toBe(304)
    expect((await get({ range: 'bytes=2-4', 'if-range': '"other"' })).status).toBe(200)
    const head = await get({}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.bytes.length]).toEqual([200, '10', 0])
  })

  describe('a signed URL', () => {
    test('gives the bytes without a token, and ends at its time', async () => {
      const { url, expires_at: end } = await app.expect(200, 'GET', `${at}/private.txt/signed-url?ttl=60`, {
        token: assetToken,
      })
      expect(Date.parse(end)).toBe(app.clock.now + 60_000)
      expect((await callBytes(app, 'GET', url)).bytes.toString()).toBe('0123456789')
      expect(
        (
          await callBytes(
            app,
            'GET',
            url.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')),
          )
        ).status,
      ).toBe(403)
      app.clock.now += 60_000
      expect((await callBytes(app, 'GET', url)).status).toBe(403)
      expect((await callBytes(app, 'GET', `${at}/private.txt/file`)).status).toBe(401)
    })

    test('is signed anew for each who asks, and each time: none is kept for another token, or beyond its time', async () => {
      const urlFor = async (token: string) =>
        (await app.expect(200, 'GET', `${at}/public.txt/signed-url?ttl=60`, { token })).url
      const { secret: other } = await tokenOf('delivery')
      const first = await urlFor(delivery)
      expect(await urlFor(other)).not.toBe(first)
      app.clock.now += 60_000
      expect((await callBytes(app, 'GET', first)).status).toBe(403)
      expect((await callBytes(app, 'GET', await urlFor(delivery))).status).toBe(200)
    })

    test('is for no shared cache, nor is what it opens, where a public file is', async () => {
      const open = (shared_caches: boolean) =>
        app.expect(200, 'PATCH', '/api/v1/spaces/shop', { body: { shared_caches } })
      const { secret: token } = await tokenOf('delivery', { cache_ttl: 60 })
      await open(true)
      const ask = async (url: string, as: string | null) =>
        (await callBytes(app, 'GET', url, { token: as })).headers['cache-control']
      const { url } = await app.expect(200, 'GET', `${at}/public.txt/signed-url`, { token })
      expect(await ask(`${at}/public.txt/file`, token)).toBe('public, max-age=60')
      expect(await ask(`${at}/public.txt/signed-url`, token)).toBe('private, no-cache')
      expect(await ask(url, null)).toBe('private, no-cache')
      await open(false)
    })

    test('ends with the token that has signed it, and with the bytes', async () => {
      const { id, secret } = await tokenOf('asset')
      const { url } = await app.expect(200, 'GET', `${at}/private.txt/signed-url`, { token: secret })
      expect((await callBytes(app, 'GET', url)).status).toBe(200)
      await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${id}/revoke`)
      expect((await callBytes(app, 'GET', url)).status).toBe(403)
      const other = await app.expect(200, 'GET', `${at}/private.txt/signed-url`, { token: assetToken })
      await app.expect(200, 'POST', `${managed}/private.txt/unpublish`)
      expect((await callBytes(app, 'GET', other.url)).status).toBe(403)
      await app.expect(200, 'POST', `${managed}/private.txt/publish`)
      expect((await callBytes(app, 'GET', other.url)).status).toBe(200)
    })
  })

  test('a signed URL opens from anywhere, and takes no request from the limit of its token, which bounds it alike', async () => {
    const { secret: token } = await tokenOf('asset', {
      allowed_networks: ['127.0.0.0/8'],
      rate_limit: { requests: 2, per: 'minute' },
    })
    const { url } = await app.expect(200, 'GET', `${at}/private.txt/signed-url`, { token })
    const { server } = app.app
    const open = () => server.inject({ method: 'GET', url, remoteAddress: '203.0.113.9' })
    const answers = [await open(), await open(), await open()]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429])
    expect(answers.map(({ headers }) => headers['ratelimit'])).toEqual([undefined, undefined, undefined])
    await app.expect(200, 'GET', `${at}/private.txt/signed-url`, { token })
  })

  test('images are had in other sizes, from a fixed choice', async () => {
    const bytes = await sharp({ create: { width: 400, height: 200, channels: 3, background: 'blue' } })
      .jpeg()
      .toBuffer()
    const { id } = await upload(app, 'wide.jpg', bytes)
    await app.expect(200, 'POST', `${managed}/${id}/publish`)
    const small = await callBytes(app, 'GET', `${at}/${id}/file?width=64&format=webp`, { token: delivery })
    expect(small.headers['content-type']).toBe('image/webp')
    expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 64, height: 32, format: 'webp' })
    expect((await callBytes(app, 'GET', `${at}/${id}/file?width=65`, { token: delivery })).status).toBe(400)
    expect((await callBytes(app, 'GET', `${at}/public.txt/file?width=64`, { token: delivery })).status).toBe(400)
  })

  test('what a browser would run is handed out to be saved', async () => {
    for (const [name, text, type] of [
      ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
      ['a.png', '<!DOCTYPE html><script>alert(1)</script>', 'text/html; charset=utf-8'],
    ] as const) {
      const { id } = await upload(app, name, text)
      const { headers } = await callBytes(app, 'GET', `${managed}/${id}/file`, { token: app.owner.token })
      expect(headers).toMatchObject({
        'content-type': type,
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
      })
      expect(headers['content-disposition']).toMatch(/^attachment;/)
    }
  })

  test('an image loses its location and keeps its orientation', async () => {
    const bytes = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'blue' } })
      .jpeg()
      .withExif({ IFD0: { Copyright: 'me' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 8/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const { id, width, height } = await upload(app, 'photo.jpg', bytes)
    expect([width, height]).toEqual([20, 40])
    const file = await callBytes(app, 'GET', `${managed}/${id}/file`, { token: app.owner.token })
    const { exif, orientation } = await sharp(file.bytes).metadata()
    expect(orientation).toBe(6)
    expect(exif?.includes('me')).toBe(false)
    expect(exif!.length).toBeLessThan(64)
  })
})
