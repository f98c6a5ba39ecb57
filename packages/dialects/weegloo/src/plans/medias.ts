import {
  deleteAsset,
  listAssets,
  publishAsset,
  showAsset,
  unpublishAsset,
  uploadAsset,
} from '@latchkey/contract/assets/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { valueOf } from '@latchkey/dialect-kit/vendor-query'
import { listed, withValues } from '../from-result/list.ts'
import { managedMedia } from '../from-result/media.ts'
import { refuseState } from '../refuse-state.ts'
import { versionOf } from '../to-input/version.ts'

/** Parameters of a list of files. */
export const mediaParameters = ['limit', 'after'] as const

export function mediaPaging({ query }: Pick<VendorRequest, 'query'>): { limit: number; after?: string; count: true } {
  const text = valueOf(query, 'limit') ?? '100'
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > 1000) throw refuseQuery('limit', 'It must be a number up to 1000.')
  const after = valueOf(query, 'after')
  return { limit: Number(text), count: true, ...(after !== undefined && { after }) }
}

export function* listMedias(request: VendorRequest): Plan {
  const { space, query } = request
  const { items, next, total } = yield* call(listAssets, { params: { space: space.id }, query: mediaPaging(request) })
  const pages = { next: next === null ? null : withValues(query, { after: next }) }
  const shown = items.map((asset) => managedMedia(asset, space))
  return { status: 200, body: listed(shown, total ?? null, request, pages) }
}

export function* showMedia({ space, params: { media = '' } }: VendorRequest): Plan {
  return {
    status: 200,
    body: managedMedia(yield* call(showAsset, { params: { space: space.id, asset: media } }), space),
  }
}

/** A form whose part `file` is the file. */
export function* uploadMedia({ space, file }: VendorRequest): Plan {
  const about = file.fileName === null ? {} : { file_name: file.fileName }
  const asset = yield* call(uploadAsset, { params: { space: space.id }, body: about, file })
  return { status: 201, body: managedMedia(asset, space) }
}

export function* publishMedia(request: VendorRequest): Plan {
  const {
    space,
    params: { media = '' },
  } = request
  const ifMatch = versionOf(request)
  yield* call(publishAsset, { params: { space: space.id, asset: media }, body: {}, ifMatch })
  return yield* showMedia(request)
}

export function* unpublishMedia(request: VendorRequest): Plan {
  const {
    space,
    params: { media = '' },
  } = request
  const ifMatch = versionOf(request)
  yield* call(unpublishAsset, { params: { space: space.id, asset: media }, body: {}, ifMatch })
  return yield* showMedia(request)
}

/** Into the trash. What is live is unpublished first. */
export function* deleteMedia({ space, params: { media = '' } }: VendorRequest): Plan {
  const { id, status } = yield* call(showAsset, { params: { space: space.id, asset: media } })
  if (status === 'published') throw refuseState('delete-published')
  yield* call(deleteAsset, { params: { space: space.id, asset: id } })
  return { status: 204, body: null }
}
