import type { Database, Writer } from '../database/database.ts'
import type { Services } from '../services.ts'
import { type Job, job } from './job.ts'
import { enqueue } from './outbox.ts'

const dayMs = 24 * 60 * 60 * 1000

/** A job of the installation that is done once a day, once there is one ahead: see `keepAhead`. */
export function daily(topic: string, run: (services: Services) => Promise<void>): Job {
  return job<object>({
    topic,
    run: async (_job, { services, finish }) => {
      await run(services)
      await finish(async (tx) => {
        await ask(tx, topic, services.now(), dayMs)
      })
    },
    // Tomorrow is soon enough, and never too late.
    retryAfterMs: () => dayMs,
  })
}

/** Sees to it that there is one of each job ahead; any number of nodes may. */
export async function keepAhead(database: Database, jobs: readonly Pick<Job, 'topic'>[], now: number): Promise<void> {
  await database.write(async (tx) => {
    for (const { topic } of jobs) {
      const ahead = await tx.selectFrom('outbox').select('id').where('topic', '=', topic).limit(1).executeTakeFirst()
      if (ahead === undefined) await ask(tx, topic, now, 0)
    }
  })
}

function ask(tx: Writer, topic: string, now: number, inMs: number): Promise<unknown> {
  return enqueue(tx, { topic, spaceId: null, body: {}, dueAt: now + inMs }, now)
}
