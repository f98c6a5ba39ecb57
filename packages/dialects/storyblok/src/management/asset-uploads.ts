import { completeAssetUpload, createAssetUpload } from '@latchkey/contract/asset-uploads/operations'
import { isRecord } from '@latchkey/dialect-kit/body'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { refuseBody } from '@latchkey/dialect-kit/refuse'
import { fileAddress } from '../from-result/address.ts'
import { categoriesOf, categoryOf } from './asset-folders.ts'
import { assetOf, besidesOf, findAsset } from './assets.ts'
import { numberIn, refuseKeys, textIn } from './root.ts'

/** What a signed response is asked for with: as a query by the client, as a body by the vendor's documents. */
export const uploadParameters = [
  'filename',
  'asset_folder_id',
  'is_private',
  'title',
  'alt',
  'copyright',
  // How large the image is, and whether to look at it: it is looked at, always.
  'size',
  'validate_upload',
  'id',
  'ext_id',
  'source',
  'expire_at',
  'publish_at',
  'focus',
  'internal_tag_ids',
  'internal_tag_ids[]',
  'meta_data',
]

/** `POST assets`: where the file is to be sent to, as a form, and with which fields. */
export function* signUpload(request: VendorRequest): Plan {
  const sent = said(request)
  refuseKeys(sent, uploadParameters.slice(uploadParameters.indexOf('id')))
  // A path counts by its last part.
  const fileName = textIn(sent, 'filename')?.split('/').at(-1) ?? ''
  if (fileName === '') throw refuseBody('/filename', "can't be blank")
  const folder = sent['asset_folder_id'] ?? null
  const category = folder === null ? null : categoryOf(yield* categoriesOf(request), folder, '/asset_folder_id')
  const [title, alt, credit] = ['title', 'alt', 'copyright'].map((key) => textIn(sent, key))
  // Empty texts say nothing.
  const metadata = { ...(title && { title }), ...(alt && { alt }), ...(credit && { credit }) }
  const { id, serial, url, fields } = yield* call(createAssetUpload, {
    params: { space: request.space.id },
    body: {
      as: 'form',
      file_name: fileName,
      ...(category !== null && { category }),
      private: sent['is_private'] === true || ['true', '1'].includes(textIn(sent, 'is_private') ?? ''),
      metadata,
    },
  })
  const address = fileAddress({ base: request.base, spaceId: request.space.id }, id, fileName)
  return {
    status: 200,
    body: {
      id: serial,
      post_url: new URL(url, request.base).href,
      fields,
      public_url: address,
      pretty_url: address,
      locked: false,
      meta_data: {},
    },
  }
}

/** `GET assets/{number}/finish_upload`: makes the file. Asked again, as by who has not heard of the answer, it is there. */
export function* finishUpload(request: VendorRequest): Plan {
  const serial = numberIn(request)
  const params = { space: request.space.id, upload: String(serial) }
  const finished = yield* attempt(completeAssetUpload, { params })
  if (!finished.ok && finished.refused.problem !== 'not-found') throw new Refusing(finished.refused)
  const asset = finished.ok ? finished.result : yield* findAsset(request)
  // Who may upload and not read is told the number that he has.
  if (!Object.hasOwn(asset, 'file_name')) return { status: 200, body: { id: serial } }
  return { status: 200, body: assetOf(request, asset, yield* besidesOf(request, asset)) }
}

/** What is said in the query and in the body, which says the same things. */
function said({ query, body }: VendorRequest): Readonly<Record<string, unknown>> {
  return { ...Object.fromEntries(query), ...(isRecord(body) && body) }
}
