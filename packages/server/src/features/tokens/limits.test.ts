import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'
import { openPeople, type People } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'

async function fiftyAtOnce(app: People, kind: 'delivery' | 'management') {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => app.call('POST', path, { body: { kind, name: `T ${index}` } })),
  )
  const made = answers.filter(({ status }) => status === 201)
  const refused = answers.filter(({ status }) => status === 409)
  expect(made.length + refused.length).toBe(50)
  return { made, refused }
}

describeEachDatabase('limits', (databases) => {
  test('fifty who make delivery tokens at once get twenty, and the others the number', async () => {
    const app = await openPeople(databases)
    const { made, refused } = await fiftyAtOnce(app, 'delivery')
    expect(made).toHaveLength(20)
    expect(refused[0]?.body).toMatchObject({
      type: '/problems/limit-reached',
      detail: 'All 20 delivery tokens of the space are taken.',
    })
  }, 20_000)

  test('fifty who make management tokens at once get ten', async () => {
    const app = await openPeople(databases)
    expect((await fiftyAtOnce(app, 'management')).made).toHaveLength(10)
  }, 20_000)

  test('an instance may set its own numbers', async () => {
    const app = await openPeople(databases, { limits: { delivery: 1 } })
    const body = { kind: 'delivery', name: 'T' }
    await app.expect(201, 'POST', path, { body })
    expect((await app.expect(409, 'POST', path, { body })).detail).toMatch(/All 1 delivery/)
  })

  test('a slot is held while inactive or expired, and freed by revoking and deleting', async () => {
    const app = await openPeople(databases, { limits: { delivery: 1 } })
    const body = { kind: 'delivery', name: 'T' }
    const expires_at = new Date(app.clock.now + 1000).toISOString()
    const first = await app.expect(201, 'POST', path, { body: { ...body, expires_at } })
    await app.expect(200, 'POST', `${path}/${first.id}/deactivate`)
    await app.expect(409, 'POST', path, { body })
    app.clock.now += 1000
    await app.expect(409, 'POST', path, { body })
    await app.expect(200, 'POST', `${path}/${first.id}/revoke`)
    const second = await app.expect(201, 'POST', path, { body })
    await app.expect(204, 'DELETE', `${path}/${second.id}`)
    await app.expect(201, 'POST', path, { body })
  })

  test('the twenty-first session ends exactly the oldest', async () => {
    const app = await openPeople(databases)
    const person = await app.member('viewer')
    const sessions = [person.token]
    for (let count = 2; count <= 21; count += 1) {
      app.clock.now += 1
      sessions.push(await app.login(person.id))
    }
    const statuses = await Promise.all(
      sessions.map(async (token) => (await app.call('GET', '/api/v1/account/sessions', { token })).status),
    )
    expect(statuses).toEqual([401, ...Array.from({ length: 20 }, () => 200)])
  })

  test('fifty logins at once leave twenty sessions', async () => {
    const app = await openPeople(databases)
    const person = await app.member('viewer')
    const sessions = await Promise.all(Array.from({ length: 50 }, () => app.login(person.id)))
    const answers = await Promise.all(sessions.map((token) => app.call('GET', '/api/v1/account/sessions', { token })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
  }, 20_000)

  test('five logins at once end exactly the five oldest of twenty sessions, again and again', async () => {
    const app = await openPeople(databases)
    const person = await app.member(null)
    const loginFive = () => Promise.all(Array.from({ length: 5 }, () => app.login(person.id)))
    const isLive = async (token: string) =>
      (await app.call('GET', '/api/v1/account/sessions', { token })).status === 200
    app.clock.now += 1
    const batches: string[][] = [await loginFive()]
    for (let round = 0; round < 12; round += 1) {
      app.clock.now += 1
      batches.push(await loginFive())
      const live = await Promise.all(batches.map((batch) => Promise.all(batch.map(isLive))))
      const expected = batches.map((batch, index) => batch.map(() => index >= batches.length - 4))
      expect(live).toEqual(expected)
    }
  }, 30_000)

  test('hold over two servers that create at once', async () => {
    const app = await openPeople(databases)
    const beside = await openTestApp(databases, { beside: app })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? app : beside).call('POST', path, { body: { kind: 'delivery', name: `T ${index}` } }),
      ),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(30)
  }, 20_000)
})
