import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { newPerson } from '@latchkey/server/test-support/test-people'
import { upload } from '@latchkey/server/test-support/upload'
import { createManagementApiClient } from '@storyblok/management-api-client'
import StoryblokClient from 'storyblok-js-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// The published clients of both APIs, given a token and the address of this server, and plain requests for what they cannot reach.

describeEachDatabase('Storyblok: management by the published client', (databases) => {
  let app: TestApp
  let url: string
  let number: number
  let full: string
  beforeAll(async () => {
    app = await openTestApp(databases)
    url = `${await app.app.server.listen({ host: '127.0.0.1', port: 0 })}/storyblok`
    number = (await app.expect(200, 'GET', '/api/v1/spaces/shop')).serial
    full = await personal({ form: 'all' })
  })
  afterAll(() => app.app.server.close())

  const personal = async (scope: object, more: object = {}): Promise<string> =>
    (await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'personal', scope, ...more } })).secret
  const client = (token = full, space = number) =>
    createManagementApiClient({
      personalAccessToken: token,
      spaceId: space,
      baseUrl: url,
      throwOnError: true,
      rateLimit: false,
      retry: { limit: 0 },
    })
  const ask = async (method: string, path: string, { token = full, body }: { token?: string; body?: unknown } = {}) => {
    const answer = await fetch(`${url}/v1${path}`, {
      method,
      headers: { Authorization: token, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    // Tests read answers of many shapes; a wrong guess fails the test.
    const parsed: any = text === '' ? null : JSON.parse(text)
    return { status: answer.status, body: parsed, headers: answer.headers }
  }

  test('who asks and which spaces there are is told', async () => {
    const { data } = await client().users.me()
    expect(data).toMatchObject({ user: { email: 'owner@example.com', friendly_name: 'Owner' } })
    expect((await client().spaces.list()).data).toMatchObject({ spaces: [{ id: number, name: 'Shop' }] })
    expect((await client().spaces.get()).data).toMatchObject({
      space: { id: number, languages: [], first_token: null },
    })
    // With and without its scheme.
    expect((await ask('GET', '/users/me', { token: `Bearer ${full}` })).status).toBe(200)
    const made = await ask('POST', '/spaces', { body: { space: { name: 'A second One!' } } })
    expect(made).toMatchObject({ status: 200, body: { space: { name: 'A second One!' } } })
    const renamed = await ask('PUT', `/spaces/${made.body.space.id}`, { body: { space: { name: 'Other' } } })
    expect(renamed.body.space.name).toBe('Other')
  })

  test('what is made by the one client is read by the other', async () => {
    const management = client()
    await management.components.create({
      body: { component: { name: 'quote', schema: { text: { type: 'text' } } } },
    } as never)
    const component = await ask('POST', `/spaces/${number}/components`, {
      body: {
        component: {
          name: 'page',
          display_name: 'Page',
          schema: {
            title: { type: 'text', required: true, pos: 0 },
            rank: { type: 'number', pos: 1 },
            body: { type: 'bloks', component_whitelist: ['quote'], pos: 2 },
            cover: { type: 'asset', pos: 3 },
            friend: { type: 'option', source: 'internal_stories', pos: 4 },
          },
        },
      },
    })
    expect(component.status).toBe(201)
    const listed = await management.components.list()
    expect(listed.data).toMatchObject({ components: [{ name: 'page' }, { name: 'quote' }], component_groups: [] })

    const { id: file } = await upload(app, 'open.txt', '0123456789')
    await app.expect(200, 'POST', `/api/v1/spaces/shop/assets/${file}/publish`)
    const assets = await management.assets.list()
    const [asset] = Object(assets.data).assets
    expect(asset).toMatchObject({ short_filename: 'open.txt', is_private: false, content_length: 10 })
    expect((await management.assets.get(asset.id)).data).toMatchObject({ id: asset.id })
    await management.assets.update(asset.id, { body: { asset: { alt: 'A text' } } })
    expect((await management.assets.get(asset.id)).data).toMatchObject({ alt: 'A text' })

    const created = await management.stories.create({
      body: {
        story: {
          name: 'Home',
          slug: 'site/home',
          tag_list: ['red'],
          content: {
            component: 'page',
            title: 'Home',
            rank: '3',
            body: [{ component: 'quote', text: 'Hello' }],
            cover: { filename: asset.filename, fieldtype: 'asset' },
          },
        },
        publish: 1,
      },
    } as never)
    const { story } = Object(created.data)
    expect(story).toMatchObject({ full_slug: 'site/home', published: true, content: { component: 'page', rank: 3 } })

    const token = (
      await ask('POST', `/spaces/${number}/api_keys`, { body: { api_key: { access: 'public', name: 'Site' } } })
    ).body
    const reader = new StoryblokClient({ accessToken: token.token, endpoint: `${url}/v2`, maxRetries: 0 })
    const read = (await reader.get('cdn/stories/site/home')).data.story
    expect(read).toMatchObject({
      id: story.id,
      uuid: story.uuid,
      tag_list: ['red'],
      content: { title: 'Home', rank: 3, body: [{ component: 'quote', text: 'Hello' }], cover: { id: asset.id } },
    })

    // What is saved is read once it is published, and content that is sent is all of it.
    const content = { component: 'page', title: 'Home again' }
    await management.stories.update(story.id, { body: { story: { content, slug: 'start' } } })
    expect((await reader.get('cdn/stories/site/home')).data.story.content.title).toBe('Home')
    await management.stories.publish(story.id)
    const again = (await reader.get('cdn/stories/site/start')).data.story
    expect(again.content).toEqual({ _uid: expect.any(String), component: 'page', title: 'Home again' })
    expect((await ask('GET', `/spaces/${number}/stories/${story.id}/unpublish`)).status).toBe(200)
    await expect(reader.get('cdn/stories/site/start')).rejects.toMatchObject({ status: 404 })

    // A key that has gone is refused on the next call.
    expect((await reader.get('cdn/spaces/me')).data.space.id).toBe(number)
    expect((await ask('DELETE', `/spaces/${number}/api_keys/${token.id}`, { body: {} })).body).toMatchObject({
      api_key: { id: token.id, access: 'public' },
    })
    await expect(reader.get('cdn/spaces/me', { cv: 1 })).rejects.toMatchObject({ status: 401 })

    const gone = await management.stories.delete(story.id)
    expect(gone.data).toMatchObject({ story: { id: story.id } })
    await expect(management.stories.get(story.id)).rejects.toMatchObject({
      response: { status: 404, data: ['This record could not be found'] },
    })
  })

  test('lists have the headers that clients count pages by', async () => {
    await ask('POST', `/spaces/${number}/components`, {
      body: { component: { name: 'note', schema: { text: { type: 'text' } } } },
    })
    for (const slug of ['notes/a', 'notes/b', 'notes/c'])
      await ask('POST', `/spaces/${number}/stories`, {
        body: { story: { name: slug, slug, content: { component: 'note' } } },
      })
    const page = await ask('GET', `/spaces/${number}/stories?starts_with=notes/&per_page=2&page=2&sort_by=slug:asc`)
    expect([page.headers.get('total'), page.headers.get('per-page'), page.body.stories.length]).toEqual(['3', '2', 1])
    expect(page.body.stories[0]).toMatchObject({ name: 'notes/c', published: false, content_type: 'note' })
    expect(page.body.stories[0].content).toBeUndefined()
    const unknown = await ask('GET', `/spaces/${number}/stories?colour=red`)
    expect(unknown).toMatchObject({ status: 422, body: { error: 'colour: Unknown parameter.' } })
  })

  test('datasources and their entries come and go', async () => {
    const management = client()
    const made = await management.datasources.create({
      body: {
        datasource: { name: 'Labels', slug: 'labels', dimensions_attributes: [{ name: 'de', entry_value: 'de' }] },
      },
    })
    const { datasource } = Object(made.data)
    expect(datasource).toMatchObject({ slug: 'labels', dimensions: [{ entry_value: 'de' }] })
    const entry = await ask('POST', `/spaces/${number}/datasource_entries`, {
      body: { datasource_entry: { name: 'ok', value: 'OK', datasource_id: datasource.id } },
    })
    const { id } = entry.body.datasource_entry
    const change = { datasource_entry: { dimension_value: 'Gut' }, dimension_id: 1 }
    expect((await ask('PUT', `/spaces/${number}/datasource_entries/${id}`, { body: change })).status).toBe(204)
    const listed = await ask('GET', `/spaces/${number}/datasource_entries?datasource_id=${datasource.id}&dimension=de`)
    expect(listed.body.datasource_entries).toMatchObject([{ id, name: 'ok', value: 'OK', dimension_value: 'Gut' }])
    expect((await ask('DELETE', `/spaces/${number}/datasource_entries/${id}`)).status).toBe(204)
    expect((await ask('DELETE', `/spaces/${number}/datasources/${datasource.id}`)).status).toBe(204)
  })

  test('components stand in groups, bear internal tags and have presets', async () => {
    const management = client()
    const folder = async (name: string, more: object = {}) =>
      Object((await management.componentFolders.create({ body: { component_group: { name, ...more } } })).data)
        .component_group
    const outer = await folder('Parts')
    const inner = await folder('Heroes', { parent_id: outer.id })
    expect(inner).toMatchObject({ name: 'Heroes', parent_id: outer.id, parent_uuid: outer.uuid })
    await expect(folder('Parts')).rejects.toMatchObject({
      response: { status: 422, data: { name: ['has already been taken'] } },
    })
    await management.componentFolders.update(inner.id, { body: { component_group: { name: 'Banners' } } })
    expect((await management.componentFolders.get(inner.id)).data).toMatchObject({
      component_group: { id: inner.id, name: 'Banners', parent_id: outer.id },
    })
    expect((await management.componentFolders.list({ query: { with_parent: outer.id } })).data).toMatchObject({
      component_groups: [{ id: inner.id }],
    })

    const tag = async (name: string, of: 'component' | 'asset') =>
      Object((await management.internalTags.create({ body: { internal_tag: { name, object_type: of } } })).data)
        .internal_tag
    const draft = await tag('draft', 'component')
    const press = await tag('press', 'asset')
    expect(press).toEqual({ id: expect.any(Number), name: 'press', object_type: 'asset' })
    await management.internalTags.update(draft.id, { body: { internal_tag: { name: 'ready' } } })
    const tags = await management.internalTags.list({ query: { by_object_type: 'component', page: 1 } })
    expect(tags.data).toEqual({ internal_tags: [{ id: draft.id, name: 'ready', object_type: 'component' }] })
    const counted = await management.internalTags.list({ query: { with_assets_count: true, by_ids: `${press.id}` } })
    expect(counted.data).toEqual({ internal_tags: [{ ...press, assets_count: 0 }] })

    await upload(app, 'tagged.txt', 'x', { tags: JSON.stringify(['undeclared']) })
    const tagged = async () =>
      (await ask('GET', `/spaces/${number}/assets?search=tagged`)).body.assets[0] as { id: number }
    const { id: asset } = await tagged()
    const put = (ids: number[]) =>
      ask('PUT', `/spaces/${number}/assets/${asset}`, { body: { asset: { internal_tag_ids: ids } } })
    expect((await put([press.id])).status).toBe(204)
    expect(await tagged()).toMatchObject({
      internal_tag_ids: [press.id],
      internal_tags_list: [{ id: press.id, name: 'press' }],
    })
    expect((await app.expect(200, 'GET', '/api/v1/spaces/shop/assets/tagged.txt')).tags).toEqual([
      'undeclared',
      'press',
    ])
    expect((await put([draft.id])).body).toEqual({ internal_tag_ids: [expect.stringContaining('no internal tag')] })
    const renamed = await ask('PUT', `/spaces/${number}/internal_tags/${press.id}`, {
      body: { internal_tag: { name: 'media' } },
    })
    expect(renamed).toMatchObject({ status: 422, body: { error: expect.stringContaining('Files bear it') } })

    const { component } = Object(
      (
        await management.components.create({
          body: {
            component: {
              name: 'banner',
              component_group_uuid: inner.uuid,
              internal_tag_ids: [draft.id],
              schema: { title: { type: 'text', pos: 0 }, picture: { type: 'asset', pos: 1 } },
            },
          },
        } as never)
      ).data,
    )
    expect(component).toMatchObject({
      component_group_uuid: inner.uuid,
      internal_tag_ids: [String(draft.id)],
      internal_tags_list: [{ id: draft.id, name: 'ready' }],
    })

    const file = await upload(app, 'banner.png', 'x')
    const { assets } = Object((await management.assets.list()).data)
    const { filename } = assets.find(({ short_filename: name }: { short_filename: string }) => name === 'banner.png')
    const values = { title: 'Hello', picture: { filename, fieldtype: 'asset' } }
    const body = { preset: { name: 'Big', component_id: component.id, preset: values, image: filename } }
    const { preset } = Object((await management.presets.create({ body })).data)
    expect(preset).toMatchObject({
      component_id: component.id,
      preset: { component: 'banner', title: 'Hello', picture: { filename: expect.stringContaining(file.id) } },
      image: expect.stringContaining(file.id),
    })
    await management.presets.update(preset.id, { body: { preset: { name: 'Huge' } } })
    expect((await management.presets.list({ query: { component_id: component.id } })).data).toMatchObject({
      presets: [{ id: preset.id, name: 'Huge', preset: { title: 'Hello' } }],
    })
    await management.components.update(component.id, { body: { component: { preset_id: preset.id } } })
    expect((await management.components.get(component.id)).data).toMatchObject({
      component: { preset_id: preset.id, all_presets: [{ id: preset.id }], component_group_uuid: inner.uuid },
    })
    await expect(
      management.presets.create({ body: { preset: { ...body.preset, name: 'Bad', preset: { moon: 1 } } } }),
    ).rejects.toMatchObject({ response: { status: 422, data: { moon: ['The type has no such field.'] } } })

    await management.presets.delete(preset.id)
    await expect(management.presets.get(preset.id)).rejects.toMatchObject({
      response: { status: 404, data: ['This record could not be found'] },
    })
    await management.internalTags.delete(draft.id)
    await management.componentFolders.delete(inner.id)
    expect((await management.components.get(component.id)).data).toMatchObject({
      component: { preset_id: null, internal_tag_ids: [], component_group_uuid: outer.uuid },
    })
  })

  test('groups, presets and tags of components need the scope of components, tags of assets that of assets', async () => {
    const made = async (...scopes: string[]) =>
      (await ask('POST', '/personal_access_tokens', { body: { name: 'scoped', scopes } })).body.full_token
    const [reads, files] = [await made('components:read'), await made('assets:write')]
    const at = (path: string) => `/spaces/${number}/${path}`
    for (const path of ['component_groups', 'presets', 'internal_tags'])
      expect((await ask('GET', at(path), { token: reads })).status).toBe(200)
    const refused = { status: 403, body: { error: 'Insufficient scope: components:write is required' } }
    const group = { component_group: { name: 'Mine' } }
    expect(await ask('POST', at('component_groups'), { token: reads, body: group })).toMatchObject(refused)
    expect((await ask('GET', at('presets'), { token: files })).status).toBe(403)
    const tag = (object_type: string) => ({ internal_tag: { name: 'scoped', object_type } })
    expect(await ask('POST', at('internal_tags'), { token: files, body: tag('component') })).toMatchObject(refused)
    expect((await ask('POST', at('internal_tags'), { token: files, body: tag('asset') })).status).toBe(200)
    expect((await ask('GET', at('internal_tags'), { token: files })).body.internal_tags).toContainEqual(
      expect.objectContaining({ name: 'scoped' }),
    )
  })

  test('releases and tags are managed', async () => {
    const made = await ask('POST', `/spaces/${number}/releases`, { body: { release: { name: 'Spring' } } })
    expect(made).toMatchObject({ status: 201, body: { release: { name: 'Spring', public: true, released: false } } })
    const path = `/spaces/${number}/releases/${made.body.release.id}`
    expect((await ask('PUT', path, { body: { release: { name: 'Summer' } } })).body.release.name).toBe('Summer')
    const key = { access: 'release', name: 'Look', release_ids: [made.body.release.id] }
    const look = await ask('POST', `/spaces/${number}/api_keys`, { body: { api_key: key } })
    expect(look.body.access).toBe('release')
    // A key that reads as of it holds it.
    expect(await ask('DELETE', path)).toMatchObject({ status: 422, body: { error: expect.stringContaining('Look') } })
    expect((await ask('DELETE', `/spaces/${number}/api_keys/${look.body.id}`)).status).toBe(200)
    expect((await ask('DELETE', path)).status).toBe(200)
    expect((await ask('GET', `/spaces/${number}/tags`)).status).toBe(200)
  })

  describe('tokens', () => {
    test('are made with scopes and spaces, renamed, listed, validated and revoked', async () => {
      const body = { name: 'CI', scopes: ['stories:read', 'assets:write'], space_ids: [number] }
      // Files say their folders, so these are read with them, and shown.
      const scopes = [...body.scopes, 'asset_folders:read']
      const made = await ask('POST', '/personal_access_tokens', { body })
      expect(made).toMatchObject({
        status: 201,
        body: { scopes, space_ids: [number], user_permission: false, revoked_at: null, deprecated: false },
      })
      const { id, full_token: token } = made.body
      const path = `/personal_access_tokens/${id}`
      expect((await ask('GET', '/tokens/validate', { token })).body).toMatchObject({
        valid: true,
        type: 'pat',
        token_display: made.body.token_display,
        scopes,
      })
      expect((await ask('PUT', path, { body: { name: 'Other' } })).status).toBe(204)
      expect((await ask('GET', `/spaces/${number}/stories`, { token })).status).toBe(200)
      app.clock.now += 1000
      expect((await ask('DELETE', path, { body: {} })).status).toBe(204)
      expect(await ask('GET', `/spaces/${number}/stories`, { token })).toMatchObject({
        status: 401,
        body: { error: 'Unauthorized' },
      })
      const list = (await ask('GET', '/personal_access_tokens')).body.personal_access_tokens
      expect(list.find((each: { id: number }) => each.id === id)).toMatchObject({
        name: 'Other',
        revoked_at: new Date(app.clock.now).toISOString(),
      })
      const { available_scopes: offered } = (await ask('GET', '/personal_access_tokens/metadata')).body
      expect(offered).toContainEqual({ resource: 'stories', actions: ['read', 'write', 'publish'] })
      expect(await ask('PUT', path.replace(String(id), '999999999'), { body: { name: 'x' } })).toMatchObject({
        status: 404,
        body: ['This record could not be found'],
      })
    })

    test.each([
      [{ scopes: ['stories:read'] }, { name: ["can't be blank"] }],
      [{ name: 'x' }, { scopes: ["can't be blank"] }],
      [{ name: 'x', scopes: ['moon:read'] }, { scopes: ['moon:read is no scope here.'] }],
      [{ name: 'x', user_permission: true, scopes: ['stories:read'] }, { user_permission: [expect.any(String)] }],
      [{ name: 'x', scopes: ['stories:read'], space_ids: [999_999] }, { space_ids: ['There is no space 999999.'] }],
      [
        { name: 'x', scopes: ['stories:read'], expires_at: '2099-01-01T00:00:00Z' },
        { expires_at: [expect.any(String)] },
      ],
    ])('are refused as %j', async (body, expected) => {
      expect(await ask('POST', '/personal_access_tokens', { body })).toMatchObject({ status: 422, body: expected })
    })

    test('open what their scopes say, in the vendor’s hierarchy and words', async () => {
      const made = async (...scopes: string[]) =>
        (await ask('POST', '/personal_access_tokens', { body: { name: 'scoped', scopes } })).body.full_token
      const reads = await made('stories:read')
      const publishes = await made('stories:publish')
      const stories = `/spaces/${number}/stories`
      await ask('POST', `/spaces/${number}/components`, {
        body: { component: { name: 'memo', schema: { text: { type: 'text' } } } },
      })
      const story = { name: 'x', slug: 'scoped/x', content: { component: 'memo' } }
      const error = (text: string) => ({ status: 403, body: { error: text } })
      expect(await ask('POST', stories, { token: reads, body: { story } })).toMatchObject(
        error('Insufficient scope: stories:write is required'),
      )
      const writes = await made('stories:write')
      expect(await ask('POST', stories, { token: writes, body: { story, publish: 1 } })).toMatchObject(
        error('Insufficient scope: stories:publish is required'),
      )
      // Refused as a whole: nothing was made.
      expect((await ask('GET', `${stories}?by_slugs=scoped/x`)).body.stories).toEqual([])
      const done = await ask('POST', stories, { token: publishes, body: { story, publish: 1 } })
      expect(done).toMatchObject({ status: 201, body: { story: { published: true } } })
      const publish = `${stories}/${done.body.story.id}/publish`
      expect(await ask('GET', publish, { token: writes })).toMatchObject(
        error('Insufficient scope: stories:publish is required'),
      )
      expect((await ask('GET', publish, { token: publishes })).status).toBe(200)
      expect(await ask('GET', `/spaces/${number}/components`, { token: publishes })).toMatchObject(
        error('Insufficient scope: components:read is required'),
      )
      for (const path of ['/personal_access_tokens', `/spaces/${number}/api_keys`])
        expect(await ask('GET', path, { token: publishes })).toMatchObject(
          error('This endpoint does not support this token type'),
        )
    })

    test('are held to their spaces', async () => {
      const second = (await ask('POST', '/spaces', { body: { space: { name: 'Third' } } })).body.space.id
      const token = await personal({ form: 'all' }, { spaces: ['shop'] })
      expect((await ask('GET', `/spaces/${number}`, { token })).status).toBe(200)
      const elsewhere = await ask('GET', `/spaces/${second}`, { token })
      expect(elsewhere).toMatchObject({ status: 403, body: { error: 'This token does not have access to this space' } })
      // One that is not there is answered alike.
      expect((await ask('GET', '/spaces/999999999', { token })).body).toEqual(elsewhere.body)
      expect(await ask('GET', '/spaces', { token })).toMatchObject({
        status: 403,
        body: { error: 'This token is restricted to specific spaces' },
      })
      expect((await ask('GET', '/tokens/validate', { token })).status).toBe(200)
      const stranger = (await newPerson(app, 'stranger')).token
      const foreign = await ask('GET', `/spaces/${number}/stories`, { token: stranger })
      expect((await ask('GET', '/spaces/999999999/stories', { token: stranger })).body).toEqual(foreign.body)
    })

    test('of the delivery API are none here, and a theme token opens neither', async () => {
      for (const access of ['public', 'private', 'asset', 'theme']) {
        const { body } = await ask('POST', `/spaces/${number}/api_keys`, {
          body: { api_key: { access, name: access } },
        })
        expect(body).toMatchObject({ access, space_id: number, api_key: { token: body.token } })
        expect(await ask('GET', '/users/me', { token: body.token })).toMatchObject({
          status: 401,
          body: { error: 'Unauthorized' },
        })
        if (access !== 'theme') continue
        const answer = await fetch(`${url}/v2/cdn/stories?token=${body.token}&cv=1`)
        expect([answer.status, await answer.json()]).toEqual([401, { error: 'Unauthorized' }])
      }
      const listed = (await ask('GET', `/spaces/${number}/api_keys`)).body.api_keys
      for (const { token } of listed) expect(token).toMatch(/_••••$/)
    })
  })

  test('what is wrong is said in the shapes that clients read', async () => {
    const stories = `/spaces/${number}/stories`
    expect(await ask('POST', stories, { body: {} })).toMatchObject({
      status: 422,
      body: { error: 'param is missing or the value is empty: story' },
    })
    expect((await ask('POST', stories, { body: { story: { name: 'x', content: {} } } })).body).toEqual({
      content: ['For non-folders stories, the root component needs to be filled.'],
    })
    await ask('POST', `/spaces/${number}/components`, { body: { component: { name: 'taken', schema: {} } } })
    const again = await ask('POST', `/spaces/${number}/components`, {
      body: { component: { name: 'taken', schema: {} } },
    })
    expect(again).toMatchObject({ status: 422, body: { slug: ['has already been taken'] } })
    expect(await ask('GET', '/nothing')).toMatchObject({ status: 404, body: ['This record could not be found'] })
    expect((await ask('DELETE', '/users/me')).status).toBe(405)
    expect((await fetch(`${url}/v1/users/me`)).status).toBe(401)
  })
})
