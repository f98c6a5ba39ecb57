import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** The time as tokens see it: it never steps back, neither in a process nor over a restart. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number
  /** Keeps the latest time for the next start, and learns what other nodes kept. Call it every few seconds. */
  keep(): Promise<void>
}

/** Starts from the latest time that any node kept; `system` is the machine's clock. */
export async function openClock(database: Database, system: () => number): Promise<Clock> {
  let latest = await database.read(readLatest)
  const now = (): number => (latest = Math.max(latest, system()))
  return {
    now,
    keep: async () => {
      latest = Math.max(
        latest,
        await database.write(async (tx) => {
          const time = now()
          await tx.updateTable('instance').set({ clock_ms_max: time }).where('clock_ms_max', '<', time).execute()
          return readLatest(tx)
        }),
      )
    },
  }
}

async function readLatest(db: Pick<Kysely<Schema>, 'selectFrom'>): Promise<number> {
  const row = await db.selectFrom('instance').select('clock_ms_max').executeTakeFirst()
  if (row === undefined) throw new Error('The database has no schema yet: run migrate() before opening the clock.')
  return row.clock_ms_max
}
