import type { Writer } from '../../database/database.ts'
import { blobsInUse, releaseBlob } from '../assets/release-blob.ts'
import { deleteAttached } from '../entries/delete-attached.ts'

const thingsAtOnce = 50

/** Removes some entries of a branch with all that shows them, and what was saved of them there unless others show it. False when none is left. */
export async function removeEntries(
  tx: Writer,
  spaceId: string,
  branchId: string,
  keepsHistory: boolean,
): Promise<boolean> {
  const entries = await tx
    .selectFrom('entries')
    .select('id')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .orderBy('id')
    .limit(thingsAtOnce)
    .execute()
  if (entries.length === 0) return false
  const ids = entries.map(({ id }) => id)
  const views = await viewsOf(tx, spaceId, branchId)
  await tx.deleteFrom('field_index').where('view_id', 'in', views).where('entry_id', 'in', ids).execute()
  await tx.deleteFrom('published').where('view_id', 'in', views).where('entry_id', 'in', ids).execute()
  await deleteAttached(tx, { spaceId, branchId }, ids)
  if (!keepsHistory) {
    await tx
      .deleteFrom('revisions')
      .where('space_id', '=', spaceId)
      .where('entry_id', 'in', ids)
      .where('branch_id', '=', branchId)
      .execute()
  }
  // Working copies and comments go with their entry.
  await tx
    .deleteFrom('entries')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('id', 'in', ids)
    .execute()
  // What no branch has any more is shown by nobody, whichever branch it was saved on.
  await tx
    .deleteFrom('revisions')
    .where('space_id', '=', spaceId)
    .where('entry_id', 'in', ids)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('entries')
            .select('entries.id')
            .whereRef('entries.space_id', '=', 'revisions.space_id')
            .whereRef('entries.id', '=', 'revisions.entry_id'),
        ),
      ),
    )
    .execute()
  return true
}

/** Removes the records of some files, and asks for bytes that nothing else shows to be removed. False when none is left. */
export async function removeAssets(tx: Writer, spaceId: string, branchId: string, now: number): Promise<boolean> {
  const assets = await tx
    .selectFrom('assets')
    .select(['id', 'blob'])
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .orderBy('id')
    .limit(thingsAtOnce)
    .execute()
  if (assets.length === 0) return false
  const ids = assets.map(({ id }) => id)
  const views = await viewsOf(tx, spaceId, branchId)
  const live = await tx
    .deleteFrom('published_assets')
    .where('view_id', 'in', views)
    .where('asset_id', 'in', ids)
    .returning('blob')
    .execute()
  await tx
    .deleteFrom('assets')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('id', 'in', ids)
    .execute()
  const blobs = [...new Set([...assets, ...live].map(({ blob }) => blob))]
  const shared = await blobsInUse(tx, blobs)
  for (const blob of blobs) if (!shared.has(blob)) await releaseBlob(tx, spaceId, blob, now)
  return true
}

/** Removes views, types and their groups. The row of the branch itself stays, for the trail and for those who show its history. */
export async function removeRest(tx: Writer, spaceId: string, branchId: string): Promise<void> {
  const views = await viewsOf(tx, spaceId, branchId)
  if (views.length > 0) {
    for (const table of ['field_index', 'published', 'published_assets'] as const) {
      await tx.deleteFrom(table).where('view_id', 'in', views).execute()
    }
    await tx.deleteFrom('views').where('id', 'in', views).execute()
  }
  // Presets go with their type.
  for (const table of ['content_types', 'type_groups', 'asset_categories'] as const) {
    await tx.deleteFrom(table).where('space_id', '=', spaceId).where('branch_id', '=', branchId).execute()
  }
}

async function viewsOf(tx: Writer, spaceId: string, branchId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('views')
    .select('id')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .execute()
  return rows.map(({ id }) => id)
}
