import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { newMember, newPerson } from '../../test-support/test-people.ts'

const organization = '/api/v1/organizations/default'
const policy = `${organization}/token-policy`
const shop = '/api/v1/spaces/shop'
const dayMs = 24 * 60 * 60 * 1000

function change(app: TestApp, body: object) {
  return app.expect(200, 'PATCH', policy, { body })
}

async function personal(app: TestApp, token: string, days: number | null = null) {
  const life = days === null ? {} : { expires_at: new Date(app.clock.now + days * dayMs).toISOString() }
  const body = { name: 'Script', scope: { form: 'all' }, ...life }
  return app.expect(201, 'POST', '/api/v1/account/tokens', { token, body })
}

describeEachDatabase('the token policy of an organization', (databases) => {
  test('asks for nothing in the beginning, and keeps what is not changed', async () => {
    const app = await openTestApp(databases)
    const nothing = { allowed_kinds: null, lifetime_days_max: null, approval_of_personal_tokens: false }
    expect(await app.expect(200, 'GET', policy)).toEqual(nothing)
    await change(app, { lifetime_days_max: 30 })
    expect(await change(app, { allowed_kinds: ['delivery'] })).toEqual({
      ...nothing,
      lifetime_days_max: 30,
      allowed_kinds: ['delivery'],
    })
    const { token } = await newPerson(app, 'Eve')
    await app.expect(403, 'PATCH', policy, { token, body: {} })
    await app.expect(422, 'PATCH', policy, { body: { allowed_kinds: ['session'] } })
  })

  test('narrows at once to kinds that are allowed, sessions left alone', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Developer')
    const { secret } = await personal(app, ada.token)
    const key = await app.expect(201, 'POST', `${shop}/tokens`, { body: { kind: 'delivery', name: 'K' } })
    const delivered = '/delivery/v1/spaces/shop/content-types'
    await app.expect(200, 'GET', shop, { token: secret })
    await app.expect(200, 'GET', delivered, { token: key.secret })
    await change(app, { allowed_kinds: ['management'] })
    expect(await app.expect(403, 'GET', shop, { token: secret })).toMatchObject({ layer: 'organization' })
    await app.expect(403, 'GET', delivered, { token: key.secret })
    await app.expect(200, 'GET', shop, { token: ada.token })
    await change(app, { allowed_kinds: null })
    await app.expect(200, 'GET', delivered, { token: key.secret })
  })

  test('narrows at once to tokens that expire soon enough', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Developer')
    const [never, long, short] = [
      await personal(app, ada.token),
      await personal(app, ada.token, 90),
      await personal(app, ada.token, 7),
    ]
    await change(app, { lifetime_days_max: 30 })
    expect((await app.expect(403, 'GET', shop, { token: never.secret })).detail).toMatch('expire')
    await app.expect(403, 'GET', shop, { token: long.secret })
    await app.expect(200, 'GET', shop, { token: short.secret })
    await app.expect(200, 'GET', '/api/v1/account', { token: never.secret })
  })

  test('lets personal tokens in once they are approved, and no longer when that is taken back', async () => {
    const app = await openTestApp(databases)
    const ada = await newMember(app, 'Ada', 'Developer')
    const { id, secret } = await personal(app, ada.token)
    await change(app, { approval_of_personal_tokens: true })
    await app.expect(403, 'GET', shop, { token: secret })
    const list = `${organization}/personal-tokens`
    const { items } = await app.expect(200, 'GET', list)
    expect(items).toMatchObject([{ id, name: 'Script', email: ada.email, verdict: 'pending' }])
    expect(await app.expect(200, 'POST', `${list}/${id}/approve`)).toMatchObject({ id, verdict: 'approved' })
    await app.expect(200, 'GET', shop, { token: secret })
    await app.expect(200, 'POST', `${list}/${id}/reject`)
    await app.expect(403, 'GET', shop, { token: secret })
    const eve = await newPerson(app, 'Eve')
    const foreign = await personal(app, eve.token)
    await app.expect(404, 'POST', `${list}/${foreign.id}/approve`)
    await app.expect(403, 'POST', `${list}/${id}/approve`, { token: ada.token })
  })
})
