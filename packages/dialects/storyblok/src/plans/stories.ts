import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { isUuid, serialOf } from '@latchkey/dialect-kit/identifiers'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing, refuseQuery } from '@latchkey/dialect-kit/refuse'
import { valueOf } from '@latchkey/dialect-kit/vendor-query'
import { offsetOf, pagingHeaders, pagingOf } from '../to-input/paging.ts'
import { readingOf } from '../to-input/reading.ts'
import { selectionOf } from '../to-input/story-list.ts'
import { cacheVersion, redirectToVersion } from './cache-version.ts'
import { showStories } from './show-stories.ts'

/** `GET cdn/stories`: one page of those that the token may read. */
export function* listStories(request: VendorRequest): Plan {
  const redirect = redirectToVersion(request)
  if (redirect !== null) return redirect
  const { query, space } = request
  const paging = pagingOf(query, { most: 100 })
  const list = { ...readingOf(request), ...selectionOf(query), count: true }
  const inOrderOf = valueOf(query, 'by_uuids_ordered')?.split(',')
  if (inOrderOf !== undefined && inOrderOf.length > idsMax)
    throw refuseQuery('by_uuids_ordered', `At most ${idsMax} ids.`)
  const page =
    inOrderOf === undefined ? { limit: paging.perPage, offset: offsetOf(paging) } : { limit: idsMax, offset: 0 }
  const found = yield* call(listDeliveredItems, { params: { space: space.id }, query: { ...list, ...page } })
  const { total = found.items.length } = found
  const items =
    inOrderOf === undefined
      ? found.items
      : inOrderOf
          .flatMap((id) => found.items.find((item) => item.id === id) ?? [])
          .slice(offsetOf(paging), offsetOf(paging) + paging.perPage)
  const shown = yield* showStories(request, items)
  return { status: 200, headers: pagingHeaders(paging, total), body: { ...shown, cv: cacheVersion(request) } }
}

const idsMax = 1000

/** `GET cdn/stories/{slug, number or, with find_by=uuid, uuid}`. */
export function* showStory(request: VendorRequest): Plan {
  const redirect = redirectToVersion(request)
  if (redirect !== null) return redirect
  const { query, params, space } = request
  const type = valueOf(query, 'content_type')
  const filter = [
    nameTerm(params['story'] ?? '', valueOf(query, 'find_by')),
    ...(type === undefined ? [] : [{ path: ['type', 'eq'], value: type }]),
  ]
  // Two types may each have an entry of that slug: the older one is shown.
  const list = { ...readingOf(request), filter, order: 'serial', limit: 1 }
  const { items } = yield* call(listDeliveredItems, { params: { space: space.id }, query: list })
  if (items.length === 0) throw refuseMissing()
  const { stories, ...shown } = yield* showStories(request, items)
  return { status: 200, body: { story: stories[0], cv: cacheVersion(request), ...shown } }
}

function nameTerm(name: string, findBy: string | undefined) {
  if (findBy === 'uuid') {
    if (!isUuid(name)) throw refuseMissing()
    return { path: ['id', 'eq'], value: name }
  }
  if (findBy !== undefined) throw refuseQuery('find_by', 'Write uuid.')
  return serialOf(name) === null ? { path: ['slug', 'eq'], value: name } : { path: ['serial', 'eq'], value: name }
}
