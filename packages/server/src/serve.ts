import { mkdir } from 'node:fs/promises'
import { countUnverifiable, type KeyRing } from '@latchkey/tokens/key-ring'
import pino, { type Logger } from 'pino'
import { type App, createApp } from './app.ts'
import type { Configuration } from './configuration.ts'
import { openClock } from './database/clock.ts'
import type { Database } from './database/database.ts'
import { openDatabase } from './database/open-database.ts'
import { sweepAssets } from './features/assets/jobs.ts'
import { sweepChanges } from './features/delivery-changes/jobs.ts'
import { offerSetup } from './features/session/setup.ts'
import { destroySealedCopies } from './features/tokens/reveal.ts'
import { openFiles } from './files/files.ts'
import { keepAhead } from './jobs/daily.ts'
import { readKeyRing } from './key-ring-file.ts'
import { openMailer } from './mail/open-mailer.ts'
import { keepJournal } from './revocations/keep-journal.ts'
import { findSite } from './studio/find-site.ts'

/** How often the latest time and the usage of tokens are written, in milliseconds. */
const flushEveryMs = 10_000

/** A server that answers requests. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** One-time secret for `POST /api/v1/setup`; null once there is an owner. */
  readonly setupSecret: string | null
  /** Stops taking requests, finishes those under way, writes what is pending and lets go of the database. */
  close(): Promise<void>
}

/**
 * Opens the database, brings it up to date, and listens.
 *
 * Throws a sentence for the operator: a damaged key ring, a second writer on one data folder, a database without fsync.
 */
export async function serve(configuration: Configuration): Promise<RunningServer> {
  const log = createLog(configuration.logLevel)
  // Whatever it writes holds content or keys: for its own user alone, also in a folder that others made.
  process.umask(0o077)
  await mkdir(configuration.dataFolder, { recursive: true, mode: 0o700 })
  const ring = await readKeyRing(configuration.keyRingFile)
  const database = await openDatabase(configuration.database)
  try {
    const migrations = await database.migrate()
    if (migrations.length > 0) log.info({ migrations }, 'database brought up to date')
    await reportUnverifiable(database, ring, log)
    if (!configuration.settings.reveal) await destroySealedCopies(database)
    const clock = await openClock(database, Date.now)
    const files = openFiles(configuration.files)
    const mailer = openMailer(configuration.mail)
    const now = () => clock.now()
    const kept = await keepJournal(configuration.revocationsFile, database, { now, log })
    const backups = { ...configuration.backups, journal: () => kept.journal.position() }
    const app = createApp({
      ...configuration,
      files,
      mailer,
      database: kept.database,
      ring,
      now,
      log,
      backups,
      studio: findSite(),
    })
    const setupSecret = await offerSetup(app.services)
    await app.server.listen({ host: configuration.host, port: configuration.port })
    const flush = () =>
      Promise.all([clock.keep(), app.usage.flush(), kept.complete()]).catch((error: unknown) =>
        log.error({ err: error }, 'flush failed'),
      )
    await keepAhead(database, [sweepAssets, sweepChanges], clock.now())
    app.runner.start()
    const timer = setInterval(() => void flush(), flushEveryMs).unref()
    const url = addressOf(app)
    log.info({ url, engine: database.engine }, 'listening')
    return {
      url,
      setupSecret: setupSecret?.expose() ?? null,
      close: async () => {
        clearInterval(timer)
        await Promise.all([app.server.close(), app.runner.stop()])
        await flush()
        await kept.journal.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Structured lines on standard error. Secrets print as a mask by their type; headers are never logged. */
function createLog(level: Configuration['logLevel']): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }))
}

/** A lost or changed key ring ends tokens in silence unless somebody says so. */
async function reportUnverifiable(database: Database, ring: KeyRing, log: Logger): Promise<void> {
  const rows = await database.read((db) =>
    db
      .selectFrom('tokens')
      .select(['secret_key_id as keyId', ({ fn }) => fn.countAll<number>().as('tokens')])
      .where('state', '<>', 'revoked')
      .groupBy('secret_key_id')
      .execute(),
  )
  const count = countUnverifiable(ring, new Map(rows.map((row) => [row.keyId, row.tokens])))
  if (count > 0) log.warn({ tokens: count }, 'tokens that no key of the key ring can verify: restore the key-ring file')
}

function addressOf({ server }: App): string {
  const address = server.server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The server listens on no port: call listen first.')
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}
