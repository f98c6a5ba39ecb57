import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { newMember } from '../../test-support/test-people.ts'

const trash = '/api/v1/spaces/shop/trash'

/** Creates a page and deletes it, and answers its id. */
async function trashed(app: TestApp, slug: string, fields: Record<string, unknown> = {}): Promise<string> {
  const { id } = await createPage(app, slug, fields)
  app.clock.now += 1000
  await app.expect(204, 'DELETE', `${entries}/${id}`)
  return id
}

const slugsIn = async (app: TestApp, query = '', token = app.owner.token) =>
  (await app.expect(200, 'GET', `${trash}${query}`, { token })).items.map(({ slug }: { slug: string }) => slug)

const on = (actions: string[], more: Partial<Grant> = {}): Grant => ({
  effect: 'allow',
  actions,
  resources: ['content'],
  ...more,
})

describeEachDatabase('the trash', (databases) => {
  test('lists what was deleted, the last first, with who did it and when', async () => {
    const app = await openContentApp(databases)
    await trashed(app, 'first')
    const id = await trashed(app, 'second')
    const by = `account:${app.owner.id}`
    const list = await app.expect(200, 'GET', `${trash}?count=true&limit=1`)
    expect(list).toMatchObject({ total: 2, items: [{ slug: 'second' }] })
    expect(list.items[0]).toEqual({
      id,
      type: 'pages',
      slug: 'second',
      status: 'draft',
      version: 1,
      created_by: by,
      deleted_by: by,
      deleted_at: new Date(app.clock.now).toISOString(),
    })
    expect(await slugsIn(app, `?limit=1&after=${encodeURIComponent(list.next)}`)).toEqual(['first'])
    expect(await slugsIn(app, '?type=pages')).toEqual(['second', 'first'])
    await app.expect(404, 'GET', `${trash}?type=nothing`)
  })

  test('holds for each caller what he could read', async () => {
    const app = await openContentApp(databases)
    const hidden = await trashed(app, 'hidden')
    await trashed(app, 'shown')
    const { token } = await newMember(app, 'Ada', [
      on(['content.read', 'content.restore', 'content.delete'], { resources: ['content:pages:shown'] }),
    ])
    expect(await slugsIn(app, '', token)).toEqual(['shown'])
    await app.expect(404, 'POST', `${trash}/${hidden}/restore`, { token })
    await app.expect(404, 'DELETE', `${trash}/${hidden}`, { token })
    expect(await app.expect(200, 'POST', `${trash}/empty`, { token })).toEqual({ deleted: 1, kept: 0 })
    expect(await slugsIn(app)).toEqual(['hidden'])
  })

  test('is not on the API of api tokens', async () => {
    const app = await openContentApp(databases)
    const id = await trashed(app, 'home')
    const token = await apiToken(app, on(['*'], { resources: ['*'] }))
    await app.expect(404, 'GET', trash, { token })
    await app.expect(404, 'POST', `${trash}/${id}/restore`, { token })
    await app.expect(404, 'DELETE', `${trash}/${id}`, { token })
    await app.expect(404, 'POST', `${trash}/empty`, { token })
    expect(await slugsIn(app)).toEqual(['home'])
  })
})

describeEachDatabase('restoring from the trash', (databases) => {
  const restore = (app: TestApp, status: number, id: string, options: object = {}) =>
    app.expect(status, 'POST', `${trash}/${id}/restore`, options)

  test('brings an entry back with all that it held, as a draft that is found again', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home', { price: 3 })
    await app.expect(200, 'PATCH', `${entries}/${id}?locale=de`, { body: { fields: { hero_title: 'Start' } } })
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    await app.expect(204, 'DELETE', `${entries}/${id}`)
    const back = await restore(app, 200, id)
    expect(back).toMatchObject({ id, slug: 'home', status: 'draft', version: 2, environments: [] })
    const all = await app.expect(200, 'GET', `${entries}/${id}?locale=*`)
    expect(all.fields).toEqual({ hero_title: { en: 'home', de: 'Start' }, price: 3 })
    const found = await app.expect(200, 'GET', `${entries}?type=pages&filter[price][eq]=3`)
    expect(found.items).toHaveLength(1)
    expect(await slugsIn(app)).toEqual([])
    await restore(app, 404, id)
    await restore(app, 404, 'home')
  })

  test('keeps protected and archived entries what they were', async () => {
    const app = await openContentApp(databases)
    for (const status of ['protected', 'archived']) {
      const { id } = await createPage(app, status)
      await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { status } })
      await app.expect(204, 'DELETE', `${entries}/${id}`)
      expect(await restore(app, 200, id)).toMatchObject({ status })
    }
  })

  test('asks for another slug where its own was taken meanwhile', async () => {
    const app = await openContentApp(databases)
    const id = await trashed(app, 'home')
    await createPage(app, 'home')
    expect((await restore(app, 409, id)).type).toBe('/problems/slug-taken')
    const back = await restore(app, 200, id, { body: { slug: 'home-2' } })
    expect(back).toMatchObject({ slug: 'home-2', version: 2 })
    const [rename] = (await app.expect(200, 'GET', `${entries}/${id}/revisions`)).items
    expect(rename).toMatchObject({ version: 2, renamed_from: 'home' })
  })

  test('is refused where a value that must be unique was given to another', async () => {
    const app = await openContentApp(databases)
    const id = await trashed(app, 'home', { code: 'A1' })
    const other = await createPage(app, 'other', { code: 'A1' })
    const problem = await restore(app, 409, id)
    expect(problem.errors).toEqual([{ pointer: '/fields/code', detail: 'Another entry has this value.' }])
    await app.expect(200, 'PATCH', `${entries}/${other.id}`, { body: { fields: { code: 'B2' } } })
    await restore(app, 200, id)
    const clash = await app.expect(422, 'PATCH', `${entries}/${other.id}`, { body: { fields: { code: 'A1' } } })
    expect(clash.errors).toHaveLength(1)
  })

  test('leaves out what its type no longer takes, and keeps it in the history', async () => {
    const app = await openContentApp(databases)
    const id = await trashed(app, 'home', { price: 3, code: 'A1' })
    const type = '/api/v1/spaces/shop/content-types/pages'
    const { fields } = await app.expect(200, 'GET', type)
    const next = fields
      .filter((field: { id: string }) => field.id !== 'code')
      .map((field: { id: string }) => (field.id === 'price' ? { id: 'price', type: 'text' } : field))
    await app.expect(200, 'PATCH', type, { body: { fields: next } })
    expect(await restore(app, 200, id)).toMatchObject({ version: 2, fields: { hero_title: 'home' } })
    const [record] = (await app.expect(200, 'GET', '/api/v1/spaces/shop/activity')).items
    expect(record).toMatchObject({ operation: 'trash.restore', details: { left_out: ['code', 'price'] } })
    const before = await app.expect(200, 'GET', `${entries}/${id}/revisions/1`)
    expect(before.fields).toMatchObject({ price: 3, code: 'A1' })
  })

  test('needs the right in every locale that the entry has, and in the default one', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    await app.expect(200, 'PATCH', `${entries}/${id}?locale=de`, { body: { fields: { hero_title: 'Start' } } })
    await app.expect(204, 'DELETE', `${entries}/${id}`)
    const member = (name: string, locales: string[]) =>
      newMember(app, name, [on(['content.read']), on(['content.restore'], { conditions: { locales } })])
    for (const [name, locales] of [
      ['Ada', ['en']],
      ['Bob', ['de']],
    ] as const) {
      const { token } = await member(name, [...locales])
      expect((await restore(app, 403, id, { token })).error).toBe('insufficient_scope')
    }
    const { token } = await member('Cy', ['en', 'de'])
    await restore(app, 200, id, { token })
  })

  test('under another slug is decided under both names, and changes the slug', async () => {
    const app = await openContentApp(databases)
    const id = await trashed(app, 'home')
    const body = { slug: 'start' }
    const { token: restorer } = await newMember(app, 'Ada', [on(['content.read', 'content.restore'])])
    expect((await restore(app, 403, id, { token: restorer, body })).error).toBe('insufficient_scope')
    const home = { resources: ['content:pages:home'] }
    const { token: narrow } = await newMember(app, 'Bob', [
      on(['content.read', 'content.update']),
      on(['content.restore'], home),
    ])
    expect((await restore(app, 403, id, { token: narrow, body })).error).toBe('insufficient_scope')
    const { token } = await newMember(app, 'Cy', [on(['content.read', 'content.restore', 'content.update'])])
    await restore(app, 200, id, { token, body })
  })

  test('is decided by what the entry was before: own, and its status', async () => {
    const app = await openContentApp(databases)
    const { token } = await newMember(app, 'Ada', [
      on(['content.read', 'content.create', 'content.delete']),
      on(['content.restore'], { conditions: { own: true, status: ['draft'] } }),
    ])
    const others = await trashed(app, 'others')
    const made = await app.expect(201, 'POST', entries, {
      token,
      body: { type: 'pages', slug: 'own', fields: { hero_title: 'Own' } },
    })
    await app.expect(204, 'DELETE', `${entries}/${made.id}`, { token })
    expect((await restore(app, 403, others, { token })).layer).toBe('owner')
    await restore(app, 200, made.id, { token })
    await app.expect(200, 'PATCH', `${entries}/${made.id}`, { body: { status: 'protected' } })
    await app.expect(204, 'DELETE', `${entries}/${made.id}`)
    await restore(app, 403, made.id, { token })
  })

  test('does not give a singleton a second entry', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', {
      body: { slug: 'settings', singleton: true, fields: [{ id: 'name', type: 'text' }] },
    })
    const create = () => app.expect(201, 'POST', entries, { body: { type: 'settings', fields: { name: 'a' } } })
    const { id } = await create()
    await app.expect(204, 'DELETE', `${entries}/${id}`)
    const next = await create()
    expect((await restore(app, 409, id, { body: { slug: 'again' } })).type).toBe('/problems/conflict')
    await app.expect(204, 'DELETE', `${entries}/${next.id}`)
    await restore(app, 200, id, { body: { slug: 'again' } })
  })
})

describeEachDatabase('deleting for good', (databases) => {
  const left = (app: TestApp, id: string) =>
    app.database.read(async (db) => {
      const ofEntry = async (table: 'heads' | 'revisions' | 'field_index' | 'renames' | 'published') =>
        (await db.selectFrom(table).select('entry_id').where('entry_id', '=', id).execute()).length
      const rows = await db.selectFrom('entries').select('id').where('id', '=', id).execute()
      const counts = [await ofEntry('heads'), await ofEntry('revisions'), await ofEntry('field_index')]
      return [rows.length, ...counts, await ofEntry('renames'), await ofEntry('published')]
    })

  test('takes along the working copy, the revisions and the index', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home', { code: 'A1' })
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { slug: 'start' } })
    await app.expect(404, 'DELETE', `${trash}/${id}`)
    await app.expect(204, 'DELETE', `${entries}/${id}`)
    await app.expect(204, 'DELETE', `${trash}/${id}`)
    expect(await left(app, id)).toEqual([0, 0, 0, 0, 0, 0])
    await app.expect(404, 'POST', `${trash}/${id}/restore`)
  })

  test('keeps the revisions of an entry that another branch has', async () => {
    const app = await openContentApp(databases)
    const id = await trashed(app, 'home')
    await app.database.write(async (tx) => {
      const [branch, type, row] = [
        await tx.selectFrom('branches').selectAll().executeTakeFirstOrThrow(),
        await tx.selectFrom('content_types').selectAll().executeTakeFirstOrThrow(),
        await tx.selectFrom('entries').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
      ]
      await tx
        .insertInto('branches')
        .values({ ...branch, id: 'other', name: 'other', serial: 99 })
        .execute()
      await tx
        .insertInto('content_types')
        .values({ ...type, branch_id: 'other' })
        .execute()
      await tx
        .insertInto('entries')
        .values({ ...row, branch_id: 'other' })
        .execute()
    })
    await app.expect(204, 'DELETE', `${trash}/${id}`)
    const [, , revisions] = await left(app, id)
    expect(revisions).toBeGreaterThan(0)
  })

  test('needs the right to delete in every locale that the entry has', async () => {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home')
    await app.expect(200, 'PATCH', `${entries}/${id}?locale=de`, { body: { fields: { hero_title: 'Start' } } })
    await app.expect(204, 'DELETE', `${entries}/${id}`)
    const { token } = await newMember(app, 'Ada', [
      on(['content.read']),
      on(['content.delete'], { conditions: { locales: ['en'] } }),
    ])
    await app.expect(403, 'DELETE', `${trash}/${id}`, { token })
    expect(await app.expect(200, 'POST', `${trash}/empty`, { token })).toEqual({ deleted: 0, kept: 1 })
  })

  test('of everything is done entry by entry, each with its line in the activity', async () => {
    const app = await openContentApp(databases)
    for (let index = 0; index < 30; index += 1) await trashed(app, `page-${index}`)
    expect(await app.expect(200, 'POST', `${trash}/empty?type=pages`)).toEqual({ deleted: 30, kept: 0 })
    expect(await slugsIn(app)).toEqual([])
    const { items } = await app.expect(200, 'GET', '/api/v1/spaces/shop/activity?limit=40')
    const deleted = items.filter(({ operation }: { operation: string }) => operation === 'trash.delete')
    expect(deleted).toHaveLength(30)
  })
})

describeEachDatabase('a reference to an entry in the trash', (databases: TestDatabases) => {
  test('answers like one to an entry that never was', async () => {
    const app = await openContentApp(databases)
    const target = await createPage(app, 'target')
    await app.expect(200, 'POST', `${entries}/${target.id}/publish`)
    const none = target.id.replace(/....$/, '0000')
    for (const [slug, next] of [
      ['one', target.id],
      ['two', none],
    ] as const) {
      const { id } = await createPage(app, slug, { next })
      await app.expect(200, 'POST', `${entries}/${id}/publish`)
    }
    await app.expect(204, 'DELETE', `${entries}/${target.id}`)
    for (const state of ['published', 'draft']) {
      const read = async (slug: string) =>
        app.expect(
          200,
          'GET',
          `/delivery/v1/spaces/shop/content/pages/${slug}?environment=production&include=next&state=${state}`,
        )
      const [one, two] = [await read('one'), await read('two')]
      expect(one.fields.next).toBe(target.id)
      expect(two.fields.next).toBe(none)
      expect(one.includes).toEqual(two.includes)
    }
  })
})
