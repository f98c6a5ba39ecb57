import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { callBytes, formOf, sendForm, upload } from '../../test-support/upload.ts'

const assets = '/api/v1/spaces/shop/assets'

describeEachDatabase('assets', (databases) => {
  let app: TestApp
  beforeAll(async () => {
    app = await openContentApp(databases)
  })

  describe('an upload', () => {
    test('becomes an asset, known for what its bytes are', async () => {
      const png = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
      const answer = await sendForm(
        app,
        formOf({ category: 'Brand / Logos', metadata: '{"alt":"A red flag"}' }, { name: 'flag.txt', bytes: png }),
      )
      expect(answer.status).toBe(201)
      expect(answer.headers['location']).toBe(`${assets}/${answer.body.id}`)
      expect(answer.headers['etag']).toBe('"v1"')
      expect(answer.body).toMatchObject({
        file_name: 'flag.txt',
        category: 'Brand / Logos',
        private: false,
        status: 'draft',
        changed: false,
        environments: [],
        version: 1,
        media_type: 'image/png',
        bytes: png.length,
        width: 30,
        height: 20,
        metadata: { alt: 'A red flag' },
        created_by: `account:${app.owner.id}`,
      })
      const file = await callBytes(app, 'GET', `${assets}/flag.txt/file`, { token: app.owner.token })
      expect(file.status).toBe(200)
      expect(file.bytes.equals(png)).toBe(true)
      expect(file.headers).toMatchObject({
        'content-type': 'image/png',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-disposition': 'inline; filename="flag.txt"',
      })
    })

    test('of a name that is taken gets a number', async () => {
      const first = await upload(app, 'same.txt', 'one')
      const second = await upload(app, 'same.txt', 'two')
      expect([first.file_name, second.file_name]).toEqual(['same.txt', 'same-2.txt'])
    })

    test('without a file, or with something behind it, is refused', async () => {
      const none = await sendForm(app, formOf({ file_name: 'none.txt' }, null))
      expect(none).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file' }] } })
      const json = await app.call('POST', assets, { body: { file_name: 'x.txt' } })
      expect(json.status).toBe(415)
      const form = formOf({}, { name: 'x.txt', bytes: 'x' })
      const [, boundary = ''] = /boundary=(.*)/.exec(form.headers['content-type']!)!
      const more = `--${boundary}\r\nContent-Disposition: form-data; name="category"\r\n\r\nBrand\r\n--${boundary}--\r\n`
      const text = form.payload.toString('latin1').replace(`--${boundary}--\r\n`, more)
      const behind = await sendForm(app, { ...form, payload: Buffer.from(text, 'latin1') })
      expect(behind).toMatchObject({ status: 400, body: { detail: 'The file has to be the last part of the form.' } })
    })

    test('that ends too early leaves nothing', async () => {
      const form = formOf({}, { name: 'cut.txt', bytes: 'half of it' })
      const answer = await sendForm(app, { ...form, payload: form.payload.subarray(0, -12) })
      expect(answer.status).toBe(400)
      expect((await app.call('GET', `${assets}/cut.txt`)).status).toBe(404)
    })

    test.each([
      ['a colon', { file_name: 'a:b.txt' }, '/file_name'],
      ['the shape of an id', { file_name: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11' }, '/file_name'],
      ['a wildcard in its category', { category: 'Brand / *' }, '/category'],
      ['an unknown key', { colour: 'red' }, '/colour'],
      ['a wrong flag', { private: 'yes' }, '/private'],
    ])('with %s is refused at its place', async (_what, fields, pointer) => {
      const answer = await sendForm(app, formOf(fields, { name: 'x.txt', bytes: 'x' }))
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
    })
  })

  describe('publishing', () => {
    test('shows bytes and metadata of then, until it is published again', async () => {
      const asset = await upload(app, 'news.txt', 'old', { metadata: '{"title":"Old"}' })
      const published = await app.expect(200, 'POST', `${assets}/${asset.id}/publish`)
      expect(published).toMatchObject({ status: 'published', environments: ['production'], changed: false })
      const replaced = await callBytes(app, 'PUT', `${assets}/${asset.id}/file`, {
        token: app.owner.token,
        payload: 'new bytes',
        headers: { 'content-type': 'text/plain' },
      })
      expect(replaced.status).toBe(200)
      const changed = await app.expect(200, 'PATCH', `${assets}/${asset.id}`, { body: { metadata: { title: 'New' } } })
      expect(changed).toMatchObject({ changed: true, bytes: 9, metadata: { title: 'New' } })
      const delivered = '/delivery/v1/spaces/shop/assets/news.txt'
      expect(await app.expect(200, 'GET', delivered)).toMatchObject({ bytes: 3, metadata: { title: 'Old' } })
      expect((await callBytes(app, 'GET', `${delivered}/file`, { token: app.owner.token })).bytes.toString()).toBe(
        'old',
      )
      await app.expect(200, 'POST', `${assets}/${asset.id}/publish`)
      expect(await app.expect(200, 'GET', delivered)).toMatchObject({ bytes: 9, metadata: { title: 'New' } })
      const offline = await app.expect(200, 'POST', `${assets}/${asset.id}/unpublish`)
      expect(offline).toMatchObject({ status: 'draft', environments: [], changed: false })
      expect((await app.call('GET', delivered)).status).toBe(404)
    })
  })

  test('a stale version is refused', async () => {
    const asset = await upload(app, 'versioned.txt', 'x')
    await app.expect(200, 'PATCH', `${assets}/${asset.id}`, { body: { category: 'Texts' } })
    const stale = await app.call('PATCH', `${assets}/${asset.id}`, {
      body: { category: null },
      headers: { 'if-match': '"v1"' },
    })
    expect(stale).toMatchObject({ status: 412, body: { current_version: 2 } })
  })

  test('the trash gives a file back as a draft, under a free name', async () => {
    const asset = await upload(app, 'gone.txt', 'x')
    await app.expect(200, 'POST', `${assets}/${asset.id}/publish`)
    await app.expect(204, 'DELETE', `${assets}/gone.txt`)
    expect((await app.call('GET', `${assets}/gone.txt`)).status).toBe(404)
    expect((await app.call('GET', '/delivery/v1/spaces/shop/assets/gone.txt')).status).toBe(404)
    await upload(app, 'gone.txt', 'y')
    const { items } = await app.expect(200, 'GET', '/api/v1/spaces/shop/asset-trash')
    expect(items).toMatchObject([{ id: asset.id, file_name: 'gone.txt', environments: [] }])
    const restored = await app.expect(200, 'POST', `/api/v1/spaces/shop/asset-trash/${asset.id}/restore`)
    expect(restored).toMatchObject({ file_name: 'gone-2.txt', status: 'draft' })
    await app.expect(204, 'DELETE', `${assets}/gone-2.txt`)
    await app.expect(204, 'DELETE', `/api/v1/spaces/shop/asset-trash/${asset.id}`)
    expect((await app.call('POST', `/api/v1/spaces/shop/asset-trash/${asset.id}/restore`)).status).toBe(404)
  })

  test('categories are counted as far as they may be read', async () => {
    await upload(app, 'a.txt', 'x', { category: 'Counted / One' })
    await upload(app, 'b.txt', 'x', { category: 'Counted / One' })
    await upload(app, 'c.txt', 'x', { category: 'Counted / Two' })
    const token = await apiToken(app, {
      effect: 'allow',
      actions: ['media.read'],
      resources: ['media:category:Counted / One'],
    })
    expect(await app.expect(200, 'GET', '/api/v1/spaces/shop/categories', { token })).toEqual({
      items: [{ id: expect.any(String), serial: expect.any(Number), category: 'Counted / One', assets: 2 }],
      next: null,
    })
  })

  describe('tags', () => {
    const tagged = (name: string, tags: readonly string[], fields: Readonly<Record<string, string>> = {}) =>
      upload(app, name, 'x', { ...fields, tags: JSON.stringify(tags) })
    const namesOf = (page: { items: { file_name: string }[] }) => page.items.map(({ file_name: name }) => name)

    test('are given with a file, replaced as a whole, kept by a change that does not say them, and taken away', async () => {
      const asset = await tagged('tagged.txt', ['press', 'cafe\u0301'], { metadata: '{"alt":"A"}' })
      expect([asset.tags, asset.metadata]).toEqual([['press', 'caf\u00e9'], { alt: 'A' }])
      const path = `${assets}/${asset.id}`
      const told = await app.expect(200, 'PATCH', path, { body: { metadata: { title: 'T' } } })
      expect([told.tags, told.metadata]).toEqual([['press', 'caf\u00e9'], { alt: 'A', title: 'T' }])
      const same = await app.expect(200, 'PATCH', path, { body: { tags: ['press', 'caf\u00e9'] } })
      expect(same.version).toBe(told.version)
      const other = await app.expect(200, 'PATCH', path, { body: { tags: ['new'] } })
      expect([other.tags, other.metadata]).toEqual([['new'], { alt: 'A', title: 'T' }])
      expect((await app.expect(200, 'PATCH', path, { body: { tags: [] } })).tags).toEqual([])
    })

    test('come along with an upload that goes straight to the storage', async () => {
      const body = { file_name: 'straight.txt', bytes: 1, tags: ['straight'] }
      const { id, url } = await app.expect(201, 'POST', '/api/v1/spaces/shop/asset-uploads', { body })
      const headers = { 'content-type': 'application/octet-stream' }
      expect((await callBytes(app, 'PUT', url, { payload: 'x', headers })).status).toBe(204)
      const asset = await app.expect(200, 'POST', `/api/v1/spaces/shop/asset-uploads/${id}/complete`)
      expect(asset.tags).toEqual(['straight'])
    })

    test.each([[['a,b']], [[' a']], [['a', 'a']], [['x'.repeat(51)]], ['a']])(
      'are words: %j is refused',
      async (tags) => {
        const form = formOf({ tags: JSON.stringify(tags) }, { name: 'x.txt', bytes: 'x' })
        const answer = await sendForm(app, form)
        expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, expect.stringMatching(/^\/tags/)])
      },
    )

    test('find files', async () => {
      await tagged('found-a.txt', ['x'], { category: 'Found' })
      await tagged('found-b.txt', ['x', 'yellow'], { category: 'Found' })
      await tagged('found-c.txt', [], { category: 'Found' })
      const found = async (filter: string) =>
        namesOf(await app.expect(200, 'GET', `${assets}?filter[category]=Found&order=file_name&${filter}`))
      expect(await found('filter[tags]=x')).toEqual(['found-a.txt', 'found-b.txt'])
      expect(await found('filter[tags][in]=yellow,z')).toEqual(['found-b.txt'])
      expect(await found('filter[tags][nin]=yellow')).toEqual(['found-a.txt', 'found-c.txt'])
      expect(await found('filter[tags][exists]=false')).toEqual(['found-c.txt'])
      expect(await found('filter[tags][starts-with]=yel')).toEqual(['found-b.txt'])
      expect(await found('filter[or][0][tags]=yellow&filter[or][1][file_name]=found-c.txt')).toEqual([
        'found-b.txt',
        'found-c.txt',
      ])
      await app.expect(400, 'GET', `${assets}?order=tags`)
    })

    test('are delivered, and found there, as they were when the file went live', async () => {
      const asset = await tagged('live-tags.txt', ['old'])
      await app.expect(200, 'POST', `${assets}/${asset.id}/publish`)
      const changed = await app.expect(200, 'PATCH', `${assets}/${asset.id}`, { body: { tags: ['secret'] } })
      expect(changed.changed).toBe(true)
      const delivered = '/delivery/v1/spaces/shop/assets'
      expect((await app.expect(200, 'GET', `${delivered}/${asset.id}`)).tags).toEqual(['old'])
      const found = async (tag: string) => namesOf(await app.expect(200, 'GET', `${delivered}?filter[tags]=${tag}`))
      expect([await found('old'), await found('secret')]).toEqual([['live-tags.txt'], []])
      await app.expect(200, 'PATCH', `${assets}/${asset.id}`, { body: { tags: [] } })
      await app.expect(200, 'POST', `${assets}/${asset.id}/publish`)
      expect(await app.expect(200, 'GET', `${delivered}/${asset.id}`)).not.toHaveProperty('tags')
    })

    test('are counted as far as the files may be read', async () => {
      await tagged('counted-a.txt', ['counted', 'Élan'], { category: 'Shown' })
      await tagged('counted-b.txt', ['counted'], { category: 'Shown' })
      await tagged('counted-c.txt', ['counted', 'hidden'], { category: 'Hidden' })
      const gone = await tagged('counted-d.txt', ['counted'], { category: 'Shown' })
      await app.expect(204, 'DELETE', `${assets}/${gone.id}`)
      const reader = (...resources: string[]) => apiToken(app, { effect: 'allow', actions: ['media.read'], resources })
      const path = '/api/v1/spaces/shop/asset-tags'
      expect(await app.expect(200, 'GET', path, { token: await reader('media:category:Shown') })).toEqual({
        items: [
          { tag: 'counted', assets: 2 },
          { tag: 'Élan', assets: 1 },
        ],
        next: null,
      })
      const none = await app.expect(200, 'GET', path, { token: await reader('media:category:None') })
      expect(none.items).toEqual([])
      const pages = await apiToken(app, { effect: 'allow', actions: ['content.read'], resources: ['*'] })
      expect((await app.call('GET', path, { token: pages })).status).toBe(403)
    })
  })

  test('a writer who may not read gets a receipt', async () => {
    const token = await apiToken(app, { effect: 'allow', actions: ['media.upload'], resources: ['media'] })
    const receipt = await upload(app, 'blind.txt', 'x', {}, { token })
    expect(receipt).toEqual({ id: expect.any(String), version: 1, status: 'draft' })
  })
})
