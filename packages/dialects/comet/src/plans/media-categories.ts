import {
  createAssetCategory,
  deleteAssetCategory,
  listAssetCategories,
  updateAssetCategory,
} from '@latchkey/contract/asset-categories/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { readCategoryName } from '../to-input/media.ts'

/** `POST /media/categories`: a path, or a name below a parent. */
export function* createCategory(request: VendorRequest): Plan {
  const params = { space: request.space.id }
  const { category } = yield* call(createAssetCategory, { params, body: { category: readCategoryName(request.body) } })
  return { status: 201, body: { data: { name: category }, meta: yield* readCategories(request) } }
}

/** `PUT /media/categories/{category}`: its files and parts go along. */
export function* renameCategory(request: VendorRequest): Plan {
  const body = { category: readCategoryName(request.body) }
  const { category } = yield* call(updateAssetCategory, { params: paramsOf(request), body })
  return { status: 200, body: { data: { name: category }, meta: yield* readCategories(request) } }
}

/** `DELETE /media/categories/{category}`. */
export function* deleteCategory(request: VendorRequest): Plan {
  yield* call(deleteAssetCategory, { params: paramsOf(request) })
  return { status: 200, body: { data: { ok: true }, meta: yield* readCategories(request) } }
}

/** The categories that the token may know of, with those that they are parts of. */
export function* readCategories({ space }: VendorRequest): Plan<{ readonly categories: readonly string[] }> {
  const found = yield* attempt(listAssetCategories, { params: { space: space.id } })
  const paths = found.ok ? found.result.items.map(({ category }) => category.split(' / ')) : []
  const all = paths.flatMap((path) => path.map((_, index) => path.slice(0, index + 1).join(' / ')))
  return { categories: [...new Set(all)].toSorted() }
}

function paramsOf({ space, params }: VendorRequest) {
  return { space: space.id, category: params['category'] ?? '' }
}
