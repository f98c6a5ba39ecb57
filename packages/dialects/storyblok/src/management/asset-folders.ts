import {
  createAssetCategory as create,
  deleteAssetCategory as remove,
  listAssetCategories as list,
  updateAssetCategory as update,
} from '@latchkey/contract/asset-categories/operations'
import { updateAsset as changeFile } from '@latchkey/contract/assets/operations'
import type { Refused } from '@latchkey/dialect-kit/answer'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { serialOf } from '@latchkey/dialect-kit/identifiers'
import { attempt, call, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { refuseBody, refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { oneIn, refuseKeys, rootOf, textIn } from './root.ts'

export type Category = ResultOf<typeof list>['items'][number]

const separator = ' / '

/** `GET asset_folders`. */
export function* listAssetFolders(request: VendorRequest): Plan {
  const { query } = request
  const [search, parent] = [textOf(query, 'search')?.toLowerCase(), textOf(query, 'with_parent')]
  const [ids, uuids] = [wordsIn(textOf(query, 'by_ids')), wordsIn(textOf(query, 'by_uuids'))]
  const folders = foldersOf(yield* categoriesOf(request)).filter(
    ({ id, uuid, name, parent_id: above }) =>
      (search === undefined || name.toLowerCase().includes(search)) &&
      // 0 is the folder that all are in.
      (parent === undefined || String(above ?? 0) === parent) &&
      (ids === null || ids.includes(String(id))) &&
      (uuids === null || uuids.includes(uuid)),
  )
  return { status: 200, body: { asset_folders: folders } }
}

/** `GET asset_folders/{number}`. */
export function* showAssetFolder(request: VendorRequest): Plan {
  const categories = yield* categoriesOf(request)
  return { status: 200, body: { asset_folder: folderOf(oneIn(request, categories), categories) } }
}

/** `POST asset_folders`. */
export function* createAssetFolder(request: VendorRequest): Plan {
  const sent = rootOf(request, 'asset_folder')
  const name = nameIn(sent)
  if (name === undefined) throw refuseBody('/name', "can't be blank")
  const categories = yield* categoriesOf(request)
  const category = pathOf(parentIn(sent, categories) ?? null, name)
  const made = yield* attempt(create, { params: { space: request.space.id }, body: { category } })
  if (!made.ok) throw inTheirWords(made.refused)
  return { status: 201, body: { asset_folder: folderOf(made.result, [...categories, made.result]) } }
}

/** `PUT asset_folders/{number}`: its files and what is below it go along. */
export function* updateAssetFolder(request: VendorRequest): Plan {
  const sent = rootOf(request, 'asset_folder')
  const categories = yield* categoriesOf(request)
  const folder = oneIn(request, categories)
  const { name, parent: above } = partsOf(folder, categories)
  const parent = parentIn(sent, categories)
  const category = pathOf(parent === undefined ? (above ?? null) : parent, nameIn(sent) ?? name)
  const params = { space: request.space.id, category: folder.id }
  const moved = yield* attempt(update, { params, body: { category } })
  if (moved.ok) return { status: 204, body: null }
  // Its files are changed along with it.
  if (moved.refused.layer === 'scope' && moved.refused.detail.includes(changeFile.id))
    return { status: 403, body: { error: 'Insufficient scope: assets:write is required' } }
  throw inTheirWords(moved.refused)
}

/** `DELETE asset_folders/{number}`: of one that is empty. */
export function* deleteAssetFolder(request: VendorRequest): Plan {
  if (textOf(request.query, 'recursive') === 'true') throw refuseQuery('recursive', 'Its files are deleted one by one.')
  const categories = yield* categoriesOf(request)
  const folder = oneIn(request, categories)
  yield* call(remove, { params: { space: request.space.id, category: folder.id } })
  return { status: 200, body: { asset_folder: folderOf(folder, categories) } }
}

/** All that the caller may know of. */
export function* categoriesOf({ space }: VendorRequest): Plan<readonly Category[]> {
  return (yield* call(list, { params: { space: space.id } })).items
}

/** The same for who is about files, and may be kept from their folders. */
export function* knownCategories({ space }: VendorRequest): Plan<readonly Category[]> {
  const found = yield* attempt(list, { params: { space: space.id } })
  return found.ok ? found.result.items : []
}

/** The category of a folder's number; null for 0, the folder that all are in. Refuses one that is not there. */
export function categoryOf(categories: readonly Category[], number: unknown, pointer: string): string | null {
  if (number === null || number === '' || Number(number) === 0) return null
  const wanted = typeof number === 'string' || typeof number === 'number' ? serialOf(String(number)) : null
  const found = categories.find(({ serial }) => serial === wanted)
  if (found === undefined) throw refuseBody(pointer, 'There is no such folder.')
  return found.category
}

function parentIn({ parent_id: sent }: Readonly<Record<string, unknown>>, categories: readonly Category[]) {
  return sent === undefined ? undefined : categoryOf(categories, sent, '/parent_id')
}

/** A name is a part of a path: what would be several parts is none. */
function nameIn(sent: Readonly<Record<string, unknown>>): string | undefined {
  refuseKeys(sent, ['parent_uuid'])
  const name = textIn(sent, 'name')?.trim()
  if (name?.includes('/') === true) throw refuseBody('/name', 'It has a slash in it.')
  return name === '' ? undefined : name
}

function pathOf(parent: string | null, name: string): string {
  return parent === null ? name : parent + separator + name
}

function foldersOf(categories: readonly Category[]) {
  return categories.map((category) => folderOf(category, categories))
}

function folderOf(category: Category, categories: readonly Category[]) {
  const { name, above } = partsOf(category, categories)
  const { serial, id } = category
  return { id: serial, uuid: id, name, parent_id: above?.serial ?? null, parent_uuid: above?.id ?? null }
}

/** The nearest category that a category is below, and what stands behind that: of a path, some parts may be no categories. */
function partsOf({ category }: Category, categories: readonly Category[]) {
  const above = categories
    .filter((each) => category.startsWith(each.category + separator))
    .toSorted((one, other) => other.category.length - one.category.length)[0]
  const parent = above?.category ?? null
  return { name: parent === null ? category : category.slice(parent.length + separator.length), parent, above }
}

function wordsIn(text: string | undefined): readonly string[] | null {
  return text === undefined ? null : text.split(',').map((word) => word.trim())
}

/** Names are told as the vendor tells them: what is wrong with a path is wrong with the name that came. */
function inTheirWords(refused: Refused): Refusing {
  if (refused.problem !== 'invalid-body') return new Refusing(refused)
  const errors = refused.errors?.map(({ detail }) => ({ pointer: '/name', detail }))
  return new Refusing({ ...refused, ...(errors && { errors }) })
}
