import type { Insertable, Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { cancelJob } from '../../jobs/outbox.ts'
import { entryColumns, type EntryOfErrand } from '../content/errand-reach.ts'

type StoredSchedule = Selectable<Schema['schedules']>
export type ScheduleRow = StoredSchedule & EntryOfErrand

/** Whose schedules are looked at. */
export interface SchedulePlace {
  readonly spaceId: string
  readonly branchId: string
  /** Absent: of all entries, those in the trash included. */
  readonly entryId?: string
  readonly state?: StoredSchedule['state'] | undefined
}

function schedulesIn(db: Reader, { spaceId, branchId, entryId, state }: SchedulePlace) {
  let query = db
    .selectFrom('schedules as s')
    .innerJoin('entries as e', (join) =>
      join
        .onRef('e.space_id', '=', 's.space_id')
        .onRef('e.branch_id', '=', 's.branch_id')
        .onRef('e.id', '=', 's.entry_id'),
    )
    .innerJoin('content_types as t', (join) =>
      join
        .onRef('t.space_id', '=', 'e.space_id')
        .onRef('t.branch_id', '=', 'e.branch_id')
        .onRef('t.id', '=', 'e.type_id'),
    )
    .selectAll('s')
    .select(entryColumns)
    .where('s.space_id', '=', spaceId)
    .where('s.branch_id', '=', branchId)
  if (entryId !== undefined) query = query.where('s.entry_id', '=', entryId)
  if (state !== undefined) query = query.where('s.state', '=', state)
  return query
}

/** Up to `limit` schedules behind a place, the latest first; null: from the start. */
export function readSchedules(
  db: Reader,
  place: SchedulePlace,
  after: readonly [at: number, id: string] | null,
  limit: number,
): Promise<ScheduleRow[]> {
  const query = schedulesIn(db, place).orderBy('s.due_at', 'desc').orderBy('s.id', 'desc').limit(limit)
  if (after === null) return query.execute()
  const [at, id] = after
  return query
    .where((eb) => eb.or([eb('s.due_at', '<', at), eb.and([eb('s.due_at', '=', at), eb('s.id', '<', id)])]))
    .execute()
}

/** Null when the place has none of that id. */
export async function readSchedule(db: Reader, place: SchedulePlace, id: string): Promise<ScheduleRow | null> {
  return (await schedulesIn(db, place).where('s.id', '=', id).executeTakeFirst()) ?? null
}

/** A schedule by its id alone, for the job that does it. */
export async function readStoredSchedule(db: Reader, id: string): Promise<StoredSchedule | null> {
  return (await db.selectFrom('schedules').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function insertSchedule(tx: Writer, row: Insertable<Schema['schedules']>): Promise<void> {
  await tx.insertInto('schedules').values(row).execute()
}

/** How a schedule ended. */
export interface Ending {
  readonly state: 'done' | 'failed' | 'cancelled'
  readonly reason: string | null
  /** UTC milliseconds. */
  readonly at: number
}

/** Ends a schedule that is pending. False when it has ended already. */
export async function endSchedule(tx: Writer, id: string, { state, reason, at }: Ending): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('schedules')
    .set({ state, reason, ended_at: at, job_id: null })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Cancels what is pending for an entry: once it is archived or deleted, nothing of it goes live by itself. */
export async function cancelSchedulesOf(
  tx: Writer,
  { space_id, branch_id, id }: { readonly space_id: string; readonly branch_id: string; readonly id: string },
  reason: string,
  now: number,
): Promise<void> {
  const pending = await tx
    .selectFrom('schedules')
    .select(['id', 'job_id'])
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('entry_id', '=', id)
    .where('state', '=', 'pending')
    .execute()
  for (const schedule of pending) {
    if (schedule.job_id !== null) await cancelJob(tx, schedule.job_id)
    await endSchedule(tx, schedule.id, { state: 'cancelled', reason, at: now })
  }
}

/** The slugs of environments by their ids, as far as they exist. */
export async function readEnvironmentSlugs(db: Reader, spaceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('environments')
    .select(['id', 'name'])
    .where('space_id', '=', spaceId)
    .where('state', '=', 'active')
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
