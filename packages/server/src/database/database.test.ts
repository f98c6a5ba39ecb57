import { AsyncResource } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from './open-database.ts'
import { describeEachDatabase } from './test-databases.ts'
import { insertSpace, insertToken } from './test-rows.ts'

describeEachDatabase('the database', (databases) => {
  test('migrating again does nothing', async () => {
    const { database } = await databases.open()
    expect(await database.migrate()).toEqual([])
  })

  test('a committed write is seen by the next read', async () => {
    const { database } = await databases.open()
    await database.write((tx) => insertSpace(tx, 'shop'))
    const spaces = await database.read((db) => db.selectFrom('spaces').select(['slug', 'created_at']).execute())
    expect(spaces).toEqual([{ slug: 'shop', created_at: 1_700_000_000_000 }])
  })

  test('a write that throws leaves nothing', async () => {
    const { database } = await databases.open()
    const failing = database.write(async (tx) => {
      await insertSpace(tx, 'shop')
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await database.read((db) => db.selectFrom('spaces').select('slug').execute())).toEqual([])
  })

  test('neither reads nor stamps see what an open transaction has written', async () => {
    const { database } = await databases.open()
    const space = await database.write((tx) => insertSpace(tx, 'shop'))
    const tokenId = await database.write((tx) => insertToken(tx, space))
    await database.write(async (tx) => {
      await tx.updateTable('tokens').set({ version: 99 }).where('id', '=', tokenId).execute()
      await sleep(5)
      const [stamp, version] = await outside(async () => [
        await database.stamps.stamp(tokenId, 'shop'),
        await database.read((db) => db.selectFrom('tokens').select('version').executeTakeFirst()),
      ])
      expect(stamp).toMatchObject({ tokenVersion: 1 })
      expect(version).toEqual({ version: 1 })
    })
    expect(await database.stamps.stamp(tokenId, 'shop')).toMatchObject({ tokenVersion: 99 })
  })

  test('a read keeps its snapshot while others commit', async () => {
    const { database } = await databases.open()
    const space = await database.write((tx) => insertSpace(tx, 'shop'))
    const tokenId = await database.write((tx) => insertToken(tx, space))
    const versions = await database.read(async (db) => {
      const version = db.selectFrom('tokens').select('version').where('id', '=', tokenId)
      const before = await version.executeTakeFirst()
      await database.write((tx) => tx.updateTable('tokens').set({ version: 2 }).where('id', '=', tokenId).execute())
      return [before, await version.executeTakeFirst()]
    })
    expect(versions).toEqual([{ version: 1 }, { version: 1 }])
  })

  test('reads refuse to write', async () => {
    const { database } = await databases.open()
    const writing = database.read(async (db) => {
      const executor = db.getExecutor()
      const query = db
        .with('x', (cte) => cte.deleteFrom('serials').returning('kind'))
        .selectFrom('x')
        .selectAll()
      await executor.executeQuery(query.compile())
    })
    await expect(writing).rejects.toThrow(/read-?only|readonly|syntax/i)
  })

  test('writes take turns in the order in which they came', async () => {
    const { database } = await databases.open()
    const total = await database.write(async (tx) => {
      await tx.insertInto('serials').values({ kind: 'counter', next: 0 }).execute()
      return 20
    })
    await Promise.all(
      Array.from({ length: total }, () =>
        database.write(async (tx) => {
          const row = await tx
            .selectFrom('serials')
            .select('next')
            .where('kind', '=', 'counter')
            .forUpdate()
            .executeTakeFirstOrThrow()
          await Promise.resolve()
          await tx
            .updateTable('serials')
            .set({ next: row.next + 1 })
            .where('kind', '=', 'counter')
            .execute()
        }),
      ),
    )
    expect(await database.read((db) => db.selectFrom('serials').select('next').execute())).toEqual([{ next: 20 }])
  })

  test('a write or read inside a write is refused by a sentence', async () => {
    const { database } = await databases.open()
    const nested = database.write(() => database.write(async () => 1))
    await expect(nested).rejects.toThrow('database.write was called inside database.write')
    const reading = database.write(() => database.read(async () => 1))
    await expect(reading).rejects.toThrow('database.read was called inside database.write')
  })

  test('numbers beyond 32 bits come back as numbers', async () => {
    const { database } = await databases.open()
    const next = Number.MAX_SAFE_INTEGER
    await database.write((tx) => tx.insertInto('serials').values({ kind: 'far', next }).execute())
    const rows = await database.read((db) =>
      db
        .selectFrom('serials')
        .select((eb) => ['next', eb.fn.countAll<number>().over().as('count')])
        .execute(),
    )
    expect(rows).toEqual([{ next, count: 1 }])
  })

  test('text is ordered by its bytes', async () => {
    const { database } = await databases.open()
    const kinds = ['b', 'a', 'B', 'ä', '_', 'z', '\u{1F600}', '\uFFFD', 'aa']
    await database.write((tx) =>
      tx
        .insertInto('serials')
        .values(kinds.map((kind) => ({ kind, next: 0 })))
        .execute(),
    )
    const rows = await database.read((db) => db.selectFrom('serials').select('kind').orderBy('kind').execute())
    const byBytes = kinds.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    expect(rows.map((row) => row.kind)).toEqual(byBytes)
  })

  test('health resolves while the database answers', async () => {
    const { database } = await databases.open()
    await expect(database.health()).resolves.toBeUndefined()
  })

  test('a read-only opening reads beside the writer and refuses to write', async () => {
    const { database, location } = await databases.open()
    const beside = await openDatabase(location, { readOnly: true })
    await database.write((tx) => insertSpace(tx, 'shop'))
    expect(await beside.read((db) => db.selectFrom('spaces').select('slug').execute())).toEqual([{ slug: 'shop' }])
    await expect(beside.write(async () => 1)).rejects.toThrow('opened for reading alone')
    await beside.close()
  })
})

/** Runs work as another request would: outside the transaction that the test is in. */
function outside<Result>(work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    detached(() => {
      work().then(resolve, reject)
    })
  })
}
const detached = AsyncResource.bind((work: () => void) => work())
