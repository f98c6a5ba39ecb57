import { signDeliveredFile } from '@latchkey/contract/delivery-assets/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { valueOf } from '@latchkey/dialect-kit/vendor-query'
import { fileAddress, fileIdIn } from '../from-result/address.ts'

/** How long a signed URL works, in seconds: as long as a page needs to load it, and a visitor to look at it. */
const signedSeconds = 3600

/** `GET cdn/assets/me?filename=…`: a URL for a private file, for asset tokens. */
export function* showAsset({ query, space, base }: VendorRequest): Plan {
  const id = fileIdIn(valueOf(query, 'filename') ?? '', space.id)
  if (id === null) throw refuseMissing()
  const { url, file } = yield* call(signDeliveredFile, {
    params: { space: space.id, asset: id },
    query: { ttl: signedSeconds },
  })
  return {
    status: 200,
    body: {
      asset: {
        id: file.serial,
        filename: fileAddress({ base, spaceId: space.id }, file.id, file.file_name),
        signed_url: new URL(url, base).href,
        is_private: file.private,
        content_type: file.media_type,
        content_length: file.bytes,
        // Whoever has the bytes knows nothing else of them.
        alt: null,
        title: null,
        copyright: null,
        focus: null,
        asset_folder_id: null,
        created_at: null,
        updated_at: null,
        expire_at: null,
      },
    },
  }
}
