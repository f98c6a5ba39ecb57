import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'

const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
const next = 'staple, a new one'

async function login(app: TestApp, password = ada.password): Promise<string> {
  const body = { email: ada.email, password }
  return (await app.expect(201, 'POST', '/api/v1/session', { token: null, body })).secret
}

describeEachDatabase('your account', (databases) => {
  test('takes a new name', async () => {
    const app = await openTestApp(databases)
    await app.expect(200, 'PATCH', '/api/v1/account', { body: { name: 'Zoe\u0301' } })
    expect(await app.expect(200, 'GET', '/api/v1/account')).toMatchObject({ id: app.owner.id, name: 'Zo\u00e9' })
  })

  test('takes a new password, which ends every other session and lets this one go on', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/users', { body: ada })
    const [here, elsewhere] = [await login(app), await login(app)]
    const script = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      token: here,
      body: { name: 'Script', scope: { form: 'all' } },
    })
    await app.expect(200, 'GET', '/api/v1/account', { token: elsewhere })
    const body = { password: next, current_password: ada.password }
    await app.expect(200, 'PATCH', '/api/v1/account', { token: here, body })
    await app.expect(401, 'GET', '/api/v1/account', { token: elsewhere })
    await app.expect(200, 'GET', '/api/v1/account', { token: here })
    await app.expect(200, 'GET', '/api/v1/account', { token: script.secret })
    await login(app, next)
    await app.expect(401, 'POST', '/api/v1/session', {
      token: null,
      body: { email: ada.email, password: ada.password },
    })
  })

  test('takes no new password without the current one', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/users', { body: ada })
    const token = await login(app)
    const problem = await app.expect(422, 'PATCH', '/api/v1/account', { token, body: { password: next } })
    expect(problem.errors).toMatchObject([{ pointer: '/current_password' }])
    const body = { password: next, current_password: 'not this one' }
    await app.expect(401, 'PATCH', '/api/v1/account', { token, body })
    await login(app)
  })

  test('lets nobody guess the current password for ever', async () => {
    const app = await openTestApp(databases)
    await app.expect(201, 'POST', '/api/v1/users', { body: ada })
    const token = await login(app)
    const body = { password: next, current_password: 'not this one' }
    for (let guess = 0; guess < 19; guess += 1) await app.services.guesses.count(ada.email, '10.0.0.1')
    await app.expect(401, 'PATCH', '/api/v1/account', { token, body })
    await app.expect(429, 'PATCH', '/api/v1/account', { token, body })
  })
})
