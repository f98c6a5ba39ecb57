import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { databaseProblem } from './database-problem.ts'
import { openDatabase } from './open-database.ts'
import { describeEachDatabase } from './test-databases.ts'
import { insertSpace, insertToken } from './test-rows.ts'

async function problemOf(failing: Promise<unknown>) {
  return databaseProblem(
    await failing.then(
      () => 'nothing failed',
      (error: unknown) => error,
    ),
  )
}

describeEachDatabase('an error', (databases) => {
  test('about a taken value names the table and columns of the index', async () => {
    const { database } = await databases.open()
    const space = await database.write((tx) => insertSpace(tx, 'shop'))
    expect(await problemOf(database.write((tx) => insertSpace(tx, 'shop')))).toEqual({
      kind: 'unique',
      table: 'accounts',
      columns: ['email_norm'],
    })
    const again = database.write((tx) =>
      tx
        .insertInto('environments')
        .values({
          space_id: space.spaceId,
          id: 'other',
          serial: 0,
          name: 'production',
          state: 'active',
          content_version: 0,
          created_at: 0,
        })
        .execute(),
    )
    expect(await problemOf(again)).toEqual({ kind: 'unique', table: 'environments', columns: ['space_id', 'name'] })
  })

  test('about a taken primary key names it', async () => {
    const { database } = await databases.open()
    const insert = () => database.write((tx) => tx.insertInto('serials').values({ kind: 'a', next: 1 }).execute())
    await insert()
    expect(await problemOf(insert())).toEqual({ kind: 'unique', table: 'serials', columns: ['kind'] })
  })

  test('about a missing row is a reference', async () => {
    const { database } = await databases.open()
    const space = await database.write((tx) => insertSpace(tx, 'shop'))
    const dangling = database.write((tx) => insertToken(tx, space, { role_id: 'none' }))
    expect(await problemOf(dangling)).toEqual({ kind: 'reference' })
  })

  test('of a programmer is no problem of the database', async () => {
    const { database } = await databases.open()
    const nonsense = database.write((tx) =>
      tx
        .selectFrom('tokens')
        .select('nonsense' as 'id')
        .execute(),
    )
    await expect(nonsense).rejects.toThrow('nonsense')
    expect(await problemOf(nonsense)).toBeNull()
    expect(databaseProblem(new TypeError('mine'))).toBeNull()
    expect(databaseProblem('a text')).toBeNull()
  })
})

test('a server that refuses connections is unavailable', async () => {
  expect(await problemOf(openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' }))).toEqual({ kind: 'unavailable' })
})

test('a connection that ends under a query is unavailable', () => {
  expect(databaseProblem(new Error('Connection terminated unexpectedly'))).toEqual({ kind: 'unavailable' })
  expect(databaseProblem(Object.assign(new Error('stopping'), { code: '57P01' }))).toEqual({ kind: 'unavailable' })
  expect(databaseProblem(Object.assign(new Error('broken'), { code: '08006' }))).toEqual({ kind: 'unavailable' })
})

test('a full disk is storage on both', () => {
  const sqlite = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
  const failedWrite = Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 778 })
  const postgres = Object.assign(new Error('no space left on device'), { code: '53100' })
  for (const error of [sqlite, failedWrite, postgres]) expect(databaseProblem(error)).toEqual({ kind: 'storage' })
})

test('a file that is no database is damaged', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'latchkey-damaged-'))
  writeFileSync(join(dataFolder, 'latchkey.db'), 'no database at all, but long enough to be looked at'.repeat(20))
  expect(await problemOf(openDatabase({ dataFolder }))).toEqual({ kind: 'damaged' })
})
