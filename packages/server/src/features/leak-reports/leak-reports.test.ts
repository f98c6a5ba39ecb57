import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { openPeople, type People } from '../tokens/test-people.ts'

const path = '/api/v1/leak-reports/github'
const shop = '/api/v1/spaces/shop/tokens'
const url = 'https://github.com/octocat/hello/blob/1/a.txt'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = publicKey.export({ type: 'spki', format: 'pem' })

/** A server that lists the public key, and counts how often it was asked. */
async function serveKeys(keys: unknown = [{ key_identifier: 'one', key: pem, is_current: true }], status = 200) {
  const asked = { times: 0 }
  const server = createServer((_request, response) => {
    asked.times += 1
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ public_keys: keys }))
  })
  server.listen(0, '127.0.0.1')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { asked, githubKeys: `http://127.0.0.1:${port}/keys` }
}

async function open(databases: TestDatabases, revoke = true) {
  const { asked, githubKeys } = await serveKeys()
  const app = await openPeople(databases, { outgoingAllow: ['127.0.0.1'], leakReports: { githubKeys, revoke } })
  return { app, asked }
}

const signatureOf = (body: string) => createSign('SHA256').update(body).sign(privateKey, 'base64')

function report(app: People, status: number, finds: readonly object[], headers: Record<string, string> = {}) {
  const body = JSON.stringify(finds)
  return app.expect(status, 'POST', path, {
    token: null,
    body,
    headers: {
      'content-type': 'application/json',
      'github-public-key-identifier': 'one',
      'github-public-key-signature': signatureOf(body),
      ...headers,
    },
  })
}

const find = (token: string, at = url) => ({ token, type: 'latchkey', url: at, source: 'Commit' })

async function isLive(app: People, token: string): Promise<boolean> {
  return (await app.call('GET', '/api/v1/session', { token })).status !== 401
}

async function told(app: People) {
  const rows = await app.database.read((db) =>
    db
      .selectFrom('audit')
      .select(['chain_id', 'subject', 'actor', 'body'])
      .where('action', '=', 'leak-reports.github')
      .execute(),
  )
  return rows.map(({ body, ...row }) => ({ ...row, details: JSON.parse(body).details }))
}

async function mailsDue(app: People): Promise<number> {
  const rows = await app.database.read((db) =>
    db.selectFrom('outbox').select('id').where('topic', '=', 'mail.leaked-token').execute(),
  )
  return rows.length
}

describeEachDatabase('leak reports of GitHub', (databases) => {
  test('revoke a token that is for servers alone, tell the trail where it was found, and say that it was real', async () => {
    const { app } = await open(databases)
    const { id, secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'Build' } })
    const own = await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'P', scope: { form: 'all' } } })
    const answer = await report(app, 200, [find(secret), find(own.secret), find('nothing')])
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(answer).toEqual([
      { token_hash: hash(secret), token_type: 'latchkey', label: 'true_positive' },
      { token_hash: hash(own.secret), token_type: 'latchkey', label: 'true_positive' },
      { token_hash: hash('nothing'), token_type: 'latchkey', label: 'false_positive' },
    ])
    expect([await isLive(app, secret), await isLive(app, own.secret)]).toEqual([false, false])
    const details = { reporter: 'github', source: 'Commit', url, revoked: true }
    expect(await told(app)).toEqual([
      { chain_id: app.space.id, actor: 'installation', subject: `tokens:${id}`, details },
      { chain_id: 'installation', actor: 'installation', subject: `tokens:${own.id}`, details },
    ])
    expect(await mailsDue(app)).toBe(2)
  })

  test('of a publishable key are told and end nothing', async () => {
    const { app } = await open(databases)
    const { secret } = await app.expect(201, 'POST', shop, { body: { kind: 'delivery', name: 'Site' } })
    expect(await report(app, 200, [find(secret)])).toMatchObject([{ label: 'true_positive' }])
    expect(await isLive(app, secret)).toBe(true)
    expect(await told(app)).toMatchObject([{ details: { revoked: false } }])
  })

  test('end nothing where the installation says that owners are only told', async () => {
    const { app } = await open(databases, false)
    const { secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'Build' } })
    await report(app, 200, [find(secret)])
    expect(await isLive(app, secret)).toBe(true)
    expect(await told(app)).toMatchObject([{ details: { revoked: false } }])
  })

  test('that come again change nothing and tell nothing; a further place is told, by mail only the first', async () => {
    const { app } = await open(databases)
    const { secret } = await app.expect(201, 'POST', shop, { body: { kind: 'delivery', name: 'Site' } })
    for (let times = 0; times < 3; times += 1) {
      expect(await report(app, 200, [find(secret), find(secret)])).toMatchObject([
        { label: 'true_positive' },
        { label: 'true_positive' },
      ])
    }
    expect(await told(app)).toHaveLength(1)
    await report(app, 200, [find(secret, `${url}#2`)])
    expect(await told(app)).toHaveLength(2)
    expect(await mailsDue(app)).toBe(1)
  })

  test('of a secret that has retired leave the live one alone', async () => {
    const { app } = await open(databases)
    const { id, secret: old } = await app.expect(201, 'POST', shop, { body: { kind: 'api', name: 'A', grants: [] } })
    const { secret } = await app.expect(200, 'POST', `${shop}/${id}/rotate`, { body: { grace_seconds: 0 } })
    expect(await report(app, 200, [find(old)])).toMatchObject([{ label: 'true_positive' }])
    expect(await isLive(app, secret)).toBe(true)
    expect(await told(app)).toMatchObject([{ details: { revoked: false } }])
  })

  test('without a signature, with a wrong one, over other bytes or by an unknown key are refused, and nothing happens', async () => {
    const { app, asked } = await open(databases)
    const { secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'Build' } })
    const other = signatureOf('[]')
    const wrong: readonly Record<string, string>[] = [
      { 'github-public-key-signature': '' },
      { 'github-public-key-signature': 'AAAA' },
      { 'github-public-key-signature': other },
      { 'github-public-key-identifier': 'two' },
    ]
    for (const headers of wrong)
      expect(await report(app, 401, [find(secret)], headers)).toMatchObject({ type: '/problems/report-not-signed' })
    const bare = { token: null, body: [find(secret)] }
    await app.expect(401, 'POST', path, bare)
    expect(await isLive(app, secret)).toBe(true)
    expect(await told(app)).toEqual([])
    // Keys are fetched once, and for an unknown name not again within the minute.
    expect(asked.times).toBe(1)
    app.clock.now += 60_000
    await report(app, 401, [find(secret)], { 'github-public-key-identifier': 'two' })
    expect(asked.times).toBe(2)
  })

  test('are refused as another server’s failure while its keys are not to be had', async () => {
    const { asked, githubKeys } = await serveKeys([], 500)
    const app = await openPeople(databases, { outgoingAllow: ['127.0.0.1'], leakReports: { githubKeys, revoke: true } })
    for (let times = 0; times < 3; times += 1)
      expect(await report(app, 502, [])).toMatchObject({ type: '/problems/bad-gateway' })
    // Nor does anybody make the server ask in vain oftener than once a minute.
    expect(asked.times).toBe(1)
    app.clock.now += 60_000
    await report(app, 502, [])
    expect(asked.times).toBe(2)
  })

  test('are off unless the installation is told where the keys are', async () => {
    const app = await openPeople(databases)
    expect(await report(app, 404, [])).toMatchObject({ type: '/problems/not-found' })
  })

  test('have a bound, and leave no secret in database or log', async () => {
    const { app } = await open(databases)
    await report(
      app,
      422,
      Array.from({ length: 1001 }, () => find('x')),
    )
    const { secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'Build' } })
    await report(app, 200, [find(secret)])
    const rows = await app.database.read(async (db) => [
      await db.selectFrom('audit').selectAll().execute(),
      await db.selectFrom('token_leaks').selectAll().execute(),
      await db.selectFrom('outbox').selectAll().execute(),
    ])
    expect(JSON.stringify(rows) + app.logged()).not.toContain(secret.slice(20, 52))
  })

  test('reach the owner by mail', async () => {
    const { app } = await open(databases)
    const { id, secret } = await app.expect(201, 'POST', shop, { body: { kind: 'management', name: 'Build' } })
    await report(app, 200, [find(secret)])
    await app.app.runner.runDue()
    expect(app.letters).toMatchObject([
      { to: 'owner@example.com', subject: 'A token of yours was found in the open and revoked' },
    ])
    expect(app.letters[0]?.text).toContain(`lk_mgt_${id}_••••, “Build” of the space shop.`)
    expect(app.letters[0]?.text).toContain(url)
  })
})
