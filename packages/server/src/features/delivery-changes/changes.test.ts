import { setImmediate } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import { Mirror } from '../../test-support/mirror.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { upload } from '../../test-support/upload.ts'
import { dayMs } from './keeping.ts'
import { sweepChanges } from './jobs.ts'

const space = '/api/v1/spaces/shop'
const changes = '/delivery/v1/spaces/shop/changes'
const read = { effect: 'allow', actions: ['content.read', 'media.read'] } as const

describeEachDatabase('changes', (databases) => {
  let app: TestApp
  const key = async (body: object = {}): Promise<string> =>
    (await app.expect(201, 'POST', `${space}/tokens`, { body: { kind: 'delivery', name: 'Test', ...body } })).secret
  const page = async (slug: string, fields: object = {}): Promise<string> => {
    const { id } = await createPage(app, slug, { ...fields })
    await publish(id)
    return id
  }
  const publish = (id: string, body: object = {}) => app.expect(200, 'POST', `${entries}/${id}/publish`, { body })
  const unpublish = (id: string, body: object = {}) => app.expect(200, 'POST', `${entries}/${id}/unpublish`, { body })
  const patch = (id: string, body: object, query = '') => app.expect(200, 'PATCH', `${entries}/${id}${query}`, { body })
  const remove = (id: string) => app.expect(204, 'DELETE', `${entries}/${id}`)
  /** A mirror that holds all that there is. */
  const mirrorOf = async (token: string, query = ''): Promise<Mirror> => {
    const mirror = new Mirror(app, token, query)
    await mirror.pull()
    await mirror.expectWhole()
    return mirror
  }

  beforeAll(async () => {
    app = await openContentApp(databases)
    await app.expect(201, 'POST', `${space}/locales`, { body: { code: 'fr' } })
    await app.expect(201, 'POST', `${space}/environments`, { body: { slug: 'staging' } })
    await page('first')
    await page('second')
  })

  test('without a cursor are all that is live, page by page', async () => {
    const token = await key()
    const mirror = new Mirror(app, token)
    const first = await mirror.step(1)
    expect([first.items.length, first.more]).toEqual([1, true])
    await mirror.pull(1)
    await mirror.expectWhole()
  })

  test('are what was published, changed and taken offline since', async () => {
    const mirror = await mirrorOf(await key())
    const [kept, gone, trashed, filed] = [
      await page('kept'),
      await page('gone'),
      await page('trashed'),
      await page('filed'),
    ]
    expect((await mirror.pull()).map(({ change, entry }) => [change, entry.slug])).toEqual([
      ['entry.live', 'kept'],
      ['entry.live', 'gone'],
      ['entry.live', 'trashed'],
      ['entry.live', 'filed'],
    ])
    await patch(kept, { fields: { hero_title: 'Kept, changed' } })
    await publish(kept)
    await unpublish(gone)
    await remove(trashed)
    await app.expect(200, 'POST', `${entries}/${filed}/archive`)
    const at = new Date(app.clock.now).toISOString()
    expect(await mirror.pull()).toMatchObject([
      { change: 'entry.live', entry: { id: kept, fields: { hero_title: 'Kept, changed' } } },
      { change: 'entry.gone', id: gone, type: 'pages', slug: 'gone', because: 'unpublished', at },
      { change: 'entry.gone', id: trashed, type: 'pages', slug: 'trashed', because: 'deleted', at },
      { change: 'entry.gone', id: filed, type: 'pages', slug: 'filed', because: 'unpublished', at },
    ])
    await publish(gone)
    expect(await mirror.pull()).toMatchObject([{ change: 'entry.live', entry: { id: gone } }])
    await mirror.expectWhole()
  })

  test('leave out what came and went between two questions', async () => {
    const token = await key()
    const mirror = await mirrorOf(token)
    const id = await page('short')
    await unpublish(id)
    const begun = new Mirror(app, token)
    expect((await begun.pull()).map(({ change }) => change)).not.toContain('entry.gone')
    // Who could have seen it is told once that it is gone.
    await publish(id)
    await unpublish(id)
    expect(await mirror.pull()).toMatchObject([{ change: 'entry.gone', id }])
  })

  test('tell of a locale that leaves, and of what shows instead', async () => {
    const id = await page('several')
    await patch(id, { fields: { hero_title: 'Mehrere' } }, '?locale=de')
    await publish(id)
    const token = await key()
    const german = await mirrorOf(token, 'locale=de')
    const english = await mirrorOf(token, 'locale=en')
    await unpublish(id, { locales: ['en'] })
    expect(await english.pull()).toMatchObject([{ change: 'entry.gone', id }])
    await publish(id, { locales: ['en'] })
    await unpublish(id, { locales: ['de'] })
    expect(await german.pull()).toMatchObject([
      { change: 'entry.live', entry: { id, fields: { hero_title: 'several' } } },
    ])
    await english.pull()
    await Promise.all([german.expectWhole(), english.expectWhole()])
  })

  test('tell of files: published, renamed, made private, unpublished, deleted', async () => {
    const token = await key({ grants: [{ ...read, resources: ['content:*', 'media:category:Open'] }] })
    const file = async (name: string): Promise<string> => {
      const { id } = await upload(app, name, '{}', { category: 'Open' })
      await app.expect(200, 'POST', `${space}/assets/${id}/publish`)
      return id
    }
    const mirror = await mirrorOf(token)
    const ids = [await file('moved.txt'), await file('unpublished.txt'), await file('deleted.txt')] as const
    const [moved, unpublished, deleted] = ids
    expect((await mirror.pull()).map(({ asset }) => asset.id)).toEqual(ids)
    await app.expect(200, 'PATCH', `${space}/assets/${moved}`, { body: { category: 'Closed' } })
    await app.expect(200, 'POST', `${space}/assets/${unpublished}/unpublish`)
    await app.expect(204, 'DELETE', `${space}/assets/${deleted}`)
    expect(await mirror.pull()).toMatchObject([
      { change: 'asset.gone', id: moved, because: 'unpublished' },
      { change: 'asset.gone', id: unpublished, because: 'unpublished' },
      { change: 'asset.gone', id: deleted, because: 'deleted' },
    ])
    await app.expect(200, 'PATCH', `${space}/assets/${moved}`, { body: { category: 'Open', file_name: 'back.txt' } })
    expect(await mirror.pull()).toMatchObject([{ change: 'asset.live', asset: { id: moved, file_name: 'back.txt' } }])
    await mirror.expectWhole()
    // Nobody else's files.
    expect((await (await mirrorOf(await key({ grants: [{ ...read, resources: ['content:*'] }] }))).pull()).length).toBe(
      0,
    )
  })

  test('tell entries again when fields of their type change, and that a type is gone', async () => {
    const type = (body: object) => app.expect(201, 'POST', `${space}/content-types`, { body })
    await type({ slug: 'notes', fields: [{ id: 'text', type: 'text' }] })
    await type({ slug: 'empty', fields: [] })
    const { id } = await app.expect(201, 'POST', entries, { body: { type: 'notes', slug: 'n', fields: { text: 'x' } } })
    await publish(id)
    const token = await key()
    const mirror = await mirrorOf(token)
    const notes = new Mirror(app, token, 'type=notes')
    await notes.pull()
    const fields = [{ id: 'words', was: 'text', type: 'text' }]
    await app.expect(200, 'PATCH', `${space}/content-types/notes`, { body: { fields } })
    await app.expect(204, 'DELETE', `${space}/content-types/empty`)
    const again = { change: 'entry.live', entry: { id, fields: { words: 'x' } } }
    expect(await mirror.pull()).toMatchObject([again, { change: 'content-type.gone', slug: 'empty' }])
    expect(await notes.pull()).toMatchObject([again])
    await mirror.expectWhole()
  })

  test('are told of what the token reads, and of nothing else', async () => {
    const grants = [
      { ...read, resources: ['content:pages'], conditions: { locales: ['en', 'de'] } },
      { effect: 'deny', actions: ['content.read'], resources: ['content:pages:denied-*'] },
    ]
    const [shown, denied, moved] = [await page('shown'), await page('denied-1'), await page('denied-2')]
    const mirrors = [await mirrorOf(await key({ grants })), await mirrorOf(await key({ grants }), 'locale=de')]
    const hidden: readonly (() => Promise<unknown>)[] = [
      () => patch(shown, { fields: { hero_title: 'Draft' } }),
      () => patch(shown, { fields: { hero_title: 'Brouillon' } }, '?locale=fr'),
      () => publish(shown, { locales: ['fr'] }),
      () => unpublish(shown, { locales: ['fr'] }),
      () => publish(shown, { environments: ['staging'] }),
      () => unpublish(shown, { environments: ['staging'] }),
      () => publish(denied),
      () => unpublish(denied),
      () => publish(denied),
      () => remove(denied),
      () => createPage(app, 'unpublished'),
      () => app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'other', fields: [] } }),
      () => app.expect(200, 'PATCH', `${space}/content-types/other`, { body: { slug: 'others' } }),
      () => app.expect(204, 'DELETE', `${space}/content-types/others`),
      () => app.expect(200, 'PATCH', `${space}/locales/fr`, { body: { name: 'Français' } }),
    ]
    for (const [index, act] of hidden.entries()) {
      await act()
      for (const mirror of mirrors) {
        const before = mirror.cursor
        expect([index, await mirror.pull(), mirror.cursor]).toEqual([index, [], before])
      }
    }
    // What leaves or enters what is read is told like what goes offline or live.
    const [mirror] = mirrors
    await patch(moved, { slug: 'allowed' })
    await publish(moved)
    expect(await mirror!.pull()).toMatchObject([{ change: 'entry.live', entry: { id: moved } }])
    await patch(moved, { slug: 'denied-3' })
    await publish(moved)
    expect(await mirror!.pull()).toMatchObject([
      { change: 'entry.gone', id: moved, slug: 'allowed', because: 'unpublished' },
    ])
    await remove(moved)
    expect(await mirror!.pull()).toEqual([])
  })

  test('go on from a cursor only where the same is read', async () => {
    const made = await app.expect(201, 'POST', `${space}/tokens`, {
      body: { kind: 'delivery', name: 'Test', grants: [{ ...read, resources: ['content:*'] }] },
    })
    const { cursor } = await app.expect(200, 'GET', changes, { token: made.secret })
    const ask = (query: string, token: string) => app.call('GET', `${changes}?since=${cursor}${query}`, { token })
    const other = await key({ grants: [{ ...read, resources: ['content:notes'] }] })
    const same = await key({ grants: [{ ...read, resources: ['content:*'] }] })
    expect((await ask('', same)).status).toBe(200)
    for (const refused of [
      await ask('', other),
      await ask('&locale=de', made.secret),
      await ask('&type=pages', made.secret),
      await ask('&only=entries', made.secret),
    ]) {
      expect([refused.status, refused.body.type]).toEqual([410, '/problems/begin-again'])
    }
    const grants = [{ ...read, resources: ['content:pages'] }]
    await app.expect(200, 'PATCH', `${space}/tokens/${made.id}`, { body: { grants } })
    expect((await ask('', made.secret)).status).toBe(410)
    for (const junk of ['x', cursor.slice(0, -1), `${cursor}0`, cursor.replace(/.{4}$/, 'AAAA')]) {
      const answer = await app.call('GET', `${changes}?since=${junk}`, { token: made.secret })
      expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ parameter: 'since' })]])
    }
    const locale = await app.call('GET', `${changes}?locale=xx`, { token: made.secret })
    expect([locale.status, locale.body.errors[0].parameter]).toEqual([400, 'locale'])
  })

  test('are not followed across another slug of a type, or another branch behind an alias', async () => {
    await app.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'before', fields: [] } })
    await app.expect(201, 'POST', `${space}/branches`, { body: { name: 'next' } })
    await app.app.runner.runDue()
    await app.expect(200, 'PUT', `${space}/aliases/live`, { body: { branch: 'main' } })
    const token = app.owner.token
    const begin = async (query: string) => (await app.expect(200, 'GET', `${changes}?${query}`, { token })).cursor
    const [plain, aliased] = [await begin(''), await begin('branch=live')]
    const branched = await begin('branch=next')
    await app.expect(200, 'PATCH', `${space}/content-types/before`, { body: { slug: 'after' } })
    expect((await app.call('GET', `${changes}?since=${plain}`)).status).toBe(410)
    expect((await app.call('GET', `${changes}?since=${branched}&branch=next`)).status).toBe(200)
    await app.expect(200, 'PUT', `${space}/aliases/live`, { body: { branch: 'next' } })
    expect((await app.call('GET', `${changes}?since=${aliased}&branch=live`)).status).toBe(410)
  })

  test('miss nothing that is written meanwhile', async () => {
    const token = await key()
    const mirror = new Mirror(app, token)
    const ids = await Promise.all(Array.from({ length: 6 }, (_, index) => page(`busy-${index}`)))
    const state = { writing: true }
    const write = async (id: string, start: number) => {
      for (let round = start; round < start + 5; round += 1) {
        const act = round % 3 === 0 ? 'unpublish' : 'publish'
        await app.expect(200, 'POST', `${entries}/${id}/${act}`, { body: {} })
      }
    }
    const writers = Promise.all(ids.map(write)).finally(() => (state.writing = false))
    while (state.writing) {
      await mirror.step(2)
      // Writers need turns of the loop.
      await setImmediate()
    }
    await writers
    await mirror.pull(2)
    await mirror.expectWhole()
  }, 60_000)

  // The last one: sessions age too.
  test('are remembered for thirty days, and then forgotten', async () => {
    const token = await key()
    const mirror = await mirrorOf(token)
    const old = mirror.cursor
    app.clock.now += dayMs
    // Nothing is told; the cursor is another one, so that it does not age.
    expect([await mirror.pull(), mirror.cursor === old]).toEqual([[], false])
    const id = await page('passing')
    await mirror.pull()
    await unpublish(id)
    app.clock.now += 30 * dayMs
    const count = () =>
      app.database.read((db) => db.selectFrom('lapsed').selectAll().where('entry_id', '=', id).execute())
    await sweep()
    expect(await mirror.pull()).toMatchObject([{ change: 'entry.gone', id }])
    expect((await app.call('GET', `${changes}?since=${old}`, { token })).body).toMatchObject({
      status: 410,
      detail: expect.stringContaining('older'),
    })
    app.clock.now += 2 * dayMs
    await sweep()
    expect(await count()).toEqual([])
    await mirror.expectWhole()

    async function sweep() {
      const { services } = app
      const finish = async () => {}
      const tools = {
        services,
        finish,
        advance: () => Promise.reject(new Error('unused')),
        signal: new AbortController().signal,
      }
      await sweepChanges.run({ id: '', spaceId: null, body: {} as never, attempt: 1, dueAt: 0 }, tools)
    }
  })
})
