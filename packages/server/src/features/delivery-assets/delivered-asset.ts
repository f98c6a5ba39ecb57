import { type DeliveredAsset, showDeliveredAsset } from '@latchkey/contract/delivery-assets/operations'
import { prefixes } from '@latchkey/contract/operation'
import type { Static } from '@latchkey/contract/schema'
import { filterForAll } from '@latchkey/policy/layers'
import type { Filter } from '@latchkey/policy/filter'
import { kinds } from '@latchkey/tokens/kinds'
import { type RawBuilder, sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import type { Reader } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { placeOf } from '../../lib/signed-url.ts'
import { mainBranch } from '../../pipeline/branch-of.ts'
import { hasOperation } from '../../pipeline/gate.ts'
import type { BranchFacts, Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { decodeMetadata } from '../assets/asset.ts'
import { type AssetSource, liveAssets, onlySuch, workingAssets } from '../assets/asset-source.ts'
import type { Branch } from '../assets/queries.ts'
import type { Place, PlaceQuery } from '../delivery/place.ts'

/** What a request says of where it is. */
export interface AssetPlaceQuery extends PlaceQuery {
  readonly branch?: string
}

export type AssetDocument = Static<typeof DeliveredAsset>

/** Who reads files, and where. */
export interface AssetVisit {
  readonly db: Reader
  readonly caller: Caller
  readonly space: SpaceFacts
  readonly branch: Branch
  readonly place: Pick<Place, 'view' | 'draftView'>
  readonly query: AssetPlaceQuery
}

/** A file as a visit sees it. */
export interface SeenAsset {
  readonly id: string
  readonly serial: number
  readonly fileName: string
  readonly category: string | null
  readonly isPrivate: 0 | 1
  readonly mediaType: string
  readonly bytes: number
  readonly width: number | null
  readonly height: number | null
  readonly blob: string
  readonly metadata: string
  readonly version: number
  /** Null for what was never published. */
  readonly publishedAt: number | null
  /** By what it is decided. */
  readonly name: string
  readonly currentCategory: string | null
  readonly creator: string | null
}

/** The files of a place that tokens of the caller's kind may have at most. */
export function sourceOf({ db, caller, branch, place }: AssetVisit): AssetSource {
  const source = place.draftView === null ? liveAssets(db, branch, place.view) : workingAssets(db, branch)
  return onlySuch(source, kinds[caller.principal.kind].assets)
}

/** Those of them that the caller may read. */
export function readableAssets({ caller, space }: Pick<AssetVisit, 'caller' | 'space'>): Filter {
  return filterForAll(caller.layers, 'media.read', {
    collection: { area: 'media', space },
    principal: caller.principal.name,
  })
}

/** One file by its id or name, whether or not the caller may read it. */
export async function findAsset(visit: AssetVisit, segment: string): Promise<SeenAsset | null> {
  const source = sourceOf(visit)
  const named =
    spaceColumn(segment) === 'id'
      ? sql`a.id = ${segment}`
      : sql`${source.columns.file_name} = ${segment.normalize('NFC')}`
  const [found] = await selectAssets(visit, source, sql`${source.where} and ${named}`)
  return found ?? null
}

/** Files by id, as far as the caller may read them. */
export async function readSeen(visit: AssetVisit, ids: readonly string[]): Promise<Map<string, SeenAsset>> {
  if (ids.length === 0) return new Map()
  const source = sourceOf(visit)
  const readable = filterCondition(visit.db, readableAssets(visit), source.filterColumns)
  const named = sql<boolean>`a.id in (${sql.join(ids)})`
  const rows = await selectAssets(visit, source, sql`${allOf([source.where, readable, named])}`)
  return new Map(rows.map((row) => [row.id, row]))
}

async function selectAssets(
  { db, place }: AssetVisit,
  { from }: AssetSource,
  where: RawBuilder<unknown>,
): Promise<readonly SeenAsset[]> {
  const shown = sql.raw(place.draftView === null ? 'p' : 'a')
  const published = place.draftView === null ? sql`p.published_at` : sql`null`
  const { rows } = await sql<SeenAsset>`
    select a.id, a.serial, ${shown}.file_name as "fileName", ${shown}.category, a.private as "isPrivate",
      ${shown}.media_type as "mediaType", ${shown}.bytes, ${shown}.width, ${shown}.height, ${shown}.blob,
      ${shown}.metadata, ${shown}.version, ${published} as "publishedAt", a.file_name as name,
      a.category as "currentCategory", a.created_by_kind || ':' || a.created_by_id as creator
    from ${from} where ${where}
  `.execute(db)
  return rows
}

/** A file as it is answered. */
export function renderAsset({ space, query }: Pick<AssetVisit, 'space' | 'query'>, asset: SeenAsset): AssetDocument {
  const { metadata, tags } = decodeMetadata(asset.metadata)
  return {
    id: asset.id,
    serial: asset.serial,
    file_name: asset.fileName,
    category: asset.category,
    private: asset.isPrivate === 1,
    media_type: asset.mediaType,
    bytes: asset.bytes,
    width: asset.width,
    height: asset.height,
    metadata,
    ...(tags.length > 0 && { tags }),
    url: addressOf(space, asset.id, query),
    version: asset.version,
    published_at: asset.publishedAt === null ? null : new Date(asset.publishedAt).toISOString(),
  }
}

/** The files among some ids that the reader of an entry may read, as they are included in it: none where his token’s scope has none. */
export async function includedAssets(
  {
    db,
    caller,
    space,
    branch,
    place,
  }: Pick<AssetVisit, 'db' | 'caller' | 'space'> & {
    readonly branch: BranchFacts
    readonly place: Place
  },
  ids: readonly string[],
): Promise<AssetDocument[]> {
  if (!hasOperation(showDeliveredAsset, caller)) return []
  const query = { ...place.named, ...(branch.id !== mainBranch && { branch: branch.name }) }
  const visit = { db, caller, space, place, query, branch: { spaceId: space.id, branchId: branch.id } }
  return Array.from((await readSeen(visit, ids)).values(), (asset) => renderAsset(visit, asset))
}

/** The path of a file's bytes, in the place that the request is about. */
export function addressOf({ slug }: SpaceFacts, id: string, query: AssetPlaceQuery): string {
  return placeOf(`${prefixes.delivery}/spaces/${slug}/assets/${id}/file`, query)
}
