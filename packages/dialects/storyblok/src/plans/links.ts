import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { isUuid } from '@latchkey/dialect-kit/identifiers'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf, valueOf } from '@latchkey/dialect-kit/vendor-query'
import { linkOf } from '../from-result/link.ts'
import type { Item } from '../from-result/shapes.ts'
import { offsetOf, pagingHeaders, pagingOf } from '../to-input/paging.ts'
import { type Reading, readingOf } from '../to-input/reading.ts'
import { cacheVersion, redirectToVersion } from './cache-version.ts'
import { readShapes } from './show-stories.ts'

const pageMax = 1000

/** `GET cdn/links`: where stories are found, by uuid. `paginated=0`: all at once. */
export function* listLinks(request: VendorRequest): Plan {
  const redirect = redirectToVersion(request)
  if (redirect !== null) return redirect
  const { query } = request
  const reading = readingOf(request)
  const paging = pagingOf(query, { most: pageMax })
  const isWhole = ['0', 'false'].includes(valueOf(query, 'paginated') ?? '')
  const filter = [
    ...termsOf('slug', 'starts-with', textOf(query, 'starts_with')),
    ...termsOf('id', 'eq', textOf(query, 'by_uuid')),
  ]
  const list = { ...reading, filter, order: 'serial' }
  const { items, total } = isWhole
    ? yield* readAll(request, list)
    : yield* readOne(request, { ...list, limit: paging.perPage, offset: offsetOf(paging) })
  const shapes = yield* readShapes(request, reading)
  const options = { dates: ['1', 'true'].includes(valueOf(query, 'include_dates') ?? '') }
  const links = Object.fromEntries(items.map((item) => [item.id, linkOf(item, shapes, options)]))
  const headers = isWhole
    ? pagingHeaders({ page: 1, perPage: Math.max(1, total) }, total)
    : pagingHeaders(paging, total)
  return { status: 200, headers, body: { links, cv: cacheVersion(request) } }
}

/** `GET cdn/links/{uuid}`. */
export function* showLink(request: VendorRequest): Plan {
  const redirect = redirectToVersion(request)
  if (redirect !== null) return redirect
  const { params, space } = request
  const id = params['link'] ?? ''
  if (!isUuid(id)) throw refuseMissing()
  const reading = readingOf(request)
  const filter = [{ path: ['id', 'eq'], value: id }]
  const { items } = yield* call(listDeliveredItems, { params: { space: space.id }, query: { ...reading, filter } })
  const [item] = items
  if (item === undefined) throw refuseMissing()
  const link = linkOf(item, yield* readShapes(request, reading), { dates: false })
  return { status: 200, body: { link, cv: cacheVersion(request) } }
}

interface Some {
  readonly items: readonly Item[]
  readonly total: number
}

type List = Reading & { readonly filter: readonly { path: string[]; value: string }[]; readonly order: string }

function* readOne({ space }: VendorRequest, list: List & { limit: number; offset: number }): Plan<Some> {
  const query = { ...list, count: true }
  const { items, total = items.length } = yield* call(listDeliveredItems, { params: { space: space.id }, query })
  return { items, total }
}

function* readAll(request: VendorRequest, list: List): Plan<Some> {
  const items: Item[] = []
  for (;;) {
    const page = yield* readOne(request, { ...list, limit: pageMax, offset: items.length })
    items.push(...page.items)
    if (page.items.length < pageMax) return { items, total: items.length }
  }
}

function termsOf(field: string, operator: string, value: string | undefined) {
  return value === undefined ? [] : [{ path: [field, operator], value }]
}
