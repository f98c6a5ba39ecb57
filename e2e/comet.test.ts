import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// There is no published client: programs speak plain HTTP, and so do these tests.

interface Said {
  readonly token?: string | null
  readonly body?: unknown
  readonly form?: FormData
  readonly root?: string
}

const everything = [{ effect: 'allow', actions: ['*'], resources: ['*'] }]
const slugsOf = (body: any) => body.data.map(({ slug }: { slug: string }) => slug)

describeEachDatabase('CometCMS: the Public API', (databases) => {
  let app: TestApp
  let url: string
  let admin: string
  beforeAll(async () => {
    app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { body: { code: 'de', name: 'Deutsch' } })
    url = await app.app.server.listen({ host: '127.0.0.1', port: 0 })
    admin = await tokenOf(everything)
    await expectSaid(201, 'POST', '/content-types', { body: posts })
    await expectSaid(201, 'POST', '/content-types', {
      body: { name: 'authors', fields: { bio: { type: 'textarea' } } },
    })
    await expectSaid(201, 'POST', '/content-types', { body: { name: 'start-page', singleton: true, fields: {} } })
    const ann = await expectSaid(201, 'POST', '/content/authors', { body: { title: 'Ann', bio: 'Writes' } })
    for (const [slug, status, price] of [
      ['one', 'published', 1],
      ['two', 'draft', 2],
      ['three', 'protected', 3],
    ] as const) {
      app.clock.now += 1000
      await expectSaid(201, 'POST', '/content/posts', {
        body: { title: `Post ${slug}`, slug, status, price, promo: slug === 'one', author: ann.data.id },
      })
    }
  })
  afterAll(() => app.app.server.close())

  const posts = {
    name: 'posts',
    label: 'Posts',
    icon: 'pen',
    locales: ['en', 'de'],
    default_locale: 'en',
    fields: {
      title: { type: 'text', required: true },
      slug: { type: 'slug', source: 'title' },
      text: { type: 'markdown' },
      price: { type: 'number', localized: false },
      promo: { type: 'boolean', localized: false, default: false },
      category: { type: 'select', options: ['launch', { value: 'news', label: 'News' }], localized: false },
      hero: { type: 'media', localized: false },
      author: { type: 'relation', target: 'authors', localized: false },
    },
  }

  const tokenOf = async (grants: readonly object[]): Promise<string> =>
    (await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body: { kind: 'api', name: 'T', grants } })).secret
  const allow = (actions: readonly string[], resources: readonly string[], more: object = {}) => ({
    effect: 'allow',
    actions,
    resources,
    ...more,
  })
  const say = async (method: string, path: string, { token = admin, body, form, root = '/comet' }: Said = {}) => {
    const answer = await fetch(`${url}${root}/api/v1/workspaces/shop${path}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(form && { body: form }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
    const parsed: any = isJson ? JSON.parse(text) : text
    return { status: answer.status, body: parsed }
  }
  const expectSaid = async (status: number, method: string, path: string, said: Said = {}) => {
    const answer = await say(method, path, said)
    expect([answer.status, answer.body]).toEqual([status, answer.body])
    return answer.body
  }
  const error = (code: string, message = expect.any(String)) => ({ error: { code, message } })

  test('a token is needed for everything but the health', async () => {
    expect(await expectSaid(200, 'GET', '/health', { token: null })).toMatchObject({ data: { ok: true } })
    for (const path of ['/content/posts', '/content-types', '/media', '/content/posts/one']) {
      expect(await expectSaid(401, 'GET', path, { token: null })).toEqual(
        error('unauthorized', 'Missing bearer token.'),
      )
      expect(await expectSaid(401, 'GET', path, { token: 'ctcms_0123' })).toEqual(
        error('unauthorized', 'Invalid bearer token.'),
      )
    }
    const delivery = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'delivery', name: 'D' },
    })
    await expectSaid(401, 'GET', '/content/posts', { token: delivery.secret })
    await expectSaid(401, 'GET', '/content/posts', { token: app.owner.token })
  })

  test('the same paths stand at the root of the host, and need their workspace', async () => {
    expect(await expectSaid(200, 'GET', '/content/posts', { root: '' })).toEqual(
      await expectSaid(200, 'GET', '/content/posts'),
    )
    const ask = async (path: string) => {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${admin}` } })
      return [answer.status, await answer.json()]
    }
    expect(await ask('/comet/api/v1/content/posts')).toEqual([400, error('workspace_required')])
    expect(await ask('/comet/api/v1/workspaces/nowhere/content/posts')).toEqual([403, error('forbidden')])
    // At the root these paths are ours.
    expect((await ask('/api/v1/spaces'))[0]).toBe(404)
  })

  test.each([
    'trash',
    'revisions',
    'content/posts/one/revisions/1/x',
    'backups',
    'settings',
    'users',
    'roles',
    'tokens',
    'webhooks',
  ])('what is not on the token API is not there, whatever the grants say: %s', async (path) => {
    for (const method of ['GET', 'POST']) {
      const answer = await say(method, `/${path}`, method === 'POST' ? { body: {} } : {})
      expect(answer.status).toBe(path.startsWith('content/') && method === 'POST' ? 405 : 404)
    }
    if (!path.startsWith('content/')) expect((await say('GET', `/${path}`)).body).toBe('Not found')
  })

  describe('content', () => {
    test('is shown in the vendor’s shape', async () => {
      const one = await expectSaid(200, 'GET', '/content/posts/one')
      expect(one.data).toEqual({
        id: expect.any(String),
        slug: 'one',
        type: 'posts',
        status: 'published',
        title: 'Post one',
        published_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
        author_id: expect.stringMatching(/^tok_\w{12}$/),
        data: { text: null, price: 1, promo: true, category: null, hero: [], author: expect.any(String) },
      })
      expect(await expectSaid(200, 'GET', `/content/posts/${one.data.id}`)).toEqual(one)
      expect((await expectSaid(200, 'GET', '/content/posts/two')).data).not.toHaveProperty('published_at')
    })

    test.each<[string, string, readonly string[]]>([
      ['the newest first', '', ['three', 'two', 'one']],
      ['by a field', '?sort=-price', ['three', 'two', 'one']],
      ['by a field and an order', '?sort=price&order=asc', ['one', 'two', 'three']],
      ['a part', '?sort=price&limit=1&offset=1', ['two']],
      ['by a filter', '?filter[status]=draft', ['two']],
      ['by several values', '?sort=price&filter[slug][in]=one,three', ['one', 'three']],
      ['by a list of values', '?sort=price&filter[slug][in][]=one&filter[slug][in][]=two', ['one', 'two']],
      ['by a comparison', '?sort=price&filter[price][gte]=2', ['two', 'three']],
      ['by yes and no', '?filter[promo]=1', ['one']],
      ['by a part of a text', '?filter[title][contains]=thr', ['three']],
      ['by words', '?q=two', ['two']],
    ])('is listed %s', async (_name, query, slugs) => {
      expect(slugsOf(await expectSaid(200, 'GET', `/content/posts${query}`))).toEqual(slugs)
    })

    test('lists tell how much there is and how it is sorted', async () => {
      expect((await expectSaid(200, 'GET', '/content/posts?limit=2&offset=1')).meta).toEqual({
        total: 3,
        limit: 2,
        offset: 1,
        sort: 'created_at',
        order: 'desc',
      })
      expect((await expectSaid(200, 'GET', '/content/posts?sort=-price&filter[price][lt]=3')).meta).toEqual({
        total: 2,
        limit: 2,
        offset: 0,
        sort: 'price',
        order: 'desc',
      })
    })

    test('what a list does not know is refused by its name, nothing is passed over', async () => {
      for (const [query, name] of [
        ['nonsense=1', 'nonsense'],
        ['limit=abc', 'limit'],
        ['offset=-1', 'offset'],
        ['filter[nothing]=1', 'filter[nothing][eq]'],
        ['filter[price][around]=1', 'filter[price][around]'],
        ['locale=fr', 'locale'],
      ])
        expect(await expectSaid(422, 'GET', `/content/posts?${query}`)).toEqual({
          error: { code: 'validation_failed', message: 'Validation failed.', fields: { [name!]: expect.any(String) } },
        })
    })

    test('references are shown whole where they are included, as far as the token may read them', async () => {
      const { data } = await expectSaid(200, 'GET', '/content/posts/one?include=author')
      expect(data.data.author).toMatchObject({ type: 'authors', title: 'Ann', data: { bio: 'Writes' } })
      const reader = await tokenOf([allow(['content.read'], ['content:posts:*'])])
      const own = await expectSaid(200, 'GET', '/content/posts/one?include=author', { token: reader })
      expect(own.data.data.author).toBe(data.data.author.id)
    })

    test('is created, changed and deleted; PUT and PATCH keep what is not sent', async () => {
      const made = await expectSaid(201, 'POST', '/content/posts', { body: { title: 'New', slug: 'new', price: 5 } })
      expect(made.data).toMatchObject({ status: 'draft', title: 'New', data: { price: 5, promo: false } })
      const path = `/content/posts/${made.data.id}`
      for (const [method, body] of [
        ['PUT', { title: 'Newer' }],
        ['PATCH', { price: 6 }],
      ] as const)
        expect((await expectSaid(200, method, path, { body })).data.data).toMatchObject(
          method === 'PUT' ? { price: 5 } : { price: 6 },
        )
      const published = await expectSaid(200, 'PATCH', '/content/posts/new', { body: { status: 'published' } })
      expect(published.data).toMatchObject({ status: 'published', title: 'Newer', published_at: expect.any(String) })
      await expectSaid(200, 'PATCH', path, { body: { locale: 'de', title: 'Neu' } })
      expect((await expectSaid(200, 'GET', `${path}?locale=de`)).data).toMatchObject({ title: 'Neu', slug: 'new' })
      expect((await expectSaid(200, 'GET', path)).data.title).toBe('Newer')
      expect(await expectSaid(200, 'DELETE', path)).toEqual({ data: { ok: true } })
      expect(await expectSaid(404, 'GET', path)).toEqual(error('not_found'))
    })

    test('mistakes are told field by field', async () => {
      expect(await expectSaid(422, 'POST', '/content/posts', { body: { price: 'much', category: 'none' } })).toEqual({
        error: {
          code: 'validation_failed',
          message: 'Validation failed.',
          fields: { title: expect.any(String), price: expect.any(String), category: expect.any(String) },
        },
      })
      const refused = async (body: object) =>
        Object.keys((await expectSaid(422, 'PATCH', '/content/posts/one', { body })).error.fields)
      expect(await refused({ status: 'scheduled' })).toEqual(['status'])
      expect(await refused({ status: 'published', published_at: '2999-01-01T00:00:00Z' })).toEqual(['published_at'])
      expect(await refused({ id: 'x', created_at: 'y', data: {} })).toEqual(['id', 'created_at', 'data'])
      expect(await refused({ nothing: 1 })).toEqual(['nothing'])
      expect(await refused({ slug: 'two' })).toEqual(['slug'])
    })

    test('of a type with one entry is that entry, called like the type', async () => {
      await expectSaid(404, 'GET', '/content/start-page')
      await expectSaid(201, 'POST', '/content/start-page', { body: { title: 'Welcome', slug: 'ignored' } })
      expect((await expectSaid(200, 'GET', '/content/start-page')).data).toMatchObject({
        slug: 'start-page',
        title: 'Welcome',
      })
      await expectSaid(422, 'POST', '/content/start-page', { body: { title: 'Another' } })
    })
  })

  describe('grants', () => {
    test('of a workspace by its prefix open that one, and no other', async () => {
      const own = await tokenOf([allow(['content.read'], ['workspace:shop:content:posts:*'])])
      await expectSaid(200, 'GET', '/content/posts', { token: own })
      expect(await expectSaid(403, 'GET', '/media', { token: own })).toEqual(error('forbidden', 'Forbidden.'))
      for (const type of ['authors', 'nothing']) await expectSaid(403, 'GET', `/content/${type}`, { token: own })
      await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'other', name: 'Other' } })
      // One that is there and one that is not are answered alike.
      for (const workspace of ['other', 'nowhere']) {
        const answer = await fetch(`${url}/comet/api/v1/workspaces/${workspace}/content/posts`, {
          headers: { authorization: `Bearer ${own}` },
        })
        expect([answer.status, await answer.json()]).toEqual([403, error('forbidden')])
      }
    })

    test('say which fields, states and own things may be written', async () => {
      const writer = await tokenOf([
        allow(['content.read', 'content.create'], ['content:posts:*']),
        allow(['content.update'], ['content:posts:*'], {
          fields: ['price'],
          conditions: { own: true, status: ['draft'] },
        }),
      ])
      const said = (body: object) => ({ token: writer, body })
      const { data } = await expectSaid(201, 'POST', '/content/posts', said({ title: 'Mine', slug: 'mine' }))
      const path = `/content/posts/${data.id}`
      await expectSaid(200, 'PATCH', path, said({ price: 7 }))
      await expectSaid(403, 'PATCH', path, said({ price: 7, title: 'x' }))
      await expectSaid(403, 'PATCH', '/content/posts/two', said({ price: 7 }))
      await expectSaid(403, 'PATCH', path, said({ status: 'published' }))
      await expectSaid(403, 'POST', '/content/posts', said({ title: 'Live', slug: 'live', status: 'published' }))
      await expectSaid(404, 'GET', '/content/posts/live')
      await expectSaid(403, 'DELETE', path, { token: writer })
      await expectSaid(200, 'DELETE', path)
    })

    test('that only write answer what was written, and nothing of it', async () => {
      const writer = await tokenOf([allow(['content.create', 'content.update'], ['content:posts:*'])])
      const { data } = await expectSaid(201, 'POST', '/content/posts', {
        token: writer,
        body: { title: 'Blind', slug: 'blind' },
      })
      expect(data).toEqual({ id: expect.any(String), status: 'draft' })
      await expectSaid(403, 'GET', '/content/posts', { token: writer })
      await expectSaid(200, 'DELETE', '/content/posts/blind')
    })

    test('that end are refused by the next request', async () => {
      const { id, secret } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
        body: { kind: 'api', name: 'Short', grants: everything },
      })
      await expectSaid(200, 'GET', '/content/posts', { token: secret })
      await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${id}/revoke`)
      await expectSaid(401, 'GET', '/content/posts', { token: secret })
    })
  })

  test('content types are shown as the vendor writes them, changed and deleted', async () => {
    const { data } = await expectSaid(200, 'GET', '/content-types/posts')
    expect(data).toMatchObject({
      name: 'posts',
      label: 'Posts',
      singleton: false,
      visibility: 'private',
      locales: ['en', 'de'],
      default_locale: 'en',
      fields: {
        title: { type: 'text', required: true, localized: true },
        price: { type: 'number', localized: false },
        promo: { type: 'boolean', default: false },
        category: { type: 'select', options: ['launch', 'news'] },
        hero: { type: 'media', multiple: true },
        author: { type: 'relation', target: 'authors' },
      },
    })
    const reader = await tokenOf([allow(['content.read'], ['content:posts:*'])])
    const listed = await expectSaid(200, 'GET', '/content-types', { token: reader })
    expect(listed.data.map(({ name }: { name: string }) => name)).toEqual(['posts'])
    await expectSaid(404, 'GET', '/content-types/authors', { token: reader })
    await expectSaid(403, 'PUT', '/content-types/posts', { token: reader, body: { label: 'x' } })
    await expectSaid(201, 'POST', '/content-types', { body: { name: 'notes', fields: { text: { type: 'text' } } } })
    const changed = { label: 'Notes', fields: { text: { type: 'text' }, more: { type: 'color' } } }
    expect((await expectSaid(200, 'PUT', '/content-types/notes', { body: changed })).data).toMatchObject({
      label: 'Notes',
      fields: { title: { type: 'text' }, more: { type: 'text' } },
    })
    expect(await expectSaid(200, 'DELETE', '/content-types/notes')).toEqual({ data: { ok: true } })
    expect(await expectSaid(422, 'DELETE', '/content-types/posts')).toMatchObject(error('validation_failed'))
    const bad = { name: 'bad', fields: { text: { type: 'hologram' } } }
    expect(await expectSaid(422, 'POST', '/content-types', { body: bad })).toMatchObject({
      error: { fields: { text: expect.stringContaining('hologram') } },
    })
  })

  test('media are uploaded, listed, changed, fetched and deleted', async () => {
    const form = new FormData()
    form.append('category', 'Brand / Logos')
    form.append('media[]', new Blob(['0123456789'], { type: 'text/plain' }), 'logo.txt')
    const uploaded = await expectSaid(201, 'POST', '/media', { form })
    expect(uploaded).toMatchObject({
      data: [
        {
          filename: 'logo.txt',
          size: 10,
          mime: 'text/plain',
          category: 'Brand / Logos',
          visibility: 'public',
          alt: '',
          width: null,
        },
      ],
      meta: { categories: ['Brand', 'Brand / Logos'] },
    })
    const [file] = uploaded.data
    expect((await expectSaid(200, 'GET', '/media?category=Brand')).data).toEqual([file])
    expect((await expectSaid(200, 'GET', '/media?q=nothing')).meta).toMatchObject({ total: 0 })
    expect(
      (await expectSaid(200, 'PUT', '/media/logo.txt/meta', { body: { alt: 'A logo', title: '' } })).data,
    ).toMatchObject({ alt: 'A logo', title: '' })
    await expectSaid(200, 'PUT', '/media/logo.txt/visibility', { body: { visibility: 'private' } })
    const bulk = { files: ['logo.txt'], visibility: 'public' }
    expect((await expectSaid(200, 'PUT', '/media/bulk-visibility', { body: bulk })).data).toMatchObject([
      { visibility: 'public' },
    ])
    expect((await expectSaid(200, 'PUT', '/media/logo.txt/category', { body: { category: '' } })).data.category).toBe(
      '',
    )
    const headers = { authorization: `Bearer ${admin}` }
    for (const address of [file.url, `${url}/comet/media/shop/logo.txt`])
      expect(await (await fetch(address, { headers })).text()).toBe('0123456789')
    expect((await fetch(file.url)).status).toBe(401)
    const { data } = await expectSaid(200, 'PATCH', '/content/posts/two', { body: { hero: [file.url] } })
    expect(data.data.hero).toEqual([file.url])
    const reader = await tokenOf([allow(['media.read', 'media.upload'], ['media:category:Docs'])])
    await expectSaid(403, 'DELETE', '/media/logo.txt', { token: reader })
    expect((await expectSaid(200, 'GET', '/media', { token: reader })).data).toEqual([])
    const other = new FormData()
    other.append('media[]', new Blob(['x']), 'x.txt')
    await expectSaid(403, 'POST', '/media', { token: reader, form: other })
    await expectSaid(200, 'PATCH', '/content/posts/two', { body: { hero: [] } })
    expect(await expectSaid(200, 'DELETE', '/media/logo.txt')).toEqual({ data: { ok: true } })
    await expectSaid(404, 'PUT', '/media/logo.txt/meta', { body: { alt: '' } })
  })

  test('categories of media are made, renamed with what is in them, and deleted when they are empty', async () => {
    const body = { name: 'Signs', parent: 'House' }
    const made = await expectSaid(201, 'POST', '/media/categories', { body })
    expect(made).toMatchObject({ data: { name: 'House / Signs' } })
    expect(made.meta.categories).toEqual(expect.arrayContaining(['House', 'House / Signs']))
    const form = new FormData()
    form.append('category', 'House / Signs')
    form.append('media[]', new Blob(['sign'], { type: 'text/plain' }), 'sign.txt')
    await expectSaid(201, 'POST', '/media', { form })
    const at = (category: string) => `/media/categories/${encodeURIComponent(category)}`
    expect((await expectSaid(200, 'PUT', at('House / Signs'), { body: { name: 'Boards' } })).data.name).toBe('Boards')
    expect((await expectSaid(200, 'GET', '/media?category=Boards')).data).toMatchObject([{ filename: 'sign.txt' }])
    expect((await expectSaid(422, 'DELETE', at('Boards'))).error.code).toBe('validation_failed')
    const reader = await tokenOf([allow(['media.read'], ['media:category:Boards'])])
    await expectSaid(403, 'PUT', at('Boards'), { token: reader, body: { name: 'Planks' } })
    await expectSaid(403, 'POST', '/media/categories', { token: reader, body: { name: 'Planks' } })
    const stranger = await tokenOf([allow(['media.read', 'media.update'], ['media:category:Elsewhere'])])
    await expectSaid(404, 'DELETE', at('Boards'), { token: stranger })
    await expectSaid(200, 'DELETE', '/media/sign.txt')
    expect((await expectSaid(200, 'DELETE', at('Boards'))).data).toEqual({ ok: true })
    expect((await expectSaid(422, 'POST', '/media/categories', { body: {} })).error.fields).toEqual({
      name: 'Name is required.',
    })
  })

  test('no token is in the log', () => {
    expect(app.logged()).not.toContain(admin)
  })
})
