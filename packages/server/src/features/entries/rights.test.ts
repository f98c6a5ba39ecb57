import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'

const readAll: Grant = { effect: 'allow', actions: ['content.read'], resources: ['content:*'] }
const updateAll: Grant = { effect: 'allow', actions: ['content.update'], resources: ['content:*'] }
const createAll: Grant = { effect: 'allow', actions: ['content.create'], resources: ['content:*'] }

describeEachDatabase('who may write an entry', (databases) => {
  test('a token for two fields of one page changes them and nothing else', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'homepage', { price: 1 })
    const other = await createPage(app, 'about')
    const token = await apiToken(app, readAll, {
      effect: 'allow',
      actions: ['content.update'],
      resources: ['content:pages:homepage'],
      fields: ['hero_title', 'hero_image'],
      conditions: { status: ['draft', 'protected'], locales: ['en', 'de'] },
    })
    const patch = (body: unknown, entry = id) => app.call('PATCH', `${entries}/${entry}`, { token, body })
    expect(await patch({ fields: { hero_title: 'New' } })).toMatchObject({ status: 200, body: { version: 2 } })
    const refused = await patch({ fields: { hero_title: 'X', price: 2 } })
    expect(refused.status).toBe(403)
    expect(refused.body.missing_grant).toEqual({
      effect: 'allow',
      actions: ['content.update'],
      resources: ['space:shop:content:pages:homepage'],
      fields: ['price'],
      conditions: { status: ['draft'], locales: ['en'] },
    })
    expect((await patch({ status: 'protected' })).status).toBe(403)
    expect((await patch({ fields: { hero_title: 'X' } }, other.id)).status).toBe(403)
    expect((await app.expect(200, 'GET', `${entries}/${id}`)).fields).toEqual({ hero_title: 'New', price: 1 })
  })

  test('a deny of the price stops a write of price and title, and proposes nothing', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'homepage')
    const deny: Grant = { effect: 'deny', actions: ['content.update'], resources: ['content:*'], fields: ['price'] }
    const token = await apiToken(app, readAll, updateAll, deny)
    const patch = (fields: unknown) => app.call('PATCH', `${entries}/${id}`, { token, body: { fields } })
    const refused = await patch({ price: 1, hero_title: 'X' })
    expect([refused.status, refused.body.layer, refused.body.missing_grant]).toEqual([403, 'grants', undefined])
    expect((await patch({ hero_title: 'X' })).status).toBe(200)
  })

  test('the missing grant is exactly what is missing', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'homepage')
    const request = { body: { fields: { price: 2 } } }
    const blocked = await apiToken(app, readAll)
    const { body } = await app.call('PATCH', `${entries}/${id}`, { token: blocked, ...request })
    // Nothing names the action at all: refused before anything is loaded.
    expect(body.missing_grant).toBeUndefined()
    const title = await apiToken(app, readAll, { ...updateAll, fields: ['hero_title'] })
    const refused = await app.call('PATCH', `${entries}/${id}`, { token: title, ...request })
    const enough = await apiToken(app, readAll, refused.body.missing_grant)
    expect((await app.call('PATCH', `${entries}/${id}`, { token: enough, ...request })).status).toBe(200)
  })

  test('a translator writes his locale, and is not shown another', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'homepage', { price: 1 })
    const conditions = { locales: ['de'] }
    const token = await apiToken(app, { ...readAll, conditions }, { ...updateAll, conditions })
    const call = (method: string, query: string, body?: unknown) =>
      app.call(method, `${entries}/${id}${query}`, { token, ...(body !== undefined && { body }) })
    const written = await call('PATCH', '?locale=de', { fields: { hero_title: 'Start' } })
    expect([written.status, written.body.fields]).toEqual([200, { hero_title: 'Start', price: 1 }])
    expect((await call('PATCH', '?locale=de', { fields: { price: 2 } })).status).toBe(403)
    expect((await call('GET', '?locale=*')).body.fields).toEqual({ hero_title: { de: 'Start' }, price: 1 })
    const [unlisted, unknown, absent] = [
      await call('GET', '?locale=en'),
      await call('GET', '?locale=xx'),
      await call('GET', ''),
    ]
    const bytes = (answer: typeof unlisted) => answer.text.replaceAll(/urn:request:[^"]*/g, '')
    expect([unlisted.status, bytes(unlisted), bytes(absent)]).toEqual([400, bytes(unknown), bytes(unknown)])
  })

  test('own holds for what the token has made', async () => {
    const app = await openContentApp(databases)
    const foreign = await createPage(app, 'homepage')
    const token = await apiToken(app, readAll, createAll, { ...updateAll, conditions: { own: true } })
    const body = { type: 'pages', fields: { hero_title: 'Mine' } }
    const mine = await app.expect(201, 'POST', entries, { token, body })
    expect(mine.created_by).toMatch(/^token:/)
    const patch = (id: string) => app.call('PATCH', `${entries}/${id}`, { token, body: { fields: { price: 1 } } })
    expect((await patch(mine.id)).status).toBe(200)
    expect((await patch(foreign.id)).status).toBe(403)
  })

  test('a status condition is asked before and after', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'homepage')
    const token = await apiToken(app, readAll, { ...updateAll, conditions: { status: ['draft'] } })
    const refused = await app.call('PATCH', `${entries}/${id}`, { token, body: { status: 'protected' } })
    expect([refused.status, refused.body.missing_grant.conditions.status]).toEqual([403, ['draft', 'protected']])
  })

  test('a PATCH that publishes needs the right to publish', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'homepage')
    const body = { status: 'published' }
    const editor = await apiToken(app, readAll, updateAll)
    const refused = await app.call('PATCH', `${entries}/${id}`, { token: editor, body })
    expect([refused.status, refused.body.missing_grant.actions]).toEqual([403, ['content.publish']])
    const publisher = await apiToken(app, readAll, updateAll, refused.body.missing_grant)
    expect((await app.expect(200, 'PATCH', `${entries}/${id}`, { token: publisher, body })).status).toBe('published')
    const remover = await apiToken(app, readAll, {
      effect: 'allow',
      actions: ['content.delete'],
      resources: ['content:*'],
    })
    expect((await app.call('DELETE', `${entries}/${id}`, { token: remover })).status).toBe(403)
  })

  test('what may not be read is not there for any write', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'hidden')
    const token = await apiToken(
      app,
      { ...readAll, resources: ['content:pages:other'] },
      { ...updateAll, resources: ['content:pages:other'] },
    )
    const patch = (entry: string) => app.call('PATCH', `${entries}/${entry}`, { token, body: { fields: {} } })
    const bytes = ({ text }: { text: string }) => text.replaceAll(/urn:request:[^"]*/g, '')
    const [hidden, missing] = [await patch(id), await patch('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11')]
    expect([hidden.status, bytes(hidden)]).toEqual([404, bytes(missing)])
  })

  test('who may not read what it wrote gets a receipt, for a repeated request too', async () => {
    const app = await openContentApp(databases)
    const token = await apiToken(app, createAll)
    const options = { token, body: { type: 'pages', fields: { hero_title: 'A' } }, headers: { 'idempotency-key': 'k' } }
    const receipt = await app.expect(201, 'POST', entries, options)
    expect(receipt).toEqual({ id: expect.any(String), version: 1, status: 'draft' })
    expect(await app.expect(200, 'POST', entries, options)).toEqual(receipt)
  })

  test('who may not read drafts is shown the snapshot, and no trace of the working copy', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'homepage', { price: 1 })
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    const token = await apiToken(app, { ...readAll, conditions: { status: ['published'] } })
    const before = await app.expect(200, 'GET', `${entries}/${id}`, { token })
    app.clock.now += 5000
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { fields: { price: 2 }, slug: 'start' } })
    expect(await app.expect(200, 'GET', `${entries}/${id}`, { token })).toEqual(before)
    expect((await app.expect(200, 'GET', `${entries}/${id}`)).fields.price).toBe(2)
  })

  test('creating is decided under the slug that results', async () => {
    const app = await openContentApp(databases)
    const token = await apiToken(app, readAll, { ...createAll, resources: ['content:pages:news-*'] })
    const create = (body: unknown) => app.call('POST', entries, { token, body })
    expect((await create({ type: 'pages', slug: 'news-1', fields: { hero_title: 'A' } })).status).toBe(201)
    expect((await create({ type: 'pages', slug: 'other', fields: { hero_title: 'A' } })).status).toBe(403)
    expect((await create({ type: 'pages', fields: { hero_title: 'News today' } })).status).toBe(201)
  })

  test('a refused create does not tell whether its derived slug is taken', async () => {
    const app = await openContentApp(databases)
    const token = await apiToken(app, { ...createAll, fields: ['hero_title'] })
    const body = { type: 'pages', fields: { hero_title: 'End of season', price: 1 } }
    const free = await app.call('POST', entries, { token, body })
    await createPage(app, 'end-of-season')
    const taken = await app.call('POST', entries, { token, body })
    expect(taken.body.missing_grant).toEqual(free.body.missing_grant)
    expect(taken.body.missing_grant.resources).toEqual(['space:shop:content:pages:end-of-season'])
  })

  test('a derived slug that is taken is decided again as it results', async () => {
    const app = await openContentApp(databases)
    await createPage(app, 'end-of-season')
    const token = await apiToken(app, { ...createAll, resources: ['content:pages:end-of-season'] })
    const body = { type: 'pages', fields: { hero_title: 'End of season' } }
    expect((await app.call('POST', entries, { token, body })).status).toBe(403)
    expect((await app.expect(201, 'POST', entries, { body })).slug).toBe('end-of-season-2')
  })

  test('every write stands in the trail, with the grant that decided', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'homepage')
    const token = await apiToken(app, readAll, updateAll)
    await app.expect(200, 'PATCH', `${entries}/${id}`, { token, body: { fields: { price: 1 } } })
    const row = await app.database.read((db) =>
      db.selectFrom('audit').selectAll().where('action', '=', 'entries.update').executeTakeFirstOrThrow(),
    )
    expect(row.subject).toBe('content:pages:homepage')
    expect(JSON.parse(row.body).decided_by).toContain('grants:1')
  })
})
