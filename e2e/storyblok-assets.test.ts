import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { createManagementApiClient } from '@storyblok/management-api-client'
import StoryblokClient from 'storyblok-js-client'
import { afterAll, beforeAll, expect, test } from 'vitest'

// Folders of files and the upload in three steps, by the published client and its own helper.

describeEachDatabase('Storyblok: files and their folders by the published client', (databases) => {
  let app: TestApp
  let url: string
  let number: number
  let full: string
  beforeAll(async () => {
    app = await openTestApp(databases, { files: { bytesMax: 1000 } })
    url = `${await app.app.server.listen({ host: '127.0.0.1', port: 0 })}/storyblok`
    number = (await app.expect(200, 'GET', '/api/v1/spaces/shop')).serial
    full = await personal({ form: 'all' })
  })
  afterAll(() => app.app.server.close())

  const personal = async (scope: object): Promise<string> =>
    (await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'personal', scope } })).secret
  const client = (token = full) =>
    createManagementApiClient({
      personalAccessToken: token,
      spaceId: number,
      baseUrl: url,
      throwOnError: true,
      rateLimit: false,
      retry: { limit: 0 },
    })
  const ask = async (method: string, path: string, { token = full, body }: { token?: string; body?: unknown } = {}) => {
    const answer = await fetch(`${url}/v1/spaces/${number}${path}`, {
      method,
      headers: { Authorization: token, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    // Tests read answers of many shapes; a wrong guess fails the test.
    const parsed: any = text === '' ? null : JSON.parse(text)
    return { status: answer.status, body: parsed }
  }
  const folder = async (name: string, parent: number | null = null) =>
    Object((await client().assetFolders.create({ body: { asset_folder: { name, parent_id: parent } } })).data)
      .asset_folder
  const bytes = (text: string) => new Blob([text], { type: 'text/plain' })

  test('folders are made, found, renamed with all that is in them, and deleted when they are empty', async () => {
    const { assetFolders } = client()
    const brand = await folder('Brand')
    const logos = await folder('Logos', brand.id)
    expect(logos).toEqual({
      id: expect.any(Number),
      uuid: expect.any(String),
      name: 'Logos',
      parent_id: brand.id,
      parent_uuid: brand.uuid,
    })
    expect(Object((await assetFolders.get(logos.id)).data).asset_folder).toEqual(logos)
    const found = async (query: object) =>
      Object((await assetFolders.list({ query })).data).asset_folders.map(({ name }: { name: string }) => name)
    expect(await found({})).toEqual(['Brand', 'Logos'])
    expect(await found({ search: 'LOG' })).toEqual(['Logos'])
    expect(await found({ with_parent: '0' })).toEqual(['Brand'])
    expect(await found({ with_parent: String(brand.id) })).toEqual(['Logos'])
    expect(await found({ by_ids: `${logos.id},999999` })).toEqual(['Logos'])
    expect(await found({ by_uuids: brand.uuid })).toEqual(['Brand'])

    const asset = await client().assets.upload({
      body: { short_filename: 'mark.txt', asset_folder_id: logos.id },
      file: bytes('mark'),
    })
    expect(asset).toMatchObject({ asset_folder_id: logos.id })
    await assetFolders.update(brand.id, { body: { asset_folder: { name: 'House' } } })
    expect((await app.expect(200, 'GET', '/api/v1/spaces/shop/assets/mark.txt')).category).toBe('House / Logos')
    await assetFolders.update(logos.id, { body: { asset_folder: { parent_id: null } } })
    expect((await app.expect(200, 'GET', '/api/v1/spaces/shop/assets/mark.txt')).category).toBe('Logos')

    expect(await ask('POST', '/asset_folders', { body: { asset_folder: { name: 'Logos' } } })).toMatchObject({
      status: 422,
      body: { error: 'There is such a category already.' },
    })
    expect((await ask('POST', '/asset_folders', { body: { asset_folder: { name: 'a:b' } } })).body).toEqual({
      name: [expect.any(String)],
    })
    expect(await ask('DELETE', `/asset_folders/${logos.id}`)).toMatchObject({
      status: 422,
      body: { error: 'There are files in it, 1 of which you may see.' },
    })
    expect((await ask('DELETE', `/asset_folders/${logos.id}?recursive=true`)).status).toBe(422)
    await assetFolders.delete(brand.id)
    expect(await ask('GET', `/asset_folders/${brand.id}`)).toMatchObject({
      status: 404,
      body: ['This record could not be found'],
    })
  })

  test('a file is uploaded by the helper of the client, and read by the other once it is published', async () => {
    const press = await folder('Press')
    const { assets } = client()
    const asset: any = await assets.create({
      body: { short_filename: 'flag.txt', asset_folder_id: press.id, alt: 'A flag', title: 'Flag' },
      file: bytes('0123456789'),
    })
    expect(asset).toMatchObject({
      short_filename: 'flag.txt',
      content_type: 'text/plain',
      content_length: 10,
      asset_folder_id: press.id,
      is_private: false,
      alt: 'A flag',
      title: 'Flag',
    })
    const inFolder = async (in_folder: number) =>
      Object((await assets.list({ query: { in_folder } })).data).assets.map(({ id }: { id: number }) => id)
    expect(await inFolder(press.id)).toEqual([asset.id])
    expect(await inFolder(999_999)).toEqual([])
    await assets.update(asset.id, { body: { asset: { asset_folder_id: null } } })
    expect(await inFolder(press.id)).toEqual([])
    expect(await inFolder(0)).toContain(asset.id)

    await app.expect(200, 'POST', '/api/v1/spaces/shop/assets/flag.txt/publish', { body: {} })
    const fields = [{ id: 'cover', type: 'asset' }]
    await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', { body: { slug: 'page', fields } })
    const content = { component: 'page', cover: { filename: asset.filename, fieldtype: 'asset' } }
    await client().stories.create({ body: { story: { name: 'Home', slug: 'home', content }, publish: 1 } } as never)
    const { secret } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'delivery', name: 'Site', environment: 'production' },
    })
    const reader = new StoryblokClient({ accessToken: secret, endpoint: `${url}/v2`, maxRetries: 0 })
    const { story } = (await reader.get('cdn/stories/home')).data
    expect(story.content.cover).toMatchObject({ id: asset.id, filename: asset.filename, alt: 'A flag' })
  })

  test('a file is uploaded in three steps, and finishing it again answers the same', async () => {
    const signed = await ask('POST', '/assets', { body: { filename: 'a/path/steps.txt', is_private: true, size: '' } })
    expect(signed).toMatchObject({
      status: 200,
      body: { id: expect.any(Number), fields: { ticket: expect.any(String) } },
    })
    const { id, post_url, fields, pretty_url } = signed.body
    expect(post_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/spaces\/shop\/asset-uploads\//)
    expect(await ask('GET', `/assets/${id}/finish_upload`)).toMatchObject({
      status: 422,
      body: { error: 'The bytes of this upload are not here yet.' },
    })
    expect((await ask('GET', `/assets/${id}`)).status).toBe(404)
    const send = async (text: string) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, String(value))
      form.append('file', bytes(text), 'steps.txt')
      return (await fetch(post_url, { method: 'POST', body: form })).status
    }
    expect(await send('x'.repeat(1001))).toBe(413)
    expect(await send('steps')).toBe(204)
    expect(await send('again')).toBe(409)
    expect((await fetch(`${url}/v1/spaces/${number}/assets/${id}/finish_upload`, { method: 'HEAD' })).status).toBe(405)
    const finished = await ask('GET', `/assets/${id}/finish_upload`)
    expect(finished).toMatchObject({
      status: 200,
      body: { id, filename: pretty_url, short_filename: 'steps.txt', is_private: true, content_length: 5 },
    })
    expect(await ask('GET', `/assets/${id}/finish_upload`)).toEqual(finished)
  })

  test.each([
    [{}, { filename: ["can't be blank"] }],
    [{ filename: 'x.txt', asset_folder_id: 999_999 }, { asset_folder_id: ['There is no such folder.'] }],
    [{ filename: 'x.txt', id: 7 }, { id: ['It is not supported.'] }],
    [{ filename: 'x.txt', expire_at: '2030-01-01' }, { expire_at: ['It is not supported.'] }],
    [{ filename: 'a:b.txt' }, { file_name: [expect.any(String)] }],
  ])('an upload of %j is refused', async (body, expected) => {
    expect(await ask('POST', '/assets', { body })).toMatchObject({ status: 422, body: expected })
  })

  test('scopes open folders and uploads as the vendor says', async () => {
    const made = async (...scopes: string[]) => {
      const answer = await fetch(`${url}/v1/personal_access_tokens`, {
        method: 'POST',
        headers: { Authorization: full, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'scoped', scopes }),
      })
      return ((await answer.json()) as { full_token: string }).full_token
    }
    const [files, folders, reads] = [
      await made('assets:write'),
      await made('asset_folders:write'),
      await made('assets:read'),
    ]
    const lacks = (scope: string) => ({ status: 403, body: { error: `Insufficient scope: ${scope} is required` } })
    const body = { asset_folder: { name: 'Scoped' } }
    expect(await ask('POST', '/asset_folders', { token: files, body })).toMatchObject(lacks('asset_folders:write'))
    expect((await ask('POST', '/asset_folders', { token: folders, body })).status).toBe(201)
    const signing = { filename: 'scoped.txt' }
    expect(await ask('POST', '/assets', { token: folders, body: signing })).toMatchObject(lacks('assets:write'))
    expect(await ask('POST', '/assets', { token: reads, body: signing })).toMatchObject(lacks('assets:write'))
    const asset: any = await client(files).assets.upload({
      body: { short_filename: 'scoped.txt' },
      file: bytes('scoped'),
    })
    expect(asset).toMatchObject({ short_filename: 'scoped.txt' })
    // A folder is changed with its files.
    const { id } = await folder('Held')
    await client().assets.update(asset.id, { body: { asset: { asset_folder_id: id } } })
    const renamed = { asset_folder: { name: 'Renamed' } }
    const rename = (token: string) => ask('PUT', `/asset_folders/${id}`, { token, body: renamed })
    expect(await rename(folders)).toMatchObject(lacks('assets:write'))
    expect((await rename(await made('assets:write', 'asset_folders:write'))).status).toBe(204)
  })
})
