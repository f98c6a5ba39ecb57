import { expect, test } from 'vitest'
import type { Writer } from '../../database/database.ts'
import { lockForWrite, takeTurns } from '../../database/lock-for-write.ts'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { insertSpace } from '../../database/test-rows.ts'
import { holdAccount, holdAdministrators } from './queries.ts'

describeEachDatabase('who holds an account', (databases) => {
  test.each<readonly [string, (tx: Writer, id: string) => Promise<unknown>]>([
    ['for itself', holdAccount],
    ['among the administrators', holdAdministrators],
  ])('%s and then its turn never waits for a writer who waits for him', async (_, hold) => {
    const { database } = await databases.open()
    const { accountId } = await database.write((tx) => insertSpace(tx, 'shop'))
    await database.write((tx) => tx.updateTable('accounts').set({ installation_admin: 1 }).execute())
    let runs = 0
    const write = () =>
      database.write(async (tx) => {
        runs += 1
        await lockForWrite(tx, { tokenId: null, spaceId: null, accountId }, 'share')
      })
    const keep = () =>
      database.write(async (tx) => {
        runs += 1
        await hold(tx, accountId)
        await takeTurns(tx, [accountId])
      })
    // Every write is two statements, between which the other may come: often enough that he does.
    for (let round = 0; round < 20; round++) await Promise.all([write(), keep(), write(), write()])
    expect(runs).toBe(80)
  })
})
