import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import losant from 'losant-rest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import wegnology from 'wegnology-rest'

// The published clients of the two names that the vendor has, given a token and the address of this server.

const ada = { email: 'ada@example.com', name: 'Ada Lovelace', password: 'correct horse battery' }
const native = '/api/v1/account/tokens'
const hex = expect.stringMatching(/^[0-9a-f]{24}$/)
const isAllowed = (asked: Promise<unknown>) =>
  asked.then(
    () => true,
    () => false,
  )
/** The words that a JSON schema lets a text be. */
const wordsIn = ({ enum: words = [], oneOf = [] }: any): readonly string[] => [...words, ...oneOf.flatMap(wordsIn)]
const namesOf = ({ items }: { items: readonly { name: string }[] }) => items.map(({ name }) => name)

describeEachDatabase('WEGnology: a user’s tokens by the published clients', (databases) => {
  let app: TestApp
  let url: string
  let session: string
  beforeAll(async () => {
    app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/users', { body: ada })
    url = await app.app.server.listen({ host: '127.0.0.1', port: 0 })
    const { token } = await client(wegnology).auth.authenticateUser({ credentials: credentials() })
    session = token
  })
  afterAll(() => app.app.server.close())

  const credentials = (more: object = {}) => ({ email: ada.email, password: ada.password, ...more })
  const client = ({ createClient }: typeof wegnology, accessToken?: string, base = `${url}/wegnology`) =>
    createClient({ ...(accessToken !== undefined && { accessToken }), url: base })
  const mine = () => client(wegnology, session)
  /** Who administers the installation may make organizations and spaces; others may not. */
  const owner = () => client(losant, app.owner.token)
  const made = (apiToken: object) => mine().userApiTokens.post({ apiToken })
  const asNative = (token: string, path: string, method = 'GET', body?: object) =>
    app.call(method, path, { token, ...(body && { body }) })

  describe('logging in', () => {
    test('answers a token that is a session, however the client is called', async () => {
      for (const published of [wegnology, losant]) {
        const answer = await client(published).auth.authenticateUser({ credentials: credentials() })
        expect(answer).toEqual({ userId: hex, token: expect.stringMatching(/^lk_ses_/), needsToVerifyEmail: false })
        expect(await client(published, answer.token).me.get()).toMatchObject({
          id: answer.userId,
          userId: answer.userId,
          email: ada.email,
          firstName: 'Ada',
          lastName: 'Lovelace',
          fullName: 'Ada Lovelace',
        })
      }
    })

    test('of a terminal answers a token of its scope, as long as it is to last', async () => {
      const { token } = await client(losant).auth.authenticateUser({
        credentials: credentials({ requestedScopes: ['all.User.cli'], tokenTTL: 0 }),
      })
      expect(token).toMatch(/^lk_pat_/)
      await expect(client(losant, token).me.get()).rejects.toMatchObject({ type: 'Forbidden', statusCode: 403 })
      expect((await asNative(token, '/api/v1/spaces')).status).toBe(200)
      const short = await client(losant).auth.authenticateUser({ credentials: credentials({ tokenTTL: 60 }) })
      await client(losant, short.token).me.get()
      app.clock.now += 60_000
      await expect(client(losant, short.token).me.get()).rejects.toMatchObject({ statusCode: 401 })
    })

    test('refuses wrong passwords, unknown scopes and unknown keys', async () => {
      const attempt = (more: object) => client(wegnology).auth.authenticateUser({ credentials: credentials(more) })
      await expect(attempt({ password: 'wrong and long' })).rejects.toMatchObject({
        type: 'Unauthorized',
        statusCode: 401,
        message: expect.stringMatching(/./),
      })
      await expect(attempt({ requestedScopes: ['all.Everything'] })).rejects.toMatchObject({
        type: 'Validation',
        statusCode: 400,
        message: 'requestedScopes.0: There is no scope all.Everything.',
      })
      await expect(attempt({ remember: true })).rejects.toMatchObject({ message: 'remember: Unknown key.' })
    })
  })

  describe.each([
    ['wegnology-rest', wegnology],
    ['losant-rest', losant],
  ])('tokens of a user, by %s', (name, published) => {
    test('are made, shown, changed and deleted', async () => {
      const caller = client(published, session)
      const apiToken = {
        name: `CI ${name}`,
        description: 'nightly',
        expirationDate: '2027-01-01T00:00:00.000Z',
        scope: ['all.User.read'],
        status: 'active',
      }
      const { token, ...shown } = await caller.userApiTokens.post({ apiToken })
      const { userId } = await caller.me.get()
      expect(shown).toMatchObject({
        ...apiToken,
        id: hex,
        apiTokenId: shown.id,
        ownerId: userId,
        ownerType: 'user',
        creatorId: userId,
        creatorType: 'user',
        creatorName: 'Ada Lovelace',
        creationDate: new Date(app.clock.now).toISOString(),
        lastUpdated: new Date(app.clock.now).toISOString(),
        _links: { self: { href: `/me/tokens/${shown.id}` } },
      })
      const one = { apiTokenId: shown.id }
      expect(await caller.userApiToken.get(one)).toEqual(shown)
      expect(JSON.stringify(await caller.userApiTokens.get())).not.toContain(token)
      expect(await client(published, token).userApiToken.get(one)).toEqual(shown)
      const change = { name: 'Paused', description: '', status: 'inactive' }
      expect(await caller.userApiToken.patch({ ...one, apiToken: change })).toMatchObject(change)
      await expect(client(published, token).userApiToken.get(one)).rejects.toMatchObject({ type: 'Unauthorized' })
      expect(await caller.userApiToken.patch({ ...one, apiToken: { status: 'active' } })).toMatchObject({
        name: 'Paused',
        status: 'active',
      })
      await client(published, token).userApiToken.get(one)
      expect(await caller.userApiToken.delete(one)).toEqual({ success: true })
      await expect(client(published, token).me.get()).rejects.toMatchObject({ statusCode: 401 })
      await expect(caller.userApiToken.get(one)).rejects.toMatchObject({ type: 'NotFound', statusCode: 404 })
    })

    test('have a scope and an end that never change', async () => {
      const caller = client(published, session)
      const { id } = await caller.userApiTokens.post({ apiToken: { name: 'Fixed', scope: ['all.User.read'] } })
      for (const apiToken of [{ scope: ['all.User'] }, { expirationDate: '2030-01-01T00:00:00.000Z' }])
        await expect(caller.userApiToken.patch({ apiTokenId: id, apiToken })).rejects.toMatchObject({
          type: 'Validation',
          statusCode: 400,
          message: expect.stringContaining('cannot be changed'),
        })
    })
  })

  describe('a list of tokens', () => {
    const names = ['list-a', 'list-b', 'list-C']
    beforeAll(async () => {
      for (const name of names) {
        const status = name === 'list-b' ? 'inactive' : 'active'
        await made({ name, scope: ['all.User.read'], status })
      }
    })
    const list = (params: object) => mine().userApiTokens.get({ filterField: 'name', filter: 'list-*', ...params })

    test('is sorted, filtered and paged as the vendor does', async () => {
      expect(await list({})).toMatchObject({
        count: 3,
        totalCount: 3,
        page: 0,
        perPage: 100,
        sortField: 'name',
        sortDirection: 'asc',
        ownerId: hex,
        ownerType: 'user',
      })
      expect(namesOf(await list({}))).toEqual(names)
      expect(namesOf(await list({ sortDirection: 'desc' }))).toEqual(names.toReversed())
      const last = await list({ perPage: 2, page: 1 })
      expect([namesOf(last), last.count, last.totalCount]).toEqual([['list-C'], 1, 3])
      expect(namesOf(await list({ filter: 'LIST-?' }))).toEqual(names)
      expect(namesOf(await list({ filterField: 'status', filter: 'inactive' }))).toEqual(['list-b'])
      expect((await mine().userApiTokens.get({ filterField: 'name', filter: '' })).totalCount).toBeGreaterThan(3)
    })

    test('is not what the path of a token without its id answers', async () => {
      await expect(mine().userApiToken.get({})).rejects.toMatchObject({ type: 'NotFound', statusCode: 404 })
    })

    test('names who has made a token, which may be another one', async () => {
      const { token, id } = await made({ name: 'Maker', scope: ['userApiTokens.post', 'me.get'] })
      const child = await client(wegnology, token).userApiTokens.post({
        apiToken: { name: 'Child', scope: ['me.get'] },
      })
      const creator = { creatorType: 'apiToken', creatorId: id }
      expect(child).toMatchObject(creator)
      expect(await mine().userApiToken.get({ apiTokenId: child.id })).toMatchObject({
        ...creator,
        creatorName: 'Maker',
      })
      await expect(
        client(wegnology, token).userApiTokens.post({ apiToken: { name: 'More', scope: ['orgs.get'] } }),
      ).rejects.toMatchObject({ type: 'Forbidden', message: expect.stringContaining('scope') })
    })
  })

  describe('a scope', () => {
    test('that is left out is refused, and so is what does not exist here, by name', async () => {
      await expect(made({ name: 'None' })).rejects.toMatchObject({
        statusCode: 400,
        message: expect.stringContaining('scope: This is required'),
      })
      await expect(made({ name: 'Devices', scope: ['devices.get', 'me.get', 'nonsense.get'] })).rejects.toMatchObject({
        message: expect.stringMatching(
          /^scope\.0: devices\.get is not supported.*scope\.2: There is no scope nonsense/,
        ),
      })
    })

    test('of the vendor’s, whichever it is, is known: taken, or refused as what is not here', async () => {
      const schema = createRequire(import.meta.url).resolve('wegnology-rest/lib/schemas/apiTokenPost.json')
      const known = wordsIn(JSON.parse(readFileSync(schema, 'utf8')).properties.scope.items)
      expect(known.length).toBeGreaterThan(400)
      const answer = await made({ name: 'Everything', scope: known }).catch(({ message }: Error) => message)
      expect(answer).toContain('devices.get is not supported')
      expect(answer).not.toContain('There is no scope')
      expect(answer).not.toContain(': me.get')
    })

    test('of single calls is frozen, and opens these alone', async () => {
      const { token, scope } = await made({ name: 'Frozen', scope: ['userApiTokens.*', 'entries.list'] })
      expect(scope).toEqual(['userApiTokens.get', 'userApiTokens.post', 'entries.list'])
      const caller = client(wegnology, token)
      await caller.userApiTokens.get()
      await expect(caller.me.get()).rejects.toMatchObject({ statusCode: 403 })
      await expect(caller.orgs.get()).rejects.toMatchObject({ statusCode: 403 })
      await expect(caller.userApiToken.get({ apiTokenId: '0'.repeat(24) })).rejects.toMatchObject({ statusCode: 403 })
      const { items } = (await asNative(session, native)).body
      expect(items.find(({ name }: { name: string }) => name === 'Frozen').scope).toEqual({
        form: 'custom',
        operations: ['account-tokens.create', 'account-tokens.list', 'entries.list'],
      })
    })

    test('that is a preset follows the catalogue: reading, all, and the command line', async () => {
      const scopes = new Map<string, string>()
      for (const scope of ['all.User', 'all.User.read', 'all.User.cli'])
        scopes.set(scope, (await made({ name: scope, scope: [scope] })).token)
      const tries = async (scope: string) => {
        const token = scopes.get(scope) ?? ''
        const caller = client(wegnology, token)
        const apiToken = { name: 'x', scope: ['me.get'] }
        return [
          await isAllowed(caller.me.get()),
          await isAllowed(caller.userApiTokens.post({ apiToken })),
          (await asNative(token, '/api/v1/spaces')).status,
        ]
      }
      expect(await tries('all.User')).toEqual([true, true, 200])
      expect(await tries('all.User.read')).toEqual([true, false, 200])
      expect(await tries('all.User.cli')).toEqual([false, false, 200])
    })
  })

  test('`request` reaches our own operations with the same token, and is refused like it', async () => {
    const post = async (scope: string) =>
      (await owner().userApiTokens.post({ apiToken: { name: scope, scope: [scope] } })).token
    const all = client(wegnology, await post('all.User'), url)
    const { id } = await all.request({ method: 'post', url: '/api/v1/spaces', data: { slug: 'ada', name: 'Ada' } })
    const types = { slug: 'notes', fields: [{ id: 'title', type: 'text', filterable: true }] }
    await all.request({ method: 'post', url: `/api/v1/spaces/${id}/content-types`, data: types })
    const entry = { type: 'notes', slug: 'first', fields: { title: 'First' } }
    await all.request({ method: 'post', url: '/api/v1/spaces/ada/entries', data: entry })
    const params = { type: 'notes', filter: { title: { in: 'First' } } }
    const { items } = await all.request({ method: 'get', url: '/api/v1/spaces/ada/entries', params })
    expect(items).toMatchObject([{ slug: 'first' }])
    const reader = client(wegnology, await post('all.User.read'), url)
    await expect(
      reader.request({ method: 'post', url: '/api/v1/spaces/ada/entries', data: { ...entry, slug: 'second' } }),
    ).rejects.toMatchObject({ statusCode: 403, layer: 'scope' })
  })

  test('organizations are orgs', async () => {
    const caller = owner()
    await expect(mine().orgs.post({ organization: { name: 'Mine' } })).rejects.toMatchObject({ type: 'Forbidden' })
    const org = await caller.orgs.post({ organization: { name: 'Müller & Sons' } })
    expect(org).toMatchObject({ id: hex, orgId: org.id, name: 'Müller & Sons' })
    expect(namesOf(await caller.orgs.get({ filterField: 'name', filter: 'm*' }))).toEqual(['Müller & Sons'])
    const one = { orgId: org.id }
    expect(await caller.org.patch({ ...one, organization: { name: 'Mills' } })).toMatchObject({
      id: org.id,
      name: 'Mills',
    })
    expect(await caller.org.get(one)).toMatchObject({ name: 'Mills' })
    await expect(caller.org.patch({ ...one, organization: { planId: 'x' } })).rejects.toMatchObject({
      message: 'planId: It is not kept here.',
    })
    expect(await caller.org.delete(one)).toEqual({ success: true })
    await expect(caller.org.get(one)).rejects.toMatchObject({ type: 'NotFound' })
  })

  test('spaces are applications, and their management tokens those of the application', async () => {
    const caller = owner()
    const org = await caller.orgs.post({ organization: { name: 'Garden' } })
    const application = await caller.applications.post({ application: { name: 'Roses', orgId: org.id } })
    expect(application).toMatchObject({ applicationId: hex, ownerType: 'organization', ownerId: org.id })
    const own = await caller.applications.post({ application: { name: 'Pots' } })
    expect(namesOf(await caller.applications.get({ orgId: org.id }))).toEqual(['Roses'])
    expect(namesOf(await caller.applications.get())).toContain('Pots')
    const one = { applicationId: application.id }
    expect(await caller.application.patch({ ...one, application: { name: 'Red roses' } })).toMatchObject({
      id: application.id,
      name: 'Red roses',
    })
    const post = (scope: readonly string[]) =>
      caller.applicationApiTokens.post({ ...one, apiToken: { name: 'Script', scope } })
    const { token, id, ...shown } = await post(['all.Application.read'])
    expect(shown).toMatchObject({ ownerType: 'application', ownerId: application.id, scope: ['all.Application.read'] })
    expect((await asNative(token, '/api/v1/spaces/roses/entries')).status).toBe(200)
    const creates = { slug: 'x', fields: [] }
    expect((await asNative(token, '/api/v1/spaces/roses/content-types', 'POST', creates)).status).toBe(403)
    await expect(post(['file.get'])).rejects.toMatchObject({ statusCode: 400 })
    await app.expect(201, 'POST', '/api/v1/spaces/roses/tokens', { body: { kind: 'delivery', name: 'Page' } })
    expect((await caller.applicationApiTokens.get(one)).totalCount).toBe(1)
    const named = { ...one, apiTokenId: id }
    expect(
      await caller.applicationApiToken.patch({ ...named, apiToken: { name: 'Paused', status: 'inactive' } }),
    ).toMatchObject({ name: 'Paused', status: 'inactive' })
    expect((await asNative(token, '/api/v1/spaces/roses/entries')).status).toBe(401)
    await expect(caller.applicationApiToken.get({ ...named, applicationId: own.id })).rejects.toMatchObject({
      type: 'NotFound',
    })
    expect(await caller.applicationApiToken.delete(named)).toEqual({ success: true })
    await expect(caller.applicationApiToken.get(named)).rejects.toMatchObject({ type: 'NotFound' })
  })

  test('what belongs to others is as unknown as what is not there', async () => {
    const owned = await app.expect(201, 'POST', native, { body: { name: 'Owner’s', scope: { form: 'all' } } })
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    const number = String(owned.id)
      .split('')
      .reduce((sum, digit) => sum * 62n + BigInt(digits.indexOf(digit)), 0n)
    const theirs = await mine()
      .userApiToken.get({ apiTokenId: number.toString(16).padStart(24, '0') })
      .catch((error: unknown) => error)
    const none = await mine()
      .userApiToken.get({ apiTokenId: '0'.repeat(24) })
      .catch((error: unknown) => error)
    expect(theirs).toMatchObject({ type: 'NotFound', statusCode: 404 })
    expect(theirs).toEqual(none)
    expect(namesOf(await mine().applications.get())).not.toContain('Shop')
  })

  test('instances are told not to be there, and everything else in the same flat shape', async () => {
    await expect(mine().instances.get()).rejects.toMatchObject({
      type: 'NotSupported',
      statusCode: 404,
      message: 'There is no such thing as instances here.',
    })
    await expect(mine().request({ method: 'get', url: '/devices' })).rejects.toMatchObject({ type: 'NotFound' })
    await expect(client(wegnology).me.get()).rejects.toMatchObject({ type: 'Unauthorized', statusCode: 401 })
    await expect(mine().me.patch({ user: { tokenCutoff: '2026-01-01T00:00:00.000Z' } })).rejects.toMatchObject({
      type: 'Validation',
      message: expect.stringContaining('tokenCutoff'),
    })
    expect(await mine().me.patch({ user: { firstName: 'Augusta' } })).toMatchObject({ fullName: 'Augusta Lovelace' })
  })

  test('tokens of a space are none here, and no token is in the log', async () => {
    const { secret } = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'management', name: 'M', mode: 'read' },
    })
    await expect(client(wegnology, secret).me.get()).rejects.toMatchObject({ type: 'Unauthorized', statusCode: 401 })
    expect(app.logged()).not.toContain(session)
  })
})
