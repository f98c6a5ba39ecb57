import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import { filterTerms } from '@latchkey/dialect-kit/alternatives'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { contentTypeOf } from '../../from-result/content-type.ts'
import { type DeliveredType, type Shapes, shapesOf } from '../../from-result/shapes.ts'
import { refuseContentType } from '../../refuse.ts'
import { listOf } from '../../to-input/brackets.ts'
import { isYes, orderOf, partOf } from '../../to-input/list.ts'
import { alternativesIn, parseQueryText, subjectOf } from '../../to-input/query.ts'
import { localeOf, readingOf } from '../../to-input/reading.ts'
import { idOf } from '../../uids.ts'
import { answeringQueries } from './answering-queries.ts'
import { readTypes } from './read-types.ts'
import { showDelivered } from './source.ts'

/** `GET content_types/{type}/entries` */
export function* listDeliveredEntries(request: VendorRequest): Plan {
  const { query, space } = request
  const { type, shapes } = yield* readType(request)
  const { skip, limit } = partOf(query)
  const counts = isYes(query, 'count')
  const asked = yield* answeringQueries(request, parseQueryText(textOf(query, 'query')), type.fields, shapes)
  const tags = listOf(query, 'tags').flatMap((text) => text.split(','))
  const filter = [
    { path: ['type', 'eq'], value: type.slug },
    ...(tags.length === 0 ? [] : [{ path: ['tags', 'in'], value: tags.join(',') }]),
    ...filterTerms(alternativesIn(asked, type.fields)),
  ]
  const search = textOf(query, 'typeahead')
  const list = {
    ...readingOf(request),
    ...localeOf(request),
    filter,
    ...(search !== undefined && { search }),
    order: orderOf(query, (key) => subjectOf(key, type.fields).name) ?? '-updated_at',
    // A limit of none still counts.
    limit: counts ? 1 : Math.max(1, limit),
    offset: skip,
    count: counts || isYes(query, 'include_count'),
  }
  const { items, total } = yield* call(listDeliveredItems, { params: { space: space.id }, query: list })
  if (counts) return { status: 200, body: { entries: total } }
  const entries = yield* showDelivered(request, limit === 0 ? [] : items, shapes)
  return {
    status: 200,
    body: { entries, ...describing(request, type), ...(total !== undefined && { count: total }) },
  }
}

/** `GET content_types/{type}/entries/{entry}` */
export function* showDeliveredEntry(request: VendorRequest): Plan {
  const { params, space } = request
  const { type, shapes } = yield* readType(request)
  const id = idOf(params['entry'] ?? '')
  if (id === null) throw refuseMissing()
  const filter = [
    { path: ['id', 'eq'], value: id },
    { path: ['type', 'eq'], value: type.slug },
  ]
  const list = { ...readingOf(request), ...localeOf(request), filter, limit: 1 }
  const { items } = yield* call(listDeliveredItems, { params: { space: space.id }, query: list })
  if (items.length === 0) throw refuseMissing()
  const [entry] = yield* showDelivered(request, items, shapes)
  return { status: 200, body: { entry, ...describing(request, type) } }
}

interface OfType {
  readonly type: DeliveredType
  readonly shapes: Shapes
}

function* readType(request: VendorRequest): Plan<OfType> {
  const types = yield* readTypes(request)
  const uid = request.params['type'] ?? ''
  const type = types.find(({ slug }) => slug === uid)
  if (type === undefined) throw refuseContentType(uid)
  return { type, shapes: shapesOf(types) }
}

function describing({ query }: VendorRequest, type: DeliveredType): object {
  return isYes(query, 'include_content_type') ? { content_type: contentTypeOf(type) } : {}
}
