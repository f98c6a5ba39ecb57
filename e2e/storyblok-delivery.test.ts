import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { apiPlugin, storyblokInit } from '@storyblok/js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStoryblokSpace, type StoryblokSpace } from './support/storyblok-space.ts'

// The published clients, given a token and the address of this server, and nothing else.

const unauthorized = { status: 401, message: 'Unauthorized' }
/** The published types of the client do not know it; its documents do. The client adds to what it is given. */
const byUuid = (): object => ({ find_by: 'uuid' })
const slugsOf = (stories: readonly { full_slug: string }[]) => stories.map(({ full_slug }) => full_slug).toSorted()

describeEachDatabase('Storyblok: delivery by the published clients', (databases) => {
  let space: StoryblokSpace
  let publicToken: string
  let previewToken: string
  beforeAll(async () => {
    space = await openStoryblokSpace(databases)
    publicToken = await space.token('delivery')
    previewToken = await space.token('preview')
  })
  afterAll(() => space.close())

  test('the example of the vendor’s page runs as it is written', async () => {
    const { storyblokApi } = storyblokInit({
      accessToken: publicToken,
      use: [apiPlugin],
      apiOptions: { endpoint: `${space.url}/v2` },
    })
    const { data } = await storyblokApi!.get('cdn/stories', { version: 'published' })
    expect(data.stories.length).toBe(25)
    expect(data.cv).toBe(Math.floor(space.app.clock.now / 60_000) * 60)
  })

  test('a space is known by its token', async () => {
    const { data } = await space.client(publicToken).get('cdn/spaces/me')
    expect(data.space).toMatchObject({ id: expect.any(Number), name: 'Shop', language_codes: ['de'] })
  })

  describe('stories', () => {
    test('one is found by slug, number and uuid, and has all that the vendor says', async () => {
      const client = space.client(publicToken)
      const { data } = await client.get('cdn/stories/blog/first')
      const { story } = data
      expect(story).toMatchObject({
        name: 'First',
        slug: 'first',
        full_slug: 'blog/first',
        uuid: space.ids.get('blog/first'),
        tag_list: ['red'],
        lang: 'default',
        release_id: null,
        content: { component: 'post', title: 'First', rank: 1, author: space.ids.get('authors/ann') },
      })
      expect(story.content.body).toMatchObject([{ component: 'quote', text: 'Hello', _uid: expect.any(String) }])
      expect(story.content.cover).toMatchObject({ fieldtype: 'asset', alt: 'open.txt', is_private: false })
      for (const [name, find] of [
        [story.id, {}],
        [story.uuid, byUuid()],
        ['/blog/first/', {}],
        ['blog%2Ffirst', {}],
      ] as const) {
        const again = await client.get(`cdn/stories/${name}`, find)
        expect(again.data).toMatchObject({ story })
      }
    })

    test('many are listed with their number, and to the end', async () => {
      const client = space.client(publicToken)
      const page = await client.get('cdn/stories', { per_page: 2, page: 2 })
      expect(page.data.stories.length).toBe(2)
      expect([page.total, page.perPage]).toEqual([34, 2])
      const all = await client.getAll('cdn/stories', { per_page: 10 })
      expect(new Set(all.map(({ uuid }: { uuid: string }) => uuid)).size).toBe(34)
    })

    const cases: readonly (readonly [string, Record<string, unknown>, readonly string[]])[] = [
      ['starts_with', { starts_with: 'blog/' }, ['blog/first', 'blog/second']],
      ['by_slugs', { by_slugs: 'authors/ann,blog/*' }, ['authors/ann', 'blog/first', 'blog/second']],
      ['excluding_slugs', { starts_with: 'blog/', excluding_slugs: 'blog/first' }, ['blog/second']],
      ['with_tag', { with_tag: 'blue,green' }, ['blog/second']],
      ['content_type', { content_type: 'post' }, ['blog/first', 'blog/second']],
      ['search_term', { search_term: 'second' }, ['blog/second']],
      ['is_startpage', { is_startpage: true }, []],
      ['is_startpage false', { is_startpage: false, content_type: 'post' }, ['blog/first', 'blog/second']],
      ['filter by component', { filter_query: { component: { in: 'post' } } }, ['blog/first', 'blog/second']],
      ['filter by a number', { filter_query: { rank: { gt_int: 1 } } }, ['blog/second']],
      ['filter like', { filter_query: { title: { like: 'Fir*' } } }, ['blog/first']],
      ['filter is', { filter_query: { rank: { is: 'not_empty' } } }, ['blog/first', 'blog/second']],
      ['filter not_in', { filter_query: { rank: { not_in: '2' }, component: { in: 'post' } } }, ['blog/first']],
      [
        'alternatives',
        { filter_query: { __or: [{ rank: { in: '2' } }, { name: { in: 'Ann' } }] } },
        ['authors/ann', 'blog/second'],
      ],
      [
        'alternatives of two sorts',
        {
          filter_query: { __or: [{ rank: { in: '2' } }, { title: { in: 'First' } }] },
          by_slugs: 'blog/second,authors/*',
        },
        ['blog/second'],
      ],
    ]
    test.each(cases)('are chosen by %s', async (_name, params, expected) => {
      const { data } = await space.client(publicToken).get('cdn/stories', params)
      expect(slugsOf(data.stories)).toEqual(expected)
    })

    test('are chosen by uuid and by number, and keep the order that was asked for', async () => {
      const client = space.client(publicToken)
      const uuids = ['blog/second', 'authors/ann', 'blog/secret'].map((slug) => space.ids.get(slug)).join(',')
      expect(slugsOf((await client.get('cdn/stories', { by_uuids: uuids })).data.stories)).toEqual([
        'authors/ann',
        'blog/second',
      ])
      const { data } = await client.get('cdn/stories', { by_uuids_ordered: uuids })
      expect(data.stories.map(({ full_slug }: { full_slug: string }) => full_slug)).toEqual([
        'blog/second',
        'authors/ann',
      ])
      const numbers = data.stories.map(({ id }: { id: number }) => id)
      const again = await client.get('cdn/stories', { by_ids: numbers.join(','), excluding_ids: String(numbers[0]) })
      expect(slugsOf(again.data.stories)).toEqual(['authors/ann'])
    })

    test('are sorted by fields and dates', async () => {
      const client = space.client(publicToken)
      const sorted = async (sort_by: string) =>
        (await client.get('cdn/stories', { sort_by, content_type: 'post' })).data.stories.map(
          ({ slug }: { slug: string }) => slug,
        )
      expect(await sorted('content.rank:desc:int')).toEqual(['second', 'first'])
      expect(await sorted('content.title:asc')).toEqual(['first', 'second'])
      expect(await sorted('position:desc')).toEqual(['second', 'first'])
    })

    test('relations are resolved to what is published, two levels deep', async () => {
      const { data } = await space.client(publicToken).get('cdn/stories', {
        starts_with: 'blog/',
        sort_by: 'slug:asc',
        resolve_relations: 'post.author,quote.by,author.friend',
      })
      const [first, second] = data.stories
      expect(first.content.author).toMatchObject({ full_slug: 'authors/ann', content: { name: 'Ann' } })
      expect(first.content.author.content.friend).toMatchObject({ full_slug: 'authors/bob' })
      expect(first.content.body[0].by).toMatchObject({ full_slug: 'authors/bob' })
      // Eve was never published: of her the id alone stays.
      expect(second.content.author).toBe(space.ids.get('authors/eve'))
    })

    test('links are resolved to what is published', async () => {
      const { data } = await space
        .client(publicToken)
        .get('cdn/stories', { starts_with: 'blog/', resolve_links: 'url' })
      expect(data.links.map(({ full_slug }: { full_slug: string }) => full_slug)).toEqual(['authors/bob'])
      const story = await space.client(publicToken).get('cdn/stories/blog/first', { resolve_links: 'story' })
      expect(story.data.links).toMatchObject([{ full_slug: 'authors/bob', content: { name: 'Bob' } }])
    })

    test('are read in a language', async () => {
      const client = space.client(publicToken)
      const { data } = await client.get('cdn/stories/blog/first', { language: 'de' })
      expect(data.story).toMatchObject({ lang: 'de', content: { text: 'Eins', title: 'First' } })
      await expect(client.get('cdn/stories', { language: 'fr' })).rejects.toMatchObject({ status: 422 })
    })
  })

  describe('drafts', () => {
    test('are for preview tokens, and for them only where they ask', async () => {
      const preview = space.client(previewToken)
      const draft = await preview.get('cdn/stories/blog/secret', { version: 'draft' })
      expect(draft.data.story).toMatchObject({ name: 'Secret', published_at: null })
      expect((await preview.get('cdn/stories/blog/first', { version: 'draft' })).data.story.name).toBe('First, changed')
      await expect(preview.get('cdn/stories/blog/secret')).rejects.toMatchObject({
        status: 404,
        message: 'This record could not be found',
      })
      expect((await preview.get('cdn/stories/blog/first')).data.story.name).toBe('First')
    })

    test.each(['cdn/stories', 'cdn/stories/blog/secret', 'cdn/stories/blog/first', 'cdn/links', 'cdn/tags'])(
      'are refused to public tokens at %s',
      async (path) => {
        await expect(space.client(publicToken).get(path, { version: 'draft' })).rejects.toMatchObject(unauthorized)
      },
    )

    test('leave no trace for public tokens: in lists, links, tags, relations, search, filters and counts', async () => {
      const client = space.client(publicToken)
      const secret = space.ids.get('blog/secret')
      const answers = [
        await client.get('cdn/stories', { per_page: 100, resolve_relations: 'post.author', resolve_links: 'story' }),
        await client.get('cdn/links', { per_page: 1000 }),
        await client.get('cdn/tags'),
      ]
      for (const { data } of answers) {
        expect(JSON.stringify(data)).not.toContain('ecret')
        expect(JSON.stringify(data)).not.toContain(secret)
      }
      for (const params of [
        { search_term: 'secret' },
        { filter_query: { title: { in: 'Secret' } } },
        { by_uuids: secret },
        { with_tag: 'secret' },
        { filter_query: { rank: { in: '3' } } },
      ]) {
        const { data, total } = await client.get('cdn/stories', params)
        expect([data.stories, total]).toEqual([[], 0])
      }
      await expect(client.get('cdn/stories/blog/secret')).rejects.toMatchObject({ status: 404 })
      await expect(client.get('cdn/stories/blog/missing')).rejects.toMatchObject({ status: 404 })
    })
  })

  test('links are listed by uuid', async () => {
    const client = space.client(publicToken)
    const links = await client.getAll('cdn/links', {})
    expect(links).toHaveLength(34)
    const { data } = await client.get('cdn/links', { starts_with: 'blog/', include_dates: 1 })
    const uuid = space.ids.get('blog/first')!
    expect(data.links?.[uuid]).toMatchObject({
      uuid,
      slug: 'blog/first',
      name: 'First',
      published: true,
      real_path: '/blog/first',
      is_folder: false,
    })
    expect(data.links?.[uuid]?.created_at).toBeTypeOf('string')
    expect((await client.get(`cdn/links/${uuid}`)).data.link).toMatchObject({ uuid })
    expect(Object.keys((await client.get('cdn/links', { paginated: 0 })).data.links ?? {})).toHaveLength(34)
    const draft = await space.client(previewToken).get('cdn/links', { version: 'draft', starts_with: 'blog/' })
    expect(draft.data.links?.[space.ids.get('blog/secret')!]).toMatchObject({ published: false })
  })

  test('tags are counted', async () => {
    const { data } = await space.client(publicToken).get('cdn/tags')
    expect(data.tags).toEqual([
      { name: 'blue', taggings_count: 1 },
      { name: 'red', taggings_count: 2 },
    ])
    const some = await space.client(publicToken).get('cdn/tags', { starts_with: 'blog/first' })
    expect(some.data.tags).toEqual([{ name: 'red', taggings_count: 1 }])
    const drafts = await space.client(previewToken).get('cdn/tags', { version: 'draft' })
    expect(drafts.data.tags.map(({ name }: { name: string }) => name)).toContain('secret')
  })

  test('datasources and their entries are read, by slug and by number', async () => {
    const client = space.client(publicToken)
    const { data } = await client.get('cdn/datasources')
    expect(data.datasources).toMatchObject([
      { slug: 'labels', name: 'Labels', dimensions: [{ name: 'de', entry_value: 'de' }] },
    ])
    const { id } = data.datasources[0]
    expect((await client.get(`cdn/datasources/${id}`)).data.datasource).toEqual(data.datasources[0])
    const entries = await client.get('cdn/datasource_entries', {
      datasource: 'labels',
      dimension: 'de',
      per_page: 2,
      page: 2,
    })
    expect(entries.data.datasource_entries).toMatchObject([{ name: 'no', value: 'No', dimension_value: 'Nein' }])
    expect([entries.total, entries.perPage]).toEqual([3, 2])
    expect(await client.getAll('cdn/datasource_entries', { datasource: id })).toHaveLength(3)
  })

  test('a private file is had by an asset token, through a URL that needs no token', async () => {
    const { data } = await space.client(publicToken).get('cdn/stories/blog/first')
    const { filename } = data.story.content.body[0].picture
    const client = space.client(publicToken)
    const { data: signed } = await client.get('cdn/assets/me', { filename, token: await space.token('asset') })
    expect(signed.asset).toMatchObject({ is_private: true, content_length: 10, content_type: 'text/plain' })
    expect(signed.asset.filename).toContain(space.files.closed)
    expect(await (await fetch(signed.asset.signed_url)).text()).toBe('0123456789')
    for (const token of [publicToken, previewToken])
      await expect(client.get('cdn/assets/me', { filename, token })).rejects.toMatchObject({
        status: expect.toBeOneOf([401, 404]),
      })
  })

  test('asset tokens open files and nothing else', async () => {
    const client = space.client(await space.token('asset'))
    for (const path of [
      'cdn/stories',
      'cdn/stories/blog/first',
      'cdn/links',
      'cdn/tags',
      'cdn/datasources',
      'cdn/spaces/me',
    ])
      await expect(client.get(path)).rejects.toMatchObject(unauthorized)
    await expect(
      client.get('cdn/assets/me', { filename: 'https://a.storyblok.com/f/1/x/y.png' }),
    ).rejects.toMatchObject({ status: 404 })
  })

  test('release tokens read as of their releases, and no other', async () => {
    const { app } = space
    const made = async (name: string) => app.expect(201, 'POST', '/api/v1/spaces/shop/releases', { body: { name } })
    const spring = await made('Spring')
    const autumn = await made('Autumn')
    await app.expect(201, 'POST', `/api/v1/spaces/shop/releases/${spring.id}/items`, {
      body: { type: 'post', entry: space.ids.get('blog/secret') },
    })
    const numbers = new Map<string, string>(
      (await app.database.read((db) => db.selectFrom('releases').select(['id', 'serial']).execute())).map((row) => [
        row.id,
        String(row.serial),
      ]),
    )
    const client = space.client(await space.token('release', { releases: [spring.id] }))
    const { data } = await client.get('cdn/stories', { from_release: numbers.get(spring.id)!, content_type: 'post' })
    expect(slugsOf(data.stories)).toEqual(['blog/first', 'blog/second', 'blog/secret'])
    expect(data.stories[0].release_id).toBe(Number(numbers.get(spring.id)))
    const refusal = { status: 403, message: 'Unauthorized release access.' }
    await expect(client.get('cdn/stories', { from_release: numbers.get(autumn.id)! })).rejects.toMatchObject(refusal)
    await expect(client.get('cdn/stories', { from_release: '987654321' })).rejects.toMatchObject(refusal)
    await expect(
      space.client(publicToken).get('cdn/stories', { from_release: numbers.get(spring.id)! }),
    ).rejects.toMatchObject(unauthorized)
  })

  describe('tokens', () => {
    test('that are none of the delivery API open nothing', async () => {
      const { app } = space
      const personal = await app.expect(201, 'POST', '/api/v1/account/tokens', {
        body: { name: 'Mine', scope: { form: 'all' } },
      })
      const management = await space.token('management', { mode: 'read-write' })
      for (const token of [personal.secret, management, app.owner.token, 'wANpEQEsMYGOwLxwXQ76Ggtt']) {
        for (const path of ['cdn/stories', 'cdn/spaces/me'])
          await expect(space.client(publicToken).get(path, { token })).rejects.toMatchObject(unauthorized)
      }
      expect(await space.get('/v2/cdn/stories')).toMatchObject({ status: 401, body: { error: 'Unauthorized' } })
    })

    test('that are revoked are refused by the next request, also where its answer is kept', async () => {
      const { app } = space
      const made = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
        body: { kind: 'delivery', name: 'Short' },
      })
      const client = space.client(made.secret)
      await client.get('cdn/stories')
      await client.get('cdn/stories')
      await app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${made.id}/revoke`)
      await expect(client.get('cdn/stories')).rejects.toMatchObject(unauthorized)
    })

    test('open their own space alone', async () => {
      const { app } = space
      await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'other', name: 'Other' } })
      const other = await app.expect(201, 'POST', '/api/v1/spaces/other/tokens', {
        body: { kind: 'delivery', name: 'Other' },
      })
      const client = space.client(other.secret)
      expect((await client.get('cdn/spaces/me')).data.space.name).toBe('Other')
      expect((await client.get('cdn/stories')).data.stories).toEqual([])
      await expect(client.get('cdn/stories/blog/first')).rejects.toMatchObject({ status: 404 })
      await expect(client.get(`cdn/stories/${space.ids.get('blog/first')}`, byUuid())).rejects.toMatchObject({
        status: 404,
      })
    })

    test('with grants of their own show what these allow', async () => {
      const token = await space.token('delivery', {
        grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content:post'] }],
      })
      const client = space.client(token)
      const { data, total } = await client.get('cdn/stories', { resolve_relations: 'post.author' })
      expect([slugsOf(data.stories), total, data.rels]).toEqual([['blog/first', 'blog/second'], 2, []])
      await expect(client.get('cdn/stories/authors/ann')).rejects.toMatchObject({ status: 404 })
      await expect(client.get('cdn/datasources')).rejects.toMatchObject(unauthorized)
    })
  })

  describe('the wire', () => {
    test('a request without a version is sent to the same with one', async () => {
      const answer = await fetch(`${space.url}/v2/cdn/stories?token=${publicToken}&per_page=1`, { redirect: 'manual' })
      expect(answer.status).toBe(301)
      expect(answer.headers.get('location')).toMatch(/^\/storyblok\/v2\/cdn\/stories\?token=.*&per_page=1&cv=\d{10}$/)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      const followed = await space.get(`/v2/cdn/stories?token=${publicToken}&per_page=1`)
      expect(followed.url).toContain(`cv=${followed.body.cv}`)
      const draft = await fetch(`${space.url}/v2/cdn/stories?token=${previewToken}&version=draft`, {
        redirect: 'manual',
      })
      expect(draft.status).toBe(200)
    })

    test('parameters that a route does not know are named', async () => {
      const many = await space.get(
        `/v2/cdn/stories/blog/first?token=${publicToken}&is_startpage=1&_storyblok=2&_storyblok=3`,
      )
      expect(many).toMatchObject({ status: 422, body: { error: 'Parameter(s) is_startpage, _storyblok not allowed' } })
      await expect(space.client(publicToken).get('cdn/stories', { nonsense: 1 } as object)).rejects.toMatchObject({
        status: 422,
        message: 'Parameter(s) nonsense not allowed',
      })
    })

    test('unknown paths and methods are refused in the vendor’s shape', async () => {
      expect(await space.get(`/v2/cdn/nothing?token=${publicToken}`)).toMatchObject({
        status: 404,
        body: ['This record could not be found'],
      })
      expect(await space.get('/v3/anything')).toMatchObject({ status: 404, body: ['This record could not be found'] })
      const posted = await fetch(`${space.url}/v2/cdn/stories?token=${publicToken}`, { method: 'POST', body: '{}' })
      expect([posted.status, await posted.json()]).toMatchObject([405, { error: expect.any(String) }])
      const broken = await fetch(`${space.url}/v2/cdn/stories/%E0%A4%A?token=${publicToken}`)
      expect([broken.status, await broken.json()]).toMatchObject([400, { error: expect.any(String) }])
    })

    test('answers may be read by pages of any origin, with the headers that say where a list ends', async () => {
      const { headers } = await space.get(`/v2//cdn/stories/?token=${publicToken}&cv=1`)
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-expose-headers')).toBe('total, per-page')
      expect(headers.get('total')).toBe('34')
      const tag = headers.get('etag')!
      const again = await fetch(`${space.url}/v2/cdn/stories?token=${publicToken}&cv=1`, {
        headers: { 'if-none-match': tag },
      })
      expect(again.status).toBe(304)
    })

    test('the log holds no token', () => {
      expect(space.app.logged()).not.toContain(publicToken)
    })
  })
})
