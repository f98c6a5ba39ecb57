import type { showAsset } from '@latchkey/contract/assets/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { fileAddress, type FilePlace } from './file-address.ts'
import { principalOf, timeOf } from './time.ts'

export type Asset = ResultOf<typeof showAsset>

/** A file as the vendor shows it; of one that the caller may write and not read, its id. */
export function mediaOf(asset: Asset, place: FilePlace): object {
  // A receipt: who may not read it.
  if (!Object.hasOwn(asset, 'file_name')) return { id: asset.id }
  const url = fileAddress(place, asset.id)
  return {
    id: asset.id,
    filename: asset.file_name,
    name: asset.file_name,
    url,
    // There are no thumbnails: the file stands for itself.
    thumb_url: url,
    thumb: null,
    variants: null,
    size: asset.bytes,
    mime: asset.media_type,
    category: asset.category ?? '',
    uploaded_by: principalOf(asset.created_by),
    uploaded_at: timeOf(asset.created_at),
    width: asset.width,
    height: asset.height,
    alt: asset.metadata.alt ?? '',
    title: asset.metadata.title ?? '',
    visibility: asset.private ? 'private' : 'public',
  }
}
