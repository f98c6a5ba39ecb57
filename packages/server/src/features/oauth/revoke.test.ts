import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const shop = '/api/v1/spaces/shop/tokens'
const path = '/api/v1/oauth/revoke'
const headers = { 'content-type': 'application/x-www-form-urlencoded' }

const revoke = (app: People, status: number, text: string, token: string | null = null) =>
  app.expect(status, 'POST', path, { token, body: new URLSearchParams({ token: text }).toString(), headers })

async function isLive(app: People, secret: string): Promise<boolean> {
  return (await app.call('GET', '/api/v1/session', { token: secret })).status !== 401
}

describeEachDatabase('revocation by RFC 7009', (databases) => {
  test('of a token that is for servers alone: holding it is enough, and the trail says so', async () => {
    const app = await openPeople(databases)
    const personal = { body: { name: 'P', scope: { form: 'all' } } }
    const made = [
      await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'M' } }),
      await app.expect(201, 'POST', shop, { body: { kind: 'api', name: 'A', grants: [] } }),
      await app.expect(201, 'POST', shop, { body: { kind: 'preview', name: 'V' } }),
      await app.expect(201, 'POST', '/api/v1/account/tokens', personal),
    ]
    for (const { secret } of made) {
      expect(await isLive(app, secret)).toBe(true)
      expect(await revoke(app, 200, secret)).toEqual({})
      expect(await isLive(app, secret)).toBe(false)
    }
    const [management, , , own] = made
    const rows = await app.database.read((db) =>
      db
        .selectFrom('audit')
        .select(['chain_id', 'actor', 'subject', 'body'])
        .where('action', '=', 'oauth.revoke')
        .execute(),
    )
    expect(rows).toHaveLength(made.length)
    expect(rows).toContainEqual({
      chain_id: app.space.id,
      actor: `token:${management.id}`,
      subject: `tokens:${management.id}`,
      body: expect.stringContaining('"details":{"by":"possession"}'),
    })
    expect(rows).toContainEqual(
      expect.objectContaining({
        chain_id: 'installation',
        actor: `account:${app.owner.id}`,
        subject: `tokens:${own.id}`,
      }),
    )
  })

  test('ends a session, and what is paused', async () => {
    const app = await openPeople(databases)
    const session = await app.login(app.owner.id)
    await revoke(app, 200, session)
    expect(await isLive(app, session)).toBe(false)
    const { id, secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'M' } })
    await app.expect(200, 'POST', `${shop}/${id}/deactivate`)
    await revoke(app, 200, secret)
    expect(await app.expect(200, 'GET', `${shop}/${id}`)).toMatchObject({ state: 'revoked' })
  })

  test('of a public key takes a caller with tokens.revoke: anybody can read it off a page', async () => {
    const app = await openPeople(databases)
    const { id, secret } = await app.expect(201, 'POST', shop, { body: { kind: 'delivery', name: 'Site' } })
    const refused = await revoke(app, 400, secret)
    expect(refused).toMatchObject({ type: '/problems/unsupported-token-type', error: 'unsupported_token_type' })
    await revoke(app, 403, secret, secret)
    await revoke(app, 403, secret, (await app.member('editor')).token)
    await revoke(app, 401, secret, 'nonsense')
    expect(await isLive(app, secret)).toBe(true)
    const developer = await app.member('developer')
    await revoke(app, 200, secret, developer.token)
    expect(await isLive(app, secret)).toBe(false)
    const row = await app.database.read((db) =>
      db
        .selectFrom('audit')
        .select(['actor', 'subject'])
        .where('action', '=', 'tokens.revoke')
        .executeTakeFirstOrThrow(),
    )
    expect(row).toEqual({ actor: `account:${developer.id}`, subject: `tokens:${id}` })
  })

  test('of what is unknown, mistyped or revoked before answers as of any other', async () => {
    const app = await openPeople(databases)
    const { id, secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'M' } })
    await app.expect(200, 'POST', `${shop}/${id}/revoke`)
    for (const text of ['x', secret, `${secret}x`, secret.toLowerCase()])
      expect(await revoke(app, 200, text)).toEqual({})
  })

  test('by a secret that has retired harms the live one never', async () => {
    const app = await openPeople(databases)
    const { id, secret: old } = await app.expect(201, 'POST', shop, { body: { kind: 'api', name: 'A', grants: [] } })
    const { secret } = await app.expect(200, 'POST', `${shop}/${id}/rotate`, { body: { grace_seconds: 0 } })
    await revoke(app, 200, old)
    expect(await isLive(app, secret)).toBe(true)
    await revoke(app, 200, secret)
    expect(await isLive(app, secret)).toBe(false)
  })

  test('leaves no secret behind in log, trail or database', async () => {
    const app = await openPeople(databases)
    const { secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'M' } })
    await revoke(app, 200, secret)
    const rows = await app.database.read((db) => db.selectFrom('audit').selectAll().execute())
    expect(`${app.logged()} ${JSON.stringify(rows)}`).not.toContain(secret.slice(20, 52))
  })
})
