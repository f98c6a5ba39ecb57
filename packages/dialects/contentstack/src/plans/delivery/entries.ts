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
import { isYes, orderOf, pageOf, partOf } from '../../to-input/list.ts'
import { alternativesIn, parseQueryText, subjectOf } from '../../to-input/query.ts'
import { localeOf, readingOf } from '../../to-input/reading.ts'
import { idOf } from '../../uids.ts'
import { answeringQueries } from './answering-queries.ts'
import { readTypes } from './read-types.ts'
import { showDelivered } from './source.ts'

/** `GET content_types/{type}/entries` */
export function* listDeliveredEntries(request: VendorRequest): Plan {
  const { query, space } = request
  const { uid, type, shapes } = yield* readType(request)
  const fields = type?.fields ?? []
  const asked = yield* answeringQueries(request, parseQueryText(textOf(query, 'query')), fields, shapes)
  const tags = listOf(query, 'tags').flatMap((text) => text.split(','))
  const filter = [
    { path: ['type', 'eq'], value: uid },
    ...(tags.length === 0 ? [] : [{ path: ['tags', 'in'], value: tags.join(',') }]),
    ...filterTerms(alternativesIn(asked, fields)),
  ]
  const search = textOf(query, 'typeahead')
  const list = {
    ...readingOf(request),
    ...localeOf(request),
    filter,
    ...(search !== undefined && { search }),
    order: orderOf(query, (key) => subjectOf(key, fields).name) ?? '-updated_at',
    ...pageOf(query),
  }
  const { items, total } = yield* call(listDeliveredItems, { params: { space: space.id }, query: list })
  if (type === null && items.length === 0) throw refuseContentType(uid)
  if (isYes(query, 'count')) return { status: 200, body: { entries: total } }
  const entries = yield* showDelivered(request, items.slice(0, partOf(query).limit), shapes)
  return {
    status: 200,
    body: { entries, ...describing(request, type), ...(total !== undefined && { count: total }) },
  }
}

/** `GET content_types/{type}/entries/{entry}` */
export function* showDeliveredEntry(request: VendorRequest): Plan {
  const { params, space } = request
  const { uid, type, shapes } = yield* readType(request)
  const id = idOf(params['entry'] ?? '')
  const refusal = type === null ? refuseContentType(uid) : refuseMissing()
  if (id === null) throw refusal
  const filter = [
    { path: ['id', 'eq'], value: id },
    { path: ['type', 'eq'], value: uid },
  ]
  const list = { ...readingOf(request), ...localeOf(request), filter, limit: 1 }
  const { items } = yield* call(listDeliveredItems, { params: { space: space.id }, query: list })
  if (items.length === 0) throw refusal
  const [entry] = yield* showDelivered(request, items, shapes)
  return { status: 200, body: { entry, ...describing(request, type) } }
}

interface OfType {
  readonly uid: string
  /** Null where its shape may not be read; entries of it may be all the same, one by one. */
  readonly type: DeliveredType | null
  readonly shapes: Shapes
}

function* readType(request: VendorRequest): Plan<OfType> {
  const types = yield* readTypes(request)
  const uid = request.params['type'] ?? ''
  return { uid, type: types.find(({ slug }) => slug === uid) ?? null, shapes: shapesOf(types) }
}

function describing({ query }: VendorRequest, type: DeliveredType | null): object {
  return type !== null && isYes(query, 'include_content_type') ? { content_type: contentTypeOf(type) } : {}
}
