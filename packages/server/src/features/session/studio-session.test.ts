import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { type CallOptions, openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { newPerson } from '../../test-support/test-people.ts'

const minute = 60_000
const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
const host = 'localhost:4010'
const studio = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin', 'latchkey-studio': '1' }

/** An app with somebody who signs in to its studio. */
async function openStudio(databases: TestDatabases): Promise<TestApp> {
  const app = await openTestApp(databases)
  await app.expect(201, 'POST', '/api/v1/users', { body: ada })
  return app
}

async function signIn(app: TestApp): Promise<string> {
  const body = { email: ada.email, password: ada.password, cookie: true }
  const { status, headers, text } = await app.call('POST', '/api/v1/session', { token: null, headers: studio, body })
  expect([status, text.includes('lk_ses_')]).toEqual([201, false])
  const cookie = /^(latchkey=lk_ses_\w+); Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/.exec(
    `${headers['set-cookie']}`,
  )
  return cookie?.[1] ?? ''
}

const withCookie = (cookie: string, headers: Readonly<Record<string, string>> = studio, more: CallOptions = {}) => ({
  token: null,
  ...more,
  headers: { host, ...headers, cookie },
})

describeEachDatabase('a session of the studio', (databases) => {
  test('lies in a cookie and nowhere else, and reads and writes for the studio’s pages', async () => {
    const app = await openStudio(databases)
    const cookie = await signIn(app)
    expect(await app.expect(200, 'GET', '/api/v1/session', withCookie(cookie))).toMatchObject({
      account: { email: ada.email },
      token: { kind: 'session', expires_at: '2026-11-23T21:00:00.000Z' },
    })
    await app.expect(200, 'PATCH', '/api/v1/account', withCookie(cookie, studio, { body: { name: 'Ada L.' } }))
  })

  test('is what the cookie holds, and never a personal token', async () => {
    const app = await openStudio(databases)
    const personal = { name: 'Terminal', scope: { form: 'read' } }
    const body = { email: ada.email, password: ada.password, cookie: true, personal }
    const problem = await app.expect(422, 'POST', '/api/v1/session', { token: null, headers: studio, body })
    expect(problem.errors).toMatchObject([{ pointer: '/cookie' }])
  })

  test('answers nothing to another origin, and changes nothing for one', async () => {
    const app = await openStudio(databases)
    const cookie = await signIn(app)
    const evil = { origin: 'http://localhost:9999', 'sec-fetch-site': 'same-site', 'latchkey-studio': '1' }
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'cross-site' }
    const attacks = [
      ['GET', '/api/v1/account', withCookie(cookie, evil)],
      ['GET', '/api/v1/account', withCookie(cookie, {})],
      ['GET', '/api/v1/account', withCookie(cookie, { 'sec-fetch-site': 'cross-site' })],
      ['PATCH', '/api/v1/account', withCookie(cookie, evil, { body: { name: 'Eve' } })],
      ['PATCH', '/api/v1/account', withCookie(cookie, {}, { body: { name: 'Eve' } })],
      ['DELETE', '/api/v1/session', withCookie(cookie, { origin: studio.origin })],
      ['POST', '/api/v1/account/tokens', withCookie(cookie, form, { body: 'name=Eve' })],
    ] as const
    for (const [method, path, options] of attacks) {
      const problem = await app.expect(403, method, path, options)
      expect(problem.type).toBe('/problems/cross-origin')
    }
    expect(await app.expect(200, 'GET', '/api/v1/account', withCookie(cookie))).toMatchObject({ name: 'Ada' })
  })

  test('is told to no other origin: a preflight of the management API is refused', async () => {
    const app = await openStudio(databases)
    const headers = { origin: 'https://evil.example.com', 'access-control-request-method': 'PATCH' }
    const { status, headers: answered } = await app.call('OPTIONS', '/api/v1/account', { token: null, headers })
    expect([status, answered['access-control-allow-origin']]).toEqual([405, undefined])
  })

  test('cannot be begun from another origin: nobody is signed in as somebody else', async () => {
    const app = await openStudio(databases)
    const body = { email: ada.email, password: ada.password, cookie: true }
    const { 'latchkey-studio': _left, ...unmarked } = studio
    for (const headers of [{ host }, { ...studio, origin: 'https://evil.example.com' }, unmarked]) {
      const answer = await app.call('POST', '/api/v1/session', { token: null, headers, body })
      expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined])
    }
    const open = { ...studio, host: 'content.example.com', origin: 'http://content.example.com' }
    await app.expect(409, 'POST', '/api/v1/session', { token: null, headers: open, body })
  })

  test('counts in its cookie alone, and no other session counts in the cookie', async () => {
    const app = await openStudio(databases)
    const cookie = await signIn(app)
    const text = cookie.slice('latchkey='.length)
    await app.expect(401, 'GET', '/api/v1/session', { token: text })
    await app.expect(200, 'GET', '/api/v1/session', withCookie(cookie))
    await app.expect(401, 'GET', '/api/v1/session', { token: text })
    const eve = await newPerson(app, 'Eve')
    await app.expect(401, 'GET', '/api/v1/session', withCookie(`latchkey=${eve.token}`))
    await app.expect(200, 'GET', '/api/v1/session', { token: eve.token })
    await app.expect(401, 'GET', '/api/v1/session', withCookie(`latchkey=${eve.token}`))
  })

  test('stands behind a bearer token that is sent along', async () => {
    const app = await openStudio(databases)
    const cookie = await signIn(app)
    const { account } = await app.expect(
      200,
      'GET',
      '/api/v1/session',
      withCookie(cookie, studio, { token: app.owner.token }),
    )
    expect(account.id).toBe(app.owner.id)
  })

  test('is none on the delivery API, and any other cookie with a token is misplaced', async () => {
    const app = await openStudio(databases)
    const cookie = await signIn(app)
    const path = '/delivery/v1/spaces/shop/content-types'
    expect((await app.expect(401, 'GET', path, withCookie(cookie))).type).toBe('/problems/missing-token')
    const text = cookie.slice('latchkey='.length)
    for (const other of [
      `session=${text}`,
      `__Host-latchkey=${text}`,
      `${cookie}; x=${text}`,
      `${cookie}; ${cookie}`,
    ]) {
      const problem = await app.expect(400, 'GET', '/api/v1/account', withCookie(other))
      expect(problem.type).toBe('/problems/misplaced-token')
    }
  })

  test('ends by logging out, which takes the cookie away', async () => {
    const app = await openStudio(databases)
    const cookie = await signIn(app)
    const { status, headers } = await app.call('DELETE', '/api/v1/session', withCookie(cookie))
    expect([status, headers['set-cookie']]).toEqual([204, 'latchkey=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict'])
    await app.expect(401, 'GET', '/api/v1/session', withCookie(cookie))
  })

  test('ends after thirty minutes without a request, on every node, and never comes back', async () => {
    const app = await openStudio(databases)
    const other = await openTestApp(databases, { beside: app })
    const cookie = await signIn(app)
    for (const node of [app, other, app]) {
      app.clock.now += 29 * minute
      await node.expect(200, 'GET', '/api/v1/session', withCookie(cookie))
    }
    app.clock.now += 30 * minute
    const after = await Promise.all([app, other].map((node) => node.call('GET', '/api/v1/session', withCookie(cookie))))
    expect(after.map(({ status }) => status)).toEqual([401, 401])
  })

  test('ends after twelve hours, however busy', async () => {
    const app = await openStudio(databases)
    const cookie = await signIn(app)
    for (let quarter = 1; quarter < 48; quarter += 1) {
      app.clock.now += 15 * minute
      await app.expect(200, 'GET', '/api/v1/session', withCookie(cookie))
    }
    app.clock.now += 15 * minute
    await app.expect(401, 'GET', '/api/v1/session', withCookie(cookie))
  })

  test('takes no slot: twenty-one of them end no session of the API', async () => {
    const app = await openTestApp(databases, { settings: { limits: { session: 1 } } })
    await app.expect(201, 'POST', '/api/v1/users', { body: ada })
    const { secret } = await app.expect(201, 'POST', '/api/v1/session', {
      token: null,
      body: { email: ada.email, password: ada.password },
    })
    const cookies = [await signIn(app), await signIn(app)]
    for (const cookie of cookies) await app.expect(200, 'GET', '/api/v1/session', withCookie(cookie))
    await app.expect(200, 'GET', '/api/v1/session', { token: secret })
  })

  test('is refused from the next request on when its account is suspended or its password changed', async () => {
    const app = await openStudio(databases)
    const [here, elsewhere] = [await signIn(app), await signIn(app)]
    const body = { current_password: ada.password, password: 'another long password' }
    await app.expect(200, 'PATCH', '/api/v1/account', withCookie(here, studio, { body }))
    await app.expect(401, 'GET', '/api/v1/session', withCookie(elsewhere))
    const { account } = await app.expect(200, 'GET', '/api/v1/session', withCookie(here))
    await app.expect(200, 'PATCH', `/api/v1/users/${account.id}`, { body: { state: 'suspended' } })
    await app.expect(401, 'GET', '/api/v1/session', withCookie(here))
  })

  test('keeps where it began, and no secret that a program put into its name', async () => {
    const app = await openStudio(databases)
    const body = { email: ada.email, password: ada.password }
    for (const agent of ['Mozilla/5.0 (X11)', app.owner.token]) {
      await app.expect(201, 'POST', '/api/v1/session', { token: null, headers: { 'user-agent': agent }, body })
    }
    const rows = await app.database.read((db) =>
      db.selectFrom('sessions').select(['via', 'network', 'user_agent']).orderBy('user_agent').execute(),
    )
    expect(new Set(rows.map((row) => row.user_agent))).toEqual(new Set(['Mozilla/5.0 (X11)', null]))
    expect(rows.every((row) => row.network === '127.0.0.1')).toBe(true)
  })
})
