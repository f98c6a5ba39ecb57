import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { ada, host, minute, openFactorApp } from '../../test-support/factor-app.ts'

const newToken = { name: 'Script', scope: { form: 'all' } }

describeEachDatabase('a login that is not fresh', (databases) => {
  test('makes no token, and changes no factor, until it is confirmed by the password', async () => {
    const app = await openFactorApp(databases)
    const by = { token: app.person.token }
    app.clock.now += 60 * minute
    await app.expect(201, 'POST', '/api/v1/account/tokens', { ...by, body: newToken })
    app.clock.now += 1
    const problem = await app.expect(403, 'POST', '/api/v1/account/tokens', { ...by, body: newToken })
    expect(problem.type).toBe('/problems/fresh-login-required')
    await app.expect(403, 'POST', '/api/v1/account/factors/totp', by)
    await app.expect(401, 'POST', '/api/v1/session/confirm', { ...by, body: { password: 'wrong' } })
    await app.expect(422, 'POST', '/api/v1/session/confirm', { ...by, body: {} })
    await app.expect(403, 'POST', '/api/v1/account/tokens', { ...by, body: newToken })
    const confirmed = await app.expect(200, 'POST', '/api/v1/session/confirm', {
      ...by,
      body: { password: ada.password },
    })
    expect(confirmed).toEqual({ confirmed_at: new Date(app.clock.now).toISOString() })
    await app.expect(201, 'POST', '/api/v1/account/tokens', { ...by, body: newToken })
    await app.expect(201, 'POST', '/api/v1/account/factors/totp', by)
  })

  test('is confirmed by the second factor where there is one, and not by the password', async () => {
    const app = await openFactorApp(databases)
    const by = { token: app.person.token, headers: { host } }
    const { code } = await app.addTotp()
    const { authenticator } = await app.addPasskey()
    app.clock.now += 16 * minute
    await app.expect(403, 'DELETE', '/api/v1/account/factors/totp', by)
    await app.expect(422, 'POST', '/api/v1/session/confirm', { ...by, body: { password: ada.password } })
    const taken = code()
    await app.expect(200, 'POST', '/api/v1/session/confirm', { ...by, body: { code: taken } })
    await app.expect(401, 'POST', '/api/v1/session/confirm', { ...by, body: { code: taken } })
    app.clock.now += 16 * minute
    const { challenge, passkey } = await app.expect(201, 'POST', '/api/v1/session/passkey-options', by)
    const body = { challenge, passkey: authenticator.get(passkey) }
    await app.expect(200, 'POST', '/api/v1/session/confirm', { ...by, body })
    await app.expect(401, 'POST', '/api/v1/session/confirm', { ...by, body })
    await app.expect(204, 'DELETE', '/api/v1/account/factors/totp', by)
  })

  test('is confirmed for itself alone', async () => {
    const app = await openFactorApp(databases)
    const other = (await app.login()).body.secret
    app.clock.now += 61 * minute
    await app.expect(200, 'POST', '/api/v1/session/confirm', { token: other, body: { password: ada.password } })
    await app.expect(403, 'POST', '/api/v1/account/tokens', { token: app.person.token, body: newToken })
    await app.expect(201, 'POST', '/api/v1/account/tokens', { token: other, body: newToken })
  })

  test('is asked of no program: a personal token makes tokens as its scope says', async () => {
    const app = await openFactorApp(databases)
    const { secret } = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      token: app.person.token,
      body: newToken,
    })
    app.clock.now += 24 * 60 * minute
    await app.expect(201, 'POST', '/api/v1/account/tokens', { token: secret, body: newToken })
  })

  test('may be as old as the instance says', async () => {
    const freshLoginMs = { reveal: minute, account: minute, mint: 2 * minute }
    const app = await openFactorApp(databases, { freshLoginMs })
    app.clock.now += 2 * minute
    await app.expect(403, 'POST', '/api/v1/account/factors/totp', { token: app.person.token })
    await app.expect(201, 'POST', '/api/v1/account/tokens', { token: app.person.token, body: newToken })
  })

  test('cannot be confirmed by guessing', async () => {
    const app = await openFactorApp(databases)
    const by = { token: app.person.token }
    for (let guess = 0; guess < 19; guess += 1) await app.services.guesses.count(ada.email, '10.0.0.1')
    await app.expect(401, 'POST', '/api/v1/session/confirm', { ...by, body: { password: 'wrong' } })
    await app.expect(429, 'POST', '/api/v1/session/confirm', { ...by, body: { password: ada.password } })
  })
})
