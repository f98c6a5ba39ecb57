import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { destroySealedCopies } from './reveal.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'
const delivery = { kind: 'delivery', name: 'Site' } as const
const minute = 60 * 1000

describeEachDatabase('reading a secret again', (databases) => {
  test('answers the token’s text to a session that began a moment ago, and is in the trail', async () => {
    const app = await openPeople(databases)
    const { id, secret } = await app.expect(201, 'POST', path, { body: delivery })
    app.clock.now += 15 * minute
    const answer = await app.call('POST', `${path}/${id}/reveal`)
    expect(answer.body).toEqual({ id, secret })
    expect(answer.headers['cache-control']).toBe('no-store')
    const last = await app.database.read((db) =>
      db.selectFrom('audit').select(['action', 'subject', 'body']).orderBy('seq', 'desc').limit(1).executeTakeFirst(),
    )
    expect(last).toMatchObject({ action: 'tokens.reveal', subject: `tokens:${id}` })
    expect(last?.body).not.toContain(secret.slice(20, 52))
  })

  test('asks for a new login after fifteen minutes', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: delivery })
    app.clock.now += 15 * minute + 1
    expect((await app.expect(403, 'POST', `${path}/${id}/reveal`)).detail).toMatch(/log in again/)
    await app.expect(200, 'POST', `${path}/${id}/reveal`, { token: await app.login(app.owner.id) })
  })

  test('is for sessions alone', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: delivery })
    const body = { name: 'All', scope: { form: 'all' } }
    const personal = await app.expect(201, 'POST', '/api/v1/account/tokens', { body })
    const problem = await app.expect(403, 'POST', `${path}/${id}/reveal`, { token: personal.secret })
    expect(problem.accepted_kinds).toEqual(['session'])
  })

  test('is refused for kinds whose secret is kept nowhere, and for what has ended', async () => {
    const app = await openPeople(databases)
    const management = await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'M' } })
    await app.expect(409, 'POST', `${path}/${management.id}/reveal`)
    const { id } = await app.expect(201, 'POST', path, { body: delivery })
    await app.expect(200, 'POST', `${path}/${id}/revoke`)
    await app.expect(409, 'POST', `${path}/${id}/reveal`)
  })

  test('asks for the rights that the token has', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: delivery })
    const handling = { effect: 'allow', actions: ['tokens.read', 'tokens.reveal'], resources: ['tokens'] } as const
    const { token } = await app.member([handling])
    const problem = await app.expect(403, 'POST', `${path}/${id}/reveal`, { token })
    expect(problem.type).toBe('/problems/exceeds-maker')
  })

  test('of a personal token is for its owner, and only where the instance kept a copy', async () => {
    const app = await openPeople(databases, { reveal: true })
    const body = { name: 'P', scope: { form: 'all' } }
    const { id, secret } = await app.expect(201, 'POST', '/api/v1/account/tokens', { body })
    const reveal = `/api/v1/account/tokens/${id}/reveal`
    expect(await app.expect(200, 'POST', reveal)).toEqual({ id, secret })
    const { token } = await app.member('administrator')
    await app.expect(404, 'POST', reveal, { token })
    expect(await destroySealedCopies(app.database)).toBe(1)
    await app.expect(409, 'POST', reveal)
  })

  test('destroying the copies of personal tokens leaves those of kinds that are always readable', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: delivery })
    await destroySealedCopies(app.database)
    await app.expect(200, 'POST', `${path}/${id}/reveal`)
  })
})
