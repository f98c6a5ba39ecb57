import type { Writer } from '../../database/database.ts'
import type { EnvironmentView } from '../content/views.ts'
import { recordAssetLapse } from '../delivery-changes/record.ts'
import { outdateViews } from '../entries/lasting-facts.ts'
import { type AssetRow, type AssetState, decodeMetadata } from './asset.ts'
import { changeAsset, deletePublished, putPublished, readLiveOf, renamePublished } from './queries.ts'
import { releaseBlob } from './release-blob.ts'

/** What can be changed of an asset in one write. */
export type AssetColumns = Partial<
  Pick<
    AssetRow,
    'file_name' | 'category' | 'private' | 'metadata' | 'media_type' | 'bytes' | 'width' | 'height' | 'blob' | 'digest'
  >
>

/** Writes a change, where there is one. Name, category and privacy count at once, also where the asset is live. */
export async function writeChange(
  tx: Writer,
  { row, live }: AssetState,
  change: AssetColumns,
  now: number,
): Promise<AssetState> {
  const old = new Map<string, unknown>(Object.entries(row))
  const changed = Object.entries(change).filter(([column, value]) => old.get(column) !== value)
  if (changed.length === 0) return { row, live }
  const next: AssetRow = { ...row, ...change, version: row.version + 1, updated_at: now }
  await changeAsset(tx, row, { ...Object.fromEntries(changed), version: next.version, updated_at: now })
  const atOnce = changed.some(([column]) => ['file_name', 'category', 'private'].includes(column))
  if (atOnce) {
    for (const [viewId, seq] of await outdateViews(tx, row.space_id, live)) {
      await recordAssetLapse(tx, { viewId, seq, at: now }, row, tagsIn(live, viewId))
      await renamePublished(tx, next, { viewId, seq })
    }
  }
  if (next.blob !== row.blob) await releaseBlob(tx, row.space_id, row.blob, now)
  return { row: next, live }
}

/** Publishes an asset in some environments. */
export async function goLive(
  tx: Writer,
  { row, live }: AssetState,
  views: readonly EnvironmentView[],
  now: number,
): Promise<AssetState> {
  const places = views.map(({ id, environmentId }) => ({ viewId: id, environmentId }))
  const seqs = await outdateViews(tx, row.space_id, places)
  const tags = decodeMetadata(row.metadata).tags.toSorted()
  for (const { viewId } of live) {
    const seq = seqs.get(viewId)
    const was = tagsIn(live, viewId)
    if (seq !== undefined && was.toSorted().join() !== tags.join())
      await recordAssetLapse(tx, { viewId, seq, at: now }, row, was)
  }
  await putPublished(tx, row, seqs, now)
  await releaseReplaced(tx, row, live, now)
  return restate(tx, row, now)
}

/** Takes an asset offline in some environments; `deleted`: because it is being deleted. */
export async function goOffline(
  tx: Writer,
  { row, live }: AssetState,
  { environments, deleted = false }: { readonly environments: readonly string[]; readonly deleted?: boolean },
  now: number,
): Promise<AssetState> {
  const leaving = live.filter(({ environment }) => environments.includes(environment))
  if (leaving.length === 0) return { row, live }
  for (const [viewId, seq] of await outdateViews(tx, row.space_id, leaving)) {
    await recordAssetLapse(tx, { viewId, seq, at: now, deleted }, row, tagsIn(leaving, viewId))
    await deletePublished(tx, row.id, viewId)
  }
  await releaseReplaced(tx, row, leaving, now)
  return restate(tx, row, now)
}

/** Bytes that only a snapshot still showed. */
async function releaseReplaced(tx: Writer, row: AssetRow, live: AssetState['live'], now: number): Promise<void> {
  for (const blob of new Set(live.map((each) => each.blob))) {
    if (blob !== row.blob) await releaseBlob(tx, row.space_id, blob, now)
  }
}

/** The state that follows from where an asset is live. */
async function restate(tx: Writer, row: AssetRow, now: number): Promise<AssetState> {
  const live = (await readLiveOf(tx, { spaceId: row.space_id, branchId: row.branch_id }, [row.id])).get(row.id) ?? []
  const change = {
    state: live.length > 0 ? 'published' : 'draft',
    version: row.version + 1,
    updated_at: now,
  } as const
  await changeAsset(tx, row, change)
  return { row: { ...row, ...change }, live }
}

/** The tags that are live in a view. */
function tagsIn(live: AssetState['live'], viewId: string): readonly string[] {
  const shown = live.find((each) => each.viewId === viewId)
  return shown === undefined ? [] : decodeMetadata(shown.metadata).tags
}
