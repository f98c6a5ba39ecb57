import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import type { CallOptions } from '../../test-support/test-app.ts'
import { join, joinOrganization, newMember, newPerson } from '../../test-support/test-people.ts'
import { openSignOn, organization, type SignOn, withCookie } from '../../test-support/test-sign-on.ts'

const shop = '/api/v1/spaces/shop'

async function personalToken(app: SignOn, options: CallOptions): Promise<string> {
  const body = { name: 'Script', scope: { form: 'all' } }
  return (await app.expect(201, 'POST', '/api/v1/account/tokens', { ...options, body })).secret
}

/** Somebody of the organization and of its space, with a session by password. */
async function newColleague(app: SignOn, name: string, role = 'member') {
  const person = await newPerson(app, name)
  await joinOrganization(app, person, { role })
  await join(app, person, { roles: ['Developer'] })
  return person
}

describeEachDatabase('required single sign-on', (databases) => {
  test('refuses at once what was proven by a password, and takes what the provider has proven', async () => {
    const app = await openSignOn(databases)
    const person = await newColleague(app, 'Ada')
    const [byPassword, byProvider] = [{ token: person.token }, withCookie(await app.cookie())]
    const tokens = [
      { token: await personalToken(app, byPassword) },
      { token: await personalToken(app, byProvider) },
    ] as const
    for (const each of [byPassword, byProvider, ...tokens]) await app.expect(200, 'GET', shop, each)
    await app.configure({ required: true })
    for (const each of [byPassword, tokens[0]]) {
      expect(await app.expect(403, 'GET', shop, each)).toMatchObject({ layer: 'sign-in' })
      expect((await app.expect(200, 'GET', '/api/v1/spaces', each)).items).toEqual([])
    }
    for (const each of [byProvider, tokens[1]]) {
      await app.expect(200, 'GET', shop, each)
      expect((await app.expect(200, 'GET', '/api/v1/spaces', each)).items).toMatchObject([{ slug: 'shop' }])
    }
    await app.configure({ required: false })
    await app.expect(200, 'GET', shop, byPassword)
  })

  test('leaves the owner, whom the owner exempts, and the tokens of the space alone', async () => {
    const app = await openSignOn(databases)
    const exempt = await newColleague(app, 'Eve')
    const key = await app.expect(201, 'POST', `${shop}/tokens`, {
      body: { kind: 'management', name: 'K', mode: 'read' },
    })
    await app.configure({ required: true })
    await app.expect(200, 'GET', shop)
    await app.expect(403, 'GET', shop, { token: exempt.token })
    await app.expect(200, 'PATCH', `${organization}/members/${exempt.id}`, { body: { may_use_password: true } })
    await app.expect(200, 'GET', shop, { token: exempt.token })
    await app.expect(200, 'GET', `${shop}/entries`, { token: key.secret })
    await app.expect(200, 'PATCH', `${organization}/members/${exempt.id}`, { body: { may_use_password: false } })
    await app.expect(403, 'GET', shop, { token: exempt.token })
  })

  test('holds for guests of a space, and is hidden from strangers', async () => {
    const app = await openSignOn(databases)
    const guest = await newMember(app, 'Guest', 'Viewer')
    const stranger = await newPerson(app, 'Stranger')
    await app.configure({ required: true })
    expect(await app.expect(403, 'GET', shop, { token: guest.token })).toMatchObject({ layer: 'sign-in' })
    const there = await app.call('GET', shop, { token: stranger.token })
    const nowhere = await app.call('GET', '/api/v1/spaces/nowhere', { token: stranger.token })
    expect({ ...there.body, instance: '' }).toEqual({ ...nowhere.body, instance: '' })
  })

  test('holds for what is done to the organization, which still shows where to sign in', async () => {
    const app = await openSignOn(databases)
    const administrator = await newColleague(app, 'Ada', 'administrator')
    await app.configure({ required: true })
    const byPassword = { token: administrator.token }
    expect(await app.expect(200, 'GET', organization, byPassword)).toMatchObject({ single_sign_on: 'required' })
    expect(await app.expect(403, 'GET', `${organization}/members`, byPassword)).toMatchObject({ layer: 'sign-in' })
    await app.expect(403, 'PATCH', organization, { ...byPassword, body: { name: 'Mine' } })
    await app.expect(200, 'GET', `${organization}/members`, withCookie(await app.cookie()))
  })

  test('needs a domain, so that somebody can sign in', async () => {
    const app = await openSignOn(databases)
    await app.expect(204, 'DELETE', `${organization}/domains/example.com`)
    const body = { issuer: app.provider.issuer, client_id: 'latchkey', required: true }
    await app.expect(409, 'PUT', `${organization}/sso`, { body })
  })
})

describeEachDatabase('a sign-in at the provider of an organization', (databases) => {
  test('opens that organization and nothing else', async () => {
    const app = await openSignOn(databases)
    const person = await newColleague(app, 'Ada')
    await app.expect(201, 'POST', '/api/v1/organizations', { body: { slug: 'other', name: 'Other' } })
    await app.expect(201, 'POST', '/api/v1/organizations/other/spaces', { body: { slug: 'blog', name: 'Blog' } })
    await join(app, person, { space: 'blog', roles: ['Viewer'] })
    const byProvider = withCookie(await app.cookie())
    expect(await app.expect(403, 'GET', '/api/v1/spaces/blog', byProvider)).toMatchObject({ layer: 'sign-in' })
    await app.expect(200, 'GET', shop, byProvider)
    await app.expect(200, 'GET', '/api/v1/spaces/blog', { token: person.token })
  })

  test('does not change how the account signs in, nor open its Sandbox', async () => {
    const app = await openSignOn(databases)
    await newColleague(app, 'Ada')
    const byProvider = withCookie(await app.cookie())
    for (const [method, path, body] of [
      ['PATCH', '/api/v1/account', { name: 'Eve' }],
      ['PUT', '/api/v1/account/sandbox', undefined],
    ] as const) {
      const refused = await app.expect(403, method, path, { ...byProvider, ...(body && { body }) })
      expect(refused.layer).toBe('sign-in')
    }
    await app.expect(204, 'DELETE', '/api/v1/session', byProvider)
    await app.expect(401, 'GET', '/api/v1/session', byProvider)
  })

  test('makes nobody an administrator of the installation', async () => {
    const app = await openSignOn(databases)
    const person = await newColleague(app, 'Ada')
    await app.expect(200, 'PATCH', `/api/v1/users/${person.id}`, { body: { installation_administrator: true } })
    const byProvider = withCookie(await app.cookie())
    await app.expect(403, 'GET', '/api/v1/users', byProvider)
    await app.expect(200, 'GET', '/api/v1/users', { token: person.token })
  })

  test('ends, with the personal tokens made by it, when the person is removed from single sign-on', async () => {
    const app = await openSignOn(databases)
    const person = await newColleague(app, 'Ada')
    const byProvider = withCookie(await app.cookie())
    const [made, own] = [await personalToken(app, byProvider), await personalToken(app, { token: person.token })]
    for (const token of [made, own]) await app.expect(200, 'GET', shop, { token })
    await app.expect(204, 'DELETE', `${organization}/members/${person.id}/sso`)
    await app.expect(401, 'GET', shop, byProvider)
    await app.expect(401, 'GET', shop, { token: made })
    await app.expect(200, 'GET', shop, { token: own })
    await app.cookie()
    await app.expect(401, 'GET', shop, { token: made })
    await app.expect(404, 'DELETE', `${organization}/members/${app.owner.id}/sso`)
  })

  test.each([
    ['the member is removed', 'DELETE', (id: string) => `${organization}/members/${id}`],
    ['single sign-on is', 'DELETE', () => `${organization}/sso`],
  ])('ends when %s', async (_what, method, path) => {
    const app = await openSignOn(databases)
    const person = await newColleague(app, 'Ada')
    const byProvider = withCookie(await app.cookie())
    await app.expect(200, 'GET', shop, byProvider)
    await app.expect(204, method, path(person.id))
    await app.expect(401, 'GET', shop, byProvider)
  })

  test('ends when the organization goes to another provider', async () => {
    const app = await openSignOn(databases)
    await newColleague(app, 'Ada')
    const byProvider = withCookie(await app.cookie())
    await app.configure({ issuer: 'https://other.example.com' })
    await app.expect(401, 'GET', shop, byProvider)
  })
})

describeEachDatabase('the connection', (databases) => {
  test('never shows its secret, keeps it for the same client alone, and stores it sealed', async () => {
    const app = await openSignOn(databases)
    const { issuer, clientId, clientSecret } = app.provider
    const shown = await app.call('GET', `${organization}/sso`)
    expect(shown.body).toMatchObject({ issuer, client_id: clientId, client_secret_set: true, required: false })
    const rows = await app.database.read((db) => db.selectFrom('sso_connections').selectAll().execute())
    for (const text of [shown.text, JSON.stringify(rows), app.logged()]) expect(text).not.toContain(clientSecret)
    const put = (body: object) => app.expect(200, 'PUT', `${organization}/sso`, { body })
    expect(await put({ issuer, client_id: clientId })).toMatchObject({ client_secret_set: true })
    expect(await put({ issuer: 'https://evil.example.com', client_id: clientId })).toMatchObject({
      client_secret_set: false,
    })
  })

  test('is the owner’s, and its domains count once the installation has confirmed them, for one organization', async () => {
    const app = await openSignOn(databases)
    const administrator = await newPerson(app, 'Ada')
    await joinOrganization(app, administrator, { role: 'administrator' })
    const { token } = administrator
    await app.expect(403, 'GET', `${organization}/sso`, { token })
    await app.expect(403, 'POST', `${organization}/domains`, { token, body: { domain: 'ada.example' } })
    await app.expect(422, 'PUT', `${organization}/sso`, { body: { issuer: 'http://idp.example.com', client_id: 'x' } })
    await app.expect(201, 'POST', '/api/v1/organizations', { body: { slug: 'other', name: 'Other' } })
    const other = '/api/v1/organizations/other'
    await app.expect(200, 'POST', `${other}/../default/domains/example.com/confirm`.replace('other/../', ''))
    await app.expect(201, 'POST', `${other}/domains`, { body: { domain: 'example.com' } })
    await app.expect(409, 'POST', `${other}/domains/example.com/confirm`)
    await app.expect(204, 'DELETE', `${organization}/domains/example.com`)
    expect(await app.expect(200, 'POST', `${other}/domains/example.com/confirm`)).toMatchObject({ confirmed: true })
    const owner = await newPerson(app, 'Owner2')
    await joinOrganization(app, owner, { organization: 'other' })
    await app.expect(200, 'POST', `${other}/transfer`, { body: { account: owner.id } })
    await app.expect(201, 'POST', `${other}/domains`, { token: owner.token, body: { domain: 'o.example' } })
    await app.expect(403, 'POST', `${other}/domains/o.example/confirm`, { token: owner.token })
  })
})
