import { randomBytes } from 'node:crypto'
import { generateKey, newKeyRing } from '@latchkey/tokens/key-ring'
import { expect, test } from 'vitest'
import type { Secret } from '@latchkey/tokens/secret'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { createFirstOwner } from './first-owner.ts'
import { offerSetup } from './setup.ts'
import { startSession } from './start-session.ts'

const ada = { email: 'Ada@Example.com', name: 'Ada', password: 'correct horse battery' }
const anyone = { token: null }

/** A server that nobody has set up yet. */
async function openBareApp(databases: TestDatabases): Promise<TestApp> {
  const { database } = await databases.open()
  const services = { ring: newKeyRing(generateKey(randomBytes)) }
  const nobody = { id: '', token: '' }
  const clock = { now: Date.UTC(2026, 10, 23, 9) }
  return openTestApp(databases, {
    beside: { database, services, clock, owner: nobody, space: { id: '', slug: '' } } as TestApp,
  })
}

function exposed(secret: Secret | null): string {
  if (secret === null) throw new Error('There is no set-up secret.')
  return secret.expose()
}

async function login(app: TestApp, email: string, password: string) {
  return app.call('POST', '/api/v1/session', { ...anyone, body: { email, password } })
}

describeEachDatabase('the set-up', (databases) => {
  test('makes the first owner, an organization and a session, once', async () => {
    const app = await openBareApp(databases)
    const body = { ...ada, setup_secret: exposed(await offerSetup(app.services)) }
    const made = await app.expect(201, 'POST', '/api/v1/setup', { ...anyone, body })
    expect(made.account).toMatchObject({ email: 'Ada@Example.com', installation_administrator: true, state: 'active' })
    const session = { token: made.secret }
    expect(await app.expect(200, 'GET', '/api/v1/session', session)).toMatchObject({
      account: made.account,
      token: { id: made.token.id, kind: 'session', expires_at: null },
    })
    expect((await app.expect(200, 'GET', '/api/v1/organizations', session)).items).toMatchObject([
      { slug: 'default', owner: made.account.id },
    ])
    await app.expect(401, 'POST', '/api/v1/setup', { ...anyone, body })
    expect(await offerSetup(app.services)).toBe(null)
  })

  test('takes no other secret, no old one and none that is a day old', async () => {
    const app = await openBareApp(databases)
    const first = exposed(await offerSetup(app.services))
    const second = exposed(await offerSetup(app.services))
    for (const setup_secret of ['', 'guess', first]) {
      await app.expect(401, 'POST', '/api/v1/setup', { ...anyone, body: { ...ada, setup_secret } })
    }
    app.clock.now += 24 * 60 * 60 * 1000
    await app.expect(401, 'POST', '/api/v1/setup', { ...anyone, body: { ...ada, setup_secret: second } })
  })

  test('keeps the secret out of the database', async () => {
    const app = await openBareApp(databases)
    const secret = exposed(await offerSetup(app.services))
    const rows = await app.database.read((db) => db.selectFrom('instance').selectAll().execute())
    expect(rows).toMatchObject([{ setup_secret_hash: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  test('from within the machine needs no secret, and happens once', async () => {
    const app = await openBareApp(databases)
    const attempts = [createFirstOwner(app.services, ada), createFirstOwner(app.services, { ...ada, email: 'b@b.org' })]
    const outcomes = await Promise.allSettled(attempts)
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await app.database.read((db) => db.selectFrom('accounts').selectAll().execute())).length).toBe(1)
  })
})

describeEachDatabase('logging in', (databases) => {
  test('answers a session token, however the address is written', async () => {
    const app = await openBareApp(databases)
    await createFirstOwner(app.services, ada)
    const answer = await login(app, 'ADA@example.com', ada.password)
    expect(answer.status).toBe(201)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body.secret).toMatch(/^lk_ses_/)
    await app.expect(200, 'GET', '/api/v1/account', { token: answer.body.secret })
  })

  test('answers the same to a wrong password, an unknown person and a suspended one', async () => {
    const app = await openBareApp(databases)
    const owner = await createFirstOwner(app.services, ada)
    const { body: session } = await login(app, ada.email, ada.password)
    const eve = { email: 'eve@example.com', name: 'Eve', password: 'another long password' }
    const made = await app.expect(201, 'POST', '/api/v1/users', { token: session.secret, body: eve })
    await app.expect(200, 'PATCH', `/api/v1/users/${made.id}`, { token: session.secret, body: { state: 'suspended' } })
    const answers = [
      await login(app, ada.email, 'wrong'),
      await login(app, 'nobody@example.com', ada.password),
      await login(app, 'no address at all', ada.password),
      await login(app, eve.email, eve.password),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
    expect(new Set(answers.map(({ body }) => JSON.stringify({ ...body, instance: '' }))).size).toBe(1)
    expect(owner.id).toBe(session.account.id)
  })

  test('is refused after twenty guesses, known or unknown, with the right password too', async () => {
    const app = await openBareApp(databases)
    await createFirstOwner(app.services, ada)
    for (const email of ['ada@example.com', 'nobody@example.com']) {
      for (let guess = 0; guess < 19; guess += 1) await app.services.guesses.count(email, '10.0.0.1')
      expect((await login(app, email, 'wrong')).status).toBe(401)
      const refused = await login(app, email.toUpperCase(), ada.password)
      expect(refused.status).toBe(429)
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    }
  })

  test('ends the oldest session when there is no room for another', async () => {
    const app = await openBareApp(databases)
    const { id: accountId } = await createFirstOwner(app.services, ada)
    const sessions: string[] = []
    for (let count = 0; count < 20; count += 1) {
      app.clock.now += 1000
      const serial = await app.services.nextSerial('token')
      const { text } = await app.database.write((tx) =>
        startSession(tx, app.services, { accountId, serial }, app.clock.now),
      )
      sessions.push(text.expose())
    }
    sessions.push((await login(app, ada.email, ada.password)).body.secret)
    const statuses = await Promise.all(sessions.map((token) => app.call('GET', '/api/v1/session', { token })))
    expect(statuses.map(({ status }) => status)).toEqual([401, ...Array.from({ length: 20 }, () => 200)])
  })

  test('answers a personal token of a scope instead, which lasts as long as was asked for', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/users', { body: ada })
    const personal = { name: 'Terminal', scope: { form: 'cli' } }
    const body = { email: ada.email, password: ada.password, personal, ttl_seconds: 60 }
    const { secret: token, ...made } = await app.expect(201, 'POST', '/api/v1/session', { ...anyone, body })
    const expires_at = new Date(app.clock.now + 60_000).toISOString()
    expect(made.token).toMatchObject({ kind: 'personal', expires_at })
    await app.expect(200, 'GET', '/api/v1/spaces', { token })
    await app.expect(403, 'GET', '/api/v1/account/tokens', { token })
    app.clock.now += 60_000
    await app.expect(401, 'GET', '/api/v1/spaces', { token })
    const session = { ...body, personal: undefined }
    const { token: short } = await app.expect(201, 'POST', '/api/v1/session', { ...anyone, body: session })
    expect(short).toMatchObject({ kind: 'session', expires_at: new Date(app.clock.now + 60_000).toISOString() })
    const unknown = { ...body, personal: { name: 'T', scope: { form: 'custom', operations: ['nothing.at-all'] } } }
    const problem = await app.expect(422, 'POST', '/api/v1/session', { ...anyone, body: unknown })
    expect(problem.errors).toMatchObject([{ pointer: '/personal/scope/operations/0' }])
    await app.expect(401, 'POST', '/api/v1/session', { ...anyone, body: { ...body, password: 'another one' } })
  })

  test('and out ends that session alone', async () => {
    const app = await openBareApp(databases)
    await createFirstOwner(app.services, ada)
    const one = { token: (await login(app, ada.email, ada.password)).body.secret }
    const other = { token: (await login(app, ada.email, ada.password)).body.secret }
    await app.expect(200, 'GET', '/api/v1/session', one)
    await app.expect(204, 'DELETE', '/api/v1/session', one)
    await app.expect(401, 'GET', '/api/v1/session', one)
    await app.expect(200, 'GET', '/api/v1/session', other)
  })

  test('leaves a trail, and neither password nor token in it or in the log', async () => {
    const app = await openBareApp(databases)
    const { id } = await createFirstOwner(app.services, ada)
    const { body } = await login(app, ada.email, ada.password)
    await login(app, ada.email, 'wrong and secret')
    const trail = await app.database.read((db) => db.selectFrom('audit').selectAll().execute())
    expect(trail).toMatchObject([
      { action: 'setup.create-owner', actor: `account:${id}`, subject: `users:${id}` },
      { action: 'session.login', actor: `account:${id}`, subject: `tokens:${body.token.id}` },
    ])
    const written = JSON.stringify(trail) + app.logged()
    for (const secret of [ada.password, 'wrong and secret', body.secret]) expect(written).not.toContain(secret)
  })
})
