import { listAssetTags } from '@latchkey/contract/assets/operations'
import {
  createTypeTag,
  declareAssetTag,
  deleteTypeTag,
  listDeclaredAssetTags,
  listTypeTags,
  renameAssetTag,
  renameTypeTag,
  withdrawAssetTag,
} from '@latchkey/contract/declared-tags/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { refuseBody, refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { offsetOf, pagingHeaders, pagingOf } from '../to-input/paging.ts'
import { oneIn, rootOf, textIn } from './root.ts'

type Tag = ResultOf<typeof listTypeTags>['items'][number]

/** What bears a tag, as the vendor calls it. */
type Bearer = 'component' | 'asset'

interface InternalTag extends Tag {
  readonly of: Bearer
}

/** `GET internal_tags`: by name, those of components before those of assets. */
export function* listInternalTags(request: VendorRequest): Plan {
  const { query } = request
  const paging = pagingOf(query, { most: 1000 })
  const search = textOf(query, 'search')?.toLowerCase() ?? ''
  const ids = textOf(query, 'by_ids')?.split(',')
  const tags = (yield* tagsOf(request, bearerIn(textOf(query, 'by_object_type'))))
    .filter(({ tag }) => tag.toLowerCase().includes(search))
    .filter(({ serial }) => ids === undefined || ids.includes(String(serial)))
  const counts = textOf(query, 'with_assets_count') === 'true' ? yield* countsOf(request) : null
  const shown = tags.slice(offsetOf(paging), offsetOf(paging) + paging.perPage).map((tag) => ({
    ...tagOf(tag),
    ...(counts !== null && tag.of === 'asset' && { assets_count: counts.get(tag.tag) ?? 0 }),
  }))
  return { status: 200, headers: pagingHeaders(paging, tags.length), body: { internal_tags: shown } }
}

/** `GET internal_tags/{number}`. */
export function* showInternalTag(request: VendorRequest): Plan {
  return { status: 200, body: { internal_tag: tagOf(yield* find(request)) } }
}

/** `POST internal_tags`. */
export function* createInternalTag(request: VendorRequest): Plan {
  const sent = rootOf(request, 'internal_tag')
  const bearer = bearerIn(textIn(sent, 'object_type'))
  if (bearer === null) throw refuseBody('/object_type', "can't be blank")
  const given = { params: { space: request.space.id }, body: { tag: nameIn(sent) } }
  const made = yield* bearer === 'component' ? call(createTypeTag, given) : call(declareAssetTag, given)
  return { status: 200, body: { internal_tag: tagOf({ ...made, of: bearer }) } }
}

/** `PUT internal_tags/{number}`: renames it. */
export function* updateInternalTag(request: VendorRequest): Plan {
  const sent = rootOf(request, 'internal_tag')
  const tag = yield* find(request)
  const bearer = bearerIn(textIn(sent, 'object_type'))
  if (bearer !== null && bearer !== tag.of) throw refuseBody('/object_type', 'It cannot be changed.')
  const [space, body] = [request.space.id, { tag: nameIn(sent) }]
  const changed = yield* tag.of === 'component'
    ? call(renameTypeTag, { params: { space, tag: tag.id }, body })
    : call(renameAssetTag, { params: { space, assetTag: tag.id }, body })
  return { status: 200, body: { internal_tag: tagOf({ ...changed, of: tag.of }) } }
}

/** `DELETE internal_tags/{number}`. */
export function* deleteInternalTag(request: VendorRequest): Plan {
  const tag = yield* find(request)
  const space = request.space.id
  if (tag.of === 'component') yield* call(deleteTypeTag, { params: { space, tag: tag.id } })
  else yield* call(withdrawAssetTag, { params: { space, assetTag: tag.id } })
  return { status: 204, body: null }
}

/** The tags of components, or none for who may not read them. */
export function* typeTagsOf({ space }: VendorRequest): Plan<readonly Tag[]> {
  const tried = yield* attempt(listTypeTags, { params: { space: space.id } })
  return tried.ok ? tried.result.items : []
}

/** Those of one bearer; of both as far as the token may read them, and it may one of them. */
function* tagsOf({ space }: VendorRequest, bearer: Bearer | null): Plan<readonly InternalTag[]> {
  const params = { space: space.id }
  const ofTypes = bearer === 'asset' ? null : yield* attempt(listTypeTags, { params })
  const ofAssets = bearer === 'component' ? null : yield* attempt(listDeclaredAssetTags, { params })
  const tried = [ofTypes, ofAssets].filter((each) => each !== null)
  const [refused] = tried.flatMap((each) => (each.ok ? [] : [each.refused]))
  if (refused !== undefined && !tried.some(({ ok }) => ok)) throw new Refusing(refused)
  const items = (each: typeof ofTypes | typeof ofAssets) => (each?.ok ? each.result.items : [])
  return [
    ...items(ofTypes).map((tag) => ({ ...tag, of: 'component' as const })),
    ...items(ofAssets).map((tag) => ({ ...tag, of: 'asset' as const })),
  ]
}

function* find(request: VendorRequest): Plan<InternalTag> {
  return oneIn(request, yield* tagsOf(request, null))
}

function* countsOf({ space }: VendorRequest): Plan<ReadonlyMap<string, number>> {
  const { items } = yield* call(listAssetTags, { params: { space: space.id } })
  return new Map(items.map(({ tag, assets }) => [tag, assets]))
}

function bearerIn(name: string | undefined): Bearer | null {
  if (name === undefined || name === 'component' || name === 'asset') return name ?? null
  throw refuseQuery('object_type', `There are no tags of the type ${name} here.`)
}

function nameIn(sent: Readonly<Record<string, unknown>>): string {
  const name = textIn(sent, 'name')
  if (name === undefined || name === '') throw refuseBody('/name', "can't be blank")
  return name
}

function tagOf({ serial, tag, of }: InternalTag): object {
  return { id: serial, name: tag, object_type: of }
}
