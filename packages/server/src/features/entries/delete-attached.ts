import type { Writer } from '../../database/database.ts'

/** Deletes what hangs on entries of a branch and goes with them for good; their working copies and comments go by themselves. */
export async function deleteAttached(
  tx: Writer,
  { spaceId, branchId }: { readonly spaceId: string; readonly branchId: string },
  entryIds: readonly string[],
): Promise<void> {
  for (const table of ['renames', 'schedules', 'publish_requests'] as const) {
    await tx
      .deleteFrom(table)
      .where('space_id', '=', spaceId)
      .where('branch_id', '=', branchId)
      .where('entry_id', 'in', entryIds)
      .execute()
  }
}
