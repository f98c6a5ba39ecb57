import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { makeBranch } from '../../test-support/branch-app.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'
import { upload } from '../../test-support/upload.ts'

const space = '/api/v1/spaces/shop'
const typeTags = `${space}/type-tags`
const assetTags = `${space}/declared-asset-tags`
const hero = `${space}/content-types/hero`

const tagsOf = ({ items }: { items: { tag: string }[] }) => items.map(({ tag }) => tag)

describeEachDatabase('declared tags', (databases) => {
  test('of types are there before a type bears them, are renamed on it, and go from it, in every branch', async () => {
    const app = await openTestApp(databases)
    const made = await app.expect(201, 'POST', typeTags, { body: { tag: 'cafe\u0301' } })
    expect(made).toMatchObject({ tag: 'caf\u00e9', serial: expect.any(Number) })
    await app.expect(201, 'POST', typeTags, { body: { tag: 'block' } })
    expect((await app.expect(409, 'POST', typeTags, { body: { tag: 'block' } })).errors[0].pointer).toBe('/tag')
    expect(tagsOf(await app.expect(200, 'GET', typeTags))).toEqual(['block', 'caf\u00e9'])

    const body = { slug: 'hero', fields: [], tags: ['block', 'moon'] }
    const refused = await app.expect(422, 'POST', `${space}/content-types`, { body })
    expect(refused.errors).toEqual([{ pointer: '/tags/1', detail: 'No such tag is declared for types.' }])
    const type = { ...body, tags: ['block', 'cafe\u0301'] }
    expect((await app.expect(201, 'POST', `${space}/content-types`, { body: type })).tags).toEqual([
      'block',
      'caf\u00e9',
    ])
    await makeBranch(app, 'next')
    await app.expect(200, 'PATCH', `${typeTags}/${made.id}`, { body: { tag: 'shop' } })
    for (const branch of ['main', 'next'])
      expect((await app.expect(200, 'GET', `${hero}?branch=${branch}`)).tags).toEqual(['block', 'shop'])
    await app.expect(204, 'DELETE', `${typeTags}/${made.id}`)
    for (const branch of ['main', 'next'])
      expect(await app.expect(200, 'GET', `${hero}?branch=${branch}`)).toMatchObject({ tags: ['block'], version: 3 })
    expect((await app.expect(200, 'PATCH', hero, { body: { tags: [] } })).tags).toEqual([])
  })

  test('of files are words that files may bear before and after they are declared', async () => {
    const app = await openTestApp(databases)
    const file = await upload(app, 'open.txt', 'x', { tags: JSON.stringify(['press']) })
    const press = await app.expect(201, 'POST', assetTags, { body: { tag: 'press' } })
    const unused = await app.expect(201, 'POST', assetTags, { body: { tag: 'unused' } })
    expect(tagsOf(await app.expect(200, 'GET', assetTags))).toEqual(['press', 'unused'])
    await app.expect(200, 'PATCH', `${assetTags}/${unused.id}`, { body: { tag: 'spare' } })
    await app.expect(409, 'PATCH', `${assetTags}/${press.id}`, { body: { tag: 'media' } })
    // What is live counts, and what was put into the trash.
    await app.expect(200, 'POST', `${space}/assets/${file.id}/publish`)
    await app.expect(200, 'PATCH', `${space}/assets/${file.id}`, { body: { tags: [] } })
    await app.expect(409, 'PATCH', `${assetTags}/${press.id}`, { body: { tag: 'media' } })
    await app.expect(204, 'DELETE', `${assetTags}/${press.id}`)
    expect(tagsOf(await app.expect(200, 'GET', assetTags))).toEqual(['spare'])
    for (const other of [`${typeTags}/${unused.id}`, `${assetTags}/${press.id}`]) await app.expect(404, 'DELETE', other)
  })

  test('are seen and changed with rights to all types or all files, or to one by its id', async () => {
    const app = await openTestApp(databases)
    const shown = await app.expect(201, 'POST', typeTags, { body: { tag: 'shown' } })
    const hidden = await app.expect(201, 'POST', typeTags, { body: { tag: 'hidden' } })
    const file = await app.expect(201, 'POST', assetTags, { body: { tag: 'file' } })
    await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'hero', fields: [], tags: ['hidden'] } })
    const may = (actions: string[], ...resources: string[]) => ({ effect: 'allow', actions, resources }) as const
    const schema = ['schema.read', 'schema.update']
    const { token } = await newMember(app, 'Ann', [may(schema, 'schema:hero', `schema:${shown.id}`)])
    expect(tagsOf(await app.expect(200, 'GET', typeTags, { token }))).toEqual(['shown'])
    await app.expect(404, 'PATCH', `${typeTags}/${hidden.id}`, { token, body: { tag: 'x' } })
    expect((await app.call('GET', assetTags, { token })).status).toBe(403)
    // What the type bears may stay; what is not seen is not there to be added.
    const put = (tags: string[]) => app.call('PATCH', hero, { token, body: { tags } })
    expect((await put(['hidden', 'shown'])).body.tags).toEqual(['hidden', 'shown'])
    expect((await put(['shown'])).status).toBe(200)
    expect((await put(['hidden'])).status).toBe(422)
    const files = (await newMember(app, 'Bob', [may(['media.read', 'media.update'], 'media')])).token
    await app.expect(200, 'PATCH', `${assetTags}/${file.id}`, { token: files, body: { tag: 'x' } })
    expect((await app.call('GET', typeTags, { token: files })).status).toBe(403)
  })
})
