import type { Database } from '../../database/database.ts'
import { daily } from '../../jobs/daily.ts'
import { keptMs } from './keeping.ts'
import { forgetLapsed } from './sweep-queries.ts'

/** Forgets what went offline longer ago than any cursor reaches. */
export const sweepChanges = daily('changes.sweep', ({ database, now }) => forgetUntil(database, now() - keptMs))

export async function forgetUntil(database: Database, time: number): Promise<void> {
  while ((await database.write((tx) => forgetLapsed(tx, time))) > 0);
}
