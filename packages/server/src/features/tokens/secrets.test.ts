import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'

/** The secret part of a token as it could be written somewhere: raw, and in base64 at each of the three offsets. */
function spellings(text: string): string[] {
  const secret = text.slice(20, 52)
  const encoded = [0, 1, 2].map((offset) =>
    Buffer.from('x'.repeat(offset) + secret)
      .toString('base64')
      .slice(4, -8),
  )
  return [secret, Buffer.from(secret).toString('hex'), ...encoded]
}

/** All that the database holds, as text. */
async function dump({ database, location }: People): Promise<string> {
  if ('dataFolder' in location) {
    return readdirSync(location.dataFolder)
      .map((name) => readFileSync(join(location.dataFolder, name), 'latin1'))
      .join('')
  }
  const tables = ['tokens', 'token_secrets', 'audit', 'idempotency', 'outbox', 'token_usage'] as const
  const rows = await Promise.all(
    tables.map((table) => database.read((db) => db.selectFrom(table).selectAll().execute())),
  )
  return JSON.stringify(rows)
}

describeEachDatabase('secrets', (databases) => {
  test('are in one answer, and in no row, log line or other answer', async () => {
    const app = await openPeople(databases, { reveal: true })
    const headers = { 'idempotency-key': 'k' }
    const delivery = { body: { kind: 'delivery', name: 'D' }, headers }
    const made = [
      await app.expect(201, 'POST', path, delivery),
      await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'M' } }),
      await app.expect(201, 'POST', path, { body: { kind: 'api', name: 'A', grants: [] } }),
      await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'P', scope: { form: 'all' } } }),
    ]
    const [first] = made
    const others = [
      await app.call('POST', path, delivery),
      await app.call('GET', path),
      await app.call('GET', `${path}/${first.id}`),
      await app.call('PATCH', `${path}/${first.id}`, { body: { name: 'E' } }),
      await app.call('GET', '/api/v1/account/tokens'),
      await app.call('GET', `${path}?after=${first.secret}`),
      await app.call('POST', path, { token: first.secret, body: { kind: first.secret, name: 'x' } }),
    ]
    await app.expect(200, 'POST', `${path}/${first.id}/deactivate`)
    await app.call('GET', path, { token: first.secret })
    await app.app.usage.flush()
    const everything = [await dump(app), app.logged(), ...others.map((answer) => answer.text)].join('\n')
    expect(everything).toContain(first.id)
    for (const { secret } of made) {
      for (const spelling of spellings(secret)) expect(everything).not.toContain(spelling)
    }
  })

  test('of requests with an Idempotency-Key are in the first answer alone: the repeated one says that they were shown', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { kind: 'api', name: 'A', grants: [] } })
    const personal = { name: 'P', scope: { form: 'all' } }
    const own = await app.expect(201, 'POST', '/api/v1/account/tokens', { body: personal })
    const requests = [
      [201, path, { kind: 'delivery', name: 'D' }],
      [201, path, { kind: 'management', name: 'M' }],
      [201, '/api/v1/account/tokens', personal],
      [200, `${path}/${id}/rotate`, {}],
      [200, `/api/v1/account/tokens/${own.id}/rotate`, {}],
    ] as const
    const secrets: string[] = []
    for (const [index, [status, at, body]] of requests.entries()) {
      const keyed = { body, headers: { 'idempotency-key': `key ${index}` } }
      const first = await app.expect(status, 'POST', at, keyed)
      const again = await app.expect(200, 'POST', at, keyed)
      expect(first).toMatchObject({ secret: expect.stringMatching(/^lk_/) })
      expect(first).not.toHaveProperty('secret_shown')
      expect(again).toMatchObject({ id: first.id, secret_shown: true })
      expect(again).not.toHaveProperty('secret')
      secrets.push(first.secret)
    }
    const stored = await dump(app)
    const rows = await app.database.read((db) => db.selectFrom('idempotency').select('resource_id').execute())
    expect(rows).toHaveLength(requests.length)
    for (const secret of secrets) for (const spelling of spellings(secret)) expect(stored).not.toContain(spelling)
  })

  test('are kept as keyed hashes, and sealed only for kinds that are readable again', async () => {
    const app = await openPeople(databases)
    await app.expect(201, 'POST', path, { body: { kind: 'delivery', name: 'D' } })
    await app.expect(201, 'POST', path, { body: { kind: 'management', name: 'M' } })
    await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'P', scope: { form: 'all' } } })
    const rows = await app.database.read((db) =>
      db
        .selectFrom('tokens')
        .select(['kind', 'secret_hash', 'secret_key_id', 'secret_sealed'])
        .where('kind', '<>', 'session')
        .orderBy('kind')
        .execute(),
    )
    const stored = { secret_hash: expect.stringMatching(/^[\w-]{43}$/), secret_key_id: app.services.ring.current.id }
    expect(rows).toEqual([
      { kind: 'delivery', ...stored, secret_sealed: expect.stringMatching(/^key_/) },
      { kind: 'management', ...stored, secret_sealed: null },
      { kind: 'personal', ...stored, secret_sealed: null },
    ])
  })
})
