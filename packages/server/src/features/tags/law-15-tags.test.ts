import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { upload } from '../../test-support/upload.ts'

const space = '/api/v1/spaces/shop'
const delivered = '/delivery/v1/spaces/shop/content/pages'
const allow = (actions: readonly string[], tags?: readonly string[], resource = 'content'): Grant => ({
  effect: 'allow',
  actions,
  resources: [resource],
  ...(tags && { conditions: { tags } }),
})
const deny = (actions: readonly string[], tags: readonly string[]): Grant => ({
  ...allow(actions, tags),
  effect: 'deny',
})
const slugsOf = (page: { items: { slug: string }[] }) => page.items.map(({ slug }) => slug).toSorted()

async function tag(app: TestApp, id: string, ...tags: readonly string[]): Promise<void> {
  await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { tags } })
}

describeEachDatabase('rights by tag', (databases) => {
  test('let nobody take away the tag that he works under, or give it to something else', async () => {
    const app = await openContentApp(databases)
    const { id: ours } = await createPage(app, 'ours')
    const { id: theirs } = await createPage(app, 'theirs')
    await tag(app, ours, 'sport')
    const actions = ['content.update', 'content.create']
    const token = await apiToken(app, allow(['content.read']), allow(actions, ['sport']))
    const put = async (id: string, tags: readonly string[]) =>
      (await app.call('PATCH', `${entries}/${id}`, { token, body: { tags } })).status
    expect(await put(ours, [])).toBe(403)
    expect(await put(ours, ['sport', 'live'])).toBe(200)
    expect(await put(theirs, ['sport'])).toBe(403)
    const make = (tags: readonly string[]) =>
      app.call('POST', entries, { token, body: { type: 'pages', tags, fields: { hero_title: 'x' } } })
    expect((await make([])).status).toBe(403)
    expect((await make(['sport'])).status).toBe(201)
  })

  test('go by what is live where that is shown, and by the working copy for all that is done to it', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'a')
    await tag(app, id, 'old')
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    await tag(app, id, 'new')
    const reader = (...tags: readonly string[]) => apiToken(app, allow(['content.read', 'content.publish'], tags))
    const [old, fresh, both] = [await reader('old'), await reader('new'), await reader('new', 'old')]
    for (const [token, lives, shows] of [
      [old, 200, ['old']],
      [fresh, 404, null],
      [both, 200, ['new']],
    ] as const) {
      const { status, body } = await app.call('GET', `${entries}/${id}`, { token })
      expect([status, status === 200 ? body.tags : null]).toEqual([lives, shows])
      expect((await app.call('GET', `${delivered}/a`, { token })).status).toBe(lives)
      const list = await app.expect(200, 'GET', `${delivered}?count=true`, { token })
      expect([slugsOf(list), list.total]).toEqual(lives === 200 ? [['a'], 1] : [[], 0])
    }
    // It goes live as the working copy is: not a matter of who reads what is live.
    expect((await app.call('POST', `${entries}/${id}/publish`, { token: old })).status).toBe(403)
    expect((await app.call('POST', `${entries}/${id}/publish`, { token: both })).status).toBe(200)
    expect((await app.call('GET', `${delivered}/a`, { token: old })).status).toBe(404)
    expect((await app.call('GET', `${delivered}/a`, { token: fresh })).status).toBe(200)
  })

  test('bind a delivery token with its next request, and its answers are not those of others', async () => {
    const app = await openContentApp(databases)
    for (const [slug, tags] of Object.entries({ a: ['sale'], b: ['sale', 'vip'], c: [] })) {
      const { id } = await createPage(app, slug)
      await tag(app, id, ...tags)
      await app.expect(200, 'POST', `${entries}/${id}/publish`)
    }
    const key = async (...grants: readonly Grant[]) => {
      const body = { kind: 'delivery', name: 'Site', environment: 'production', grants }
      return (await app.expect(201, 'POST', `${space}/tokens`, { body })).secret
    }
    const sale = await key(allow(['content.read'], ['sale']))
    const common = await key(allow(['content.read']), deny(['content.read'], ['vip']))
    const all = await key(allow(['content.read']))
    for (let round = 0; round < 2; round += 1) {
      expect(slugsOf(await app.expect(200, 'GET', delivered, { token: sale }))).toEqual(['a', 'b'])
      expect(slugsOf(await app.expect(200, 'GET', delivered, { token: common }))).toEqual(['a', 'c'])
      expect(slugsOf(await app.expect(200, 'GET', delivered, { token: all }))).toEqual(['a', 'b', 'c'])
    }
    const [b, gone] = [
      await app.call('GET', `${delivered}/b`, { token: common }),
      await app.call('GET', `${delivered}/gone`, { token: common }),
    ]
    expect([b.status, { ...b.body, instance: '' }]).toEqual([404, { ...gone.body, instance: '' }])
  })

  test('an earlier version goes live only under its own tags and those of now', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'a')
    await tag(app, id, 'legal')
    await tag(app, id, 'free')
    const token = await apiToken(app, allow(['content.read', 'content.publish']), deny(['content.publish'], ['legal']))
    const publish = (version: number) => app.call('POST', `${entries}/${id}/publish`, { token, body: { version } })
    expect((await publish(2)).status).toBe(403)
    expect((await publish(1)).status).toBe(200)
    expect((await publish(3)).status).toBe(200)
  })

  test('what nobody may read any more is answered by its receipt alone', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'a')
    await tag(app, id, 'sale', 'new')
    const token = await apiToken(app, allow(['content.read'], ['sale']), allow(['content.update'], ['new', 'sale']))
    const answer = await app.expect(200, 'PATCH', `${entries}/${id}`, { token, body: { tags: ['new'] } })
    expect(Object.keys(answer).toSorted()).toEqual(['id', 'status', 'version'])
    await app.expect(404, 'GET', `${entries}/${id}`, { token })
  })

  test('files are uploaded, changed and delivered under their tags', async () => {
    const app = await openContentApp(databases)
    const token = await apiToken(app, allow(['media.read', 'media.upload', 'media.update'], ['press'], 'media'))
    const put = (name: string, tags: readonly string[]) =>
      upload(app, name, 'x', { tags: JSON.stringify(tags) }, { token })
    await expect(put('a.txt', [])).rejects.toThrow('403')
    const { id } = await put('b.txt', ['press', 'new'])
    const path = `${space}/assets/${id}`
    await app.expect(403, 'PATCH', path, { token, body: { tags: ['new'] } })
    await app.expect(200, 'PATCH', path, { token, body: { tags: ['press'] } })
    await app.expect(200, 'POST', `${path}/publish`, { token })
    await app.expect(200, 'PATCH', path, { body: { tags: ['internal'] } })
    // The working copy has left its door, and what is live has not.
    await app.expect(404, 'GET', path, { token })
    await app.expect(200, 'GET', `/delivery/v1/spaces/shop/assets/${id}`, { token })
    expect((await app.expect(200, 'GET', '/delivery/v1/spaces/shop/assets', { token })).items).toHaveLength(1)
  })

  test('a denied tag that nothing bears is warned about, as far as the asker may know', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'a')
    await tag(app, id, 'sale')
    await upload(app, 'a.txt', 'x', { tags: '["press"]' })
    const body = { name: 'Narrow', grants: [deny(['content.read', 'media.read'], ['press', 'sale', 'sael'])] }
    const role = await app.expect(201, 'POST', `${space}/roles`, { body })
    expect(role.warnings).toEqual(['A deny names the tag sael, which nothing bears that you may read.'])
  })

  test('a condition on what bears no tags is refused with its place', async () => {
    const app = await openContentApp(databases)
    const grants = [allow(['schema.read'], ['sale'], 'schema'), allow(['content.read'], ['sa*'])]
    const { errors } = await app.expect(422, 'POST', `${space}/roles`, { body: { name: 'Odd', grants } })
    expect(errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/grants/0/conditions/tags',
      '/grants/1/conditions/tags/0',
    ])
  })

  test('are explained: for what there is by its own tags, and those that an update would give', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'a')
    await tag(app, id, 'sale')
    const role = await app.expect(201, 'POST', `${space}/roles`, {
      body: { name: 'Sale', grants: [allow(['content.read', 'content.update', 'content.create'], ['sale'])] },
    })
    const ask = async (question: object) =>
      (await app.expect(200, 'POST', `${space}/roles/${role.id}/explain`, { body: { type: 'pages', ...question } }))
        .allowed
    expect(await ask({ action: 'content.read', entry: 'a' })).toBe(true)
    expect(await ask({ action: 'content.update', entry: 'a', tags: ['sale', 'new'] })).toBe(true)
    expect(await ask({ action: 'content.update', entry: 'a', tags: ['new'] })).toBe(false)
    expect(await ask({ action: 'content.create', tags: ['sale'] })).toBe(true)
    expect(await ask({ action: 'content.create' })).toBe(false)
  })
})
