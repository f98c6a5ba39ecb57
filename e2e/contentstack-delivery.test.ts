import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp } from '@latchkey/server/test-support/test-app'
import { upload } from '@latchkey/server/test-support/upload'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStack, type Stack, uid } from './support/contentstack-stack.ts'

// The published clients, told host and port, and what they always need: a stack, a token and an environment.

interface Entry {
  readonly uid: string
  readonly title: string
  readonly [field: string]: any
}

const titles = (entries: readonly Entry[]) => entries.map(({ title }) => title).toSorted()
const loggedOut = { error_code: 105, status: 401 }
const missing = { error_code: 141, status: 422 }

describeEachDatabase('Contentstack: delivery by the published clients', (databases) => {
  let stack: Stack
  let token: string
  beforeAll(async () => {
    stack = await openStack(await openTestApp(databases))
    token = await stack.token('delivery')
  })
  afterAll(() => stack.close())

  /** `[entries, count]` of the JavaScript client. */
  const find = async (query: any): Promise<[Entry[], number | undefined]> => query.toJSON().find()
  const posts = () => stack.javascript(token).ContentType('post').Query()

  describe('one entry', () => {
    test('has what the vendor says that every entry has, for both clients', async () => {
      const name = stack.uids.get('first')!
      const expected = {
        uid: name,
        title: 'First',
        url: '/first',
        locale: 'en',
        tags: ['red'],
        ACL: {},
        _version: expect.any(Number),
        _in_progress: false,
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
        publish_details: { environment: 'production', locale: 'en', time: expect.any(String) },
        author: [{ uid: stack.uids.get('ann'), _content_type_uid: 'author' }],
        cover: { uid: stack.uids.get('open.txt'), filename: 'open.txt', file_size: '10', title: 'Open', is_dir: false },
        seo: { words: 'a', image: null },
        body: [{ quote: { text: 'Hello', by: [{ uid: stack.uids.get('bob') }] } }],
        rich: { type: 'doc', uid: 'r', attrs: {}, children: [{ type: 'p', children: [{ text: 'Hi' }] }] },
      }
      const byJavaScript = await stack.javascript(token).ContentType('post').Entry(name).toJSON().fetch()
      expect(byJavaScript).toMatchObject(expected)
      // Of an entry that may be of any type and is not live, there is the name alone.
      expect(byJavaScript.related).toEqual([
        { uid: stack.uids.get('bob'), _content_type_uid: 'author' },
        { uid: stack.uids.get('eve') },
      ])
      const byTypeScript = await stack.typescript(token).contentType('post').entry(name).fetch()
      expect(byTypeScript).toMatchObject(expected)
    })

    test('references are included as far as they are live, path by path', async () => {
      const name = stack.uids.get('first')!
      const entry = await stack
        .javascript(token)
        .ContentType('post')
        .Entry(name)
        .includeReference('author.friend', 'body.quote.by', 'related')
        .toJSON()
        .fetch()
      expect(entry.author).toMatchObject([{ title: 'Ann', _content_type_uid: 'author', friend: [{ title: 'Bob' }] }])
      expect(entry.body[0].quote.by).toMatchObject([{ title: 'Bob' }])
      expect(entry.related).toMatchObject([{ title: 'Bob' }, { uid: stack.uids.get('eve') }])
      expect(JSON.stringify(entry)).not.toContain('Eve')
      const byTypeScript = await stack
        .typescript(token)
        .contentType('post')
        .entry(name)
        .includeReference('author', 'author.friend')
        .fetch()
      expect(byTypeScript['author']).toMatchObject([{ title: 'Ann', friend: [{ title: 'Bob' }] }])
    })

    test('is read in a locale, with what it has there', async () => {
      const read = (locale: string) =>
        stack.javascript(token).ContentType('post').Entry(stack.uids.get('first')).language(locale).toJSON().fetch()
      expect(await read('de-de')).toMatchObject({ locale: 'de-de', text: 'Eins', title: 'First' })
      await expect(read('fr-fr')).rejects.toMatchObject({ ...missing, errors: { locale: expect.any(Array) } })
    })
  })

  describe('entries', () => {
    test('are counted, cut into pages and sorted', async () => {
      const [entries, count] = await find(posts().includeCount().ascending('rank').skip(1).limit(1))
      expect([titles(entries), count]).toEqual([['Second'], 3])
      const [last] = await find(posts().descending('rank').limit(1))
      expect(titles(last)).toEqual(['Third'])
      expect(await posts().count().toJSON().find()).toEqual([3])
      const page = await stack.typescript(token).contentType('post').entry().includeCount().skip(2).limit(5).find()
      expect([page.entries?.length, page.count]).toEqual([1, 3])
      expect(await posts().where('title', 'Second').toJSON().findOne()).toMatchObject({ title: 'Second' })
      await expect(posts().where('title', 'None').toJSON().findOne()).rejects.toMatchObject({ error_code: 141 })
    })

    const questions: readonly (readonly [string, (query: any) => any, readonly string[]])[] = [
      ['where', (query) => query.where('title', 'Second'), ['Second']],
      ['a number', (query) => query.where('rank', 2), ['Second']],
      ['lessThan', (query) => query.lessThan('rank', 2), ['First']],
      ['greaterThanOrEqualTo', (query) => query.greaterThanOrEqualTo('rank', 2), ['Second', 'Third']],
      ['notEqualTo', (query) => query.notEqualTo('rank', 2), ['First', 'Third']],
      ['containedIn', (query) => query.containedIn('title', ['First', 'Third']), ['First', 'Third']],
      ['notContainedIn', (query) => query.notContainedIn('title', ['First', 'Third']), ['Second']],
      ['exists', (query) => query.exists('rank'), ['First', 'Second', 'Third']],
      ['notExists', (query) => query.notExists('rank'), []],
      ['regex', (query) => query.regex('title', '^Fi'), ['First']],
      ['tags', (query) => query.tags(['blue', 'green']), ['Second']],
      ['search', (query) => query.search('thir'), ['Third']],
      ['url', (query) => query.where('url', '/third'), ['Third']],
      ['or', (query) => query.or(posts().where('rank', 1), posts().where('title', 'Third')), ['First', 'Third']],
      ['and', (query) => query.and(posts().where('rank', 1), posts().where('title', 'Third')), []],
      ['a reference', (query) => query.where('author.uid', stack.uids.get('bob')), ['Third']],
      ['referenceIn', (query) => query.referenceIn('author', posts().where('title', 'Ann')), ['First']],
      ['referenceNotIn', (query) => query.referenceNotIn('author', posts().where('title', 'Ann')), ['Second', 'Third']],
      ['what is not live', (query) => query.where('title', 'First, changed'), []],
    ]
    test.each(questions)('are chosen by %s', async (_name, ask, expected) => {
      expect(titles((await find(ask(posts())))[0])).toEqual(expected)
    })

    test('are chosen by the TypeScript client too', async () => {
      const query = () => stack.typescript(token).contentType('post').entry().query()
      const found = async (asked: { find: () => Promise<unknown> }) =>
        titles(((await asked.find()) as { entries: Entry[] }).entries)
      expect(await found(query().where('rank', '$gt', 1))).toEqual(['Second', 'Third'])
      expect(await found(query().where('title', '$in', ['First', 'Second']))).toEqual(['First', 'Second'])
      expect(await found(query().equalTo('title', 'Third'))).toEqual(['Third'])
      expect(
        await found(
          query().whereIn(
            'author',
            stack.typescript(token).contentType('author').entry().query().equalTo('title', 'Bob'),
          ),
        ),
      ).toEqual(['Third'])
    })

    test('show the keys that are asked for, in every way that clients write lists', async () => {
      const [only] = await find(posts().only(['title']).where('rank', 1))
      expect(only).toEqual([{ uid: stack.uids.get('first'), title: 'First' }])
      const [except] = await find(posts().except(['rich', 'body']).where('rank', 1))
      expect(Object.keys(except[0]!)).not.toContain('rich')
      const page = await stack.typescript(token).contentType('post').entry().only(['title', 'rank']).find()
      expect(Object.keys(page.entries[0]).toSorted()).toEqual(['rank', 'title', 'uid'])
      const referenced = posts().includeReference('author').only('author', ['title']).where('rank', 1)
      expect((await find(referenced))[0][0]!['author']).toEqual([
        { uid: stack.uids.get('ann'), title: 'Ann', _content_type_uid: 'author' },
      ])
    })

    test('that are drafts leave no trace: in lists, counts, questions, references and synchronisation', async () => {
      const secret = stack.uids.get('secret')!
      for (const ask of [
        posts().where('title', 'Secret'),
        posts().where('uid', secret),
        posts().tags(['secret']),
        posts().search('secret'),
        posts().where('rank', 4),
      ])
        expect(await find(ask.includeCount())).toEqual([[], 0])
      const [all, count] = await find(posts().includeCount().includeReference('author', 'related'))
      expect([titles(all), count]).toEqual([['First', 'Second', 'Third'], 3])
      for (const text of [JSON.stringify(all), JSON.stringify(await stack.javascript(token).sync({ init: true }))]) {
        expect(text).not.toContain('ecret')
        expect(text).not.toContain(secret)
        expect(text).not.toContain('changed')
      }
      const one = (name: string) => stack.javascript(token).ContentType('post').Entry(name).toJSON().fetch()
      const draft = await one(secret).catch((error: unknown) => error)
      const nothing = await one(uid('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11')).catch((error: unknown) => error)
      expect(draft).toMatchObject(missing)
      expect(draft).toEqual(nothing)
    })
  })

  test('content types are shown with their schema', async () => {
    const { content_types: types } = await stack.javascript(token).getContentTypes({ include_count: true })
    expect(types.map((type: { uid: string }) => type.uid).toSorted()).toEqual(['author', 'post'])
    const one = await stack.typescript(token).contentType('post').fetch()
    expect(one).toMatchObject({ uid: 'post', title: 'Post', options: { is_page: true } })
    expect(one.schema.find((field: { uid: string }) => field.uid === 'author')).toMatchObject({
      data_type: 'reference',
      reference_to: ['author'],
    })
    await expect(stack.javascript(token).ContentType('nothing').Query().toJSON().find()).rejects.toMatchObject({
      error_code: 118,
      error_message: "The Content Type 'nothing' was not found. Please try again.",
    })
  })

  test('files are read as far as they are live', async () => {
    const file = { uid: stack.uids.get('open.txt'), filename: 'open.txt', content_type: 'text/plain', file_size: '10' }
    expect(await stack.javascript(token).Assets(stack.uids.get('open.txt')).toJSON().fetch()).toMatchObject(file)
    const [files, count] = await stack.javascript(token).Assets().Query().includeCount().toJSON().find()
    expect([files, count]).toMatchObject([[file], 1])
    const page = await stack.typescript(token).asset().find()
    expect(page.assets).toMatchObject([file])
    const named = stack.javascript(token).Assets().Query().where('filename', 'open.txt').toJSON()
    expect((await named.find())[0]).toHaveLength(1)
    await expect(stack.javascript(token).Assets(stack.uids.get('hidden.txt')).toJSON().fetch()).rejects.toMatchObject({
      error_code: 145,
      status: 404,
    })
    const answer = await fetch(page.assets[0].url, { headers: { authorization: `Bearer ${token}` } })
    expect(await answer.text()).toBe('0123456789')
  })

  test('a stack is synchronised to the end', async () => {
    const whole = await stack.javascript(token).sync({ init: true })
    expect(whole.total_count).toBe(6)
    expect(whole.items.map((item: any) => `${item.type} ${item.content_type_uid}`).toSorted()).toEqual([
      'asset_published sys_assets',
      'entry_published author',
      'entry_published author',
      'entry_published post',
      'entry_published post',
      'entry_published post',
    ])
    expect(whole.sync_token).toBeTypeOf('string')
    const some = await stack.typescript(token).sync({ contentTypeUid: 'post' })
    expect(some.items).toHaveLength(3)
    expect(await stack.javascript(token).sync({ sync_token: whole.sync_token })).toMatchObject({
      items: [],
      sync_token: whole.sync_token,
    })
    const choices: readonly (readonly [object, number])[] = [
      [{ content_type_uid: 'sys_assets' }, 1],
      [{ type: 'asset_published' }, 1],
      [{ type: 'entry_published,entry_unpublished' }, 5],
      [{ type: 'entry_deleted' }, 0],
      [{ start_from: '2026-01-01T00:00:00.000Z' }, 6],
      [{ start_from: '2100-01-01T00:00:00.000Z' }, 0],
      [{ locale: 'de-de', content_type_uid: 'post' }, 3],
    ]
    for (const [chosen, count] of choices) {
      const answer = await stack.javascript(token).sync({ init: true, ...chosen })
      expect([chosen, answer.items.length, answer.total_count]).toEqual([chosen, count, count])
    }
    for (const junk of [{ sync_token: 'x' }, { pagination_token: 'x' }]) {
      const errors = { [Object.keys(junk)[0]!]: [expect.any(String)] }
      await expect(stack.javascript(token).sync(junk)).rejects.toMatchObject({ status: 422, error_code: 141, errors })
    }
    // A parameter of an earlier question that the client sends along is passed over.
    const leaking = stack.javascript(token)
    await leaking.sync({ init: true })
    expect((await find(leaking.ContentType('post').Query()))[0]).toHaveLength(3)
  })

  describe('a synchronisation goes on by its token', () => {
    let saves = 0
    const path = '/api/v1/spaces/shop'
    const at = (id: string) => `${path}/entries/${id}`
    const create = async (slug: string, title = slug): Promise<string> =>
      (await stack.app.expect(201, 'POST', `${path}/entries`, { body: { type: 'author', slug, fields: { title } } })).id
    const publish = (id: string) => stack.app.expect(200, 'POST', `${at(id)}/publish`)
    /** What the published client is told since, to the end. */
    const follow = async (asked: object): Promise<{ events: string[]; items: any[]; sync_token: string }> => {
      const items: any[] = []
      let answer = await stack.javascript(token).sync(asked)
      items.push(...answer.items)
      while (answer.pagination_token !== undefined) {
        answer = await stack.javascript(token).sync({ pagination_token: answer.pagination_token })
        items.push(...answer.items)
      }
      return { items, events: items.map(({ type, data }) => `${type} ${data.uid}`), sync_token: answer.sync_token }
    }

    test('with exactly what was published, unpublished, deleted and published again since, for both clients', async () => {
      const begun = await follow({ init: true })
      const ids = [await create('sync-a'), await create('sync-b'), await create('sync-c')] as const
      const [kept, gone, deleted] = ids
      for (const id of ids) await publish(id)
      const published = await follow({ sync_token: begun.sync_token })
      expect(published.events).toEqual(ids.map((id) => `entry_published ${uid(id)}`))
      expect(published.items[0]).toMatchObject({ content_type_uid: 'author', data: { title: 'sync-a', locale: 'en' } })
      await stack.app.expect(200, 'POST', `${at(gone)}/unpublish`)
      await stack.app.expect(204, 'DELETE', at(deleted))
      await stack.app.expect(200, 'PATCH', at(kept), { body: { fields: { title: 'Anew' } } })
      await publish(kept)
      const { id: file } = await upload(stack.app, 'sync.txt', '0')
      await stack.app.expect(200, 'POST', `${path}/assets/${file}/publish`)
      const type = { slug: 'passing', fields: [] }
      await stack.app.expect(201, 'POST', `${path}/content-types`, { body: type })
      await stack.app.expect(204, 'DELETE', `${path}/content-types/passing`)
      const changed = await follow({ sync_token: published.sync_token })
      expect(changed.events).toEqual([
        `entry_unpublished ${uid(gone)}`,
        `entry_deleted ${uid(deleted)}`,
        `entry_published ${uid(kept)}`,
        `asset_published ${uid(file)}`,
        'content_type_deleted passing',
      ])
      const same = await stack.typescript(token).sync({ syncToken: published.sync_token })
      expect(same.items).toEqual(changed.items)
      await stack.app.expect(204, 'DELETE', `${path}/assets/${file}`)
      await publish(gone)
      const last = await follow({ sync_token: changed.sync_token })
      expect(last.events).toEqual([`asset_deleted ${uid(file)}`, `entry_published ${uid(gone)}`])
      expect(await follow({ sync_token: last.sync_token })).toMatchObject({ items: [], sync_token: last.sync_token })
      for (const id of [kept, gone]) await stack.app.expect(204, 'DELETE', at(id))
    })

    test('page by page, and begins again where something else is read', async () => {
      const begun = await follow({ init: true })
      const ids: string[] = []
      for (let index = 0; index < 101; index += 1) ids.push(await create(`many-${index}`))
      for (const id of ids) await publish(id)
      const first = await stack.javascript(token).sync({ sync_token: begun.sync_token })
      expect([first.items.length, first.pagination_token, first.sync_token]).toEqual([
        100,
        expect.any(String),
        undefined,
      ])
      const { events } = await follow({ sync_token: begun.sync_token })
      expect(events).toEqual(ids.map((id) => `entry_published ${uid(id)}`))
      for (const id of ids) await stack.app.expect(204, 'DELETE', at(id))
      const narrow = await stack.token('delivery', {
        grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content:post'] }],
      })
      await expect(stack.javascript(narrow).sync({ sync_token: begun.sync_token })).rejects.toMatchObject({
        status: 422,
        error_code: 141,
        errors: { sync_token: [expect.any(String), expect.stringContaining('not what it was')] },
      })
    }, 60_000)

    test('so that a copy is what lists have, whatever is written', async () => {
      const ids = [await create('copy-0'), await create('copy-1'), await create('copy-2')]
      const copy = new Map<string, unknown>()
      let { items, sync_token: next } = await follow({ init: true, content_type_uid: 'author' })
      const take = () => {
        for (const { type, data } of items) {
          if (type === 'entry_published') copy.set(data.uid, data)
          else copy.delete(data.uid)
        }
      }
      take()
      const act = fc.tuple(fc.nat(2), fc.constantFrom('publish', 'unpublish', 'save', 'archive'))
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), async (acts) => {
          for (const [index, done] of acts) {
            const id = ids[index]!
            const body = { fields: { title: `t${(saves += 1)}` } }
            await (done === 'save'
              ? stack.app.call('PATCH', at(id), { body })
              : stack.app.call('POST', `${at(id)}/${done}`))
          }
          ;({ items, sync_token: next } = await follow({ sync_token: next }))
          take()
          const [listed] = await find(stack.javascript(token).ContentType('author').Query())
          const byUid = (one: any, other: any) => (one.uid < other.uid ? -1 : 1)
          expect([...copy.values()].toSorted(byUid)).toEqual([...listed].toSorted(byUid))
        }),
        { numRuns: 15, endOnFailure: true },
      )
    }, 60_000)
  })

  test('taxonomies are refused by their name', async () => {
    const answer = await stack.ask('/taxonomies/entries', { access_token: token })
    expect(answer).toMatchObject({ status: 422, body: { error_message: 'Taxonomies are not supported here.' } })
  })

  describe('tokens', () => {
    const read = (deliveryToken: string, more: object = {}) =>
      find(stack.javascript(deliveryToken, more).ContentType('post').Query())

    test('that are none, are revoked, or belong in another header, are answered alike', async () => {
      const management = await stack.token('management', { mode: 'read' })
      const preview = await stack.token('preview')
      const made = await stack.app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
        body: { kind: 'delivery', name: 'Short' },
      })
      await read(made.secret)
      await read(made.secret)
      await stack.app.expect(200, 'POST', `/api/v1/spaces/shop/tokens/${made.id}/revoke`)
      for (const other of [made.secret, management, preview, stack.app.owner.token, 'csb2d9c0f6158aff22d9e09460'])
        await expect(read(other)).rejects.toMatchObject({ ...loggedOut, errors: { access_token: ['is not valid.'] } })
      const client = stack.typescript(made.secret).contentType('post').entry().find()
      await expect(client).rejects.toMatchObject({ error_code: 105, status: 401 })
      expect(await stack.ask('/content_types', { authorization: token })).toMatchObject({
        status: 401,
        body: { error_code: 105, errors: { authorization: ['is not valid.'] } },
      })
    })

    test('read their environment and no other', async () => {
      const staging = await stack.token('delivery', { environment: 'staging' })
      expect(await read(staging, { environment: 'staging' })).toEqual([[]])
      for (const environment of ['staging', 'nowhere'])
        await expect(read(token, { environment })).rejects.toMatchObject({
          error_code: 141,
          errors: { environment: ['is not valid.'] },
        })
      const underived = await stack.ask('/content_types/post/entries', { access_token: token })
      expect(underived.body.entries).toHaveLength(3)
    })

    test('open their own stack alone', async () => {
      const other = await stack.app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'other', name: 'Other' } })
      const elsewhere = { error_code: 109, status: 412, errors: { api_key: ['is not valid.'] } }
      for (const api_key of [
        uid(other.id),
        uid('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'),
        'blt0123456789abcdef',
        'nothing',
      ])
        await expect(read(token, { api_key })).rejects.toMatchObject(elsewhere)
      // The slug of a space names it too.
      expect(titles((await read(token, { api_key: 'shop' }))[0])).toHaveLength(3)
      const without = await fetch(`http://${stack.host}:${stack.port}/v3/content_types`, {
        headers: { access_token: token },
      })
      expect([without.status, await without.json()]).toMatchObject([412, { error_code: 109 }])
    })

    test('reach their branches and aliases, and no others', async () => {
      await stack.app.expect(200, 'PUT', '/api/v1/spaces/shop/aliases/deploy', { body: { branch: 'main' } })
      const aliased = await stack.token('delivery', { branches: [], aliases: ['deploy'] })
      expect(titles((await read(aliased, { branch: 'deploy' }))[0])).toHaveLength(3)
      for (const branch of ['main', 'nowhere'])
        await expect(read(aliased, { branch })).rejects.toMatchObject({
          error_code: 901,
          status: 422,
          error_message: `Access denied. You have insufficient permissions to perform operation on this branch '${branch}'.`,
        })
      expect(titles((await read(token, { branch: 'main' }))[0])).toHaveLength(3)
    })

    test('for previews read working copies where the client previews, and else what is live', async () => {
      const preview = await stack.token('preview')
      const shown = async (headers: Readonly<Record<string, string>>, query = '') =>
        titles(
          (await stack.ask(`/content_types/post/entries${query}`, { preview_token: preview, ...headers })).body.entries,
        )
      const drafts = ['First, changed', 'Second', 'Secret', 'Third']
      expect(await shown({ live_preview: 'digest' })).toEqual(drafts)
      expect(await shown({}, '?live_preview=digest')).toEqual(drafts)
      // The TypeScript client sends both of its tokens, whether it previews or not.
      expect(await shown({ access_token: token, live_preview: 'digest' })).toEqual(drafts)
      const outside: readonly Readonly<Record<string, string>>[] = [
        {},
        { live_preview: 'init' },
        { access_token: token },
      ]
      for (const headers of outside) expect(await shown(headers)).toEqual(['First', 'Second', 'Third'])
      const client = stack.javascript(token, {
        live_preview: { enable: true, host: `${stack.host}:${stack.port}`, preview_token: preview },
      })
      client.livePreviewQuery({ live_preview: 'digest', content_type_uid: 'post' })
      expect(titles((await find(client.ContentType('post').Query()))[0])).toEqual(drafts)
      const configured = stack.typescript(token, {
        live_preview: { enable: true, host: `${stack.host}:${stack.port}`, preview_token: preview },
      })
      const page = await configured.contentType('post').entry().find()
      expect(titles(page.entries)).toEqual(['First', 'Second', 'Third'])
    })

    test('of the old sort read working copies of every environment, where the space is old enough', async () => {
      const old = { slug: 'old', name: 'Old', created_at: '2019-05-01T00:00:00.000Z' }
      const { id } = await stack.app.expect(201, 'POST', '/api/v1/spaces', { body: old })
      const at = '/api/v1/spaces/old'
      await stack.app.expect(201, 'POST', `${at}/content-types`, {
        body: { slug: 'post', fields: [{ id: 'title', type: 'text' }] },
      })
      await stack.app.expect(201, 'POST', `${at}/entries`, { body: { type: 'post', fields: { title: 'Draft' } } })
      const { items } = await stack.app.expect(200, 'GET', `${at}/tokens`)
      const access = items.find(({ kind }: { kind: string }) => kind === 'access')
      const { secret } = await stack.app.expect(200, 'POST', `${at}/tokens/${access.id}/reset`)
      for (const environment of ['production', 'whatever'])
        expect(titles((await read(secret, { api_key: uid(id), environment }))[0])).toEqual(['Draft'])
    })

    test('with grants of their own show what these allow', async () => {
      const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content:post'] }]
      const narrow = await stack.token('delivery', { grants })
      const client = stack.javascript(narrow)
      const [entries] = await find(client.ContentType('post').Query().includeReference('author'))
      expect(titles(entries)).toEqual(['First', 'Second', 'Third'])
      expect(JSON.stringify(entries)).not.toContain('Ann')
      await expect(find(client.ContentType('author').Query())).rejects.toMatchObject({ error_code: 118 })
      await expect(client.Assets().Query().toJSON().find()).rejects.toMatchObject({ error_code: 316, status: 403 })
    })
  })

  describe('the wire', () => {
    test('answers, refusals too, may be read by pages of any origin, with or without a slash at the end', async () => {
      const answer = await stack.ask('/content_types/', { access_token: token })
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      const tag = answer.headers.get('etag')!
      const again = await fetch(`http://${stack.host}:${stack.port}/v3/content_types/`, {
        headers: { api_key: stack.apiKey, access_token: token, 'if-none-match': tag },
      })
      expect(again.status).toBe(304)
      for (const [path, status] of [
        ['/nothing', 404],
        ['/content_types/%E0%A4%A', 400],
      ] as const) {
        const refused = await stack.ask(path, { access_token: token })
        expect(refused).toMatchObject({
          status,
          body: { error_code: expect.any(Number), error_message: expect.any(String) },
        })
        expect(refused.headers.get('access-control-allow-origin')).toBe('*')
      }
    })

    test('branches do not share answers', async () => {
      const everywhere = await stack.token('delivery', { branches: 'all', aliases: 'all' })
      await stack.app.expect(201, 'POST', '/api/v1/spaces/shop/branches', { body: { name: 'dev' } })
      while ((await stack.app.expect(200, 'GET', '/api/v1/spaces/shop/branches/dev')).state !== 'active')
        await stack.app.app.runner.runDue()
      const change = { body: { fields: { title: 'On dev' } } }
      await stack.app.expect(200, 'PATCH', '/api/v1/spaces/shop/entries/third?type=post&branch=dev', change)
      await stack.app.expect(200, 'POST', '/api/v1/spaces/shop/entries/third/publish?type=post&branch=dev')
      const third = async (headers: object) =>
        (
          await stack.ask(`/content_types/post/entries/${stack.uids.get('third')}`, {
            access_token: everywhere,
            ...headers,
          })
        ).body.entry.title
      expect([await third({}), await third({ branch: 'dev' }), await third({})]).toEqual(['Third', 'On dev', 'Third'])
    })

    test('the log holds no token', () => {
      expect(stack.app.logged()).not.toContain(token)
    })
  })
})
