import { type Selectable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { spaceColumn } from '../../database/stamp.ts'

export type EnvironmentRow = Selectable<Schema['environments']>

export interface NewEnvironment {
  readonly id: string
  readonly spaceId: string
  /** From `services.nextSerial('environment')`, asked before the transaction. */
  readonly serial: number
  readonly slug: string
}

function living(db: Reader, spaceId: string) {
  return db.selectFrom('environments').selectAll().where('space_id', '=', spaceId).where('state', '=', 'active')
}

/** The environments of a space in the order of their creation. */
export function readEnvironments(db: Reader, spaceId: string): Promise<EnvironmentRow[]> {
  return living(db, spaceId).orderBy('created_at').orderBy('serial').execute()
}

/** An environment by id or slug. */
export async function readEnvironment(db: Reader, spaceId: string, segment: string): Promise<EnvironmentRow | null> {
  const column = spaceColumn(segment) === 'id' ? 'id' : 'name'
  return (await living(db, spaceId).where(column, '=', segment).executeTakeFirst()) ?? null
}

/** Makes an environment with its view of every branch, in which nothing is live yet. */
export async function insertEnvironment(
  tx: Writer,
  { id, spaceId, serial, slug }: NewEnvironment,
  newId: () => string,
  now: number,
): Promise<EnvironmentRow> {
  const row = await tx
    .insertInto('environments')
    .values({ space_id: spaceId, id, serial, name: slug, state: 'active', content_version: 1, created_at: now })
    .returningAll()
    .executeTakeFirstOrThrow()
  const branches = await tx
    .selectFrom('branches')
    .select('id')
    .where('space_id', '=', spaceId)
    .where('state', '<>', 'deleted')
    .execute()
  const views = branches.map((branch) => ({
    id: newId(),
    space_id: spaceId,
    branch_id: branch.id,
    environment_id: id,
  }))
  if (views.length > 0) await tx.insertInto('views').values(views).execute()
  return row
}

export function changeEnvironment(
  tx: Writer,
  { space_id: spaceId, id }: EnvironmentRow,
  change: Pick<EnvironmentRow, 'name' | 'requires_review'>,
): Promise<EnvironmentRow> {
  return tx
    .updateTable('environments')
    .set(change)
    .where('space_id', '=', spaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Marks an environment deleted. Its row stays for the tokens and the trail that name it. */
export async function markEnvironmentDeleted(tx: Writer, spaceId: string, id: string): Promise<void> {
  await tx
    .updateTable('environments')
    .set({ state: 'deleted', content_version: sql`content_version + 1` })
    .where('space_id', '=', spaceId)
    .where('id', '=', id)
    .execute()
}
