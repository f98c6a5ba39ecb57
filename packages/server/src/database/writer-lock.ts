import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseProblem } from './database-problem.ts'

/** Held by the one process that writes to a data folder. */
export interface WriterLock {
  /** The process before this one did not get to close the database. */
  readonly unclean: boolean
  /** After the database was closed: the next process need not check it. */
  release(): void
  /** When it could not be opened: the next process checks it again. */
  abandon(): void
}

/** A second writer: expected when two servers are pointed at one folder, and never waited for. */
export class WriterLockedError extends Error {
  override readonly name = 'WriterLockedError'
}

/**
 * Takes the data folder for this process. The lock is an exclusive transaction on a file of its own, so the operating
 * system drops it with the process, also after `kill -9`. A marker beside it stays when the process had no time to
 * remove it, and tells the next one to check the file.
 *
 * Not guaranteed on network file systems that do not implement POSIX locks.
 */
export function takeWriterLock(dataFolder: string): WriterLock {
  const marker = join(dataFolder, 'latchkey.running')
  const lock = new DatabaseSync(join(dataFolder, 'latchkey.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (databaseProblem(error)?.kind === 'busy') throw new WriterLockedError(refusal(dataFolder, marker))
    throw error
  }
  const unclean = existsSync(marker) || hasContent(join(dataFolder, 'latchkey.db-wal'))
  writeFileSync(marker, `${process.pid}\n`)
  return {
    unclean,
    release: () => {
      rmSync(marker, { force: true })
      lock.close()
    },
    abandon: () => lock.close(),
  }
}

/** The marker, not the lock file, is read: closing a second handle on a locked file would drop the lock of its holder. */
function refusal(dataFolder: string, marker: string): string {
  const process = existsSync(marker) ? ` (process ${readFileSync(marker, 'utf8').trim()})` : ''
  return (
    `Another Latchkey server${process} is writing to ${dataFolder}. ` +
    'Stop it first, give this one another data folder, or set DATABASE_URL to run several servers on PostgreSQL.'
  )
}

function hasContent(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
}
