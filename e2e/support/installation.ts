import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseLocation } from '@latchkey/server/database/open-database'
import type { TestDatabases } from '@latchkey/server/database/test-databases'
import { makeTestFolder } from '@latchkey/server/database/test-folder'
import { type Client, openClient } from './client.ts'
import { newKeyRingFile, type ServerProcess, startServer } from './server-process.ts'

/** Server processes over one database, set up by their first owner. */
export interface Installation {
  readonly location: DatabaseLocation
  readonly keyRingFile: string
  /** One on SQLite, which has one writer; as many as asked for on PostgreSQL. */
  readonly nodes: readonly ServerProcess[]
  /** The owner's session, one client for each node. */
  readonly owner: readonly [Client, ...Client[]]
  stop(): Promise<void>
}

export const ownerCredentials = { email: 'owner@example.com', password: 'a long password of the owner' }

/** Starts an installation over a new database. */
export async function startInstallation(databases: TestDatabases, nodeCount = 1): Promise<Installation> {
  const location = await newLocation(databases)
  const keyRingFile = newKeyRingFile()
  const first = await startServer({ location, keyRingFile })
  const { secret } = await openClient(first.url).expect(201, 'POST', '/api/v1/setup', {
    body: { setup_secret: first.setupSecret, name: 'Owner', ...ownerCredentials },
  })
  const others = databases.engine === 'sqlite' ? 0 : nodeCount - 1
  const nodes = [
    first,
    ...(await Promise.all(Array.from({ length: others }, () => startServer({ location, keyRingFile })))),
  ]
  return {
    location,
    keyRingFile,
    nodes,
    owner: [openClient(first.url, secret), ...nodes.slice(1).map((node) => openClient(node.url, secret))],
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()))
      rmSync(dirname(keyRingFile), { recursive: true, force: true })
      if ('dataFolder' in location) rmSync(location.dataFolder, { recursive: true, force: true })
    },
  }
}

/** Where no process has a database open yet: on SQLite the server wants to be its only writer. */
export async function newLocation(databases: TestDatabases): Promise<DatabaseLocation> {
  if (databases.engine === 'sqlite') return { dataFolder: makeTestFolder('e2e') }
  return (await databases.open()).location
}
