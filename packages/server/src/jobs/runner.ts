import { setTimeout as pause } from 'node:timers/promises'
import type { Writer } from '../database/database.ts'
import { appendSteps, stepsOf } from '../pipeline/audit.ts'
import type { Done, Pipeline } from '../pipeline/pipeline.ts'
import type { Refusal } from '../pipeline/refusal.ts'
import { asRefusal } from '../pipeline/respond.ts'
import type { Services } from '../services.ts'
import { GiveUp, type Job, type JobTools, type PerformAs, type RunningJob } from './job.ts'
import { change, claimDue, finish, freeLeases, isAnythingDue, type OutboxRow } from './outbox.ts'

/** A process that dies holds its jobs for this long; one that lives renews three times in between. */
const leaseMs = 30_000
/** How long what became due may wait when nothing else happens. */
const pollMs = 500
/** Jobs of this process that run at once. */
const atOnce = 4

export interface RunnerParts {
  readonly services: Services
  readonly pipeline: Pick<Pipeline, 'performAs'>
  readonly jobs: readonly Job[]
}

/**
 * Does what lies in the outbox when it is due. Any number of nodes may run one over the same database: a job is leased to one
 * of them at a time, and an attempt that has lost its lease can no longer finish it.
 */
export class JobRunner {
  readonly #parts: RunnerParts
  readonly #jobs: ReadonlyMap<string, Job>
  readonly #topics: readonly string[]
  readonly #stop = new AbortController()
  #loop: Promise<void> | null = null

  constructor(parts: RunnerParts) {
    this.#parts = parts
    this.#jobs = new Map(parts.jobs.map((each) => [each.topic, each]))
    this.#topics = [...this.#jobs.keys()]
    if (this.#jobs.size < parts.jobs.length) throw new Error('A topic has two jobs in jobs.ts: keep one.')
  }

  /** Runs until `stop`. */
  start(): void {
    this.#loop ??= this.#begin()
  }

  /** Takes no further job, asks those that run to leave off, and waits for them. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#loop
  }

  /** Does all that is due now, and what becomes due by doing it. Answers how many attempts that took. */
  async runDue(): Promise<number> {
    let attempts = 0
    for (;;) {
      const rows = await this.#claim(atOnce)
      if (rows.length === 0) return attempts
      attempts += rows.length
      await Promise.all(rows.map((row) => this.#attempt(row)))
    }
  }

  async #begin(): Promise<void> {
    const { database, log } = this.#parts.services
    // There is one process on SQLite, and this is it: what an earlier one held when it was killed is free.
    if (database.engine === 'sqlite') {
      await database.write(freeLeases).catch((error: unknown) => log.error({ err: error }, 'leases not freed'))
    }
    await this.#run()
  }

  async #run(): Promise<void> {
    const running = new Set<Promise<void>>()
    while (!this.#stop.signal.aborted) {
      for (const row of await this.#claimCalmly(atOnce - running.size)) {
        const attempt = this.#attempt(row).finally(() => running.delete(attempt))
        running.add(attempt)
      }
      // A full house waits for the first to leave, an idle one for the clock.
      const tick = pause(pollMs, undefined, { signal: this.#stop.signal }).catch(() => undefined)
      await (running.size < atOnce ? Promise.race([tick, ...running]) : Promise.race(running))
    }
    await Promise.all(running)
  }

  /** A database that is away for a while ends no loop. */
  async #claimCalmly(limit: number): Promise<readonly OutboxRow[]> {
    try {
      return await this.#claim(limit)
    } catch (error) {
      this.#parts.services.log.error({ err: error }, 'jobs cannot be read')
      return []
    }
  }

  async #claim(limit: number): Promise<readonly OutboxRow[]> {
    const { database, now } = this.#parts.services
    if (limit < 1 || this.#topics.length === 0) return []
    if (!(await database.read((db) => isAnythingDue(db, this.#topics, now())))) return []
    return database.write((tx) => claimDue(tx, this.#topics, { now: now(), leaseMs, limit }))
  }

  /** One attempt at one job. Never throws. */
  async #attempt(row: OutboxRow): Promise<void> {
    const job = this.#jobs.get(row.topic)
    const { services } = this.#parts
    const renewal = setInterval(() => void this.#renew(row), leaseMs / 3).unref()
    try {
      if (job === undefined) throw new Error(`Nothing is done about ${row.topic}: declare it in jobs.ts.`)
      const held: Held = { row, finished: false }
      await job.run(runningJob(row), this.#tools(held))
      if (!held.finished) await services.database.write((tx) => finish(tx, row))
    } catch (error) {
      if (error instanceof LeaseLost)
        services.log.warn({ job: row.id, topic: row.topic }, 'job went to another attempt')
      else await this.#failed(job, row, error)
    } finally {
      clearInterval(renewal)
    }
  }

  async #renew(row: OutboxRow): Promise<void> {
    const { database, now, log } = this.#parts.services
    await database
      .write((tx) => change(tx, row, { leased_until: now() + leaseMs }))
      .catch((error: unknown) => log.warn({ err: error, job: row.id }, 'lease not renewed'))
  }

  #tools(held: Held): JobTools {
    const { database } = this.#parts.services
    const request = requestOf(held.row)
    const finishing = async (work: (tx: Writer, performAs: PerformAs) => Promise<void>) => {
      await database.write(async (tx) => {
        // First of all, so that of two attempts the second waits here and then finds nothing.
        if (!(await finish(tx, held.row))) throw new LeaseLost()
        const done: Done[] = []
        await work(tx, this.#performAs(tx, request, done))
        await appendDone(tx, done)
      })
      held.finished = true
    }
    return {
      services: this.#parts.services,
      signal: this.#stop.signal,
      finish: async (work, refused) => {
        try {
          await finishing(work)
        } catch (error) {
          const refusal = refused && finalRefusal(error)
          if (!refusal) throw error
          await finishing((tx) => refused(tx, refusal))
        }
      },
      advance: async <Body extends object>(work: (tx: Writer) => Promise<Body>) => {
        const kept = await database.write(async (tx) => {
          const body = await work(tx)
          if (!(await change(tx, held.row, { body: JSON.stringify(body) }))) throw new LeaseLost()
          return body
        })
        held.row = { ...held.row, body: JSON.stringify(kept) }
        return kept
      },
    }
  }

  #performAs(tx: Writer, request: Done['context']['request'], done: Done[]): PerformAs {
    return async (author, spaceId, operation, input, prepared) => {
      const errand = { spaceId, operation, input, prepared, request }
      const performed = await this.#parts.pipeline.performAs(tx, author, errand)
      done.push(performed)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unsafe-return, typescript/no-explicit-any -- made by the handler of that very operation.
      return performed.step.result as any
    }
  }

  async #failed(job: Job | undefined, row: OutboxRow, error: unknown): Promise<void> {
    const { database, now, log } = this.#parts.services
    const reason = error instanceof Error ? error.message : 'unknown'
    const wait = error instanceof GiveUp || job === undefined ? null : job.retryAfterMs(row.attempts)
    log.warn(
      { err: error, job: row.id, topic: row.topic, attempt: row.attempts, given_up: wait === null },
      'job failed',
    )
    try {
      await database.write(async (tx) => {
        const state = wait === null ? { dead_at: now() } : { due_at: now() + wait }
        const stillOurs = await change(tx, row, { ...state, leased_until: null, last_error: reason.slice(0, 500) })
        if (stillOurs && wait === null) await job?.gaveUp?.(tx, runningJob(row), reason, now())
      })
    } catch (failure) {
      // The lease runs out by itself, and another attempt is made then.
      log.error({ err: failure, job: row.id }, 'failure of a job not written')
    }
  }
}

/** A job in the hands of an attempt. */
interface Held {
  row: OutboxRow
  finished: boolean
}

/** Another attempt has taken the job over, or it was cancelled: what this one has not committed is undone. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** What a caller would have been told, where trying again cannot change it by itself. */
function finalRefusal(error: unknown): Refusal | null {
  const refusal = error instanceof LeaseLost ? null : asRefusal(error)
  return refusal !== null && refusal.problem.status < 500 ? refusal : null
}

async function appendDone(tx: Writer, done: readonly Done[]): Promise<void> {
  const bySpace = Map.groupBy(done, ({ context }) => context.space.id)
  // In the order of ids, as all who append to several chains do.
  for (const [, group] of [...bySpace].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    for (const { context, step } of group) await appendSteps(tx, context, stepsOf(step.operation, step))
  }
}

function runningJob({ id, space_id: spaceId, body, attempts: attempt, due_at: dueAt }: OutboxRow): RunningJob<never> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stored by `enqueue` or `advance` of the same topic.
  return { id, spaceId, body: JSON.parse(body) as never, attempt, dueAt }
}

/** A job as the trail knows requests. */
function requestOf({ id, topic }: OutboxRow): Done['context']['request'] {
  return {
    id,
    method: 'JOB',
    url: `/jobs/${topic}`,
    host: '',
    network: '',
    userAgent: null,
    ifMatch: null,
    ifNoneMatch: null,
    range: null,
    ifRange: null,
    idempotencyKey: null,
  }
}
