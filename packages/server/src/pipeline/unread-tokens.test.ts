import { expect, test, vi } from 'vitest'
import { describeEachDatabase } from '../database/test-databases.ts'
import { openTestApp } from '../test-support/test-app.ts'

const path = '/api/v1/account'

describeEachDatabase('a text that is no token', (databases) => {
  test('is refused by its checksum, without a look into the database', async () => {
    const app = await openTestApp(databases)
    const read = vi.spyOn(app.database, 'read')
    const stamp = vi.spyOn(app.database.stamps, 'stamp')
    const { token } = app.owner
    const mistyped = `${token.slice(0, 30)}${token[30] === 'a' ? 'b' : 'a'}${token.slice(31)}`
    for (const text of ['x', 'Basic', 'sk_live_4eC39HqLyjWDarjtT1zdp7dc', token.slice(1), mistyped]) {
      expect((await app.call('GET', path, { token: text })).status).toBe(401)
    }
    expect([read.mock.calls, stamp.mock.calls]).toEqual([[], []])
    await app.expect(200, 'GET', path)
    expect(read.mock.calls.length).toBeGreaterThan(0)
  })
})
