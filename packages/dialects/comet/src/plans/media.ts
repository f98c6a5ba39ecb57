import { deleteAsset, listAssets, showAsset, updateAsset, uploadAsset } from '@latchkey/contract/assets/operations'
import type { InputOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { fileAddress } from '../from-result/file-address.ts'
import { type Asset, mediaOf } from '../from-result/media.ts'
import { readBulkVisibility, readCategory, readForm, readMeta, readVisibility } from '../to-input/media.ts'
import { windowOf } from '../to-input/window.ts'
import { readCategories } from './media-categories.ts'
import { readWindow } from './read-window.ts'

/** `GET /media`: files that the token may read; a category has those of its parts, too. */
export function* listMedia(request: VendorRequest): Plan {
  const { space, query } = request
  const search = textOf(query, 'q')
  const category = textOf(query, 'category')
  const chosen = {
    ...(search !== undefined && { search }),
    ...(category !== undefined && { filter: inCategory(category) }),
  }
  const read = (page: object) => call(listAssets, { params: { space: space.id }, query: { ...chosen, ...page } })
  const window = windowOf(query)
  const { items, total } = yield* readWindow<Asset>(read, window)
  const meta = { total, limit: window.limit ?? total, offset: window.offset }
  return {
    status: 200,
    body: { data: items.map((asset) => shown(request, asset)), meta: { ...meta, ...(yield* readCategories(request)) } },
  }
}

/** `POST /media`: one file, as `media[]`; what is said of it stands before. */
export function* uploadMedia(request: VendorRequest): Plan {
  const { space, file, body } = request
  const asset = yield* call(uploadAsset, { params: { space: space.id }, body: readForm(body, file.fileName), file })
  return { status: 201, body: { data: [shown(request, asset)], meta: yield* readCategories(request) } }
}

/** `PUT /media/{file}/meta`. */
export function* putMeta(request: VendorRequest): Plan {
  return yield* change(request, { metadata: readMeta(request.body) })
}

/** `PUT /media/{file}/visibility`. */
export function* putVisibility(request: VendorRequest): Plan {
  return yield* change(request, { private: readVisibility(request.body) })
}

/** `PUT /media/{file}/category`. */
export function* putCategory(request: VendorRequest): Plan {
  return yield* change(request, { category: readCategory(request.body) })
}

/** `PUT /media/bulk-visibility`: file by file, in their order; the first that is refused ends it. */
export function* putBulkVisibility(request: VendorRequest): Plan {
  const { files, isPrivate } = readBulkVisibility(request.body)
  const changed: object[] = []
  for (const asset of files) {
    const params = { space: request.space.id, asset }
    changed.push(shown(request, yield* call(updateAsset, { params, body: { private: isPrivate } })))
  }
  return { status: 200, body: { data: changed } }
}

/** `DELETE /media/{file}`: into the trash. */
export function* deleteMedia({ space, params }: VendorRequest): Plan {
  yield* call(deleteAsset, { params: { space: space.id, asset: params['file'] ?? '' } })
  return { status: 200, body: { data: { ok: true } } }
}

/** `GET /media/{workspace}/{file}`: where its bytes are, for the same token. */
export function* findFile({ base, space, params }: VendorRequest): Plan {
  const { id } = yield* call(showAsset, { params: { space: space.id, asset: params['file'] ?? '' } })
  return { status: 302, headers: { Location: fileAddress({ base, space: space.id }, id) }, body: null }
}

function* change(request: VendorRequest, body: InputOf<typeof updateAsset>['body']): Plan {
  const params = { space: request.space.id, asset: request.params['file'] ?? '' }
  return { status: 200, body: { data: shown(request, yield* call(updateAsset, { params, body })) } }
}

function shown({ base, space }: VendorRequest, asset: Asset): object {
  return mediaOf(asset, { base, space: space.id })
}

function inCategory(category: string) {
  return [
    { path: ['or', '0', 'category', 'eq'], value: category },
    { path: ['or', '1', 'category', 'starts-with'], value: `${category} / ` },
  ]
}
