import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { uuidV7 } from '../lib/uuid.ts'

export type OutboxRow = Selectable<Schema['outbox']>

/** Work that is to be done after the transaction that asks for it. */
export interface NewJob {
  /** Which job of `jobs.ts` does it. */
  readonly topic: string
  /** Null for work of the installation. */
  readonly spaceId: string | null
  readonly body: object
  /** UTC milliseconds; what lies in the past is due at once. */
  readonly dueAt: number
}

/** Asks for a job, in the transaction of what makes it necessary: both are there, or neither. Answers its id. */
export async function enqueue(tx: Writer, job: NewJob, now: number): Promise<string> {
  const [id = ''] = await enqueueAll(tx, [job], now)
  return id
}

/** The same for several. */
export async function enqueueAll(tx: Writer, jobs: readonly NewJob[], now: number): Promise<string[]> {
  if (jobs.length === 0) return []
  const rows = jobs.map(({ topic, spaceId, body, dueAt }) => ({
    id: uuidV7(now, randomBytes),
    topic,
    space_id: spaceId,
    body: JSON.stringify(body),
    due_at: dueAt,
    leased_until: null,
    attempts: 0,
    last_error: null,
    dead_at: null,
    created_at: now,
  }))
  await tx.insertInto('outbox').values(rows).execute()
  return rows.map(({ id }) => id)
}

/** Takes back a job that has not been done. False when there is none: it was done, or is being finished right now. */
export async function cancelJob(tx: Writer, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('outbox').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Moves a job that has not been done to another time. False when there is none. */
export async function rescheduleJob(tx: Writer, id: string, dueAt: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ due_at: dueAt, dead_at: null, attempts: 0, leased_until: null })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whether anything is due, without writing. */
export async function isAnythingDue(db: Reader, topics: readonly string[], now: number): Promise<boolean> {
  const row = await due(db, topics, now).select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

/** Leases what is due to this process, the longest due first. Who holds a lease alone may finish the job. */
export async function claimDue(
  tx: Writer,
  topics: readonly string[],
  { now, leaseMs, limit }: { readonly now: number; readonly leaseMs: number; readonly limit: number },
): Promise<OutboxRow[]> {
  const rows = await due(tx, topics, now)
    .select('id')
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  if (rows.length === 0) return []
  const claimed = await tx
    .updateTable('outbox')
    .set(({ eb }) => ({ leased_until: now + leaseMs, attempts: eb('attempts', '+', 1) }))
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .returningAll()
    .execute()
  return claimed.toSorted((one, other) => one.due_at - other.due_at || (one.id < other.id ? -1 : 1))
}

function due(db: Pick<Reader, 'selectFrom'>, topics: readonly string[], now: number) {
  return db
    .selectFrom('outbox')
    .where('topic', 'in', topics)
    .where('dead_at', 'is', null)
    .where('due_at', '<=', now)
    .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]))
}

/** A claim: the row, and which attempt holds it. A later attempt has taken it over when this no longer matches. */
export type Claim = Pick<OutboxRow, 'id' | 'attempts'>

/** Removes a job that is done. False when another attempt has taken it over, or it was cancelled. */
export async function finish(tx: Writer, claim: Claim): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('outbox')
    .where('id', '=', claim.id)
    .where('attempts', '=', claim.attempts)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Changes a job that this attempt holds. False as for `finish`. */
export async function change(
  tx: Writer,
  claim: Claim,
  set: Partial<Pick<OutboxRow, 'body' | 'due_at' | 'leased_until' | 'last_error' | 'dead_at' | 'attempts'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set(set)
    .where('id', '=', claim.id)
    .where('attempts', '=', claim.attempts)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends all leases, for who knows that nobody holds one. */
export async function freeLeases(tx: Writer): Promise<void> {
  await tx.updateTable('outbox').set({ leased_until: null }).where('leased_until', 'is not', null).execute()
}
