import { type Insertable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { startsWith } from '../../database/sql-differences.ts'
import { spaceColumn } from '../../database/stamp.ts'
import type { AssetRow, LiveAsset } from './asset.ts'

/** Whose assets: a branch of a space. */
export interface Branch {
  readonly spaceId: string
  readonly branchId: string
}

export function assetsOf(db: Reader, { spaceId, branchId }: Branch) {
  return db.selectFrom('assets').where('assets.space_id', '=', spaceId).where('assets.branch_id', '=', branchId)
}

/** One asset by its id or name; which of the two is told by its shape. Null when there is none, or it is in the trash. */
export async function readAsset(
  db: Reader,
  branch: Branch,
  segment: string,
  { forUpdate }: { readonly forUpdate: boolean },
): Promise<AssetRow | null> {
  const query = assetsOf(db, branch)
    .selectAll()
    .where(spaceColumn(segment) === 'id' ? 'id' : 'file_name', '=', segment.normalize('NFC'))
    .where('deleted_at', 'is', null)
  return (await (forUpdate ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

/** Assets by id. */
export async function readAssetRows(
  db: Reader,
  branch: Branch,
  ids: readonly string[],
): Promise<Map<string, AssetRow>> {
  if (ids.length === 0) return new Map()
  const rows = await assetsOf(db, branch).selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** What is live of assets, by id, each in the order of the environments. */
export async function readLiveOf(
  db: Reader,
  { spaceId, branchId }: Branch,
  ids: readonly string[],
): Promise<Map<string, LiveAsset[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('views')
    .innerJoin('environments', (join) =>
      join.onRef('environments.space_id', '=', 'views.space_id').onRef('environments.id', '=', 'views.environment_id'),
    )
    .innerJoin('published_assets', 'published_assets.view_id', 'views.id')
    .select([
      'published_assets.asset_id as assetId',
      'views.id as viewId',
      'environments.id as environmentId',
      'environments.name as environment',
      'published_assets.blob',
      'published_assets.metadata',
    ])
    .where('views.space_id', '=', spaceId)
    .where('views.branch_id', '=', branchId)
    .where('environments.state', '=', 'active')
    .where('published_assets.asset_id', 'in', ids)
    .orderBy('environments.created_at')
    .orderBy('environments.id')
    .execute()
  return Map.groupBy(rows, ({ assetId }) => assetId)
}

export async function insertAsset(tx: Writer, row: Insertable<Schema['assets']>): Promise<void> {
  await tx.insertInto('assets').values(row).execute()
}

export async function changeAsset(tx: Writer, row: AssetRow, change: Partial<AssetRow>): Promise<void> {
  await tx
    .updateTable('assets')
    .set(change)
    .where('space_id', '=', row.space_id)
    .where('branch_id', '=', row.branch_id)
    .where('id', '=', row.id)
    .execute()
}

export async function deleteAssetRow(
  tx: Writer,
  { space_id: spaceId, branch_id: branchId, id }: AssetRow,
): Promise<void> {
  await tx
    .deleteFrom('assets')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('id', '=', id)
    .execute()
}

/** The names of a branch that begin and end so; a name that is about to be given must be none of them. */
export async function namesLike(tx: Writer, branch: Branch, head: string, tail: string): Promise<Set<string>> {
  const rows = await assetsOf(tx, branch)
    .select('file_name')
    .where('deleted_at', 'is', null)
    .where(startsWith(sql.ref('file_name'), head))
    .execute()
  return new Set(rows.map(({ file_name: name }) => name).filter((name) => name.endsWith(tail)))
}

/** Makes what an asset holds now live in views; `seqs`: the versions under which that is told, by view. */
export async function putPublished(
  tx: Writer,
  row: AssetRow,
  seqs: ReadonlyMap<string, number>,
  now: number,
): Promise<void> {
  const { id, file_name, category, media_type, bytes, width, height, blob, metadata, version } = row
  const snapshot = { file_name, category, media_type, bytes, width, height, blob, metadata, version, published_at: now }
  const rows = Array.from(seqs, ([viewId, seq]) => ({
    view_id: viewId,
    asset_id: id,
    ...snapshot,
    first_published_at: now,
    seq,
  }))
  await tx
    .insertInto('published_assets')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['view_id', 'asset_id']).doUpdateSet((put) => ({ ...snapshot, seq: put.ref('excluded.seq') })),
    )
    .execute()
}

/** Takes an asset out of a view. */
export async function deletePublished(tx: Writer, assetId: string, viewId: string): Promise<void> {
  await tx.deleteFrom('published_assets').where('view_id', '=', viewId).where('asset_id', '=', assetId).execute()
}

/** What grants and lists go by follows the asset at once, where it is live in a view. */
export async function renamePublished(
  tx: Writer,
  { id, file_name, category }: Pick<AssetRow, 'id' | 'file_name' | 'category'>,
  { viewId, seq }: { readonly viewId: string; readonly seq: number },
): Promise<void> {
  await tx
    .updateTable('published_assets')
    .set({ file_name, category, seq })
    .where('view_id', '=', viewId)
    .where('asset_id', '=', id)
    .execute()
}
