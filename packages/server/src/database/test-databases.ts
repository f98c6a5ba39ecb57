import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import type { Database, Engine } from './database.ts'
import { type DatabaseLocation, openDatabase } from './open-database.ts'
import { makeTestFolder } from './test-folder.ts'
import { administer, databaseUrl, type TestPostgres } from './test-postgres.ts'

/** A migrated, empty database of a test's own. */
export interface TestDatabase {
  readonly database: Database
  /** For a second node (PostgreSQL), a second process, or opening it again. */
  readonly location: DatabaseLocation
}

export interface TestDatabases {
  readonly engine: Engine
  /** Another new database with each call; closed after the tests of the block. Some 10 ms on SQLite, 50 ms on PostgreSQL. */
  open(): Promise<TestDatabase>
}

interface Source {
  prepare(): Promise<void>
  create(): Promise<DatabaseLocation>
  remove(): Promise<void>
}

/**
 * Runs a block of tests on both databases.
 *
 * `describeEachDatabase('slots', (databases) => { test('…', async () => { const { database } = await databases.open() … }) })`
 *
 * PostgreSQL is an embedded server, or the one that TEST_DATABASE_URL names.
 */
export function describeEachDatabase(name: string, tests: (databases: TestDatabases) => void): void {
  describeDatabase('sqlite', name, tests)
  describeDatabase('postgres', name, tests)
}

/** Runs a block on one of them, for what only that one does. */
export function describeDatabase(engine: Engine, name: string, tests: (databases: TestDatabases) => void): void {
  describe(`${name} on ${engine}`, () => {
    const source = engine === 'sqlite' ? sqliteSource() : postgresSource()
    const opened: Database[] = []
    // The first question starts the server, which takes longer than a test may.
    beforeAll(() => source.prepare(), 60_000)
    afterAll(async () => {
      await Promise.all(opened.map((database) => database.close()))
      await source.remove()
    }, 60_000)
    tests({
      engine,
      open: async () => {
        const location = await source.create()
        const database = await openDatabase(location)
        opened.push(database)
        return { database, location }
      },
    })
  })
}

/** Copies of one migrated file. */
function sqliteSource(): Source {
  let root = ''
  return {
    prepare: async () => {
      root = makeTestFolder('sqlite')
      const database = await openDatabase({ dataFolder: join(root, 'template') })
      await database.migrate()
      await database.close()
    },
    create: async () => {
      const dataFolder = mkdtempSync(join(root, 'data-'))
      copyFileSync(join(root, 'template', 'latchkey.db'), join(dataFolder, 'latchkey.db'))
      return { dataFolder }
    },
    remove: async () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Copies of the template that the run's server holds. */
function postgresSource(): Source {
  const made: string[] = []
  let asked: Promise<TestPostgres> | null = null
  const server = () => (asked ??= askForServer())
  return {
    prepare: async () => void (await server()),
    create: async () => {
      const { serverUrl, template } = await server()
      const name = `latchkey_test_${randomBytes(8).toString('hex')}`
      await administer(serverUrl, `create database ${name} template ${template}`)
      made.push(name)
      return { url: databaseUrl(serverUrl, name) }
    },
    remove: async () => {
      const { serverUrl, temporary } = await server()
      if (temporary) return
      for (const name of made) await administer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

async function askForServer(): Promise<TestPostgres> {
  const answer = await fetch(inject('testPostgresUrl'))
  if (!answer.ok) throw new Error(`No PostgreSQL for tests: ${await answer.text()}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the broker of test-postgres.ts writes nothing else.
  return (await answer.json()) as TestPostgres
}
