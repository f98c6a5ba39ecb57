import { describeEachDatabase, type TestDatabases } from '@latchkey/server/database/test-databases'
import { type Answer, openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { beforeAll, describe, expect, test } from 'vitest'

// The main job, end to end: content is registered, a narrow key is issued, a program reads published content with it,
// and everything else is refused with a reason.

const management = '/api/v1/spaces/shop'
const delivery = '/delivery/v1/spaces/shop'

const productType = {
  slug: 'products',
  fields: [
    { id: 'title', type: 'text', required: true, localized: true, filterable: true },
    { id: 'price', type: 'number', filterable: true, validation: { minimum: 0 } },
    { id: 'category', type: 'reference', types: ['categories'] },
  ],
}

interface Shop {
  readonly app: TestApp
  readonly key: string
  readonly role: { readonly id: string; readonly version: number }
  readonly ids: Readonly<Record<string, string>>
}

async function openShop(databases: TestDatabases): Promise<Shop> {
  const app = await openTestApp(databases)
  const create = async (path: string, body: unknown) => app.expect(201, 'POST', `${management}${path}`, { body })
  const ids: Record<string, string> = {}
  await create('/content-types', { slug: 'categories', fields: [{ id: 'title', type: 'text', filterable: true }] })
  await create('/content-types', productType)
  await create('/content-types', { slug: 'campaigns', fields: [{ id: 'title', type: 'text' }] })
  const entry = async (type: string, slug: string, fields: unknown, publish: boolean) => {
    const { id } = await create('/entries', { type, slug, fields })
    ids[slug] = id
    if (publish) await app.expect(200, 'POST', `${management}/entries/${id}/publish`)
  }
  await entry('categories', 'shirts', { title: 'Shirts' }, true)
  await entry('categories', 'secret', { title: 'Secret' }, false)
  await entry('products', 'red-shirt', { title: 'Red shirt', price: 25, category: ids['shirts'] }, true)
  await entry('products', 'blue-shirt', { title: 'Blue shirt', price: 30, category: ids['secret'] }, true)
  await entry('products', 'green-shirt', { title: 'Green shirt', price: 35 }, false)
  await entry('campaigns', 'summer', { title: 'Summer' }, true)
  const role = await create('/roles', {
    name: 'Product Read-only',
    grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content:products', 'content:categories'] }],
  })
  const { secret } = await create('/tokens', { kind: 'delivery', name: 'Storefront', role: role.id })
  return { app, key: secret, role, ids }
}

/** The bytes of an answer apart from the request id. */
const bytesOf = ({ status, text, headers }: Answer) => [
  status,
  text.replace(/urn:request:[0-9a-f-]+/, 'urn:request:…'),
  headers['cache-control'],
  headers['www-authenticate'],
  headers['etag'],
]

describeEachDatabase('a delivery key for products', (databases) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop(databases)
  }, 60_000)
  const get = (path: string) => shop.app.call('GET', path, { token: shop.key })

  test('reads a published product', async () => {
    const answer = await get(`${delivery}/content/products/red-shirt`)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      slug: 'red-shirt',
      type: 'products',
      locale: 'en',
      fields: { title: 'Red shirt', price: 25 },
    })
    expect((await get(`${delivery}/content/products/${shop.ids['red-shirt']}`)).body).toEqual(answer.body)
  })

  test('keeps showing the old values after an edit that was not published', async () => {
    const before = await get(`${delivery}/content/products/blue-shirt`)
    await shop.app.expect(200, 'PATCH', `${management}/entries/${shop.ids['blue-shirt']}`, {
      body: { fields: { title: 'Navy shirt', price: 99 } },
    })
    expect(bytesOf(await get(`${delivery}/content/products/blue-shirt`))).toEqual(bytesOf(before))
    expect((await get(`${delivery}/content/products?filter[price][gt]=90`)).body.items).toEqual([])
    expect((await get(`${delivery}/content/products?search=Navy`)).body.items).toEqual([])
  })

  test('answers a draft exactly as a missing entry', async () => {
    const draft = await get(`${delivery}/content/products/green-shirt`)
    expect(draft.status).toBe(404)
    expect(bytesOf(draft)).toEqual(bytesOf(await get(`${delivery}/content/products/no-such-shirt`)))
    expect(bytesOf(await get(`${delivery}/content/products/${shop.ids['green-shirt']}`))).toEqual(bytesOf(draft))
  })

  test('refuses another type with the same bytes whether it exists or not', async () => {
    const existing = await get(`${delivery}/content/campaigns`)
    expect(existing.status).toBe(403)
    expect(bytesOf(existing)).toEqual(bytesOf(await get(`${delivery}/content/nothing`)))
    expect(bytesOf(await get(`${delivery}/content/campaigns/summer`))).toEqual(
      bytesOf(await get(`${delivery}/content/nothing/summer`)),
    )
  })

  test.each([
    ['POST', `${management}/entries`, { type: 'products', fields: { title: 'x' } }],
    ['PATCH', `${management}/entries/x`, { fields: { title: 'x' } }],
    ['POST', `${management}/entries/x/publish`, {}],
    ['DELETE', `${management}/entries/x`, undefined],
    ['POST', `${management}/tokens`, { kind: 'api', name: 'x', grants: [] }],
    ['GET', `${management}/members`, undefined],
    ['GET', `${management}/roles`, undefined],
    ['GET', '/api/v1/account', undefined],
  ])('refuses %s %s as the wrong kind of token', async (method, path, body) => {
    const answer = await shop.app.call(method, path, { token: shop.key, ...(body !== undefined && { body }) })
    expect(answer.status).toBe(403)
    expect(answer.body.type).toBe('/problems/token-kind-mismatch')
    expect(answer.body.accepted_kinds).not.toContain('delivery')
  })

  test('refuses another space, the same whether it exists or not', async () => {
    await shop.app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'other', name: 'Other' } })
    const existing = await get('/delivery/v1/spaces/other/content/products')
    expect(existing.status).toBe(403)
    expect(bytesOf(existing)).toEqual(bytesOf(await get('/delivery/v1/spaces/nowhere/content/products')))
  })

  test('lists, counts, searches, filters and sorts what is published and nothing else', async () => {
    const slugs = async (query: string) => {
      const { body } = await get(`${delivery}/content/products?${query}`)
      return body.items.map((item: { slug: string }) => item.slug)
    }
    expect(await slugs('order=price')).toEqual(['red-shirt', 'blue-shirt'])
    expect(await slugs('order=-price')).toEqual(['blue-shirt', 'red-shirt'])
    expect(await slugs('filter[price][gte]=25&filter[price][lt]=30')).toEqual(['red-shirt'])
    expect(await slugs('filter[title][starts-with]=Green')).toEqual([])
    expect((await slugs('search=shirt')).toSorted()).toEqual(['blue-shirt', 'red-shirt'])
    expect(await slugs('search=Green')).toEqual([])
    expect((await get(`${delivery}/content/products?count=true&limit=1`)).body).toMatchObject({
      total: 2,
      next: expect.any(String),
    })
  })

  test('includes a published reference and leaves the id alone of one that is not', async () => {
    const red = (await get(`${delivery}/content/products/red-shirt?include=category`)).body
    expect(red.includes[shop.ids['shirts']!]).toMatchObject({ slug: 'shirts' })
    const blue = await get(`${delivery}/content/products/blue-shirt?include=category`)
    expect(blue.body.fields.category).toBe(shop.ids['secret'])
    expect(blue.text).not.toContain('Secret')
  })

  test('is told 304 while nothing changed', async () => {
    const first = await get(`${delivery}/content/products/red-shirt`)
    const again = await shop.app.call('GET', `${delivery}/content/products/red-shirt`, {
      token: shop.key,
      headers: { 'if-none-match': first.headers['etag']! },
    })
    expect([again.status, again.text]).toEqual([304, ''])
    expect(first.headers['cache-control']).toBe('private, no-cache')
  })
})

describeEachDatabase('an api token with the example grant', (databases) => {
  let app: TestApp
  let token: string
  const homepage = `${management}/entries/homepage?type=pages`
  beforeAll(async () => {
    app = await openTestApp(databases)
    const fields = ['hero_title', 'hero_image', 'price', 'title'].map((id) => ({
      id,
      type: 'text',
      localized: id === 'hero_title',
    }))
    await app.expect(201, 'POST', `${management}/content-types`, { body: { slug: 'pages', fields } })
    await app.expect(201, 'POST', `${management}/entries`, {
      body: { type: 'pages', slug: 'homepage', fields: { hero_title: 'Hi' } },
    })
    await app.expect(201, 'POST', `${management}/entries`, {
      body: { type: 'pages', slug: 'imprint', fields: { hero_title: 'Us' } },
    })
    token = await tokenWith([
      {
        effect: 'allow',
        actions: ['content.read', 'content.update'],
        resources: ['content:pages:homepage'],
        fields: ['hero_title', 'hero_image'],
      },
    ])
  }, 60_000)
  const tokenWith = async (grants: unknown) =>
    (await app.expect(201, 'POST', `${management}/tokens`, { body: { kind: 'api', name: 'Agent', grants } })).secret
  const patch = (body: unknown, by = token) => app.call('PATCH', homepage, { token: by, body })

  test('may change hero_title of homepage', async () => {
    expect((await patch({ fields: { hero_title: 'Hello' } })).body.fields.hero_title).toBe('Hello')
  })

  test('is told the smallest missing grant for price, and may with it', async () => {
    const refused = await patch({ fields: { hero_title: 'x', price: '9' } })
    expect(refused.status).toBe(403)
    expect(refused.body.missing_grant).toMatchObject({
      effect: 'allow',
      actions: ['content.update'],
      resources: ['space:shop:content:pages:homepage'],
      fields: ['price'],
    })
    expect((await app.call('GET', homepage)).body.fields.price).toBeUndefined()
    const more = await tokenWith([
      {
        effect: 'allow',
        actions: ['content.read', 'content.update'],
        resources: ['content:pages:homepage'],
        fields: ['hero_title'],
      },
      refused.body.missing_grant,
    ])
    expect((await patch({ fields: { hero_title: 'x', price: '9' } }, more)).status).toBe(200)
  })

  test('may not change its status, its slug, or publish it', async () => {
    for (const body of [{ status: 'protected' }, { status: 'published' }, { slug: 'home' }]) {
      expect((await patch(body)).status).toBe(403)
    }
    expect((await app.call('POST', `${management}/entries/homepage/publish?type=pages`, { token })).status).toBe(403)
  })

  test('does not find another entry', async () => {
    expect((await app.call('GET', `${management}/entries/imprint?type=pages`, { token })).status).toBe(404)
    expect(
      (
        await app.call('PATCH', `${management}/entries/imprint?type=pages`, {
          token,
          body: { fields: { hero_title: 'x' } },
        })
      ).status,
    ).toBe(404)
  })

  test('with a deny on price may write title, and not price and title together', async () => {
    const denied = await tokenWith([
      { effect: 'allow', actions: ['content.read', 'content.update'], resources: ['content:pages'] },
      { effect: 'deny', actions: ['content.update'], resources: ['content:pages'], fields: ['price'] },
    ])
    expect((await patch({ fields: { title: 'T' } }, denied)).status).toBe(200)
    const refused = await patch({ fields: { title: 'U', price: '1' } }, denied)
    expect([refused.status, refused.body.missing_grant]).toEqual([403, undefined])
    expect((await app.call('GET', homepage)).body.fields.title).toBe('T')
  })

  test('is refused with a pointer when the effect is "Deny"', async () => {
    const grants = [{ effect: 'Deny', actions: ['content.read'], resources: ['*'] }]
    const answer = await app.call('POST', `${management}/tokens`, { body: { kind: 'api', name: 'x', grants } })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toEqual([{ pointer: '/grants/0/effect', detail: expect.any(String) }])
  })
})

describeEachDatabase('a narrowing', (databases) => {
  const read = (shop: Shop) => shop.app.call('GET', `${delivery}/content/products/red-shirt`, { token: shop.key })

  test.each(['revoke', 'deactivate'])('by %s refuses the very next request', async (verb) => {
    const shop = await openShop(databases)
    expect((await read(shop)).status).toBe(200)
    const [{ id }] = (await shop.app.expect(200, 'GET', `${management}/tokens`)).items
    await shop.app.expect(200, 'POST', `${management}/tokens/${id}/${verb}`)
    const answer = await read(shop)
    expect([answer.status, answer.body.type]).toEqual([401, '/problems/invalid-token'])
  })

  test('of the bound role takes effect with the very next request', async () => {
    const shop = await openShop(databases)
    expect((await read(shop)).status).toBe(200)
    const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content:categories'] }]
    await shop.app.expect(200, 'PATCH', `${management}/roles/${shop.role.id}`, { body: { grants } })
    expect((await read(shop)).status).toBe(403)
  })
})

describe('hostile requests', () => {
  describeEachDatabase('get a clear refusal', (databases) => {
    let app: TestApp
    beforeAll(async () => {
      app = await openTestApp(databases)
      await app.expect(201, 'POST', `${management}/content-types`, {
        body: { slug: 'pages', fields: [{ id: 'n', type: 'json' }] },
      })
    }, 60_000)
    const post = (body: string, headers = {}) => app.call('POST', `${management}/entries`, { body, headers })

    test.each([
      ['an unknown key', '{"type":"pages","colour":1}', 422],
      ['a number where text belongs', '{"type":1}', 422],
      ['an unknown field', '{"type":"pages","fields":{"x":1}}', 422],
      ['a repeated key', '{"type":"pages","type":"pages"}', 400],
      ['__proto__', '{"type":"pages","fields":{"__proto__":{}}}', 400],
      ['deep nesting', `{"type":"pages","fields":{"n":${'['.repeat(100_000)}`, 400],
      ['10 MB', `{"type":"pages","fields":{"n":"${'x'.repeat(10_000_000)}"}}`, 413],
      ['no JSON', 'type=pages', 400],
    ])('for a body with %s', async (_what, body, status) => {
      expect((await post(body)).status).toBe(status)
    })

    test('for a body of another type', async () => {
      expect((await post('{"type":"pages"}', { 'content-type': 'text/plain' })).status).toBe(415)
    })

    test('for a token in the URL, which the log does not keep', async () => {
      const { token } = app.owner
      const answer = await app.call('GET', `/api/v1/account?access_token=${token}`, { token: null })
      expect([answer.status, answer.body.type]).toEqual([400, '/problems/misplaced-token'])
      expect(app.logged()).not.toContain(token)
    })

    test('for another method on a known path', async () => {
      const answer = await app.call('DELETE', '/api/v1/spaces')
      expect([answer.status, answer.headers['allow']]).toEqual([405, expect.stringContaining('GET')])
    })

    test('for a broken percent-encoding', async () => {
      const answer = await app.call('GET', '/api/v1/spaces/%E0%A4%A')
      expect([answer.status, answer.body.type]).toEqual([400, '/problems/malformed-request'])
    })
  })
})
