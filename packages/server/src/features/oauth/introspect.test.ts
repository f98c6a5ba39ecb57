import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const shop = '/api/v1/spaces/shop/tokens'
const headers = { 'content-type': 'application/x-www-form-urlencoded' }

/** What a caller is told about a text. */
function ask(app: People, text: string, token = app.owner.token) {
  const body = new URLSearchParams({ token: text, token_type_hint: 'access_token' }).toString()
  return app.expect(200, 'POST', '/api/v1/oauth/introspect', { token, body, headers })
}

const inactive = { active: false }

describeEachDatabase('introspection', (databases) => {
  test('tells who may read the token what it is, in the words of RFC 7662', async () => {
    const app = await openPeople(databases)
    const expires_at = new Date(app.clock.now + 60_000).toISOString()
    const made = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'Build', expires_at } })
    const seconds = Math.floor(app.clock.now / 1000)
    expect(await ask(app, made.secret)).toEqual({
      active: true,
      token_type: 'Bearer',
      jti: made.id,
      client_id: made.id,
      sub: `token:${made.id}`,
      scope: 'read',
      iat: seconds,
      exp: seconds + 60,
      kind: 'management',
      name: 'Build',
      space: 'shop',
    })
  })

  test('tells the owner of a personal token, and of a session, and nobody else', async () => {
    const app = await openPeople(databases)
    const scope = { form: 'resources', resources: { entries: 'publish', assets: 'read' } }
    const made = await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'Mine', scope } })
    const sub = `account:${app.owner.id}`
    expect(await ask(app, made.secret)).toMatchObject({ active: true, sub, scope: 'entries:publish assets:read' })
    expect(await ask(app, app.owner.token)).toMatchObject({ active: true, kind: 'session' })
    const administrator = await app.member('administrator')
    expect(await ask(app, made.secret, administrator.token)).toEqual(inactive)
    expect(await ask(app, app.owner.token, administrator.token)).toEqual(inactive)
  })

  test('answers who may not read it as if it did not exist', async () => {
    const app = await openPeople(databases)
    const made = await app.expect(201, 'POST', shop, { body: { kind: 'delivery', name: 'Site' } })
    const [editor, stranger] = [await app.member('editor'), await app.ownerOfAnother('garden')]
    for (const { token } of [editor, stranger]) expect(await ask(app, made.secret, token)).toEqual(inactive)
    expect(await ask(app, made.secret, (await app.member('developer')).token)).toMatchObject({ active: true })
    const operations = ['oauth.introspect']
    const body = { name: 'Gateway', scope: { form: 'custom', operations } }
    const narrow = await app.expect(201, 'POST', '/api/v1/account/tokens', { body })
    expect(await ask(app, made.secret, narrow.secret)).toEqual(inactive)
    const wider = { ...body, scope: { form: 'custom', operations: [...operations, 'tokens.show'] } }
    const gateway = await app.expect(201, 'POST', '/api/v1/account/tokens', { body: wider })
    expect(await ask(app, made.secret, gateway.secret)).toMatchObject({ active: true })
  })

  test('of what is paused, expired, revoked, deleted, mistyped or unknown says nothing more', async () => {
    const app = await openPeople(databases)
    const expires_at = new Date(app.clock.now + 1000).toISOString()
    const make = (body: object = {}) =>
      app.expect(201, 'POST', shop, { body: { kind: 'api', name: 'T', grants: [], ...body } })
    const [paused, expired, revoked, deleted] = [await make(), await make({ expires_at }), await make(), await make()]
    for (const { secret } of [paused, expired, revoked, deleted])
      expect(await ask(app, secret)).toMatchObject({ active: true })
    await app.expect(200, 'POST', `${shop}/${paused.id}/deactivate`)
    await app.expect(200, 'POST', `${shop}/${revoked.id}/revoke`)
    await app.expect(204, 'DELETE', `${shop}/${deleted.id}`)
    app.clock.now += 1000
    const others = ['x', `${paused.secret.slice(0, -1)}!`, 'lk_api_AAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000']
    for (const text of [paused.secret, expired.secret, revoked.secret, deleted.secret, ...others])
      expect(await ask(app, text)).toEqual(inactive)
  })

  test('follows a rotation: the old secret is active until its grace ends', async () => {
    const app = await openPeople(databases)
    const made = await app.expect(201, 'POST', shop, { body: { kind: 'api', name: 'T', grants: [] } })
    const rotated = await app.expect(200, 'POST', `${shop}/${made.id}/rotate`, { body: { grace_seconds: 60 } })
    const end = Math.floor(app.clock.now / 1000) + 60
    expect(await ask(app, made.secret)).toMatchObject({ active: true, exp: end })
    expect(await ask(app, rotated.secret)).not.toHaveProperty('exp')
    app.clock.now += 60_000
    expect(await ask(app, made.secret)).toEqual(inactive)
    expect(await ask(app, rotated.secret)).toMatchObject({ active: true })
  })

  test('takes a token in its own form alone: not in JSON, not in the URL, not in another body', async () => {
    const app = await openPeople(databases)
    const { secret } = await app.expect(201, 'POST', shop, { body: { kind: 'delivery', name: 'Site' } })
    const path = '/api/v1/oauth/introspect'
    await app.expect(415, 'POST', path, { body: { token: secret } })
    await app.expect(400, 'POST', `${path}?token=${secret}`, { body: 'token=x', headers })
    const elsewhere = await app.expect(400, 'POST', shop, { body: { kind: 'delivery', name: secret } })
    expect(elsewhere.type).toBe('/problems/misplaced-token')
    await app.expect(422, 'POST', path, { body: 'token_type_hint=x', headers })
    await app.expect(422, 'POST', path, { body: `token=x&token=y`, headers })
    expect(await app.expect(200, 'POST', path, { body: `token=x&client_id=y`, headers })).toEqual(inactive)
  })

  test('is for sessions and personal tokens', async () => {
    const app = await openPeople(databases)
    const { secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'M' } })
    const path = '/api/v1/oauth/introspect'
    await app.expect(403, 'POST', path, { token: secret, body: `token=${secret}`, headers })
    await app.expect(401, 'POST', path, { token: null, body: `token=${secret}`, headers })
  })
})
