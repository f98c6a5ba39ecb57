import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTick } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { openDatabase } from './open-database.ts'
import { makeTestFolder } from './test-folder.ts'
import { insertSpace, insertToken } from './test-rows.ts'

const root = makeTestFolder('sqlite')
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function openNew(): Promise<{ database: Database; dataFolder: string }> {
  const dataFolder = mkdtempSync(join(root, 'data-'))
  const database = await openDatabase({ dataFolder })
  await database.migrate()
  return { database, dataFolder }
}

const raise = (database: Database) =>
  database.write((tx) =>
    tx
      .insertInto('serials')
      .values({ kind: 'n', next: 1 })
      .onConflict((conflict) => conflict.column('kind').doUpdateSet((row) => ({ next: row('serials.next', '+', 1) })))
      .execute(),
  )

/** Writes without telling the database's own reader, as nothing but a test does. */
const raiseBehind = `
  import { DatabaseSync } from 'node:sqlite'
  new DatabaseSync(process.argv[1]).exec("update serials set next = next + 1")`

test('reads of one tick share a snapshot, and the next tick sees what others committed', async () => {
  const { database, dataFolder } = await openNew()
  await raise(database)
  const next = database.hot?.statement('select next from serials', (row) => row.next)
  expect(next?.first()).toBe(1)
  execFileSync(process.execPath, ['--input-type=module', '-e', raiseBehind, '--', join(dataFolder, 'latchkey.db')])
  expect(next?.first()).toBe(1)
  await nextTick()
  expect(next?.first()).toBe(2)
  await database.close()
})

test('a commit ends the snapshot of the tick before it is answered', async () => {
  const { database } = await openNew()
  const next = database.hot?.statement('select next from serials', (row) => row.next)
  expect(next?.first()).toBeNull()
  const written = raise(database).then(() => next?.first())
  expect(next?.first()).toBeNull()
  expect(await written).toBe(1)
  await database.close()
})

test('a stamp answers at once', async () => {
  const { database } = await openNew()
  const space = await database.write((tx) => insertSpace(tx, 'shop'))
  const tokenId = await database.write((tx) => insertToken(tx, space))
  expect(database.stamps.stamp(tokenId, 'shop')).toMatchObject({ tokenVersion: 1, spaceId: space.spaceId })
  await database.close()
})

test('hot reads take parameters and answer null or every row', async () => {
  const { database } = await openNew()
  await raise(database)
  const byKind = database.hot?.statement('select next from serials where kind = ?1', (row) => row.next)
  expect([byKind?.first('n'), byKind?.first('m'), byKind?.all('n')]).toEqual([1, null, [1]])
  await database.close()
})

test('hot reads refuse to write', async () => {
  const { database } = await openNew()
  const writing = database.hot?.statement('delete from serials', () => null)
  expect(() => writing?.first()).toThrow('attempt to write a readonly database')
  await database.close()
})

test('more snapshots than there are readers wait for their turn', async () => {
  const { database } = await openNew()
  await raise(database)
  const reads = Array.from({ length: 30 }, () =>
    database.read(async (db) => {
      await nextTick()
      return (await db.selectFrom('serials').select('next').executeTakeFirstOrThrow()).next
    }),
  )
  expect(new Set(await Promise.all(reads))).toEqual(new Set([1]))
  await database.close()
})

test('commits reach the disk before they are answered', async () => {
  const { database, dataFolder } = await openNew()
  const before = statSync(join(dataFolder, 'latchkey.db-wal')).size
  await raise(database)
  expect(statSync(join(dataFolder, 'latchkey.db-wal')).size).toBeGreaterThan(before)
  await database.close()
})

test('closing waits for what runs and refuses what comes after', async () => {
  const { database } = await openNew()
  const writing = database.write(async (tx) => {
    await nextTick()
    await tx.insertInto('serials').values({ kind: 'late', next: 1 }).execute()
    return 'written'
  })
  await nextTick()
  const closing = database.close()
  await nextTick()
  await expect(database.write(async () => 1)).rejects.toThrow(/closed|destroyed/)
  expect(await writing).toBe('written')
  await closing
})

test('a second writer in this process is refused by a sentence', async () => {
  const { database, dataFolder } = await openNew()
  await expect(openDatabase({ dataFolder })).rejects.toThrow(/Another Latchkey server \(process \d+\) is writing to/)
  await raise(database)
  await database.close()
  await (await openDatabase({ dataFolder })).close()
})

const openElsewhere = `
  import { openDatabase } from ${JSON.stringify(new URL('open-database.ts', import.meta.url).href)}
  const database = await openDatabase({ dataFolder: process.argv[1] })
  await database.migrate()
  await database.write((tx) => tx.insertInto('serials').values({ kind: 'elsewhere', next: 1 }).execute())
  console.log('written')
  setInterval(() => {}, 1000)`

function startElsewhere(dataFolder: string) {
  return spawn(process.execPath, ['--input-type=module', '-e', openElsewhere, '--', dataFolder])
}

test('a second writer process is refused by a sentence', async () => {
  const { database, dataFolder } = await openNew()
  const other = startElsewhere(dataFolder)
  const chunks: Buffer[] = []
  other.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code]: unknown[] = await once(other, 'exit')
  expect(code).toBe(1)
  expect(Buffer.concat(chunks).toString()).toContain(
    `Another Latchkey server (process ${process.pid}) is writing to ${dataFolder}. Stop it first`,
  )
  await database.close()
})

test('kill -9 loses nothing that was acknowledged and leaves no lock', async () => {
  const dataFolder = mkdtempSync(join(root, 'data-'))
  const other = startElsewhere(dataFolder)
  await once(other.stdout, 'data')
  await expect(openDatabase({ dataFolder })).rejects.toThrow(`process ${other.pid}`)
  other.kill('SIGKILL')
  await once(other, 'exit')
  const database = await openDatabase({ dataFolder })
  expect(await database.read((db) => db.selectFrom('serials').select('kind').execute())).toEqual([
    { kind: 'elsewhere' },
  ])
  await database.close()
})

test('after an unclean stop a damaged file is refused, after a clean one nobody looks', async () => {
  const { database, dataFolder } = await openNew()
  await database.write(async (tx) => {
    for (let index = 0; index < 2000; index += 1) {
      await tx
        .insertInto('serials')
        .values({ kind: `kind-${index}`, next: index })
        .execute()
    }
  })
  await database.close()
  const path = join(dataFolder, 'latchkey.db')
  const bytes = readFileSync(path)
  // The last page is a leaf of the table that was written last.
  writeFileSync(path, bytes.fill(0x5a, bytes.length - 4096))
  await (await openDatabase({ dataFolder })).close()
  writeFileSync(join(dataFolder, 'latchkey.running'), '1\n')
  await expect(openDatabase({ dataFolder })).rejects.toThrow('is damaged')
  await expect(openDatabase({ dataFolder })).rejects.toThrow('is damaged')
})

test('a clean close leaves one file of data and no marker', async () => {
  const { database, dataFolder } = await openNew()
  await raise(database)
  await database.close()
  expect(existsSync(join(dataFolder, 'latchkey.db-wal'))).toBe(false)
  expect(existsSync(join(dataFolder, 'latchkey.running'))).toBe(false)
})

test('a database of a newer version is refused by a sentence', async () => {
  const { database, dataFolder } = await openNew()
  await database.close()
  const addMigration = `
    import { DatabaseSync } from 'node:sqlite'
    new DatabaseSync(process.argv[1]).exec("insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')")`
  execFileSync(process.execPath, ['--input-type=module', '-e', addMigration, '--', join(dataFolder, 'latchkey.db')])
  const opened = await openDatabase({ dataFolder })
  await expect(opened.migrate()).rejects.toThrow('migrated by another version of Latchkey')
  await opened.close()
})
