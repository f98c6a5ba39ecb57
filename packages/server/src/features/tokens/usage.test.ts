import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople } from './test-people.ts'
import { TokenUsage } from './usage.ts'

const path = '/api/v1/spaces/shop/tokens'
const day = 24 * 60 * 60 * 1000

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
    const rows = await app.database.read((db) =>
      db.selectFrom('token_usage').selectAll().where('token_id', '=', id).execute(),
    )
    expect(before).toEqual([])
    expect(rows).toEqual([
      { token_id: id, day: app.clock.now - (app.clock.now % day), calls: 2, refused: 2, last_used_at: app.clock.now },
    ])
  })

  test('adds up over nodes and flushes, by day, and the last use only moves forward', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { kind: 'preview', name: 'P' } })
    const nodes = [new TokenUsage(app.database), new TokenUsage(app.database)]
    nodes[0]?.record(id, day + 10, false)
    nodes[0]?.record(id, 2 * day, false)
    nodes[1]?.record(id, day + 5, true)
    for (const node of nodes) await node.flush()
    nodes[1]?.record(id, day + 7, false)
    await nodes[1]?.flush()
    const rows = await app.database.read((db) =>
      db.selectFrom('token_usage').selectAll().where('token_id', '=', id).orderBy('day').execute(),
    )
    expect(rows).toEqual([
      { token_id: id, day, calls: 3, refused: 1, last_used_at: day + 10 },
      { token_id: id, day: 2 * day, calls: 1, refused: 0, last_used_at: 2 * day },
    ])
  })

  test('what could not be written is kept for the next flush', async () => {
    const app = await openPeople(databases)
    const { id } = await app.expect(201, 'POST', path, { body: { kind: 'preview', name: 'P' } })
    let fails = true
    const usage = new TokenUsage({
      ...app.database,
      write: (work) => (fails ? Promise.reject(new Error('disk full')) : app.database.write(work)),
    })
    usage.record(id, day, false)
    await expect(usage.flush()).rejects.toThrow('disk full')
    usage.record(id, day + 1, false)
    fails = false
    await usage.flush()
    await usage.flush()
    const rows = await app.database.read((db) =>
      db.selectFrom('token_usage').select(['calls', 'last_used_at']).where('token_id', '=', id).execute(),
    )
    expect(rows).toEqual([{ calls: 2, last_used_at: day + 1 }])
  })
})
