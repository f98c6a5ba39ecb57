import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { ada, type FactorApp, host, minute, openFactorApp } from '../../test-support/factor-app.ts'
import { newPerson } from '../../test-support/test-people.ts'

const anyone = { token: null, headers: { host } }
const settings = { publicUrl: 'https://content.example.com' }
const password = 'staple, a new one'

/** What was sent so far, after all that is due was done. */
async function letters(app: FactorApp) {
  await app.app.runner.runDue()
  return app.letters
}

/** The secret of the last letter's link. */
async function linkOf(app: FactorApp, page: string): Promise<string> {
  const text = (await letters(app)).at(-1)?.text ?? ''
  return new RegExp(`https://content\\.example\\.com/${page}#([\\w-]{43})`).exec(text)?.[1] ?? ''
}

const ask = (app: FactorApp, email = ada.email) =>
  app.call('POST', '/api/v1/password-resets', { ...anyone, body: { email } })
const complete = (app: FactorApp, secret: string) =>
  app.call('POST', '/api/v1/password-resets/complete', { ...anyone, body: { secret, password } })

describeEachDatabase('a forgotten password', (databases) => {
  test('is set anew by a link that was mailed, which works once and ends every session', async () => {
    const app = await openFactorApp(databases, settings)
    expect((await ask(app, 'ADA@example.com')).status).toBe(204)
    const secret = await linkOf(app, 'reset-password')
    expect((await complete(app, secret)).status).toBe(204)
    await app.expect(401, 'GET', '/api/v1/account', { token: app.person.token })
    expect((await app.login()).status).toBe(401)
    expect((await app.login({ password })).status).toBe(201)
    expect((await complete(app, secret)).body.type).toBe('/problems/link-over')
  })

  test('is asked for alike by who is known, unknown and suspended; only the first is written to', async () => {
    const app = await openFactorApp(databases, settings)
    const eve = await newPerson(app, 'Eve')
    await app.expect(200, 'PATCH', `/api/v1/users/${eve.id}`, { body: { state: 'suspended' } })
    const answers = [await ask(app), await ask(app, 'nobody@example.com'), await ask(app, eve.email)]
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [204, ''],
      [204, ''],
      [204, ''],
    ])
    expect((await letters(app)).map(({ to }) => to)).toEqual([ada.email])
  })

  test('cannot be asked for without end, known or unknown', async () => {
    const app = await openFactorApp(databases, settings)
    for (const email of [ada.email, 'nobody@example.com']) {
      for (let time = 0; time < 5; time += 1) expect((await ask(app, email)).status).toBe(204)
      expect((await ask(app, email)).status).toBe(429)
    }
  })

  test('is no longer set by a link after an hour, after a later one, or for a suspended account', async () => {
    const app = await openFactorApp(databases, settings)
    await ask(app)
    const first = await linkOf(app, 'reset-password')
    await ask(app)
    const second = await linkOf(app, 'reset-password')
    expect((await complete(app, first)).status).toBe(401)
    app.clock.now += 60 * minute
    expect((await complete(app, second)).status).toBe(401)
    await ask(app)
    const third = await linkOf(app, 'reset-password')
    await app.expect(200, 'PATCH', `/api/v1/users/${app.person.id}`, { body: { state: 'suspended' } })
    expect((await complete(app, third)).status).toBe(401)
  })

  test('leaves the second factor in place', async () => {
    const app = await openFactorApp(databases, settings)
    await app.addTotp()
    await ask(app)
    expect((await complete(app, await linkOf(app, 'reset-password'))).status).toBe(204)
    expect((await app.login({ password })).body.second_factor_required).toBe(true)
  })

  test('leaves no link in the database, the outbox or the log', async () => {
    const app = await openFactorApp(databases, settings)
    await ask(app)
    const secret = await linkOf(app, 'reset-password')
    const rows = await app.database.read(async (db) => [
      await db.selectFrom('one_time_links').selectAll().execute(),
      await db.selectFrom('outbox').selectAll().execute(),
      await db.selectFrom('audit').selectAll().execute(),
    ])
    expect(secret).toHaveLength(43)
    expect(JSON.stringify(rows) + app.logged()).not.toContain(secret)
  })
})

describeEachDatabase('a new e-mail address', (databases) => {
  const change = (app: FactorApp, email: string) =>
    app.expect(204, 'POST', '/api/v1/account/email', { token: app.person.token, body: { email } })
  const confirm = (app: FactorApp, secret: string) =>
    app.call('POST', '/api/v1/email-changes/confirm', { ...anyone, body: { secret } })

  test('counts once the link that was sent to it is used; the old one is told', async () => {
    const app = await openFactorApp(databases, settings)
    await change(app, 'Ada@new.example.com')
    const secret = await linkOf(app, 'confirm-email')
    expect(app.letters.at(-1)?.to).toBe('Ada@new.example.com')
    expect((await app.login()).status).toBe(201)
    expect((await confirm(app, secret)).status).toBe(204)
    expect((await letters(app)).at(-1)).toMatchObject({ to: ada.email, subject: 'Your e-mail address was changed' })
    expect((await app.login()).status).toBe(401)
    expect((await app.login({ email: 'ada@NEW.example.com' })).status).toBe(201)
    expect((await confirm(app, secret)).status).toBe(401)
  })

  test('that somebody else has is not told from a free one; who has it is told instead', async () => {
    const app = await openFactorApp(databases, settings)
    const eve = await newPerson(app, 'Eve')
    await change(app, eve.email)
    expect((await letters(app)).at(-1)).toMatchObject({ to: eve.email, subject: 'Your e-mail address was named' })
    expect(app.letters.at(-1)?.text).not.toContain('#')
  })

  test('that was taken meanwhile is refused', async () => {
    const app = await openFactorApp(databases, settings)
    await change(app, 'eve@example.com')
    const secret = await linkOf(app, 'confirm-email')
    await newPerson(app, 'Eve')
    expect((await confirm(app, secret)).status).toBe(409)
  })

  test('asks for a fresh login', async () => {
    const app = await openFactorApp(databases, settings)
    app.clock.now += 16 * minute
    const body = { email: 'eve@example.com' }
    const problem = await app.expect(403, 'POST', '/api/v1/account/email', { token: app.person.token, body })
    expect(problem.type).toBe('/problems/fresh-login-required')
  })
})

describeEachDatabase('leaving', (databases) => {
  test('suspends the own account and ends its sessions; an administrator can take it back', async () => {
    const app = await openFactorApp(databases)
    await app.expect(204, 'POST', '/api/v1/account/deactivate', { token: app.person.token })
    await app.expect(401, 'GET', '/api/v1/account', { token: app.person.token })
    expect((await app.login()).status).toBe(401)
    await app.expect(200, 'PATCH', `/api/v1/users/${app.person.id}`, { body: { state: 'active' } })
    await app.expect(401, 'GET', '/api/v1/account', { token: app.person.token })
    expect((await app.login()).status).toBe(201)
  })

  test('is not for the last administrator of the installation', async () => {
    const app = await openFactorApp(databases)
    await app.expect(409, 'POST', '/api/v1/account/deactivate')
  })
})

describeEachDatabase('the list of sessions', (databases) => {
  test('says where each began, which is this one, and when it was used', async () => {
    const app = await openFactorApp(databases)
    app.clock.now += minute
    const headers = { host, 'user-agent': 'Mozilla/5.0 (X11)' }
    const body = { email: ada.email, password: ada.password }
    const { secret, token } = await app.expect(201, 'POST', '/api/v1/session', { token: null, headers, body })
    await app.app.usage.flush()
    const { items } = await app.expect(200, 'GET', '/api/v1/account/sessions', { token: secret })
    const at = new Date(app.clock.now).toISOString()
    expect(items).toHaveLength(2)
    expect(items[0]).toEqual({
      id: token.id,
      current: true,
      via: 'bearer',
      network: '127.0.0.1',
      user_agent: 'Mozilla/5.0 (X11)',
      created_at: at,
      confirmed_at: at,
      last_used_at: null,
      expires_at: null,
    })
    await app.app.usage.flush()
    const again = await app.expect(200, 'GET', '/api/v1/account/sessions?limit=1&count=true', { token: secret })
    expect(again).toMatchObject({ items: [{ id: token.id, last_used_at: at }], total: 2, next: expect.any(String) })
  })

  test('lets all others be ended at once', async () => {
    const app = await openFactorApp(databases)
    const here = (await app.login()).body.secret
    await app.expect(204, 'DELETE', '/api/v1/account/sessions', { token: here })
    await app.expect(401, 'GET', '/api/v1/account', { token: app.person.token })
    expect((await app.expect(200, 'GET', '/api/v1/account/sessions', { token: here })).items).toHaveLength(1)
  })
})
