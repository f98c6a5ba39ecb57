import type { Asset } from '@latchkey/contract/assets/schemas'
import type { showDeliveredAsset } from '@latchkey/contract/delivery-assets/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { Static } from '@latchkey/contract/schema'
import { maker, refer } from '../refer.ts'
import { statusOf } from './content.ts'

type ManagedAsset = Static<typeof Asset>
type DeliveredAsset = ResultOf<typeof showDeliveredAsset>

interface Place {
  readonly id: string
  readonly defaultLocale: string
}

const groups = ['Image', 'Video', 'Audio', 'Text'] as const

function fileOf({
  file_name: fileName,
  media_type: contentType,
  bytes: size,
  width,
  height,
}: ManagedAsset | DeliveredAsset) {
  const group = groups.find((each) => contentType.startsWith(`${each.toLowerCase()}/`)) ?? 'File'
  return {
    fileName,
    contentType,
    size,
    mimeGroups: [group],
    ...(width !== null && height !== null && { image: { width, height } }),
  }
}

/** A file as its editors see it. */
export function managedMedia(asset: ManagedAsset, space: Place): object {
  const { id, version, created_at: createdAt, updated_at: updatedAt, metadata } = asset
  const inLocale = (value: unknown) => ({ [space.defaultLocale]: value })
  return {
    sys: {
      id,
      type: 'Media',
      space: refer('Space', space.id),
      createdBy: maker(asset.created_by),
      createdAt,
      updatedAt,
      version,
      status: statusOf(asset),
    },
    fields: {
      title: inLocale(metadata.title ?? asset.file_name),
      ...(metadata.description !== undefined && { description: inLocale(metadata.description) }),
      file: inLocale(fileOf(asset)),
    },
  }
}

/** A file as sites read it; `host` is where its bytes are. */
export function deliveredMedia(asset: DeliveredAsset, space: Place, host: string): object {
  const { id, version, metadata, url } = asset
  return {
    sys: { id, type: 'Media', space: refer('Space', space.id), revision: version, locale: space.defaultLocale },
    fields: {
      title: metadata.title ?? asset.file_name,
      ...(metadata.description !== undefined && { description: metadata.description }),
      file: { ...fileOf(asset), url: `${host}${url}` },
    },
  }
}
