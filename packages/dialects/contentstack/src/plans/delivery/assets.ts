import { listDeliveredAssets, showDeliveredAsset } from '@latchkey/contract/delivery-assets/operations'
import { filterTerms } from '@latchkey/dialect-kit/alternatives'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { assetOf } from '../../from-result/asset.ts'
import type { DeliveredFile } from '../../from-result/shapes.ts'
import { assetQuestion, assetColumn } from '../../to-input/asset-list.ts'
import { isYes, orderOf, type Part, partOf } from '../../to-input/list.ts'
import { readingOf } from '../../to-input/reading.ts'
import { idOf } from '../../uids.ts'
import { readPart } from '../read-part.ts'
import { originOf } from './source.ts'

/** `GET assets` */
export function* listDeliveredFiles(request: VendorRequest): Plan {
  const { query } = request
  const { skip, limit } = partOf(query)
  const order = orderOf(query, assetColumn)
  const counts = isYes(query, 'count')
  const { files, total } = yield* readFiles(request, {
    filter: filterTerms(assetQuestion(textOf(query, 'query'))),
    ...(order !== undefined && { order }),
    skip,
    limit: counts ? 1 : limit,
    count: counts || isYes(query, 'include_count'),
  })
  if (counts) return { status: 200, body: { assets: total } }
  const assets = files.map((file) => assetOf(file, originOf(request), textOf(query, 'environment')))
  return { status: 200, body: { assets, ...(total !== undefined && { count: total }) } }
}

/** `GET assets/{asset}` */
export function* showDeliveredFile(request: VendorRequest): Plan {
  const { params, space, query } = request
  const id = idOf(params['asset'] ?? '')
  if (id === null) throw refuseMissing()
  const file = yield* call(showDeliveredAsset, {
    params: { space: space.id, asset: id },
    query: readingOf(request),
  })
  return { status: 200, body: { asset: assetOf(file, originOf(request), textOf(query, 'environment')) } }
}

interface FileList extends Part {
  readonly filter?: ReturnType<typeof filterTerms>
  readonly order?: string
  readonly count: boolean
}

/** A part of the files that the token may read. */
export function* readFiles(
  request: VendorRequest,
  { skip, limit, count, ...list }: FileList,
): Plan<{ readonly files: readonly DeliveredFile[]; readonly total: number | undefined }> {
  const asked = { ...readingOf(request), ...list }
  const { items, total } = yield* readPart({ skip, limit }, count, (paging) =>
    call(listDeliveredAssets, { params: { space: request.space.id }, query: { ...asked, ...paging } }),
  )
  return { files: items, total }
}
