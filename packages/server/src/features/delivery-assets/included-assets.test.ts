import { beforeAll, describe, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken } from '../../test-support/content-app.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { callBytes, upload } from '../../test-support/upload.ts'

const entries = '/api/v1/spaces/shop/entries'
const assets = '/api/v1/spaces/shop/assets'
const stories = '/delivery/v1/spaces/shop/content/stories'

describeEachDatabase('files of entries', (databases) => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', {
      body: {
        slug: 'stories',
        fields: [
          { id: 'cover', type: 'asset', filterable: true },
          { id: 'gallery', type: 'list', items: 'asset' },
        ],
      },
    })
    await app.expect(201, 'POST', '/api/v1/spaces/shop/environments', { body: { slug: 'staging' } })
  })

  const story = (slug: string, fields: object) => ({ type: 'stories', slug, fields })

  test('have to be there, in this space, and not in the trash', async () => {
    const { id } = await upload(app, 'there.txt', 'x')
    const gone = await upload(app, 'gone.txt', 'x')
    await app.expect(204, 'DELETE', `${assets}/${gone.id}`)
    await app.expect(201, 'POST', entries, { body: story('good', { cover: id, gallery: [id] }) })
    for (const bad of ['019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', gone.id]) {
      const cover = await app.call('POST', entries, { body: story('bad', { cover: bad }) })
      expect(cover).toMatchObject({ status: 422, body: { errors: [{ pointer: '/fields/cover' }] } })
      const gallery = await app.call('POST', entries, { body: story('bad', { gallery: [id, bad] }) })
      expect(gallery).toMatchObject({ status: 422, body: { errors: [{ pointer: '/fields/gallery/1' }] } })
    }
    expect((await app.call('GET', `${entries}/bad?type=stories`)).status).toBe(404)
  })

  describe('are included', () => {
    let open: { id: string }
    let isPrivate: { id: string }
    let draft: { id: string }
    beforeAll(async () => {
      open = await upload(app, 'open.txt', 'open')
      isPrivate = await upload(app, 'private.txt', 'private', { private: 'true' })
      draft = await upload(app, 'draft.txt', 'draft')
      const environments = ['production', 'staging']
      for (const { id } of [open, isPrivate])
        await app.expect(200, 'POST', `${assets}/${id}/publish`, { body: { environments } })
      const fields = { cover: open.id, gallery: [isPrivate.id, draft.id, open.id] }
      await app.expect(201, 'POST', entries, { body: story('news', fields) })
      await app.expect(200, 'POST', `${entries}/news/publish?type=stories`, { body: { environments } })
    })

    const news = (query: string, token: string) =>
      app.expect(200, 'GET', `${stories}/news?include=cover,gallery${query}`, { token })

    test('as far as the reader may read them; of the others the ids stay', async () => {
      const body = { kind: 'delivery', name: 'Site' }
      const { secret } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body })
      const { fields, includes } = await news('', secret)
      expect(fields).toEqual({ cover: open.id, gallery: [isPrivate.id, draft.id, open.id] })
      expect(Object.keys(includes)).toEqual([open.id])
      expect(includes[open.id]).toEqual(
        await app.expect(200, 'GET', `/delivery/v1/spaces/shop/assets/${open.id}`, { token: secret }),
      )
    })

    test('not where they are denied', async () => {
      const read = { effect: 'allow', actions: ['content.read', 'media.read'], resources: ['*'] } as const
      const deny = { effect: 'deny', actions: ['media.read'], resources: ['media:private.txt'] } as const
      const { includes } = await news('', await apiToken(app, read, deny))
      expect(Object.keys(includes)).toEqual([open.id])
    })

    test('only where the scope of a personal token has the reading of files', async () => {
      const includedFor = async (...operations: string[]) => {
        const body = { name: 'CI', scope: { form: 'custom', operations } }
        const { secret } = await app.expect(201, 'POST', '/api/v1/account/tokens', { body })
        const { fields, includes } = await news('&environment=production', secret)
        expect(fields.cover).toBe(open.id)
        return Object.keys(includes)
      }
      expect(await includedFor('delivery.show')).toEqual([])
      expect(await includedFor('delivery.show', 'delivery-assets.list')).toEqual([])
      expect(await includedFor('delivery.show', 'delivery-assets.show')).toEqual([open.id, isPrivate.id])
    })

    test.each([
      ['&environment=staging', '?environment=staging'],
      ['&state=draft', '?state=draft'],
      ['&environment=staging&state=draft', '?environment=staging&state=draft'],
    ])('with %s in addresses that lead to the same place', async (query, place) => {
      const { includes } = await news(query, app.owner.token)
      const { url } = includes[open.id]
      expect(url).toBe(`/delivery/v1/spaces/shop/assets/${open.id}/file${place}`)
      expect((await callBytes(app, 'GET', url, { token: app.owner.token })).bytes.toString()).toBe('open')
      expect(includes[open.id]).toEqual(
        await app.expect(200, 'GET', `/delivery/v1/spaces/shop/assets/${open.id}${place}`),
      )
    })
  })
})
