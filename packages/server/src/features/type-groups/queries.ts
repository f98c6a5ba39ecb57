import { type Insertable, type Selectable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

export type GroupRow = Selectable<Schema['type_groups']>

/** Where groups are. */
export interface GroupPlace {
  readonly spaceId: string
  readonly branchId: string
}

/** The groups of a branch; those of one parent in their order. */
export function readGroups(db: Reader, { spaceId, branchId }: GroupPlace): Promise<GroupRow[]> {
  return db
    .selectFrom('type_groups')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

export async function readGroup(db: Reader, { spaceId, branchId }: GroupPlace, id: string): Promise<GroupRow | null> {
  const row = await db
    .selectFrom('type_groups')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function insertGroup(tx: Writer, row: GroupRow): Promise<void> {
  await tx.insertInto('type_groups').values(row).execute()
}

export async function updateGroup(
  tx: Writer,
  { space_id, branch_id, id }: GroupRow,
  change: Partial<Insertable<Schema['type_groups']>>,
): Promise<void> {
  await tx
    .updateTable('type_groups')
    .set(change)
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
}

export async function deleteGroupRow(tx: Writer, { space_id, branch_id, id }: GroupRow): Promise<void> {
  await tx
    .deleteFrom('type_groups')
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
}

/** Lets the types of a group stand in its parent. Answers how many they are. */
export async function emptyGroup(
  tx: Writer,
  { space_id, branch_id, id, parent_id }: GroupRow,
  now: number,
): Promise<number> {
  const moved = await tx
    .updateTable('content_types')
    .set({ group_id: parent_id, updated_at: now, version: sql`version + 1` })
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('group_id', '=', id)
    .returning('id')
    .execute()
  return moved.length
}
