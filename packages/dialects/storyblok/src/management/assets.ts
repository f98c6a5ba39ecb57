import { deleteAsset as remove, listAssets as list, updateAsset as update } from '@latchkey/contract/assets/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { fileAddress } from '../from-result/address.ts'
import { offsetOf, pagingHeaders, pagingOf } from '../to-input/paging.ts'
import { numberIn, refuseKeys, rootOf } from './root.ts'

type Asset = ResultOf<typeof list>['items'][number]

/** `GET assets`. */
export function* listAssets(request: VendorRequest): Plan {
  const { query, space } = request
  const paging = pagingOf(query, { most: 100 })
  const search = textOf(query, 'search')
  const page = { limit: paging.perPage, offset: offsetOf(paging), count: true }
  const { items, total = items.length } = yield* call(list, {
    params: { space: space.id },
    query: { ...page, ...(search !== undefined && { search }) },
  })
  return {
    status: 200,
    headers: pagingHeaders(paging, total),
    body: { assets: items.map((asset) => assetOf(request, asset)) },
  }
}

/** `GET assets/{number}`: as it is, without its name around it. */
export function* showAsset(request: VendorRequest): Plan {
  return { status: 200, body: assetOf(request, yield* find(request)) }
}

/** `PUT assets/{number}`. */
export function* updateAsset(request: VendorRequest): Plan {
  const asset = rootOf(request, 'asset')
  refuseKeys(asset, ['asset_folder_id', 'focus', 'expire_at', 'publish_at', 'internal_tag_ids'])
  const { id } = yield* find(request)
  const { is_private: isPrivate } = asset
  // An empty text takes one away.
  const text = (key: string) => {
    const value = asset[key]
    if (value === undefined) return undefined
    return typeof value === 'string' && value !== '' ? value : null
  }
  const [title, alt, credit] = [text('title'), text('alt'), text('copyright')]
  yield* call(update, {
    params: { space: request.space.id, asset: id },
    body: {
      ...(typeof isPrivate === 'boolean' && { private: isPrivate }),
      metadata: {
        ...(title !== undefined && { title }),
        ...(alt !== undefined && { alt }),
        ...(credit !== undefined && { credit }),
      },
    },
  })
  return { status: 204, body: null }
}

/** `DELETE assets/{number}`: it lies in the trash. */
export function* deleteAsset(request: VendorRequest): Plan {
  const asset = yield* find(request)
  yield* call(remove, { params: { space: request.space.id, asset: asset.id } })
  return { status: 200, body: assetOf(request, asset) }
}

function* find(request: VendorRequest): Plan<Asset> {
  const filter = [{ path: ['serial', 'eq'], value: String(numberIn(request)) }]
  const { items } = yield* call(list, { params: { space: request.space.id }, query: { filter, limit: 1 } })
  const [asset] = items
  if (asset === undefined) throw refuseMissing()
  return asset
}

function assetOf({ base, space }: VendorRequest, asset: Asset): object {
  const { title = '', alt = '', credit = '' } = asset.metadata
  return {
    id: asset.serial,
    filename: fileAddress({ base, spaceId: space.id }, asset.id, asset.file_name),
    short_filename: asset.file_name,
    content_type: asset.media_type,
    content_length: asset.bytes,
    is_private: asset.private,
    title,
    alt,
    copyright: credit,
    focus: '',
    asset_folder_id: null,
    internal_tag_ids: [],
    created_at: asset.created_at,
    updated_at: asset.updated_at,
    deleted_at: null,
  }
}
