import { uploadAsset } from '@latchkey/contract/assets/operations'
import type { VendorSurface } from '@latchkey/dialect-kit/dialect'
import { forAccepting } from './media-type.ts'
import { common, inPath, managing } from './places.ts'
import { uploadMedia } from './plans/medias.ts'

/** Files on their way in. [?] The vendor's documents name no address: one form makes the media. */
export const upload: VendorSurface = {
  ...common,
  prefix: '/upload/v1',
  credentials: managing,
  routes: [
    {
      method: 'POST',
      path: '/spaces/{space}/medias',
      space: inPath,
      query: [],
      kept: false,
      body: { is: 'form', file: 'file' },
      operation: uploadAsset,
      plan: forAccepting(uploadMedia),
    },
  ],
  origins: 'none',
}
