import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database, Writer } from './database.ts'
import { type LockedRows, lockForWrite, takeTurns } from './lock-for-write.ts'
import { describeEachDatabase } from './test-databases.ts'
import { insertSpace, insertToken } from './test-rows.ts'

describeEachDatabase('locks for a write', (databases) => {
  async function openWithToken() {
    const { database } = await databases.open()
    const space = await database.write((tx) => insertSpace(tx, 'shop'))
    const tokenId = await database.write((tx) => insertToken(tx, space))
    return { database, rows: { tokenId, spaceId: space.spaceId, accountId: space.accountId } }
  }

  test.each(['share', 'update'] as const)('taken to %s answer the numbers of now', async (mode) => {
    const { database, rows } = await openWithToken()
    await database.write((tx) => tx.updateTable('spaces').set({ authz_epoch: 7 }).execute())
    const stamp = await database.write((tx) => lockForWrite(tx, rows, mode))
    expect(stamp).toEqual({ tokenVersion: 1, spaceEpoch: 7, accountEpoch: 1 })
  })

  test('leave out rows that are not named and answer null for one that is gone', async () => {
    const { database, rows } = await openWithToken()
    const none = { tokenId: null, spaceId: null, accountId: null }
    expect(await database.write((tx) => lockForWrite(tx, none, 'share'))).toEqual({
      tokenVersion: 0,
      spaceEpoch: 0,
      accountEpoch: 0,
    })
    expect(await database.write((tx) => lockForWrite(tx, { ...rows, tokenId: 'gone' }, 'share'))).toBeNull()
  })

  test('keep a revocation waiting until the write that shares them is committed', async () => {
    const { database, rows } = await openWithToken()
    const order: string[] = []
    const writing = database.write(async (tx) => {
      await lockForWrite(tx, rows, 'share')
      order.push('write holds')
      await sleep(50)
      order.push('write ends')
    })
    await sleep(20)
    await database.write((tx) => tx.updateTable('tokens').set({ version: 2 }).where('id', '=', rows.tokenId).execute())
    order.push('revoked')
    await writing
    expect(order).toEqual(['write holds', 'write ends', 'revoked'])
  })

  test('taken to update from the start let two editors of authority take turns', async () => {
    const { database, rows } = await openWithToken()
    const edit = () =>
      database.write(async (tx) => {
        const stamp = await lockForWrite(tx, rows, 'update')
        await sleep(5)
        const authz_epoch = (stamp?.spaceEpoch ?? 0) + 1
        await tx.updateTable('spaces').set({ authz_epoch }).where('id', '=', rows.spaceId).execute()
      })
    await Promise.all([edit(), edit(), edit()])
    const stamp = await database.write((tx) => lockForWrite(tx, rows, 'share'))
    expect(stamp?.spaceEpoch).toBe(4)
  })

  test('let who changes the rights of a member and the member who writes take turns', async () => {
    const { database, rows } = await openWithToken()
    const member = await database.write((tx) => insertSpace(tx, 'of-the-member'))
    let runs = 0
    const narrow = () =>
      database.write(async (tx) => {
        runs += 1
        await lockForWrite(tx, rows, 'update')
        await sleep(30)
        await tx.updateTable('accounts').set({ authz_epoch: 2 }).where('id', '=', member.accountId).execute()
      })
    const write = () =>
      database.write(async (tx) => {
        runs += 1
        await lockForWrite(tx, { ...rows, tokenId: null, accountId: member.accountId }, 'share')
        await sleep(10)
      })
    await Promise.all([write(), narrow(), write(), write()])
    // None was given up by the database to be run again.
    expect(runs).toBe(4)
  })

  /** In which order a writer that holds, somebody who narrows and a later writer come to their ends, each asking after the one before. */
  async function orderOf(database: Database, rows: LockedRows, narrow: (tx: Writer) => Promise<unknown>) {
    const order: string[] = []
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: held, resolve: holds } = Promise.withResolvers<void>()
    const write = (name: string, until: Promise<void>) =>
      database.write(async (tx) => {
        await lockForWrite(tx, rows, 'share')
        order.push(name)
        holds()
        await until
      })
    const first = write('writer', released)
    await held
    const narrowing = database.write(async (tx) => {
      await narrow(tx)
      order.push('narrowing')
    })
    await untilSomebodyWaits(database)
    const later = write('later writer', Promise.resolve())
    release()
    await Promise.all([first, narrowing, later])
    return order
  }

  test('let who changes authority in before those who come to share later', async () => {
    const { database, rows } = await openWithToken()
    const withoutToken = { ...rows, tokenId: null }
    const order = await orderOf(database, withoutToken, (tx) => lockForWrite(tx, withoutToken, 'update'))
    expect(order).toEqual(['writer', 'narrowing', 'later writer'])
  })

  test('let who narrows an account in before those of it who come to write in a space later', async () => {
    const { database, rows } = await openWithToken()
    const order = await orderOf(database, rows, async (tx) => {
      await takeTurns(tx, [rows.accountId])
      await tx.updateTable('accounts').set({ authz_epoch: 2 }).where('id', '=', rows.accountId).execute()
    })
    expect(order).toEqual(['writer', 'narrowing', 'later writer'])
  })

  test('let who ends a token in before the writes that come with it later', async () => {
    const { database, rows } = await openWithToken()
    const { tokenId } = rows
    const order = await orderOf(database, rows, async (tx) => {
      await takeTurns(tx, [tokenId])
      await tx.updateTable('tokens').set({ version: 2 }).where('id', '=', tokenId).execute()
    })
    expect(order).toEqual(['writer', 'narrowing', 'later writer'])
  })

  test('taken in opposite orders end in a second run, not in an error', async () => {
    const { database, rows } = await openWithToken()
    const touch = (first: 'tokens' | 'spaces', second: 'tokens' | 'spaces') =>
      database.write(async (tx) => {
        for (const table of [first, second]) {
          const id = table === 'tokens' ? rows.tokenId : rows.spaceId
          await tx.updateTable(table).set({ updated_at: 1 }).where('id', '=', id).execute()
          await sleep(30)
        }
        return 'done'
      })
    expect(await Promise.all([touch('tokens', 'spaces'), touch('spaces', 'tokens')])).toEqual(['done', 'done'])
  }, 20_000)
})

/** Until a transaction waits for its turn. On SQLite the writer's queue keeps the order by itself. */
async function untilSomebodyWaits(database: Database): Promise<void> {
  if (database.engine === 'sqlite') return
  const waiting = sql`
    select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where locktype = 'advisory' and not granted and datname = current_database()`
  while ((await database.read((db) => waiting.execute(db))).rows.length === 0) await sleep(5)
}
