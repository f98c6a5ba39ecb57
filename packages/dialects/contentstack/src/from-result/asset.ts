import { uidOf } from '../uids.ts'
import type { DeliveredFile } from './shapes.ts'

/** A file as sites read it. `origin` stands before the path of its bytes, which are had with a token. */
export function assetOf(file: DeliveredFile, origin: string, environment: string | undefined): Record<string, unknown> {
  const { metadata, width, height } = file
  return {
    uid: uidOf(file.id),
    title: metadata.title ?? file.file_name,
    description: metadata.description ?? '',
    filename: file.file_name,
    url: origin + file.url,
    content_type: file.media_type,
    // A text, as the vendor has it.
    file_size: String(file.bytes),
    tags: file.tags ?? [],
    parent_uid: null,
    is_dir: false,
    ...(width !== null && height !== null && { dimension: { width, height } }),
    ACL: {},
    _version: file.version,
    ...(file.published_at !== null && {
      publish_details: { ...(environment !== undefined && { environment }), time: file.published_at },
    }),
  }
}
