import {
  deleteAsset,
  listAssets,
  type publishAsset,
  showAsset,
  type unpublishAsset,
  updateAsset,
  uploadAsset,
} from '@latchkey/contract/assets/operations'
import type { AssetReceipt } from '@latchkey/contract/assets/schemas'
import type { Static } from '@latchkey/contract/schema'
import { filterTerms } from '@latchkey/dialect-kit/alternatives'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import type { ManagedFile } from '../../from-result/managed-asset.ts'
import { refuseUnsupported } from '../../refuse.ts'
import { assetColumn, assetQuestion } from '../../to-input/asset-list.ts'
import { assetFormIn, assetChangeIn } from '../../to-input/asset-form.ts'
import { isYes, orderOf, pageOf, partOf } from '../../to-input/list.ts'
import { publicationIn } from '../../to-input/publication.ts'
import { idOf, uidOf } from '../../uids.ts'
import { branchIn } from './content-types.ts'
import { showFile } from './source.ts'

/** `GET assets` */
export function* listManagedFiles(request: VendorRequest): Plan {
  const { query, space } = request
  const order = orderOf(query, assetColumn)
  const list = {
    ...branchIn(request),
    filter: filterTerms(assetQuestion(textOf(query, 'query'))),
    ...(order !== undefined && { order }),
    ...pageOf(query),
  }
  const { items, total } = yield* call(listAssets, { params: { space: space.id }, query: list })
  if (isYes(query, 'count')) return { status: 200, body: { assets: total } }
  const assets = items.slice(0, partOf(query).limit).map((file) => showFile(request, file))
  return { status: 200, body: { assets, ...(total !== undefined && { count: total }) } }
}

/** `GET assets/{asset}` */
export function* showManagedFile(request: VendorRequest): Plan {
  const file = yield* call(showAsset, { params: named(request), query: branchIn(request) })
  return { status: 200, body: { asset: showFile(request, file) } }
}

/** `POST assets`: a form, of which the file is the last part. */
export function* uploadFile(request: VendorRequest): Plan {
  const made = yield* call(uploadAsset, {
    params: { space: request.space.id },
    query: branchIn(request),
    body: assetFormIn(request.body, request.file.fileName),
    file: request.file,
  })
  return { status: 201, body: { notice: 'Asset created successfully.', asset: shown(request, made) } }
}

/** `PUT assets/{asset}`: what is said of a file. */
export function* updateFile(request: VendorRequest): Plan {
  const params = named(request)
  const changed = yield* call(updateAsset, { params, query: branchIn(request), body: assetChangeIn(request.body) })
  return { status: 200, body: { notice: 'Asset updated successfully.', asset: shown(request, changed) } }
}

/** `DELETE assets/{asset}` */
export function* deleteFile(request: VendorRequest): Plan {
  yield* call(deleteAsset, { params: named(request), query: branchIn(request) })
  return { status: 200, body: { notice: 'Asset deleted successfully.' } }
}

/** `POST assets/{asset}/publish` and `/unpublish`; files have no locales. */
export function publishingFile(operation: typeof publishAsset | typeof unpublishAsset) {
  return function* (request: VendorRequest): Plan {
    const { environments, at } = publicationIn(request.body, 'asset')
    if (at !== undefined) throw refuseUnsupported('To publish a file at a time is')
    yield* call(operation, { params: named(request), query: branchIn(request), body: { environments } })
    return { status: 200, body: { notice: 'Asset sent for publishing.' } }
  }
}

function named({ space, params }: VendorRequest) {
  const asset = idOf(params['asset'] ?? '')
  if (asset === null) throw refuseMissing()
  return { space: space.id, asset }
}

function shown(request: VendorRequest, file: ManagedFile | Static<typeof AssetReceipt>): object {
  return 'file_name' in file ? showFile(request, file) : { uid: uidOf(file.id), _version: file.version }
}
