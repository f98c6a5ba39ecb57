import type { InputOf, Operation, ResultOf } from '@latchkey/contract/operation'
import type { Writer } from '../database/database.ts'
import type { Author } from '../pipeline/author.ts'
import type { Refusal } from '../pipeline/refusal.ts'
import type { Services } from '../services.ts'

/** A job that is being done. */
export interface RunningJob<Body> {
  readonly id: string
  /** Null for work of the installation. */
  readonly spaceId: string | null
  /** As it was asked for, or as `advance` has kept it since. */
  readonly body: Body
  /** From 1. */
  readonly attempt: number
  /** When it was due, UTC milliseconds. */
  readonly dueAt: number
}

/**
 * Performs an operation for who has set the job up, with the rights that author has now: gated, loaded, decided and audited
 * like a request. Throws the `Refusal` that a request would have been answered with.
 */
export type PerformAs = <O extends Operation>(
  author: Author,
  spaceId: string,
  operation: O,
  input: InputOf<O>,
  prepared?: unknown,
) => Promise<ResultOf<O>>

export interface JobTools {
  readonly services: Services
  /**
   * Does the work and removes the job in one transaction, so that it is done once however often the process is killed.
   *
   * When the work is refused, its transaction is undone and `refused` is done instead, in one that removes the job too;
   * without it the refusal is thrown. The work may run again after a deadlock: no effects outside the transaction.
   */
  readonly finish: (
    work: (tx: Writer, performAs: PerformAs) => Promise<void>,
    refused?: (tx: Writer, refusal: Refusal) => Promise<void>,
  ) => Promise<void>
  /** Does a slice of the work and keeps how far it is, in one transaction. Answers what is kept. */
  readonly advance: <Body extends object>(work: (tx: Writer) => Promise<Body>) => Promise<Body>
  /** Aborted when the process is asked to stop: leave off at the next point; the job goes on in another attempt. */
  readonly signal: AbortSignal
}

/** What is done about a topic of the outbox. */
export interface Job {
  readonly topic: string
  /**
   * Does it, and ends with `finish`; a job that returns without is removed. A throw means that it is tried again later.
   *
   * Not guaranteed: that it runs once. What it does outside of `finish` and `advance` may be done again.
   */
  readonly run: (job: RunningJob<never>, tools: JobTools) => Promise<void>
  /** Milliseconds until the next attempt after so many have failed; null gives up. */
  readonly retryAfterMs: (attempts: number) => number | null
  /** Told in the transaction that gives the job up. What is given up stays as a dead letter. */
  readonly gaveUp?: (tx: Writer, job: RunningJob<never>, reason: string, now: number) => Promise<void>
}

/** A failure that no further attempt can mend; its message says why. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp'
}

const seconds = 1000
const minutes = 60 * seconds

/** Where a topic says nothing else: eight attempts over about three hours. */
const standardWaitsMs = [5 * seconds, 30 * seconds, 2 * minutes, 10 * minutes, 30 * minutes, 60 * minutes, 90 * minutes]

/** Declares what is done about a topic: `job<{ entry: string }>({ topic: 'entries.publish', run: … })`. */
export function job<Body extends object>(declaration: {
  readonly topic: string
  readonly run: (job: RunningJob<Body>, tools: JobTools) => Promise<void>
  readonly retryAfterMs?: (attempts: number) => number | null
  readonly gaveUp?: (tx: Writer, job: RunningJob<Body>, reason: string, now: number) => Promise<void>
}): Job {
  const { retryAfterMs = (attempts: number) => standardWaitsMs[attempts - 1] ?? null, ...rest } = declaration
  return { ...rest, retryAfterMs }
}
