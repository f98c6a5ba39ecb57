import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readStamp, sameStamp, spaceColumn } from './stamp.ts'
import { describeEachDatabase } from './test-databases.ts'
import { insertSpace, insertToken } from './test-rows.ts'

describeEachDatabase('the stamp', (databases) => {
  async function openWithToken() {
    const { database } = await databases.open()
    const space = await database.write((tx) => insertSpace(tx, 'shop'))
    const tokenId = await database.write((tx) => insertToken(tx, space, { account_id: space.accountId }))
    return { database, space, tokenId }
  }

  test('holds the four numbers of a token in a space named by slug or id', async () => {
    const { database, space, tokenId } = await openWithToken()
    await database.write(async (tx) => {
      await tx.updateTable('tokens').set({ version: 2 }).execute()
      await tx.updateTable('spaces').set({ authz_epoch: 3 }).execute()
      await tx.updateTable('accounts').set({ authz_epoch: 4 }).execute()
      await tx.updateTable('environments').set({ content_version: 5 }).execute()
    })
    const stamp = { tokenVersion: 2, spaceEpoch: 3, accountEpoch: 4, contentVersion: 5, spaceId: space.spaceId }
    expect(await database.stamps.stamp(tokenId, 'shop')).toEqual(stamp)
    expect(await database.stamps.stamp(tokenId, space.spaceId)).toEqual(stamp)
  })

  test('leaves the space out where none is named or none has the name', async () => {
    const { database, tokenId } = await openWithToken()
    const stamp = { tokenVersion: 1, spaceEpoch: 0, accountEpoch: 1, contentVersion: 0, spaceId: null }
    expect(await database.stamps.stamp(tokenId, null)).toEqual(stamp)
    expect(await database.stamps.stamp(tokenId, 'elsewhere')).toEqual(stamp)
    expect(await database.stamps.stamp(tokenId, randomUUID())).toEqual(stamp)
  })

  test('is null for an unknown token', async () => {
    const { database } = await openWithToken()
    expect(await database.stamps.stamp('nobody', 'shop')).toBeNull()
  })

  test('is the same inside a snapshot', async () => {
    const { database, space, tokenId } = await openWithToken()
    for (const segment of ['shop', space.spaceId, 'elsewhere', null]) {
      const inside = await database.read((db) => readStamp(db, tokenId, segment))
      expect(inside).toEqual(await database.stamps.stamp(tokenId, segment))
    }
    expect(await database.read((db) => readStamp(db, 'nobody', 'shop'))).toBeNull()
  })

  test('of a full verification is of the snapshot that its rights were read in', async () => {
    const { database, tokenId } = await openWithToken()
    const [grants, stamp] = await database.read(async (db) => {
      const token = await db.selectFrom('tokens').select('grants').where('id', '=', tokenId).executeTakeFirst()
      await database.write((tx) => tx.updateTable('tokens').set({ version: 2, grants: '[]' }).execute())
      return [token?.grants, await readStamp(db, tokenId, 'shop')]
    })
    expect(grants).toBeNull()
    expect(stamp?.tokenVersion).toBe(1)
    expect(await database.stamps.stamp(tokenId, 'shop')).toMatchObject({ tokenVersion: 2 })
  })

  test('asked after a revocation was acknowledged is never the one before it', async () => {
    const { database, tokenId } = await openWithToken()
    for (let version = 2; version <= 40; version += 1) {
      const ask = async () => database.stamps.stamp(tokenId, 'shop')
      const before = Array.from({ length: 5 }, ask)
      await database.write((tx) => tx.updateTable('tokens').set({ version }).where('id', '=', tokenId).execute())
      const after = Array.from({ length: 5 }, ask)
      for (const stamp of await Promise.all(before)) expect(stamp?.tokenVersion).toBeGreaterThanOrEqual(version - 1)
      for (const stamp of await Promise.all(after)) expect(stamp?.tokenVersion).toBe(version)
    }
  })

  test('answers each of many questions of a tick with its own stamp', async () => {
    const { database, space } = await openWithToken()
    const ids = await database.write(async (tx) => {
      const made: string[] = []
      for (let version = 10; version < 40; version += 1) made.push(await insertToken(tx, space, { version }))
      return made
    })
    const segments = ['shop', space.spaceId, null]
    const stamps = await Promise.all(
      ids.map(async (id, index) => database.stamps.stamp(id, segments[index % 3] ?? null)),
    )
    expect(stamps.map((stamp) => stamp?.tokenVersion)).toEqual(ids.map((_, index) => index + 10))
    expect(stamps.map((stamp) => stamp?.spaceId)).toEqual(
      ids.map((_, index) => (index % 3 === 2 ? null : space.spaceId)),
    )
  })
})

test('a segment shaped like an id names an id, any other a slug', () => {
  expect(spaceColumn('018f3c1e-7b7a-7c3e-8a51-0123456789ab')).toBe('id')
  for (const slug of ['shop', '018f3c1e', '018F3C1E-7B7A-7C3E-8A51-0123456789AB', ''])
    expect(spaceColumn(slug)).toBe('slug')
})

test('two stamps are the same when every number and the space are', () => {
  const stamp = { tokenVersion: 1, spaceEpoch: 2, accountEpoch: 3, contentVersion: 4, spaceId: 's' }
  expect(sameStamp(stamp, { ...stamp })).toBe(true)
  for (const change of [
    { tokenVersion: 2 },
    { spaceEpoch: 3 },
    { accountEpoch: 4 },
    { contentVersion: 5 },
    { spaceId: null },
  ]) {
    expect(sameStamp(stamp, { ...stamp, ...change })).toBe(false)
  }
})
