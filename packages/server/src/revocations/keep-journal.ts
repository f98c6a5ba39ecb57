import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import { JournaledDatabase } from './journaled-database.ts'
import { openJournal, type RevocationJournal } from './journal.ts'
import { applyEndings, completeJournal } from './reconcile.ts'

/** A database and the journal that its revocations are written to. */
export interface KeptJournal {
  readonly database: Database
  readonly journal: RevocationJournal
  /** Learns what other nodes have ended, and writes what could not be written before. */
  complete(): Promise<void>
}

/**
 * Opens the journal over a database that is up to date: ends what has ended since a copy that was put back, and sees to it that
 * every later ending is on disk before it is answered.
 */
export async function keepJournal(
  path: string,
  database: Database,
  { now, log }: { readonly now: () => number; readonly log: Logger },
): Promise<KeptJournal> {
  const journal = await openJournal(path)
  const ended = await applyEndings(database, journal.endings, now())
  if (ended > 0) {
    log.warn({ tokens: ended }, 'ended tokens that the database took for live: the journal of revocations knew better')
  }
  const complete = () => completeJournal(database, journal, now())
  await complete()
  return {
    journal,
    complete,
    // A full disk keeps nobody from revoking: what is not in the journal yet is written with the next flush.
    database: new JournaledDatabase(database, (endings) =>
      journal.append(endings, now()).catch((error: unknown) => {
        log.error({ err: error }, 'the journal of revocations cannot be written: make room, then it goes on')
      }),
    ),
  }
}
