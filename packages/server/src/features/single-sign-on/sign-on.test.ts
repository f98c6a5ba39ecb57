import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { joinOrganization, newPerson } from '../../test-support/test-people.ts'
import { attemptMs } from './attempt.ts'
import { ada, openSignOn, organization, studio, withCookie } from '../../test-support/test-sign-on.ts'

describeEachDatabase('signing in at the organization’s provider', (databases) => {
  test('makes a member of who comes for the first time, and yields a session of the cookie alone', async () => {
    const app = await openSignOn(databases, { provisioning: 'member' })
    const { status, body, headers, text } = await app.signOn()
    expect([status, body.account.email, body.account.name]).toEqual([201, 'ada@example.com', 'Ada'])
    expect(body).not.toHaveProperty('secret')
    expect(text).not.toContain('lk_ses_')
    const cookie = `${headers['set-cookie']}`.split(';', 1)[0] ?? ''
    expect(await app.expect(200, 'GET', '/api/v1/session', withCookie(cookie))).toMatchObject({ account: body.account })
    await app.expect(401, 'GET', '/api/v1/session', { token: cookie.slice('latchkey='.length) })
    expect((await app.expect(200, 'GET', `${organization}/members`)).items).toMatchObject([
      { account: body.account.id, role: 'member', signs_in_at_provider: true },
      { role: 'owner' },
    ])
    expect((await app.signOn()).body.account.id).toBe(body.account.id)
  })

  test('is found by the domain of an address, and by nothing that has none', async () => {
    const app = await openSignOn(databases)
    const { authorization_url } = await app.begin({ email: 'whoever@Example.com' })
    expect(authorization_url).toMatch(app.provider.issuer)
    for (const body of [{ email: 'a@example.org' }, { organization: 'nowhere' }, {}]) {
      const { status } = await app.call('POST', '/api/v1/sso/begin', { token: null, headers: studio, body })
      expect(status).toBe(404)
    }
  })

  test('asks with PKCE, state and nonce, none of which the database tells', async () => {
    const app = await openSignOn(databases)
    const { authorization_url, binding } = await app.begin()
    const { searchParams: asked } = new URL(authorization_url)
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' })
    const rows = JSON.stringify(await app.database.read((db) => db.selectFrom('sso_attempts').selectAll().execute()))
    for (const secret of [asked.get('state'), asked.get('nonce'), asked.get('code_challenge'), binding]) {
      expect(String(secret).length).toBeGreaterThan(40)
      expect(rows).not.toContain(secret)
    }
  })

  test('knows a member by the address once, and then by the provider’s own name for him', async () => {
    const app = await openSignOn(databases)
    const person = await newPerson(app, 'Ada')
    await joinOrganization(app, person)
    expect((await app.signOn()).body.account.id).toBe(person.id)
    app.provider.person = { ...ada, email: 'a.lovelace@example.com' }
    expect((await app.signOn()).body.account.id).toBe(person.id)
    app.provider.person = { ...ada, sub: 'somebody-else' }
    expect((await app.signOn()).status).toBe(401)
  })

  test('lets nobody in who is no member where none is made so, and no account that is suspended', async () => {
    const app = await openSignOn(databases)
    expect((await app.signOn()).status).toBe(401)
    const person = await newPerson(app, 'Ada')
    expect((await app.signOn()).body.detail).toMatch('no member')
    await joinOrganization(app, person)
    await app.expect(200, 'PATCH', `/api/v1/users/${person.id}`, { body: { state: 'suspended' } })
    expect((await app.signOn()).body.type).toBe('/problems/sign-in-refused')
  })

  test.each([
    ['an address that is not verified', { email_verified: false }],
    ['no word of it', { email_verified: undefined }],
    ['an address of a foreign domain', { email: 'ada@example.org' }],
    ['no address', { email: undefined }],
  ])('is refused with %s', async (_what, change) => {
    const app = await openSignOn(databases, { provisioning: 'member' })
    app.provider.person = { ...ada, ...change }
    const { status, body, headers } = await app.signOn()
    expect([status, body.type, headers['set-cookie']]).toEqual([401, '/problems/sign-in-refused', undefined])
  })

  test('is refused for a domain that nobody has confirmed', async () => {
    const app = await openSignOn(databases, { provisioning: 'member' })
    await app.expect(204, 'DELETE', `${organization}/domains/example.com`)
    await app.expect(201, 'POST', `${organization}/domains`, { body: { domain: 'example.com' } })
    expect((await app.signOn()).status).toBe(401)
  })

  test('happens once for what the provider has sent back', async () => {
    const app = await openSignOn(databases, { provisioning: 'member' })
    const { authorization_url, binding } = await app.begin()
    const answer = await app.provider.visit(authorization_url)
    expect((await app.finish(binding, answer)).status).toBe(201)
    expect((await app.finish(binding, answer)).status).toBe(401)
    const again = await app.begin()
    const state = new URL(again.authorization_url).searchParams.get('state') ?? ''
    const replayed = new URLSearchParams(answer)
    replayed.set('state', state)
    expect((await app.finish(again.binding, replayed.toString())).status).toBe(401)
  })

  test('is refused with the state or the binding of another sign-in', async () => {
    const app = await openSignOn(databases, { provisioning: 'member' })
    const [mine, theirs] = [await app.begin(), await app.begin()]
    const answer = await app.provider.visit(theirs.authorization_url)
    expect((await app.finish(mine.binding, answer)).status).toBe(401)
    expect((await app.finish('', answer)).status).toBe(401)
    const forged = new URLSearchParams(answer)
    forged.set('state', 'x'.repeat(43))
    expect((await app.finish(theirs.binding, forged.toString())).status).toBe(401)
    expect((await app.finish(theirs.binding, answer)).status).toBe(201)
  })

  test.each(['nonce', 'code_challenge'])(
    'is refused when somebody has changed the %s on the way',
    async (parameter) => {
      const app = await openSignOn(databases, { provisioning: 'member' })
      const { authorization_url, binding } = await app.begin()
      const url = new URL(authorization_url)
      url.searchParams.set(parameter, 'x'.repeat(43))
      expect((await app.finish(binding, await app.provider.visit(url.href))).status).toBe(401)
    },
  )

  test('is refused ten minutes later, and after a change of the connection', async () => {
    const app = await openSignOn(databases, { provisioning: 'member' })
    const late = await app.begin()
    const answer = await app.provider.visit(late.authorization_url)
    app.clock.now += attemptMs
    expect((await app.finish(late.binding, answer)).status).toBe(401)
    const begun = await app.begin()
    const second = await app.provider.visit(begun.authorization_url)
    await app.configure()
    expect((await app.finish(begun.binding, second)).status).toBe(401)
  })

  test('is for the studio’s own pages', async () => {
    const app = await openSignOn(databases)
    const body = { organization: 'default' }
    for (const headers of [{ host: studio.host }, { ...studio, origin: 'https://evil.example' }]) {
      const { status } = await app.call('POST', '/api/v1/sso/begin', { token: null, headers, body })
      expect(status).toBe(403)
    }
  })

  test('asks no server that may not be asked', async () => {
    const app = await openSignOn(databases)
    await app.configure({ issuer: 'https://169.254.169.254' })
    const body = { organization: 'default' }
    const refused = await app.call('POST', '/api/v1/sso/begin', { token: null, headers: studio, body })
    expect([refused.status, refused.body.detail]).toEqual([502, expect.stringMatching('no?t at a public address')])
  })
})
