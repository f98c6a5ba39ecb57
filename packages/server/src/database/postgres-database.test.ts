import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { Database } from './database.ts'
import { databaseProblem } from './database-problem.ts'
import { type DatabaseLocation, openDatabase } from './open-database.ts'
import { describeDatabase } from './test-databases.ts'
import { insertSpace, insertToken } from './test-rows.ts'

/** Runs a statement on a connection of its own, as an administrator would. */
async function administer(location: DatabaseLocation, statement: string): Promise<void> {
  if (!('url' in location)) throw new Error('Only PostgreSQL has administrators: pass a location with a URL.')
  const client = new pg.Client({ connectionString: location.url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const endOthers = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

describeDatabase('postgres', 'the server', (databases) => {
  async function openWithToken() {
    const { database, location } = await databases.open()
    const space = await database.write((tx) => insertSpace(tx, 'shop'))
    const tokenId = await database.write((tx) => insertToken(tx, space))
    return { database, location, tokenId }
  }

  test('that may lose what it acknowledged is refused by a sentence', async () => {
    const { location } = await databases.open()
    await administer(
      location,
      'do $$ begin execute format($f$alter database %I set synchronous_commit = off$f$, current_database()); end $$',
    )
    await expect(openDatabase(location)).rejects.toThrow('PostgreSQL runs with synchronous_commit = off')
  })

  test('that ends every connection is unavailable for a moment and then answers again', async () => {
    const { database, location, tokenId } = await openWithToken()
    await database.stamps.stamp(tokenId, 'shop')
    await administer(location, endOthers)
    const version = database.read((db) => db.selectFrom('tokens').select('version').executeTakeFirst())
    const problem = await version.then(() => null, databaseProblem)
    expect([null, { kind: 'unavailable' }]).toContainEqual(problem)
    expect(await database.stamps.stamp(tokenId, 'shop')).toMatchObject({ tokenVersion: 1 })
    expect(await raise(database, tokenId)).toBe(2)
  })

  test('that ends a connection inside a transaction keeps nothing of it', async () => {
    const { database, location, tokenId } = await openWithToken()
    let runs = 0
    const broken = database.write(async (tx) => {
      runs += 1
      await tx.updateTable('tokens').set({ version: 50 }).where('id', '=', tokenId).execute()
      await administer(location, endOthers)
      await tx.updateTable('tokens').set({ version: 51 }).where('id', '=', tokenId).execute()
    })
    expect(await broken.then(() => null, databaseProblem)).toEqual({ kind: 'unavailable' })
    expect(runs).toBe(1)
    expect(await raise(database, tokenId)).toBe(2)
  })

  test('serves two nodes: what one acknowledged, the other sees', async () => {
    const { database, location, tokenId } = await openWithToken()
    const other = await openDatabase(location)
    for (let version = 2; version < 30; version += 1) {
      await raise(database, tokenId)
      expect(await other.stamps.stamp(tokenId, 'shop')).toMatchObject({ tokenVersion: version })
    }
    await other.close()
  })

  test('answers stamps while every other connection is busy', async () => {
    const { database, tokenId } = await openWithToken()
    let release = (): void => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const reads = Array.from({ length: 20 }, () =>
      database.read(async (db) => {
        await db.selectFrom('tokens').select('id').execute()
        await released
      }),
    )
    expect(await database.stamps.stamp(tokenId, 'shop')).toMatchObject({ tokenVersion: 1 })
    release()
    await Promise.all(reads)
  })

  test('plans a repeated statement once, under a name', async () => {
    const { database } = await databases.open()
    const names = await database.read(async (db) => {
      for (let count = 0; count < 3; count += 1) await db.selectFrom('serials').select('next').execute()
      const found = await sql<{ name: string }>`
        select name from pg_prepared_statements where statement like 'select "next" from "serials"%'`.execute(db)
      return found.rows
    })
    expect(names).toHaveLength(1)
  })

  test('names no more statements than a few hundred', async () => {
    const { database } = await databases.open()
    const count = await database.read(async (db) => {
      for (let number = 0; number < 320; number += 1) await sql`select ${sql.raw(String(number))}`.execute(db)
      const found = await sql<{ count: number }>`select count(*) as count from pg_prepared_statements`.execute(db)
      return found.rows[0]?.count
    })
    expect(count).toBe(300)
  })

  test('that ends every run of a write in a conflict says so after three', async () => {
    const { database } = await databases.open()
    let runs = 0
    const failing = database.write(async (tx) => {
      runs += 1
      await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(tx)
    })
    expect(await failing.then(() => null, databaseProblem)).toEqual({ kind: 'conflict' })
    expect(runs).toBe(3)
  })
})

function raise(database: Database, tokenId: string): Promise<number> {
  return database.write(async (tx) => {
    const row = await tx
      .updateTable('tokens')
      .set((token) => ({ version: token('version', '+', 1) }))
      .where('id', '=', tokenId)
      .returning('version')
      .executeTakeFirstOrThrow()
    return row.version
  })
}
