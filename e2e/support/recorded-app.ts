import { randomBytes } from 'node:crypto'
import { createApp } from '@latchkey/server/app'
import type { Database } from '@latchkey/server/database/database'
import type { DatabaseLocation } from '@latchkey/server/database/open-database'
import { makeTestFolder } from '@latchkey/server/database/test-folder'
import type { TestDatabases } from '@latchkey/server/database/test-databases'
import { offerSetup } from '@latchkey/server/features/session/setup'
import type { Letter } from '@latchkey/server/mail/mailer'
import { defaultSettings } from '@latchkey/server/settings'
import { openTestFiles } from '@latchkey/server/test-support/test-files'
import type { Answer, CallOptions } from '@latchkey/server/test-support/test-app'
import { generateKey, type KeyRing, newKeyRing } from '@latchkey/tokens/key-ring'
import pino from 'pino'

/** Everything that came out of a server, in the order in which it did. */
export interface Recorded {
  /** What was asked, for a reader of a failure. */
  readonly request: string
  /** Status, headers and body as one text. */
  readonly text: string
}

/** A server of which every answer and every log line is kept. */
export interface RecordedApp {
  readonly database: Database
  readonly location: DatabaseLocation
  readonly ring: KeyRing
  readonly setupSecret: string
  readonly answers: readonly Recorded[]
  readonly logged: () => string
  /** Every letter that was sent. */
  readonly letters: readonly Letter[]
  /** Where the files of its backups lie. */
  readonly backupFolder: string
  /** Lets time pass. */
  wait(ms: number): void
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Does all that is due. */
  runDue(): Promise<unknown>
  /** Writes what is pending. */
  flush(): Promise<void>
}

/** Opens one over a new database that waits for its first owner. */
export async function openRecordedApp(databases: TestDatabases): Promise<RecordedApp> {
  const { database, location } = await databases.open()
  const lines: string[] = []
  const answers: Recorded[] = []
  const ring = newKeyRing(generateKey(randomBytes))
  const letters: Letter[] = []
  const backupFolder = makeTestFolder('backups')
  let waitedMs = 0
  const { server, services, usage, runner } = createApp({
    database,
    ring,
    now: () => Date.now() + waitedMs,
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    files: openTestFiles(),
    mailer: { send: (letter) => Promise.resolve(void letters.push(letter)) },
    backups: { folder: backupFolder, keep: 0, journal: async () => null },
    settings: { ...defaultSettings, reveal: true, outgoingAllow: ['127.0.0.1'] },
  })
  const setupSecret = (await offerSetup(services))?.expose() ?? ''
  return {
    database,
    location,
    ring,
    setupSecret,
    answers,
    logged: () => lines.join(''),
    letters,
    backupFolder,
    wait: (ms) => (waitedMs += ms),
    runDue: () => runner.runDue(),
    flush: () => usage.flush(),
    call: async (method, path, { token = null, body, headers = {} } = {}) => {
      const response = await server.inject({
        method: method as 'GET',
        url: path,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const { statusCode: status, rawPayload } = response
      const itsHeaders = response.headers as Record<string, string>
      // As bytes: an answer may be encoded.
      const text = rawPayload.toString('latin1')
      answers.push({ request: `${method} ${path}`, text: `${status} ${JSON.stringify(itsHeaders)} ${text}` })
      const isJson = itsHeaders['content-type']?.includes('json') && itsHeaders['content-encoding'] === undefined
      return { status, headers: itsHeaders, text, body: isJson ? JSON.parse(rawPayload.toString()) : null }
    },
  }
}
