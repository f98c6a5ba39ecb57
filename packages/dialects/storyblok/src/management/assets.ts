import { deleteAsset as remove, listAssets as list, updateAsset as update } from '@latchkey/contract/assets/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { FilterTerm } from '@latchkey/contract/schema'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing, refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf, type VendorQuery } from '@latchkey/dialect-kit/vendor-query'
import { fileAddress } from '../from-result/address.ts'
import { offsetOf, pagingHeaders, pagingOf } from '../to-input/paging.ts'
import { type Category, categoriesOf, categoryOf, knownCategories } from './asset-folders.ts'
import { type AssetTag, knownTags, tagsOf } from './asset-tags.ts'
import { numberIn, refuseKeys, rootOf } from './root.ts'

type Asset = ResultOf<typeof list>['items'][number]

/** `GET assets`. */
export function* listAssets(request: VendorRequest): Plan {
  const { query, space } = request
  const paging = pagingOf(query, { most: 100 })
  const categories = yield* knownCategories(request)
  const [search, order] = [textOf(query, 'search'), orderOf(textOf(query, 'sort_by'))]
  const filter = filterOf(query, categories)
  // A folder that is not there has no files.
  if (filter === null) return { status: 200, headers: pagingHeaders(paging, 0), body: { assets: [] } }
  const page = { limit: paging.perPage, offset: offsetOf(paging), count: true, filter }
  const { items, total = items.length } = yield* call(list, {
    params: { space: space.id },
    query: { ...page, ...(search !== undefined && { search }), ...(order !== undefined && { order }) },
  })
  const tags = yield* knownTags(request, items)
  return {
    status: 200,
    headers: pagingHeaders(paging, total),
    body: { assets: items.map((asset) => assetOf(request, asset, { categories, tags })) },
  }
}

/** What a list of files is narrowed by. */
export const assetListParameters = [
  'search',
  'in_folder',
  'is_private',
  'sort_by',
  'created_at_gte',
  'created_at_lte',
  'updated_at_gte',
  'updated_at_lte',
]

/** The terms of a filter; null where no file can pass. */
function filterOf(query: VendorQuery, categories: readonly Category[]): FilterTerm[] | null {
  const terms: FilterTerm[] = []
  for (const at of ['created_at', 'updated_at'])
    for (const operator of ['gte', 'lte']) {
      const value = textOf(query, `${at}_${operator}`)
      if (value !== undefined) terms.push({ path: [at, operator], value })
    }
  // It chooses the private ones, or nothing.
  if (['true', '1'].includes(textOf(query, 'is_private') ?? '')) terms.push({ path: ['private', 'eq'], value: 'true' })
  const folder = textOf(query, 'in_folder')
  if (folder === undefined) return terms
  if (folder === '0') return [...terms, { path: ['category', 'exists'], value: 'false' }]
  const found = categories.find(({ serial }) => String(serial) === folder)
  return found === undefined ? null : [...terms, { path: ['category', 'eq'], value: found.category }]
}

const columns = new Map([
  ['created_at', 'created_at'],
  ['updated_at', 'updated_at'],
  ['short_filename', 'file_name'],
  ['id', 'serial'],
])

/** `created_at:desc` → `-created_at`. */
function orderOf(sortBy: string | undefined): string | undefined {
  if (sortBy === undefined) return undefined
  const [name = '', direction = 'asc', ...rest] = sortBy.split(':')
  const column = columns.get(name)
  if (column === undefined || rest.length > 0 || !['asc', 'desc'].includes(direction))
    throw refuseQuery('sort_by', `Write one of ${[...columns.keys()].join(', ')}, and :asc or :desc.`)
  return direction === 'desc' ? `-${column}` : column
}

/** `GET assets/{number}`: as it is, without its name around it. */
export function* showAsset(request: VendorRequest): Plan {
  const asset = yield* findAsset(request)
  return { status: 200, body: assetOf(request, asset, yield* besidesOf(request, asset)) }
}

/** `PUT assets/{number}`. */
export function* updateAsset(request: VendorRequest): Plan {
  const asset = rootOf(request, 'asset')
  refuseKeys(asset, ['focus', 'expire_at', 'publish_at'])
  const found = yield* findAsset(request)
  const { is_private: isPrivate, asset_folder_id: folder, internal_tag_ids: ids } = asset
  const tags = ids === undefined ? undefined : yield* tagsOf(request, found, ids)
  const category =
    folder === undefined ? undefined : categoryOf(yield* categoriesOf(request), folder, '/asset_folder_id')
  // An empty text takes one away.
  const text = (key: string) => {
    const value = asset[key]
    if (value === undefined) return undefined
    return typeof value === 'string' && value !== '' ? value : null
  }
  const [title, alt, credit] = [text('title'), text('alt'), text('copyright')]
  yield* call(update, {
    params: { space: request.space.id, asset: found.id },
    body: {
      ...(typeof isPrivate === 'boolean' && { private: isPrivate }),
      ...(category !== undefined && { category }),
      ...(tags !== undefined && { tags }),
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
  const asset = yield* findAsset(request)
  yield* call(remove, { params: { space: request.space.id, asset: asset.id } })
  return { status: 200, body: assetOf(request, asset, yield* besidesOf(request, asset)) }
}

/** The file of the number in the path. */
export function* findAsset(request: VendorRequest): Plan<Asset> {
  const filter = [{ path: ['serial', 'eq'], value: String(numberIn(request)) }]
  const { items } = yield* call(list, { params: { space: request.space.id }, query: { filter, limit: 1 } })
  const [asset] = items
  if (asset === undefined) throw refuseMissing()
  return asset
}

/** What stands beside files, as far as the caller may know of it. */
interface Besides {
  readonly categories: readonly Category[]
  readonly tags: readonly AssetTag[]
}

export function* besidesOf(request: VendorRequest, asset: Asset): Plan<Besides> {
  return { categories: yield* knownCategories(request), tags: yield* knownTags(request, [asset]) }
}

/** A file, with the number of the folder that it is in and those of its tags. */
export function assetOf({ base, space }: VendorRequest, asset: Asset, { categories, tags }: Besides): object {
  const { title = '', alt = '', credit = '' } = asset.metadata
  const borne = tags.filter(({ tag }) => asset.tags.includes(tag))
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
    asset_folder_id: categories.find(({ category }) => category === asset.category)?.serial ?? null,
    internal_tag_ids: borne.map(({ serial }) => serial),
    internal_tags_list: borne.map(({ serial, tag }) => ({ id: serial, name: tag })),
    created_at: asset.created_at,
    updated_at: asset.updated_at,
    deleted_at: null,
  }
}
