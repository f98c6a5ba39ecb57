import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// The WEEGLOO dialect over plain HTTP, in the shapes of its documents: it has no published client. Tests go on with what those
// before them have made.

const mediaType = 'application/vnd.com.weegloo.v1+json'
const refer = (targetType: string, id: string) => ({ sys: { type: 'Refer', id, targetType } })

describeEachDatabase('the WEEGLOO dialect', (databases) => {
  let app: TestApp
  let url: string
  let personal: string

  const send = async (
    method: string,
    path: string,
    options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const { token = personal, body, headers = {} } = options
    const isForm = body instanceof FormData
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) }
  }
  const cma = (method: string, path: string, options?: Parameters<typeof send>[2]) =>
    send(method, `/cma/v1${path}`, options)
  const cda = (path: string, token: string, headers: Record<string, string> = {}) =>
    send('GET', `/cda/v1/spaces/shop${path}`, { token, headers })
  const version = (number: number) => ({ 'x-weegloo-version': String(number) })

  beforeAll(async () => {
    app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { body: { code: 'ko-KR', fallback: 'en' } })
    await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'other', name: 'Other' } })
    for (const [slug, ...fields] of [
      ['brand', { id: 'name', type: 'text' }],
      [
        'product',
        { id: 'name', type: 'text', required: true, localized: true },
        { id: 'price', type: 'number', filterable: true },
        { id: 'brand', type: 'reference', types: ['brand'], filterable: true },
      ],
    ] as const)
      await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', { body: { slug, fields } })
    url = `${await app.app.server.listen({ host: '127.0.0.1', port: 0 })}/weegloo`
    const made = await cma('POST', '/personal-access-tokens', {
      token: app.owner.token,
      body: { name: 'Nightly upload' },
    })
    expect(made.status).toBe(201)
    personal = made.body.sys.accessToken
  })

  afterAll(() => app.app.server.close())

  describe('a personal access token', () => {
    test('says who it is, in the media type of the vendor', async () => {
      const { status, body, headers } = await cma('GET', '/me')
      expect({ status, body }).toMatchObject({ status: 200, body: { sys: { id: app.owner.id, type: 'User' } } })
      expect(headers.get('content-type')).toBe(`${mediaType};charset=UTF-8`)
    })

    test('is shown again without its text', async () => {
      const { body } = await cma('GET', '/personal-access-tokens')
      const [token] = body.items
      expect(token).toMatchObject({
        name: 'Nightly upload',
        sys: { type: 'PersonalAccessToken', scopes: ['PERSONAL'] },
      })
      expect(JSON.stringify(body)).not.toContain(personal)
      expect((await cma('GET', `/personal-access-tokens/${token.sys.id}`)).body.sys).not.toHaveProperty('accessToken')
    })

    test('that is deleted opens nothing from the next request on', async () => {
      const { body } = await cma('POST', '/personal-access-tokens', { token: app.owner.token, body: { name: 'Short' } })
      const token = body.sys.accessToken
      expect((await cma('GET', '/me', { token })).status).toBe(200)
      expect((await cma('DELETE', `/personal-access-tokens/${body.sys.id}`, { token: app.owner.token })).status).toBe(
        204,
      )
      const refused = await cma('GET', '/me', { token })
      expect(refused).toMatchObject({ status: 401, body: { sys: { type: 'Unauthorized' } } })
    })

    test('takes no narrower scope: what the vendor does not know is refused', async () => {
      const { status, body } = await cma('POST', '/personal-access-tokens', {
        token: app.owner.token,
        body: { name: 'Narrow', scopes: ['READ'] },
      })
      expect({ status, body }).toMatchObject({ status: 422, body: { details: { errors: [{ pointer: '/scopes' }] } } })
    })
  })

  test('plain application/json is not acceptable', async () => {
    const refused = await cma('GET', '/me', { headers: { accept: 'application/json' } })
    expect(refused).toMatchObject({ status: 406, body: { sys: { type: 'NotAcceptable' } } })
    expect((await cma('GET', '/me', { headers: { accept: mediaType } })).status).toBe(200)
  })

  test('spaces are those of the account; one that is not there is answered like one that is not for it', async () => {
    const { body } = await cma('GET', '/spaces')
    expect(body.items.map(({ slug }: any) => slug).toSorted()).toEqual(['other', 'shop'])
    expect(await cma('GET', '/spaces/nowhere')).toMatchObject({ status: 404, body: { sys: { code: 'WGL404001' } } })
  })

  let roleId: string

  describe('a SpaceRole', () => {
    const products = { contentType: refer('ContentType', 'product') }

    test('is made and read back in its own shape', async () => {
      const role = {
        name: 'Product read-only',
        contentType: { Read: { Allow: [] } },
        content: { Read: { Allow: [products] } },
        media: { Read: { Allow: [] } },
        settings: [],
      }
      const made = await cma('POST', '/spaces/shop/space-roles', { body: role })
      expect(made).toMatchObject({ status: 201, body: { ...role, sys: { type: 'SpaceRole', isLocked: false } } })
      roleId = made.body.sys.id
      const native = await app.expect(200, 'GET', `/api/v1/spaces/shop/roles/${roleId}`)
      expect(native.grants).toContainEqual({
        effect: 'allow',
        actions: ['content.read'],
        resources: ['content:product'],
      })
    })

    test('of the Administrator is whole and locked', async () => {
      const { body } = await cma('GET', '/spaces/shop/space-roles')
      const administrator = body.items.find(({ name }: any) => name === 'Administrator')
      expect(administrator).toMatchObject({
        sys: { isLocked: true },
        content: { All: { Allow: [] } },
        settings: ['SETTING_ALL'],
      })
      const refused = await cma('DELETE', `/spaces/shop/space-roles/${administrator.sys.id}`)
      expect(refused).toMatchObject({ status: 422, body: { sys: { code: 'WGL422025' } } })
    })

    test('is replaced for the version that was read', async () => {
      const path = `/spaces/shop/space-roles/${roleId}`
      const body = { name: 'Product read-only', content: { Read: { Allow: [products] } } }
      expect(await cma('PUT', path, { body })).toMatchObject({ status: 400 })
      const replaced = await cma('PUT', path, { body, headers: version(1) })
      expect(replaced).toMatchObject({ status: 200, body: { media: {}, settings: [] } })
      const stale = await cma('PUT', path, { body, headers: version(1) })
      expect(stale).toMatchObject({ status: 409, body: { sys: { type: 'Conflict', code: 'WGL409005' } } })
    })

    test('that grants cannot say is refused, and says why', async () => {
      const refused = await cma('POST', '/spaces/shop/space-roles', {
        body: { name: 'Half', content: { Publish: { Allow: [] } } },
      })
      expect(refused).toMatchObject({ status: 422, body: { reason: expect.stringContaining('Publish, Unpublish') } })
    })
  })

  const ids = new Map<string, string>()

  describe('content', () => {
    const make = async (type: string, fields: object) => {
      const { status, body } = await cma('POST', `/spaces/shop/content-types/${type}/contents`, { body: { fields } })
      expect({ status, body }).toMatchObject({ status: 201 })
      return body
    }
    const publish = (id: string, number: number) =>
      cma('PUT', `/spaces/shop/contents/${id}/publish`, { headers: version(number) })

    test('is made as a draft, by locale, and published', async () => {
      const brand = await make('brand', { name: { en: 'Acme' } })
      ids.set('brand', brand.sys.id)
      const fields = {
        name: { en: 'Shirt', 'ko-KR': '셔츠' },
        price: { en: 18000 },
        brand: { en: refer('Content', brand.sys.id) },
      }
      const shirt = await make('product', fields)
      ids.set('shirt', shirt.sys.id)
      expect(shirt).toMatchObject({
        sys: { status: 'Draft', version: 1, contentType: refer('ContentType', 'product') },
        fields,
      })
      expect((await publish(shirt.sys.id, 1)).body.sys).toMatchObject({ status: 'Published' })
      expect((await publish(brand.sys.id, 1)).status).toBe(200)
      ids.set('hat', (await make('product', { name: { en: 'Hat' } })).sys.id)
    })

    test('is changed by JSON Patch for the version that was read, and is Changed until it is published', async () => {
      const path = `/spaces/shop/content-types/product/contents/${ids.get('shirt')}`
      const { body: before } = await cma('GET', `/spaces/shop/contents/${ids.get('shirt')}`)
      const patch = [
        { op: 'replace', path: '/fields/price/en', value: 20000 },
        { op: 'remove', path: '/fields/name/ko-KR' },
      ]
      const headers = { 'content-type': 'application/json-patch+json', ...version(before.sys.version) }
      const changed = await cma('PATCH', path, { body: patch, headers })
      expect(changed.body).toMatchObject({
        sys: { status: 'Changed' },
        fields: { name: { en: 'Shirt' }, price: { en: 20000 } },
      })
      expect(changed.body.fields.name).not.toHaveProperty('ko-KR')
      expect((await cma('PATCH', path, { body: patch, headers })).status).toBe(409)
    })

    test('is replaced whole: what is left out is emptied', async () => {
      const path = `/spaces/shop/content-types/product/contents/${ids.get('hat')}`
      const replaced = await cma('PUT', path, { body: { fields: { name: { en: 'Cap' } } }, headers: version(1) })
      expect(replaced.body.fields).toEqual({ name: { en: 'Cap' } })
    })

    test('with mistakes is refused with all their places', async () => {
      const refused = await cma('POST', '/spaces/shop/content-types/product/contents', {
        body: { fields: { price: { en: 'much' } } },
      })
      expect(refused).toMatchObject({ status: 422, body: { sys: { type: 'Unprocessable' } } })
      const pointers = refused.body.details.errors.map(({ pointer }: any) => pointer)
      expect(pointers).toEqual(
        expect.arrayContaining([expect.stringContaining('/fields/price'), expect.stringContaining('/fields/name')]),
      )
    })

    test('that is published is neither archived nor deleted', async () => {
      const path = `/spaces/shop/contents/${ids.get('brand')}`
      const { body } = await cma('GET', path)
      const archive = await cma('PUT', `${path}/archive`, { headers: version(body.sys.version) })
      expect(archive).toMatchObject({ status: 422, body: { sys: { code: 'WGL422007' } } })
      expect(await cma('DELETE', path)).toMatchObject({ status: 422, body: { sys: { code: 'WGL422009' } } })
    })

    test('goes to the archive and back, and into the trash', async () => {
      const { sys } = await make('product', { name: { en: 'Gone' } })
      const path = `/spaces/shop/contents/${sys.id}`
      const archived = await cma('PUT', `${path}/archive`, { headers: version(1) })
      expect(archived.body.sys.status).toBe('Archived')
      const back = await cma('PUT', `${path}/unarchive`, { headers: version(archived.body.sys.version) })
      expect(back.body.sys.status).toBe('Draft')
      expect((await cma('DELETE', path)).status).toBe(204)
      expect((await cma('GET', path)).status).toBe(404)
    })

    test('is listed page after page', async () => {
      const first = (await cma('GET', '/spaces/shop/contents?limit=2&order=-sys.createdAt')).body
      expect(first).toMatchObject({ totalCount: 3, links: { self: expect.stringContaining('limit=2') } })
      const next = (await cma('GET', first.links.next.replace('/v1', ''))).body
      const all: string[] = [...first.items, ...next.items].map(({ sys }: any) => sys.id)
      expect(all.toSorted()).toEqual([...ids.values()].toSorted())
      expect(next.links).not.toHaveProperty('next')
    })
  })

  let delivery: string
  let deliveryId: string

  describe('a delivery access token', () => {
    const tokens = '/spaces/shop/delivery-access-tokens'

    test('is made with its role, and its text is in that answer', async () => {
      const made = await cma('POST', tokens, {
        token: app.owner.token,
        body: {
          name: 'Storefront',
          description: 'Shop window',
          role: refer('SpaceRole', roleId),
          allowedReferrers: ['https://shop.example'],
        },
      })
      expect(made).toMatchObject({
        status: 201,
        body: {
          name: 'Storefront',
          allowedReferrers: ['https://shop.example'],
          sys: { type: 'DeliveryAccessToken', scopes: ['DELIVERY'] },
        },
      })
      expect(made.body).not.toHaveProperty('role')
      delivery = made.body.sys.accessToken
      deliveryId = made.body.sys.id
    })

    test('is read again with its text by a fresh login, and without it by a token', async () => {
      expect((await cma('GET', `${tokens}/${deliveryId}`, { token: app.owner.token })).body.sys.accessToken).toBe(
        delivery,
      )
      expect((await cma('GET', `${tokens}/${deliveryId}`)).body.sys).not.toHaveProperty('accessToken')
    })

    test('works on pages of its referrers alone, until they are cleared by leaving them out', async () => {
      expect((await cda('/contents', delivery)).status).not.toBe(200)
      expect((await cda('/contents', delivery, { origin: 'https://shop.example' })).status).toBe(200)
      const cleared = await cma('PUT', `${tokens}/${deliveryId}`, { body: { description: 'Everywhere' } })
      expect(cleared).toMatchObject({ status: 200, body: { description: 'Everywhere' } })
      expect(cleared.body).not.toHaveProperty('allowedReferrers')
      expect((await cda('/contents', delivery)).status).toBe(200)
    })

    test('keeps its name and its role', async () => {
      expect((await cma('PUT', `${tokens}/${deliveryId}`, { body: { name: 'Another' } })).status).toBe(422)
    })

    test('needs a role, and never the Administrator’s', async () => {
      expect((await cma('POST', tokens, { token: app.owner.token, body: { name: 'None' } })).status).toBe(422)
      const { body } = await cma('GET', '/spaces/shop/space-roles')
      const role = refer('SpaceRole', body.items.find(({ sys }: any) => sys.isLocked).sys.id)
      expect((await cma('POST', tokens, { token: app.owner.token, body: { name: 'All', role } })).status).toBe(422)
    })

    test('holds its role: that cannot be deleted', async () => {
      const refused = await cma('DELETE', `/spaces/shop/space-roles/${roleId}`)
      expect(refused).toMatchObject({ status: 422, body: { sys: { code: 'WGL422024' } } })
    })

    test('reads what is published and what its role allows, and nothing else', async () => {
      const { body, headers } = await cda('/contents', delivery)
      expect(headers.get('content-type')).toBe(`${mediaType};charset=UTF-8`)
      expect(body).toMatchObject({ totalCount: 1, items: [{ sys: { id: ids.get('shirt'), type: 'Content' } }] })
      expect(body.items[0].fields).toEqual({ name: 'Shirt', price: 18000, brand: refer('Content', ids.get('brand')!) })
      expect(body.items[0].sys).not.toHaveProperty('status')
      for (const name of ['hat', 'brand']) {
        const hidden = await cda(`/contents/${ids.get(name)}`, delivery)
        const missing = await cda('/contents/019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', delivery)
        expect({ ...hidden.body, ...unnamed }).toEqual({ ...missing.body, ...unnamed })
        expect(hidden.status).toBe(404)
      }
    })

    test('reads in the locale that is asked for, and all of them', async () => {
      const path = `/contents/${ids.get('shirt')}`
      expect((await cda(`${path}?locale=ko-KR`, delivery)).body.fields.name).toBe('셔츠')
      expect((await cda(`${path}?locale=*`, delivery)).body.fields).toMatchObject({
        name: { en: 'Shirt', 'ko-KR': '셔츠' },
        price: { en: 18000 },
      })
      expect((await cda(`${path}?locale=fr`, delivery)).status).toBe(400)
    })

    test('filters and orders by fields; what is not known is refused by its name', async () => {
      const found = await cda('/contents?sys.contentType.sys.id=product&fields.price.en[gte]=10000', delivery)
      expect(found.body.totalCount).toBe(1)
      expect((await cda('/contents?fields.price.en[lt]=10000', delivery)).body.totalCount).toBe(0)
      const refused = await cda('/contents?select=fields.name', delivery)
      expect(refused).toMatchObject({ status: 400, body: { details: { errors: [{ parameter: 'select' }] } } })
    })

    test('is no token of the management API, nor of another space, and writes nothing', async () => {
      expect((await cma('GET', '/spaces/shop/contents', { token: delivery })).status).toBe(401)
      const foreign = await send('GET', '/cda/v1/spaces/other/contents', { token: delivery })
      expect(foreign.status).toBe((await send('GET', '/cda/v1/spaces/nowhere/contents', { token: delivery })).status)
      expect(foreign.status).not.toBe(200)
      expect((await send('POST', '/cda/v1/spaces/shop/contents', { token: delivery, body: {} })).status).toBe(405)
    })

    test('that is deleted opens nothing from the next request on', async () => {
      expect((await cma('DELETE', `${tokens}/${deliveryId}`)).status).toBe(204)
      expect((await cda('/contents', delivery)).status).toBe(401)
    })
  })

  test('a file is uploaded, published, read by sites, and taken offline before it is deleted', async () => {
    const form = new FormData()
    form.append('file', new File(['0123456789'], 'menu.txt'))
    const { status, body } = await send('POST', '/upload/v1/spaces/shop/medias', { body: form })
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { sys: { type: 'Media', status: 'Draft' }, fields: { file: { en: { fileName: 'menu.txt', size: 10 } } } },
    })
    const path = `/spaces/shop/medias/${body.sys.id}`
    const live = await cma('PUT', `${path}/publish`, { headers: version(1) })
    expect(live.body.sys.status).toBe('Published')
    const read = await cda(`/medias/${body.sys.id}`, personal)
    expect(read.body.fields).toMatchObject({ title: 'menu.txt', file: { contentType: 'text/plain' } })
    const bytes = await fetch(read.body.fields.file.url, { headers: { authorization: `Bearer ${personal}` } })
    expect(await bytes.text()).toBe('0123456789')
    expect(await cma('DELETE', path)).toMatchObject({ status: 422, body: { sys: { code: 'WGL422009' } } })
    const off = await cma('PUT', `${path}/unpublish`, { headers: version(live.body.sys.version) })
    expect(off.body.sys.status).toBe('Draft')
    expect((await cma('DELETE', path)).status).toBe(204)
  })

  test('types are named by their slugs', async () => {
    const { body } = await cma('GET', '/spaces/shop/content-types')
    expect(body.items.map(({ sys }: any) => sys.id).toSorted()).toEqual(['brand', 'product'])
    const read = await cda('/content-types/product', personal)
    expect(read.body.fields).toContainEqual(expect.objectContaining({ id: 'name', required: true, localized: true }))
  })
})

/** What differs in every answer. */
const unnamed = { requestId: '', sys: '' }
