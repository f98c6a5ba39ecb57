import { expect, test } from 'vitest'
import type { Database } from './database.ts'
import { lockForWrite } from './lock-for-write.ts'
import { fillSlot, freeSlot, handOverSlot } from './slots.ts'
import { describeEachDatabase } from './test-databases.ts'
import { insertSpace, insertToken, type TestSpace } from './test-rows.ts'

describeEachDatabase('slots', (databases) => {
  async function openWithSpace() {
    const { database } = await databases.open()
    return { database, space: await database.write((tx) => insertSpace(tx, 'shop')) }
  }

  function create(database: Database, space: TestSpace, limit: number) {
    return database.write(async (tx) => {
      await lockForWrite(tx, { accountId: null, spaceId: space.spaceId, tokenId: null }, 'update')
      const tokenId = await insertToken(tx, space)
      const slot = await fillSlot(tx, { ownerId: space.spaceId, pool: 'delivery' }, limit, tokenId)
      return { tokenId, slot }
    })
  }

  test('hold under many creators at once', async () => {
    const { database, space } = await openWithSpace()
    const made = await Promise.all(Array.from({ length: 30 }, () => create(database, space, 20)))
    const slots = made.map((each) => each.slot).filter((slot) => slot !== null)
    expect(slots.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, slot) => slot))
  })

  test('are filled from the lowest that is free', async () => {
    const { database, space } = await openWithSpace()
    const first = await create(database, space, 3)
    await create(database, space, 3)
    await database.write((tx) => freeSlot(tx, first.tokenId))
    expect((await create(database, space, 3)).slot).toBe(0)
    expect((await create(database, space, 3)).slot).toBe(2)
    expect((await create(database, space, 3)).slot).toBeNull()
  })

  test('above a lowered limit stay taken', async () => {
    const { database, space } = await openWithSpace()
    for (let count = 0; count < 3; count += 1) await create(database, space, 3)
    expect((await create(database, space, 2)).slot).toBeNull()
    expect(await database.read((db) => db.selectFrom('token_slots').select('slot').execute())).toHaveLength(3)
  })

  test('pass from a token that ends to the one that replaces it', async () => {
    const { database, space } = await openWithSpace()
    const old = await create(database, space, 1)
    await database.write(async (tx) => {
      const next = await insertToken(tx, space)
      expect(await handOverSlot(tx, old.tokenId, next)).toBe(true)
      expect(await handOverSlot(tx, old.tokenId, next)).toBe(false)
    })
    expect((await create(database, space, 1)).slot).toBeNull()
  })
})
