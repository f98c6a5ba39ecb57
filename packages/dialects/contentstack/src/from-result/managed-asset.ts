import type { showAsset } from '@latchkey/contract/assets/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { uidOf } from '../uids.ts'
import { creatorUid } from './creator.ts'

export type ManagedFile = ResultOf<typeof showAsset>

/** A file as editors see it. `address` is where its bytes are had, with a token. */
export function managedAssetOf(file: ManagedFile, address: string): Record<string, unknown> {
  const { metadata, width, height } = file
  const creator = creatorUid(file.created_by)
  return {
    uid: uidOf(file.id),
    title: metadata.title ?? file.file_name,
    description: metadata.description ?? '',
    filename: file.file_name,
    url: address,
    content_type: file.media_type,
    file_size: String(file.bytes),
    tags: file.tags,
    parent_uid: null,
    is_dir: false,
    ...(width !== null && height !== null && { dimension: { width, height } }),
    ACL: {},
    _version: file.version,
    created_by: creator,
    updated_by: creator,
    created_at: file.created_at,
    updated_at: file.updated_at,
    publish_details: file.environments.map((environment) => ({ environment })),
  }
}
