import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { ada, type FactorApp, openFactorApp } from '@latchkey/server/test-support/factor-app'
import { join, newMember } from '@latchkey/server/test-support/test-people'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStack, type Stack, uid } from './support/contentstack-stack.ts'

// The published management client, told where the API is; what it makes is read by the published delivery client.

/** What the client throws: a message that is JSON. */
const refusalOf = async (asking: Promise<unknown>): Promise<any> => {
  try {
    await asking
  } catch (error) {
    return error instanceof Error && error.message.startsWith('{') ? JSON.parse(error.message) : error
  }
  throw new Error('It was not refused.')
}
const loggedOut = { status: 401, errorCode: 105 }
const forbidden = { status: 403, errorCode: 316, errorMessage: "You don't have the permission to do this operation." }
const branchScope = { module: 'branch', branches: ['main'], acl: { read: true } }
const environmentScope = (name: string) => ({ module: 'environment', environments: [name], acl: { read: true } })
const contentScope = (acl: object) => ({ module: 'content_type', acl })
const schema = [
  {
    display_name: 'Title',
    uid: 'title',
    data_type: 'text',
    mandatory: true,
    unique: true,
    field_metadata: { _default: true },
  },
  { display_name: 'Price', uid: 'price', data_type: 'number' },
  {
    display_name: 'Author',
    uid: 'author',
    data_type: 'reference',
    reference_to: ['author'],
    field_metadata: { ref_multiple: false },
  },
  { display_name: 'Cover', uid: 'cover', data_type: 'file' },
  {
    display_name: 'Body',
    uid: 'body',
    data_type: 'blocks',
    blocks: [{ title: 'Hero', uid: 'hero', schema: [{ uid: 'line', data_type: 'text' }] }],
  },
]

describeEachDatabase('Contentstack: management by the published client', (databases) => {
  let stack: Stack<FactorApp>
  let client: any
  let own: any
  beforeAll(async () => {
    stack = await openStack(await openFactorApp(databases))
    const { app } = stack
    await join(app, { id: app.person.id, email: ada.email, token: app.person.token }, { roles: ['Administrator'] })
    client = stack.management()
    await client.login({ email: ada.email, password: ada.password })
    own = client.stack({ api_key: stack.apiKey })
  })
  afterAll(() => stack.close())

  const as = (token: string) => stack.management({ authtoken: token }).stack({ api_key: stack.apiKey })
  const withToken = (token: string) => stack.management().stack({ api_key: stack.apiKey, management_token: token })
  const managementToken = async ({ read = true, write = true } = {}) =>
    (await own.managementToken().create({ token: { name: 'ci', scope: [contentScope({ read, write }), branchScope] } }))
      .token

  describe('sessions', () => {
    test('begin with a password, are known, and end', async () => {
      const other = stack.management()
      const { notice, user } = await other.login({ email: ada.email, password: ada.password })
      expect([notice, user.email, user.authtoken]).toEqual([
        'Login Successful.',
        ada.email,
        expect.stringMatching(/^lk_ses_/),
      ])
      expect(await other.getUser()).toMatchObject({
        uid: expect.stringMatching(/^blt[a-f0-9]+$/),
        email: ada.email,
        first_name: 'Ada',
        last_name: '',
        created_at: expect.any(String),
      })
      expect(await other.logout()).toEqual({ notice: "You've logged out successfully!" })
      const gone = stack.management({ authtoken: user.authtoken })
      expect(await refusalOf(gone.getUser())).toMatchObject({ ...loggedOut, errors: { authtoken: ['is not valid.'] } })
    })

    test('are refused with the vendor’s words', async () => {
      const wrong = { status: 422, errorCode: 104 }
      for (const password of ['wrong', ''])
        expect(await refusalOf(stack.management().login({ email: ada.email, password }))).toMatchObject(wrong)
      // A management token that the client sends along is not looked at.
      const leaking = stack.management()
      leaking.stack({ api_key: stack.apiKey, management_token: 'cs0123456789abcdef01234567' })
      expect((await leaking.login({ email: ada.email, password: ada.password })).user.email).toBe(ada.email)
    })

    test('are twenty at most: the twenty-first ends the oldest', async () => {
      const { app } = stack
      const grace = { email: 'grace@example.com', name: 'Grace', password: 'battery correct horse' }
      await app.expect(201, 'POST', '/api/v1/users', { body: grace })
      const begin = async () => (await stack.management().login(grace)).user.authtoken
      const first = await begin()
      for (let number = 2; number <= 20; number += 1) await begin()
      expect((await stack.management({ authtoken: first }).getUser()).email).toBe(grace.email)
      const last = await begin()
      expect(await refusalOf(stack.management({ authtoken: first }).getUser())).toMatchObject(loggedOut)
      expect((await stack.management({ authtoken: last }).getUser()).email).toBe(grace.email)
    })
  })

  describe('stacks', () => {
    test('are listed, shown, made in an organization and renamed', async () => {
      const owner = stack.management({ authtoken: stack.app.owner.token })
      const { items: organizations } = await owner.organization().fetchAll()
      const made = await owner
        .stack()
        .create({ stack: { name: 'My Stack!', master_locale: 'en-us' } }, { organization_uid: organizations[0].uid })
      expect(made).toMatchObject({ name: 'My Stack!', master_locale: 'en-us', api_key: expect.stringMatching(/^blt/) })
      const again = await owner
        .stack()
        .create({ stack: { name: 'My stack' } }, { organization_uid: organizations[0].uid })
      expect(again.api_key).not.toBe(made.api_key)
      const { items } = await owner.stack().query().find()
      expect(items.map(({ name }: any) => name)).toEqual(expect.arrayContaining(['Shop', 'My Stack!', 'My stack']))
      const shown = await owner.stack({ api_key: made.api_key }).fetch()
      expect(shown.uid).toBe(made.uid)
      shown.name = 'Renamed'
      expect((await shown.update()).name).toBe('Renamed')
    })

    test('that are not there, or not for the caller, are answered alike', async () => {
      const other = await stack.app.expect(201, 'POST', '/api/v1/spaces', {
        body: { slug: 'foreign', name: 'Foreign' },
      })
      const ask = (api_key: string) => refusalOf(client.stack({ api_key }).environment().query().find())
      const foreign = await ask(uid(other.id))
      const nowhere = await ask(uid('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'))
      expect(foreign).toMatchObject({ status: expect.any(Number), errorCode: expect.any(Number) })
      expect(nowhere.errorCode).toBe(foreign.errorCode)
      expect(nowhere.errorMessage).toBe(foreign.errorMessage)
      const without = await stack.ask('/environments', { authtoken: stack.app.person.token, api_key: '' })
      expect(without).toMatchObject({ status: 412, body: { error_code: 109 } })
    })
  })

  describe('delivery tokens', () => {
    const token = (name: string, ...scope: object[]) => ({ token: { name, description: 'For the site', scope } })

    test('are made, read, renamed and ended, with their preview token', async () => {
      const made = await own.deliveryToken().create(token('site', environmentScope('production'), branchScope), {
        create_with_preview_token: true,
      })
      expect(made).toMatchObject({ name: 'site', type: 'delivery', uid: expect.stringMatching(/^blt[a-f0-9]+$/) })
      expect(made.scope).toMatchObject([
        { module: 'environment', environments: [{ name: 'production' }] },
        { module: 'branch', branches: ['main'] },
      ])
      const read = () => stack.javascript(made.token).ContentType('post').Query().toJSON().find()
      expect((await read())[0]).toHaveLength(3)
      const preview = (headers: Record<string, string>) => stack.ask('/content_types/post/entries', headers)
      expect((await preview({ preview_token: made.preview_token, live_preview: 'digest' })).body.entries).toHaveLength(
        4,
      )
      const { items } = await own.deliveryToken().query().find()
      const found = items.find((each: any) => each.uid === made.uid)
      expect(found.token).toBeUndefined()
      // The client sends back all that it has read.
      found.name = 'renamed'
      expect((await found.update()).name).toBe('renamed')
      expect((await own.deliveryToken(made.uid).fetch()).name).toBe('renamed')
      const again = await own.deliveryToken(made.uid).fetch()
      expect((await again.createPreviewToken?.())?.preview_token ?? 'lk_prv_').toMatch(/^lk_prv_/)
      expect(await own.deliveryToken(made.uid).delete()).toMatchObject({
        notice: 'Delivery Token deleted successfully.',
      })
      await expect(read()).rejects.toMatchObject({ error_code: 105 })
      expect((await preview({ preview_token: made.preview_token })).status).toBe(401)
      expect(await refusalOf(own.deliveryToken(made.uid).fetch())).toMatchObject({ status: expect.any(Number) })
    })

    test.each([
      ['no branch', token('a', environmentScope('production')), { 'scope.branch_or_alias': expect.any(Array) }],
      ['no environment', token('a', branchScope), { 'scope.environment': expect.any(Array) }],
      [
        'an unknown environment',
        token('a', environmentScope('nowhere'), branchScope),
        { environment: expect.any(Array) },
      ],
      ['no name', { token: { scope: [environmentScope('production'), branchScope] } }, { name: expect.any(Array) }],
      [
        'two environments',
        token('a', { module: 'environment', environments: ['production', 'staging'] }, branchScope),
        { 'scope.environment': expect.any(Array) },
      ],
    ])('are refused with %s', async (_what, body, errors) => {
      const refusal = await refusalOf(own.deliveryToken().create(body))
      expect(refusal).toMatchObject({ status: 422, errorCode: 141, errors })
      expect(refusal.errorMessage).toBe('Delivery Token creation failed. Please try again.')
    })

    test('are twenty at most, and management tokens ten', async () => {
      const { app } = stack
      const { id } = await app.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'full', name: 'Full' } })
      const full = stack.management({ authtoken: app.owner.token }).stack({ api_key: uid(id) })
      for (let number = 1; number <= 20; number += 1)
        await full.deliveryToken().create(token(`${number}`, environmentScope('production'), branchScope))
      for (let number = 1; number <= 10; number += 1)
        await full
          .managementToken()
          .create({ token: { name: `${number}`, scope: [contentScope({ read: true }), branchScope] } })
      const over = { status: 422, errorCode: 141, errors: { token: [expect.any(String)] } }
      expect(
        await refusalOf(full.deliveryToken().create(token('more', environmentScope('production'), branchScope))),
      ).toMatchObject(over)
      expect(
        await refusalOf(
          full
            .managementToken()
            .create({ token: { name: 'more', scope: [contentScope({ read: true }), branchScope] } }),
        ),
      ).toMatchObject(over)
    })

    test('are made by owners, Administrators and Developers, and management tokens not by Developers', async () => {
      const developer = as((await newMember(stack.app, 'Dev', 'Developer')).token)
      const editor = as((await newMember(stack.app, 'Edi', 'Editor')).token)
      const made = await developer.deliveryToken().create(token('dev', environmentScope('production'), branchScope))
      expect(made.token).toMatch(/^lk_dlv_/)
      const scope = [contentScope({ read: true }), branchScope]
      expect(await refusalOf(developer.managementToken().create({ token: { name: 'x', scope } }))).toMatchObject({
        status: 403,
      })
      expect(
        await refusalOf(editor.deliveryToken().create(token('x', environmentScope('production'), branchScope))),
      ).toMatchObject({ status: 403 })
    })
  })

  describe('management tokens', () => {
    test('are shown once, and end when they are deleted', async () => {
      const made = await own.managementToken().create({
        token: {
          name: 'ci',
          description: 'x',
          scope: [contentScope({ read: true }), branchScope],
          expires_on: '2027-12-10',
        },
      })
      expect(made).toMatchObject({ token: expect.stringMatching(/^lk_mgt_/), expires_on: '2027-12-10T00:00:00.000Z' })
      const { items } = await own.managementToken().query().find()
      expect(items.find((each: any) => each.uid === made.uid)).toMatchObject({ name: 'ci' })
      expect(JSON.stringify(items)).not.toContain(made.token)
      // How the command line tries a token.
      const tried = { authorization: made.token }
      expect((await stack.ask('/environments?limit=1', tried)).body.environments).toHaveLength(1)
      await own.managementToken(made.uid).delete()
      expect(await stack.ask('/environments?limit=1', tried)).toMatchObject({
        status: 401,
        body: { error_code: 105, errors: { authorization: ['is not valid.'] } },
      })
    })

    test('read or write as they are made, in their branches', async () => {
      const reading = withToken(await managementToken({ write: false }))
      expect((await reading.contentType('post').entry().query().find()).items.length).toBeGreaterThan(3)
      expect(
        await refusalOf(
          reading
            .contentType('author')
            .entry()
            .create({ entry: { title: 'No' } }),
        ),
      ).toMatchObject(forbidden)
      const writing = withToken(await managementToken({ read: false }))
      expect(
        await writing
          .contentType('author')
          .entry()
          .create({ entry: { title: 'Blind' } }),
      ).toMatchObject({
        uid: expect.stringMatching(/^blt/),
      })
      expect(await refusalOf(writing.contentType('author').entry().query().find())).toMatchObject(forbidden)
      const branched = await stack.ask('/content_types', { authorization: await managementToken(), branch: 'nowhere' })
      expect(branched).toMatchObject({ status: 422, body: { error_code: 901 } })
    })

    test('do nothing about organizations, stacks, sessions, tokens, people and requests of others', async () => {
      const authorization = await managementToken()
      const json = { 'content-type': 'application/json' }
      const send = (method: string, path: string, body: object = {}) =>
        stack.ask(path, { authorization, ...json }, { method, body: JSON.stringify(body) })
      const scope = [environmentScope('production'), branchScope]
      const answers = [
        await stack.ask('/organizations', { authorization }),
        await stack.ask('/user', { authorization }),
        await stack.ask('/stacks', { authorization }),
        await stack.ask('/stacks/delivery_tokens', { authorization }),
        await stack.ask('/stacks/management_tokens', { authorization }),
        await send('POST', '/stacks/delivery_tokens', { token: { name: 'x', scope } }),
        await send('PUT', '/stacks', { stack: { name: 'x' } }),
        await send('POST', '/stacks/branches', { branch: { uid: 'x' } }),
        await send('DELETE', '/user-session'),
      ]
      for (const { status, body } of answers) expect([status, body]).toMatchObject([401, { error_code: 105 }])
    })

    test('belong in their own header', async () => {
      const token = await managementToken()
      for (const [header, value] of [
        ['authtoken', token],
        ['access_token', token],
        ['authorization', `Bearer ${token}`],
      ] as const)
        expect(await stack.ask('/content_types', { [header]: value })).toMatchObject({ status: 401 })
      expect(await stack.ask('/content_types', { authorization: stack.app.person.token })).toMatchObject({
        status: 401,
      })
    })
  })

  test('environments, locales, roles and releases are set up', async () => {
    const urls = [{ locale: 'en', url: 'http://example.com/' }]
    const made = await own.environment().create({ environment: { name: 'qa', urls } })
    expect(made).toMatchObject({ name: 'qa', uid: expect.stringMatching(/^blt/) })
    made.name = 'qa2'
    expect((await made.update()).name).toBe('qa2')
    expect((await own.environment('qa2').fetch()).uid).toBe(made.uid)
    expect(await own.environment('qa2').delete()).toMatchObject({ notice: 'Environment deleted successfully.' })
    const french = await own.locale().create({ locale: { code: 'fr-fr', name: 'French', fallback_locale: 'en' } })
    expect(french).toMatchObject({ code: 'fr-fr', fallback_locale: 'en' })
    expect(await refusalOf(own.locale().create({ locale: { code: 'fr-fr', name: 'French' } }))).toMatchObject({
      errorCode: 247,
    })
    expect((await own.locale().query().find()).items.map(({ code }: any) => code)).toContain('fr-fr')
    const { items: roles } = await own.role().fetchAll()
    expect(roles.map(({ name }: any) => name)).toEqual(expect.arrayContaining(['Administrator', 'Developer', 'Editor']))
  })

  test('branches are cut, and aliases follow', async () => {
    const made = await own.branch().create({ branch: { uid: 'redesign', source: 'main' } })
    expect(made).toMatchObject({ uid: 'redesign', source: 'main', alias: [] })
    while ((await stack.app.expect(200, 'GET', '/api/v1/spaces/shop/branches/redesign')).state !== 'active')
      await stack.app.app.runner.runDue()
    const alias = await own.branchAlias('deploy').createOrUpdate('redesign')
    expect(alias.urlPath).toBe('/stacks/branches/redesign')
    expect(alias.alias).toBe('deploy')
    expect((await own.branch('redesign').fetch()).alias).toEqual([{ uid: 'deploy' }])
    expect((await own.branch().query().find()).items.map((each: any) => each.uid)).toEqual(
      expect.arrayContaining(['main', 'redesign']),
    )
    const there = client.stack({ api_key: stack.apiKey, branch_uid: 'redesign' })
    await there
      .contentType('author')
      .entry()
      .create({ entry: { title: 'On a branch' } })
    const named = (of: any) =>
      of
        .contentType('author')
        .entry()
        .query({ query: { title: 'On a branch' } })
        .find()
    expect([(await named(there)).items.length, (await named(own)).items.length]).toEqual([1, 0])
    expect(await refusalOf(own.branch().create({ branch: { uid: 'redesign' } }))).toMatchObject({ errorCode: 910 })
    expect(await refusalOf(own.branch('nowhere').fetch())).toMatchObject({ errorCode: 905 })
  })

  test('content is made through one client and read through the other', async () => {
    const type = await own.contentType().create({ content_type: { title: 'Product', uid: 'product', schema } })
    expect(type).toMatchObject({ uid: 'product', title: 'Product' })
    expect(
      await refusalOf(own.contentType().create({ content_type: { title: 'P', uid: 'product', schema } })),
    ).toMatchObject({
      errorCode: 115,
    })
    const file = await own.asset().create({ upload: import.meta.filename, title: 'A test', tags: ['code'] })
    expect(file).toMatchObject({ title: 'A test', tags: ['code'], is_dir: false, file_size: expect.any(String) })
    await file.publish({ publishDetails: { locales: ['en'], environments: ['production'] } })
    const entry = await own
      .contentType('product')
      .entry()
      .create({
        entry: {
          title: 'Shirt',
          price: 5,
          author: [{ uid: stack.uids.get('ann'), _content_type_uid: 'author' }],
          cover: file.uid,
          body: [{ hero: { line: 'New' } }],
          tags: ['sale'],
        },
      })
    expect(entry).toMatchObject({
      uid: expect.stringMatching(/^blt[a-f0-9]+$/),
      title: 'Shirt',
      _version: 1,
      tags: ['sale'],
      author: [{ uid: stack.uids.get('ann'), _content_type_uid: 'author' }],
      cover: { uid: file.uid, filename: expect.any(String) },
      body: [{ hero: { line: 'New' } }],
    })
    const token = await stack.token('delivery')
    const read = () => stack.javascript(token).ContentType('product').Entry(entry.uid).toJSON().fetch()
    await expect(read()).rejects.toMatchObject({ error_code: 141 })
    const details = { locales: ['en'], environments: ['production'] }
    expect(await entry.publish({ publishDetails: details, locale: 'en', version: 1 })).toMatchObject({
      notice: 'The requested action has been performed.',
    })
    expect(await read()).toMatchObject({
      title: 'Shirt',
      price: 5,
      cover: { uid: file.uid },
      body: [{ hero: { line: 'New' } }],
    })
    // The client sends back all that it has read.
    const fetched = await own.contentType('product').entry(entry.uid).fetch()
    fetched.price = 6
    const updated = await fetched.update()
    expect(updated).toMatchObject({ price: 6, _version: 2, cover: { uid: file.uid } })
    expect((await read()).price).toBe(5)
    const entries = own.contentType('product').entry()
    expect(await entries.query({ query: { price: { $gt: 5 } } }).count()).toMatchObject({ entries: 1 })
    const { items, count } = await entries.query({ include_count: true, include_publish_details: true }).find()
    expect([items[0].publish_details, count]).toMatchObject([[{ environment: 'production', locale: 'en' }], 1])
    await updated.unpublish({ publishDetails: details, locale: 'en', version: 1 })
    await expect(read()).rejects.toMatchObject({ error_code: 141 })
    const wrong = await refusalOf(entries.create({ entry: { title: 'X', price: 'much' } }))
    expect(wrong).toMatchObject({ status: 422, errorCode: 141, errors: { price: [expect.any(String)] } })
    expect(await refusalOf(entries.create({ entry: { title: 'Shirt' } }))).toMatchObject({ status: 422 })
    expect(
      await refusalOf(
        own
          .contentType('nothing')
          .entry()
          .create({ entry: { title: 'X' } }),
      ),
    ).toMatchObject({
      errorCode: 118,
    })
    await own.bulkOperation().publish({
      details: { entries: [{ uid: entry.uid, content_type: 'product', locale: 'en' }], ...details },
    })
    expect((await read()).price).toBe(6)
    await own.contentType('product').entry(entry.uid).delete()
    await expect(read()).rejects.toMatchObject({ error_code: 141 })
    // What lies in the trash may come back, and keeps its type.
    expect(await refusalOf(own.contentType('product').delete())).toMatchObject({ status: 422, errorCode: 141 })
    const empty = await own.contentType().create({ content_type: { title: 'Empty', uid: 'empty', schema } })
    empty.title = 'Renamed'
    expect((await empty.update()).title).toBe('Renamed')
    expect(await empty.delete()).toMatchObject({ notice: 'Content Type deleted successfully.' })
  })

  test('releases are filled and deployed', async () => {
    const entry = await own
      .contentType('author')
      .entry()
      .create({ entry: { title: 'In a release' } })
    const release = await own.release().create({ release: { name: 'Spring', description: 'x' } })
    await release.item().create({
      item: { uid: entry.uid, version: 1, content_type_uid: 'author', action: 'publish', locale: 'en' },
    })
    expect((await release.item().findAll()).items).toMatchObject([{ uid: entry.uid, content_type_uid: 'author' }])
    await release.deploy({ environments: ['production'], locales: ['en'], action: 'publish' })
    const token = await stack.token('delivery')
    const read = stack.javascript(token).ContentType('author').Entry(entry.uid).toJSON().fetch()
    expect(await read).toMatchObject({ title: 'In a release' })
    expect((await own.release().query().find()).items.map(({ name }: any) => name)).toContain('Spring')
  })

  test('where a rule asks for it, a second person accepts', async () => {
    const rule = { environment: 'staging', actions: ['publish'], content_types: ['$all'], locales: ['$all'] }
    const { publishing_rule: made } = await own.workflow().publishRule().create({ publishing_rule: rule }).then(asRule)
    const entry = await own
      .contentType('author')
      .entry()
      .create({ entry: { title: 'To be reviewed' } })
    const details = { locales: ['en'], environments: ['staging'] }
    expect(await refusalOf(entry.publish({ publishDetails: details, locale: 'en', version: 1 }))).toMatchObject({
      status: 422,
      errorCode: 141,
    })
    const say = (of: any, status: number) =>
      of
        .contentType('author')
        .entry(entry.uid)
        .publishRequest({
          publishing_rule: { uid: made.uid, action: 'publish', status, notify: false, comment: 'Please' },
          locale: 'en',
        })
    await say(own, 0)
    expect(await refusalOf(say(withToken(await managementToken()), 1))).toMatchObject(loggedOut)
    await say(as(stack.app.owner.token), 1)
    const token = await stack.token('delivery', { environment: 'staging' })
    const site = stack.javascript(token, { environment: 'staging' })
    expect(await site.ContentType('author').Entry(entry.uid).toJSON().fetch()).toMatchObject({
      title: 'To be reviewed',
    })
    expect((await own.workflow().publishRule().fetchAll()).items).toHaveLength(1)
    const narrow = { ...rule, approvers: { users: ['blt1'], roles: [] } }
    expect(await refusalOf(own.workflow().publishRule().create({ publishing_rule: narrow }))).toMatchObject({
      status: 422,
    })
    await own.workflow().publishRule(made.uid).delete()
  })

  test('a second step asks for its code', async () => {
    const phone = await stack.app.addTotp()
    const other = stack.management()
    const credentials = { email: ada.email, password: ada.password }
    expect(await refusalOf(other.login(credentials))).toMatchObject({ status: 401, errorCode: 294 })
    expect(await refusalOf(other.login({ ...credentials, tfa_token: '000000' }))).toMatchObject({
      status: 401,
      errorCode: 295,
    })
    expect((await other.login({ ...credentials, tfa_token: phone.code() })).user.email).toBe(ada.email)
  })

  test('the log holds no token and no password', async () => {
    const token = await managementToken()
    await stack.ask('/environments', { authorization: token })
    for (const secret of [token, ada.password]) expect(stack.app.logged()).not.toContain(secret)
  })
})

/** Rules come as they are, or by the name of their kind. */
const asRule = (made: any) => ('publishing_rule' in made ? made : { publishing_rule: made })
