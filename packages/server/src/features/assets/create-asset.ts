import type { Writer } from '../../database/database.ts'
import { creatorColumns } from '../../lib/creator.ts'
import type { AssetRow, AssetState } from './asset.ts'
import { type Branch, insertAsset } from './queries.ts'
import type { ReceivedFile } from './receive-file.ts'

/** A file that is about to become an asset. */
export interface NewAsset {
  readonly id: string
  readonly serial: number
  readonly fileName: string
  readonly category: string | null
  readonly isPrivate: boolean
  /** With the tags, as it is stored. */
  readonly metadata: string
  readonly creator: string
  readonly file: ReceivedFile
}

/** Writes the row of a new asset: a draft, live nowhere. */
export async function createAsset(tx: Writer, branch: Branch, asset: NewAsset, now: number): Promise<AssetState> {
  const { id, serial, fileName, category, isPrivate, metadata, creator, file } = asset
  const row: AssetRow = {
    space_id: branch.spaceId,
    branch_id: branch.branchId,
    id,
    serial,
    file_name: fileName,
    category,
    private: isPrivate ? 1 : 0,
    state: 'draft',
    ...fileColumns(file),
    metadata,
    version: 1,
    ...creatorColumns(creator),
    created_at: now,
    updated_at: now,
    deleted_at: null,
  }
  await insertAsset(tx, row)
  return { row, live: [] }
}

/** What is known of the bytes, as columns. */
export function fileColumns({ mediaType, bytes, width, height, blob, digest }: ReceivedFile) {
  return { media_type: mediaType, bytes, width, height, blob, digest }
}
