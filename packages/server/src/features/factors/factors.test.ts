import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { SoftwareAuthenticator } from '../../test-support/software-authenticator.ts'
import { newPerson } from '../../test-support/test-people.ts'
import { ada, host, minute, openFactorApp, origin } from '../../test-support/factor-app.ts'

const anyone = { token: null, headers: { host } }

describeEachDatabase('a one-time password app', (databases) => {
  test('is asked for after the password, in a second step', async () => {
    const app = await openFactorApp(databases)
    const { code } = await app.addTotp()
    const { status, body } = await app.login()
    expect([status, body]).toEqual([
      201,
      {
        second_factor_required: true,
        challenge: expect.any(String),
        factors: ['totp', 'recovery-code'],
        passkey: null,
        expires_at: new Date(app.clock.now + 5 * minute).toISOString(),
      },
    ])
    const answer = await app.expect(201, 'POST', '/api/v1/session/second-factor', {
      ...anyone,
      body: { challenge: body.challenge, code: code() },
    })
    await app.expect(200, 'GET', '/api/v1/account', { token: answer.secret })
  })

  test('is accepted along with the password, for programs', async () => {
    const app = await openFactorApp(databases)
    const { code } = await app.addTotp()
    const { status, body } = await app.login({ code: code() })
    expect([status, body.token.kind]).toEqual([201, 'session'])
  })

  test('is of no use to who has the code and not the password', async () => {
    const app = await openFactorApp(databases)
    const { code } = await app.addTotp()
    const { status, body } = await app.login({ password: 'wrong', code: code() })
    expect([status, body.type]).toEqual([401, '/problems/wrong-credentials'])
  })

  test('gives each code once, on every node and also to two at once', async () => {
    const app = await openFactorApp(databases)
    const { code } = await app.addTotp()
    const seen = code()
    const answers = await Promise.all([app.login({ code: seen }), app.login({ code: seen })])
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect((await app.login({ code: seen })).body.type).toBe('/problems/wrong-second-factor')
    app.clock.now += 30_000
    expect((await app.login({ code: code() })).status).toBe(201)
  })

  test('cannot be guessed: ten tries, then none, whatever the code', async () => {
    const app = await openFactorApp(databases)
    const { code } = await app.addTotp()
    const wrong = code() === '000000' ? '000001' : '000000'
    const statuses: number[] = []
    for (let guess = 0; guess < 10; guess += 1) statuses.push((await app.login({ code: wrong })).status)
    expect(new Set(statuses)).toEqual(new Set([401]))
    expect((await app.login({ code: code() })).status).toBe(429)
  })

  test('ends a challenge after five tries, at its use, and after five minutes', async () => {
    const app = await openFactorApp(databases)
    const { code } = await app.addTotp()
    const second = (challenge: string, given: string) =>
      app.call('POST', '/api/v1/session/second-factor', { ...anyone, body: { challenge, code: given } })
    const first = (await app.login()).body.challenge
    const wrong = code() === '000000' ? '000001' : '000000'
    for (let guess = 0; guess < 5; guess += 1) expect((await second(first, wrong)).status).toBe(401)
    expect((await second(first, code())).body.type).toBe('/problems/challenge-over')
    const used = (await app.login()).body.challenge
    expect((await second(used, code())).status).toBe(201)
    app.clock.now += 30_000
    expect((await second(used, code())).body.type).toBe('/problems/challenge-over')
    const late = (await app.login()).body.challenge
    app.clock.now += 5 * minute
    expect((await second(late, code())).body.type).toBe('/problems/challenge-over')
  })

  test('ends a sign-in under way when the account changes meanwhile', async () => {
    const app = await openFactorApp(databases)
    const { code } = await app.addTotp()
    const { challenge } = (await app.login()).body
    const body = { current_password: ada.password, password: 'another long password' }
    await app.expect(200, 'PATCH', '/api/v1/account', { token: app.person.token, body })
    const answer = await app.call('POST', '/api/v1/session/second-factor', {
      ...anyone,
      body: { challenge, code: code() },
    })
    expect([answer.status, answer.body.type]).toEqual([401, '/problems/challenge-over'])
  })

  test('is not in use before its first code, and that one has to be right', async () => {
    const app = await openFactorApp(databases)
    const by = { token: app.person.token, headers: { host } }
    await app.expect(201, 'POST', '/api/v1/account/factors/totp', by)
    await app.expect(401, 'POST', '/api/v1/account/factors/totp/confirm', { ...by, body: { code: '000000' } })
    expect((await app.login()).body.secret).toMatch(/^lk_ses_/)
    expect((await app.expect(200, 'GET', '/api/v1/account/factors', by)).totp).toBe(null)
  })

  test('is removed, and its recovery codes with it', async () => {
    const app = await openFactorApp(databases)
    await app.addTotp()
    const by = { token: app.person.token }
    await app.expect(204, 'DELETE', '/api/v1/account/factors/totp', by)
    expect(await app.expect(200, 'GET', '/api/v1/account/factors', by)).toEqual({
      totp: null,
      passkeys: [],
      recovery_codes_left: 0,
    })
    expect((await app.login()).body.secret).toMatch(/^lk_ses_/)
  })

  test('leaves neither secret nor codes nor challenge in the database or the log', async () => {
    const app = await openFactorApp(databases)
    const by = { token: app.person.token, headers: { host } }
    const { secret } = await app.expect(201, 'POST', '/api/v1/account/factors/totp', by)
    const { recoveryCodes } = await app.addTotp()
    const { challenge } = (await app.login()).body
    const written = await app.database.read(async (db) =>
      JSON.stringify([
        await db.selectFrom('totp').selectAll().execute(),
        await db.selectFrom('recovery_codes').selectAll().execute(),
        await db.selectFrom('sign_in_challenges').selectAll().execute(),
        await db.selectFrom('audit').selectAll().execute(),
      ]),
    )
    for (const each of [secret, challenge, ...(recoveryCodes ?? [])]) expect(written + app.logged()).not.toContain(each)
  })
})

describeEachDatabase('recovery codes', (databases) => {
  test('stand in for a lost factor, each once, however they are typed', async () => {
    const app = await openFactorApp(databases)
    const { recoveryCodes } = await app.addTotp()
    expect(recoveryCodes).toHaveLength(10)
    const [first = '', second = ''] = recoveryCodes ?? []
    expect((await app.login({ code: first })).status).toBe(201)
    expect((await app.login({ code: first })).status).toBe(401)
    expect((await app.login({ code: second.toUpperCase().replace('-', ' ') })).status).toBe(201)
    const left = await app.expect(200, 'GET', '/api/v1/account/factors', { token: app.person.token })
    expect(left.recovery_codes_left).toBe(8)
  })

  test('are made anew, which ends those before', async () => {
    const app = await openFactorApp(databases)
    const { recoveryCodes } = await app.addTotp()
    const made = await app.expect(201, 'POST', '/api/v1/account/factors/recovery-codes', { token: app.person.token })
    expect((await app.login({ code: recoveryCodes?.[0] })).status).toBe(401)
    expect((await app.login({ code: made.recovery_codes[0] })).status).toBe(201)
  })

  test('are not given where there is nothing to lose', async () => {
    const app = await openFactorApp(databases)
    await app.expect(409, 'POST', '/api/v1/account/factors/recovery-codes', { token: app.person.token })
  })
})

describeEachDatabase('a passkey', (databases) => {
  test('is asked for after the password', async () => {
    const app = await openFactorApp(databases)
    const { authenticator } = await app.addPasskey({ verifiesPerson: false })
    const { body } = await app.login()
    expect(body.factors).toEqual(['passkey', 'recovery-code'])
    const passkey = authenticator.get(body.passkey)
    const step = { ...anyone, body: { challenge: body.challenge, passkey } }
    const answer = await app.expect(201, 'POST', '/api/v1/session/second-factor', step)
    await app.expect(200, 'GET', '/api/v1/account', { token: answer.secret })
    await app.expect(401, 'POST', '/api/v1/session/second-factor', step)
  })

  test('signs in alone, where it has recognised its person', async () => {
    const app = await openFactorApp(databases)
    const { authenticator } = await app.addPasskey()
    const asked = await app.expect(201, 'POST', '/api/v1/session/passkey-options', anyone)
    const step = { ...anyone, body: { challenge: asked.challenge, passkey: authenticator.get(asked.passkey) } }
    const answer = await app.expect(201, 'POST', '/api/v1/session/passkey', step)
    expect(answer.account.email).toBe(ada.email)
    expect((await app.expect(401, 'POST', '/api/v1/session/passkey', step)).type).toBe('/problems/challenge-over')
    authenticator.settings = { origin, verifiesPerson: false }
    const again = await app.expect(201, 'POST', '/api/v1/session/passkey-options', anyone)
    const blind = { challenge: again.challenge, passkey: authenticator.get(again.passkey) }
    await app.expect(401, 'POST', '/api/v1/session/passkey', { ...anyone, body: blind })
  })

  test('answers no other site, no other challenge, and nobody else’s question', async () => {
    const app = await openFactorApp(databases)
    const { authenticator } = await app.addPasskey()
    const ask = () => app.expect(201, 'POST', '/api/v1/session/passkey-options', anyone)
    const [one, other] = [await ask(), await ask()]
    const wrong = async (challenge: string, passkey: object) =>
      (await app.call('POST', '/api/v1/session/passkey', { ...anyone, body: { challenge, passkey } })).status
    expect(await wrong(one.challenge, authenticator.get(other.passkey))).toBe(401)
    authenticator.settings = { origin: 'http://localhost:9999', verifiesPerson: true }
    expect(await wrong(one.challenge, authenticator.get(one.passkey))).toBe(401)
    authenticator.settings = { origin, verifiesPerson: true }
    expect(await wrong(one.challenge, authenticator.get({ ...one.passkey, rpId: 'evil.example.com' }))).toBe(401)
    const stranger = new SoftwareAuthenticator({ origin, verifiesPerson: true })
    expect(await wrong(one.challenge, stranger.get(one.passkey))).toBe(401)
    expect(await wrong(one.challenge, authenticator.get(one.passkey))).toBe(201)
  })

  test('that was copied is refused, once its counter stands still', async () => {
    const app = await openFactorApp(databases)
    const { authenticator } = await app.addPasskey()
    const ask = () => app.expect(201, 'POST', '/api/v1/session/passkey-options', anyone)
    const [one, other] = [await ask(), await ask()]
    const early = authenticator.get(one.passkey)
    const late = { challenge: other.challenge, passkey: authenticator.get(other.passkey) }
    await app.expect(201, 'POST', '/api/v1/session/passkey', { ...anyone, body: late })
    const body = { challenge: one.challenge, passkey: early }
    await app.expect(401, 'POST', '/api/v1/session/passkey', { ...anyone, body })
  })

  test('is registered by its own account, for the challenge that was given to it, once', async () => {
    const app = await openFactorApp(databases)
    const by = { token: app.person.token, headers: { host } }
    const eve = { token: (await newPerson(app, 'Eve')).token, headers: { host } }
    const path = '/api/v1/account/factors/passkeys'
    const { challenge, passkey } = await app.expect(201, 'POST', `${path}/options`, by)
    const made = new SoftwareAuthenticator({ origin, verifiesPerson: true }).create(passkey)
    const body = { challenge, name: 'Key', passkey: made }
    await app.expect(401, 'POST', path, { ...eve, body })
    await app.expect(401, 'POST', path, { ...by, body: { ...body, challenge: 'x'.repeat(43) } })
    expect((await app.expect(201, 'POST', path, { ...by, body })).recovery_codes).toHaveLength(10)
    await app.expect(401, 'POST', path, { ...by, body })
  })

  test('is listed, renamed and removed by its own account alone', async () => {
    const app = await openFactorApp(databases)
    const { id } = await app.addPasskey()
    const by = { token: app.person.token }
    const path = `/api/v1/account/factors/passkeys/${id}`
    const eve = { token: (await newPerson(app, 'Eve')).token }
    await app.expect(404, 'PATCH', path, { ...eve, body: { name: 'Mine' } })
    await app.expect(404, 'DELETE', path, eve)
    expect(await app.expect(200, 'PATCH', path, { ...by, body: { name: 'Blue key' } })).toMatchObject({
      name: 'Blue key',
    })
    expect((await app.expect(200, 'GET', '/api/v1/account/factors', by)).passkeys).toMatchObject([
      { id, name: 'Blue key' },
    ])
    await app.expect(204, 'DELETE', path, by)
    expect((await app.login()).body.secret).toMatch(/^lk_ses_/)
  })

  test('is not to be had where the server has no public URL', async () => {
    const app = await openFactorApp(databases)
    const elsewhere = { token: null, headers: { host: '10.0.0.7:4010' } }
    await app.expect(409, 'POST', '/api/v1/session/passkey-options', elsewhere)
  })
})

describeEachDatabase('an administrator of the installation', (databases) => {
  test('takes away factors that were lost, which ends the sessions and is in the trail', async () => {
    const app = await openFactorApp(databases)
    await app.addTotp()
    await app.addPasskey()
    const path = `/api/v1/users/${app.person.id}/factors`
    await app.expect(403, 'DELETE', path, { token: app.person.token })
    await app.expect(204, 'DELETE', path)
    await app.expect(401, 'GET', '/api/v1/account', { token: app.person.token })
    expect((await app.login()).body.secret).toMatch(/^lk_ses_/)
    const trail = await app.database.read((db) =>
      db.selectFrom('audit').select(['actor', 'subject']).where('action', '=', 'users.reset-factors').execute(),
    )
    expect(trail).toEqual([{ actor: `account:${app.owner.id}`, subject: `users:${app.person.id}` }])
  })
})
