import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Method } from '@latchkey/contract/operation'
import { generateKey, newKeyRing } from '@latchkey/tokens/key-ring'
import pino from 'pino'
import { createApp } from '../app.ts'
import type { Database } from '../database/database.ts'
import type { TestDatabases } from '../database/test-databases.ts'
import type { Files } from '../files/files.ts'
import {
  fixedRandom,
  type FixtureEntry,
  type FixtureSpace,
  insertEntries,
  insertReader,
  insertSpace,
  type Reading,
  type SpaceShape,
} from './content-fixture.ts'
import type { Answer } from './test-app.ts'
import { openTestFiles } from './test-files.ts'
import { defaultSettings } from '../settings.ts'

/** A server over content that was put straight into its database. Two of them over the same content answer the same bytes. */
export interface ReadingApp {
  readonly database: Database
  readonly files: Files
  readonly space: FixtureSpace
  /** The text of a new token. */
  reader(reading: Reading, seed?: string): Promise<string>
  /** Null: the headers hold the token, if there is one. */
  get(path: string, token: string | null, headers?: Readonly<Record<string, string>>): Promise<Answer>
  insert(entries: Iterable<FixtureEntry>): Promise<void>
  /** Calls an operation of the management API. */
  send(method: Exclude<Method, 'GET'>, path: string, token: string, body?: unknown): Promise<Answer>
}

/** Opens one with a space and its entries. Below `delivery` paths begin behind the space: `content/pages`. */
export async function openReadingApp(
  databases: TestDatabases,
  shape: SpaceShape,
  entries: Iterable<FixtureEntry>,
): Promise<ReadingApp> {
  const { database } = await databases.open()
  const ring = newKeyRing(generateKey(fixedRandom('ring')))
  const files = openTestFiles()
  const { server } = createApp({
    database,
    ring,
    now: () => Date.UTC(2026, 10, 23, 9),
    log: pino({ level: 'silent' }),
    files,
    mailer: { send: () => Promise.resolve() },
    settings: defaultSettings,
  })
  const space = await insertSpace(database, shape)
  await insertEntries(database, space, entries)
  return {
    database,
    files,
    space,
    reader: (reading, seed) => insertReader(database, ring, space, reading, seed),
    insert: (more) => insertEntries(database, space, more),
    get: async (path, token, headers = {}) => {
      const url = path.startsWith('/') ? path : `/delivery/v1/spaces/${shape.slug}/${path}`
      const bearer = token === null ? {} : { authorization: `Bearer ${token}` }
      return answerOf(await server.inject({ method: 'GET', url, headers: { ...bearer, ...headers } }))
    },
    send: async (method, url, token, body) => {
      const json = body === undefined ? {} : { 'content-type': 'application/json' }
      const headers = { authorization: `Bearer ${token}`, ...json }
      return answerOf(
        await server.inject({ method, url, headers, ...(body !== undefined && { payload: JSON.stringify(body) }) }),
      )
    },
  }
}

/** The text of a body, whatever it was encoded to. */
export function decode(bytes: Buffer, coding: unknown): string {
  if (coding === 'br') return brotliDecompressSync(bytes).toString()
  return (coding === 'gzip' ? gunzipSync(bytes) : bytes).toString()
}

function answerOf(response: Awaited<ReturnType<ReturnType<typeof createApp>['server']['inject']>>): Answer {
  const text = decode(response.rawPayload, response.headers['content-encoding'])
  const sent: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.headers)) sent[name] = String(value)
  const isJson = sent['content-type']?.includes('json') ?? false
  return { status: response.statusCode, headers: sent, body: isJson && text !== '' ? JSON.parse(text) : null, text }
}
