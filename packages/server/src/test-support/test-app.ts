import { randomBytes } from 'node:crypto'
import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { hashSecret } from '@latchkey/tokens/hash'
import { generateKey, newKeyRing } from '@latchkey/tokens/key-ring'
import { issue } from '@latchkey/tokens/text'
import pino from 'pino'
import type { S3Location } from '../blobs/blob-store-s3.ts'
import { type App, createApp } from '../app.ts'
import type { Database } from '../database/database.ts'
import type { TestDatabases } from '../database/test-databases.ts'
import { insertOrganization } from '../features/organizations/queries.ts'
import type { FileLimits } from '../files/files.ts'
import { uuidV7 } from '../lib/uuid.ts'
import type { Letter } from '../mail/mailer.ts'
import type { BackupPlace } from '../features/backups/place.ts'
import type { Services, Settings } from '../services.ts'
import { defaultSettings } from '../settings.ts'
import { openTestFiles } from './test-files.ts'

/** An answer of the server, its body parsed. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  // Tests read answers of many shapes; a wrong guess fails the test.
  readonly body: any
  /** The body's text as sent. */
  readonly text: string
}

export interface CallOptions {
  /** The bearer token; the owner's session when absent, none when null. */
  readonly token?: string | null
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A whole server over a database of its own, driven without a socket. */
export interface TestApp {
  readonly app: App
  readonly services: Services
  readonly database: Database
  /** The first owner, an installation administrator, and a session of his. */
  readonly owner: { readonly id: string; readonly token: string }
  /** A space that the owner has made, slug `shop`, default locale `en`. */
  readonly space: { readonly id: string; readonly slug: string }
  readonly clock: { now: number }
  /** Everything that was logged, as text. */
  readonly logged: () => string
  /** Every letter that was sent. */
  readonly letters: readonly Letter[]
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Like `call`, and fails the test unless the answer has the status. Answers the body. */
  expect(status: number, method: string, path: string, options?: CallOptions): Promise<any>
}

export interface TestAppOptions {
  readonly settings?: Partial<Settings>
  readonly files?: Partial<FileLimits>
  /** Where the bytes of files are kept; absent: in a folder. */
  readonly bucket?: S3Location
  /** Another node over the database of an app that stands. */
  readonly beside?: TestApp
  readonly backups?: BackupPlace
  /** Spoken in place of those that every installation speaks. */
  readonly dialects?: readonly Dialect[]
}

/** Opens an app over a new database with an owner and a space; or a second node beside one. */
export async function openTestApp(databases: TestDatabases, options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.beside?.database ?? (await databases.open()).database
  const clock = options.beside?.clock ?? { now: Date.UTC(2026, 10, 23, 9) }
  const lines: string[] = []
  const letters: Letter[] = []
  const app = createApp({
    database,
    ring: options.beside?.services.ring ?? newKeyRing(generateKey(randomBytes)),
    now: () => clock.now,
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    files: options.beside?.services.files ?? openTestFiles(options.files, options.bucket),
    mailer: { send: (letter) => Promise.resolve(void letters.push(letter)) },
    settings: { ...defaultSettings, ...options.settings },
    ...(options.backups && { backups: options.backups }),
    ...(options.dialects && { dialects: options.dialects }),
  })
  const call = callThrough(app)
  const owner = options.beside?.owner ?? (await insertOwner(app.services))
  const answered = async (status: number, method: string, path: string, callOptions: CallOptions = {}) => {
    const answer = await call(method, path, { token: owner.token, ...callOptions })
    if (answer.status !== status) {
      const log = answer.status >= 500 ? `\n${lines.join('')}` : ''
      throw new Error(`${method} ${path} answered ${answer.status}, not ${status}: ${answer.text}${log}`)
    }
    return answer.body
  }
  const space =
    options.beside?.space ?? (await answered(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } }))
  return {
    app,
    services: app.services,
    database,
    owner,
    space: { id: space.id, slug: space.slug },
    clock,
    logged: () => lines.join(''),
    letters,
    call: (method, path, callOptions = {}) => call(method, path, { token: owner.token, ...callOptions }),
    expect: answered,
  }
}

function callThrough({ server }: App) {
  return async (method: string, path: string, { token, body, headers = {} }: CallOptions): Promise<Answer> => {
    const response = await server.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...(typeof token === 'string' && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = response.payload
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string>,
      body: text === '' ? null : JSON.parse(text),
      text,
    }
  }
}

/** Puts an installation administrator and a session into the database, without the cost of hashing a password. */
async function insertOwner({ database, newId, now, random, ring }: Services): Promise<TestApp['owner']> {
  const id = newId()
  const token = issue('session', random)
  const { hash, keyId } = hashSecret(ring.current, token)
  const at = now()
  const times = { created_at: at, updated_at: at }
  await database.write(async (tx) => {
    await tx
      .insertInto('accounts')
      .values({
        id,
        serial: 1_000_000,
        email: 'owner@example.com',
        email_norm: 'owner@example.com',
        display_name: 'Owner',
        password_hash: null,
        state: 'active',
        installation_admin: 1,
        authz_epoch: 1,
        version: 1,
        ...times,
      })
      .execute()
    const organization = { id: uuidV7(at, random), serial: 1_000_000, slug: 'default', name: 'Default', ownerId: id }
    await insertOrganization(tx, organization, at)
    await tx
      .insertInto('tokens')
      .values({
        id: token.id,
        serial: 1_000_000,
        kind: 'session',
        space_id: null,
        environment_id: null,
        role_id: null,
        account_id: id,
        spaces: 'all',
        name: 'test',
        note: '',
        grants: null,
        scope: null,
        state: 'active',
        expires_at: null,
        revoked_at: null,
        deleted_at: null,
        cache_ttl_seconds: 0,
        version: 1,
        secret_version: 1,
        secret_hash: hash,
        secret_key_id: keyId,
        secret_sealed: null,
        previous_hash: null,
        previous_key_id: null,
        previous_until: null,
        proven_by: null,
        created_by_kind: 'account',
        created_by_id: id,
        ...times,
      })
      .execute()
  })
  return { id, token: token.text.expose() }
}
