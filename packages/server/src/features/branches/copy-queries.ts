import { watchSources } from '../../database/branch-copies.ts'
import type { Writer } from '../../database/database.ts'
import type { BranchRow } from './queries.ts'

/** Ids of things of a branch's source behind one, in order. */
export async function readThingsAfter(
  tx: Writer,
  { space_id, source_id }: BranchRow,
  sort: 'entry' | 'asset',
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .selectFrom(sort === 'entry' ? 'entries' : 'assets')
    .select('id')
    .where('space_id', '=', space_id)
    .where('branch_id', '=', source_id)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Copies things into a branch, but for those that were copied before or are newer than it: see branch-copies.ts. */
export async function putCopyMarks(
  tx: Writer,
  { space_id, id: branch_id }: BranchRow,
  sort: 'entry' | 'asset',
  ids: readonly string[],
): Promise<void> {
  await tx
    .insertInto('branch_copies')
    .values(ids.map((thing_id) => ({ space_id, branch_id, sort, thing_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Lets the branch be used: from now on nothing that is done to its source concerns it. */
export async function activateBranch(tx: Writer, { space_id, id }: BranchRow): Promise<void> {
  await tx
    .updateTable('branches')
    .set({ state: 'active' })
    .where('space_id', '=', space_id)
    .where('id', '=', id)
    .execute()
  await watchSources(tx)
}

const marksAtOnce = 500

/** Removes some of what notes what was copied. False when none is left. */
export async function dropCopyMarks(tx: Writer, spaceId: string, branchId: string): Promise<boolean> {
  const marks = await tx
    .selectFrom('branch_copies')
    .select(['sort', 'thing_id'])
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .orderBy('sort')
    .orderBy('thing_id')
    .limit(marksAtOnce)
    .execute()
  for (const [sort, group] of Map.groupBy(marks, (mark) => mark.sort)) {
    await tx
      .deleteFrom('branch_copies')
      .where('space_id', '=', spaceId)
      .where('branch_id', '=', branchId)
      .where('sort', '=', sort)
      .where(
        'thing_id',
        'in',
        group.map(({ thing_id }) => thing_id),
      )
      .execute()
  }
  return marks.length === marksAtOnce
}
