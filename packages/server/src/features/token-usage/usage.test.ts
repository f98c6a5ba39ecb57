import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import type { Call } from '../../pipeline/usage-recorder.ts'
import { openPeople, type People } from '../tokens/test-people.ts'
import { distinctMax } from './tally.ts'
import { dayMs } from './days.ts'
import { TokenUsage } from './usage.ts'

const path = '/api/v1/spaces/shop/tokens'

function callOf(tokenId: string, at: number, more: Partial<Call> = {}): Call {
  return { tokenId, at, operation: 'content.list', address: '203.0.113.7', agent: 'curl/8.5.0', refused: null, ...more }
}

async function newToken(app: People): Promise<string> {
  return (await app.expect(201, 'POST', path, { body: { kind: 'preview', name: 'P' } })).id
}

function rowsOf({ database }: People, tokenId: string) {
  return database.read((db) =>
    db.selectFrom('token_usage').selectAll().where('token_id', '=', tokenId).orderBy('day').execute(),
  )
}

describeEachDatabase('usage', (databases) => {
  test('calls and refusals are counted in memory, and shown after a flush', async () => {
    const app = await openPeople(databases)
    const { id, secret } = await app.expect(201, 'POST', path, { body: { kind: 'delivery', name: 'D' } })
    const before = await app.database.read((db) => db.selectFrom('token_usage').selectAll().execute())
    app.clock.now += 5000
    await app.call('GET', path, { token: secret })
    await app.call('GET', path, { token: secret })
    expect(await app.expect(200, 'GET', `${path}/${id}`)).toMatchObject({ last_used_at: null })
    await app.app.usage.flush()
    expect(await app.expect(200, 'GET', `${path}/${id}`)).toMatchObject({
      last_used_at: new Date(app.clock.now).toISOString(),
      version: 1,
    })
    expect(before).toEqual([])
    expect(await rowsOf(app, id)).toEqual([
      {
        token_id: id,
        day: app.clock.now - (app.clock.now % dayMs),
        calls: 2,
        refused: 2,
        last_used_at: app.clock.now,
      },
    ])
  })

  test('adds up over nodes and flushes, by day, and the last use only moves forward', async () => {
    const app = await openPeople(databases)
    const id = await newToken(app)
    const nodes = [new TokenUsage(app.database), new TokenUsage(app.database)]
    nodes[0]?.record(callOf(id, dayMs + 10))
    nodes[0]?.record(callOf(id, 2 * dayMs))
    nodes[1]?.record(callOf(id, dayMs + 5, { refused: { problem: 'x', layer: undefined, missingGrant: undefined } }))
    for (const node of nodes) await node.flush()
    nodes[1]?.record(callOf(id, dayMs + 7))
    await nodes[1]?.flush()
    expect(await rowsOf(app, id)).toEqual([
      { token_id: id, day: dayMs, calls: 3, refused: 1, last_used_at: dayMs + 10 },
      { token_id: id, day: 2 * dayMs, calls: 1, refused: 0, last_used_at: 2 * dayMs },
    ])
  })

  test('what could not be written is kept for the next flush', async () => {
    const app = await openPeople(databases)
    const id = await newToken(app)
    let fails = true
    const usage = new TokenUsage({
      ...app.database,
      write: (work) => (fails ? Promise.reject(new Error('disk full')) : app.database.write(work)),
    })
    usage.record(callOf(id, dayMs))
    await expect(usage.flush()).rejects.toThrow('disk full')
    usage.record(callOf(id, dayMs + 1, { address: '2001:db8::1' }))
    fails = false
    await usage.flush()
    await usage.flush()
    expect(await rowsOf(app, id)).toMatchObject([{ calls: 2, last_used_at: dayMs + 1 }])
    expect((await detailsOf(app, id, 'network')).map(({ value, calls }) => [value, calls])).toEqual([
      ['2001:db8::/48', 1],
      ['203.0.113.0/24', 1],
    ])
  })

  test('tells no more networks apart than it may, over nodes and flushes; further ones are counted together', async () => {
    const app = await openPeople(databases)
    const id = await newToken(app)
    const nodes = [new TokenUsage(app.database), new TokenUsage(app.database)]
    for (const [node, usage] of nodes.entries()) {
      for (let network = 0; network < 15; network += 1) {
        usage.record(callOf(id, dayMs, { address: `10.${node}.${network}.1` }))
      }
      await usage.flush()
      usage.record(callOf(id, dayMs, { address: `10.${node}.0.2` }))
      await usage.flush()
    }
    const rows = await detailsOf(app, id, 'network')
    const counted = new Map(rows.map(({ value, calls }) => [value, calls]))
    expect(counted.size).toBe(distinctMax.network + 1)
    expect([counted.get('10.0.0.0/24'), counted.get('10.1.0.0/24'), counted.get('other')]).toEqual([2, 2, 10])
  })

  test('details of days that are no longer told of are dropped', async () => {
    const app = await openPeople(databases)
    const id = await newToken(app)
    const usage = new TokenUsage(app.database)
    usage.record(callOf(id, 10 * dayMs))
    usage.record(callOf(id, 11 * dayMs))
    await usage.flush()
    usage.record(callOf(id, 100 * dayMs))
    await usage.flush()
    expect((await detailsOf(app, id, 'network')).map(({ day }) => day / dayMs)).toEqual([11, 100])
    expect(await rowsOf(app, id)).toHaveLength(3)
  })
})

function detailsOf({ database }: People, tokenId: string, aspect: 'network') {
  return database.read((db) =>
    db
      .selectFrom('token_usage_details')
      .selectAll()
      .where('token_id', '=', tokenId)
      .where('aspect', '=', aspect)
      .orderBy('day')
      .orderBy('value')
      .execute(),
  )
}
