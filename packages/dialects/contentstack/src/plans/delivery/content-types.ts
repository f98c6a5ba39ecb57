import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import type { Plan } from '@latchkey/dialect-kit/plan'
import { contentTypeOf } from '../../from-result/content-type.ts'
import { refuseContentType } from '../../refuse.ts'
import { isYes, partOf } from '../../to-input/list.ts'
import { readTypes } from './read-types.ts'

/** `GET content_types`: the shapes of what the token may read. */
export function* listDeliveredShapes(request: VendorRequest): Plan {
  const { query } = request
  const types = yield* readTypes(request)
  // When a type was last changed is not for who reads what it holds.
  if (isYes(query, 'only_last_activity'))
    return { status: 200, body: { content_types: types.map(({ slug }) => ({ uid: slug, last_activity: {} })) } }
  const { skip, limit } = partOf(query)
  const shown = types.slice(skip, skip + limit).map(contentTypeOf)
  return {
    status: 200,
    body: { content_types: shown, ...(isYes(query, 'include_count') && { count: types.length }) },
  }
}

/** `GET content_types/{type}` */
export function* showDeliveredShape(request: VendorRequest): Plan {
  const uid = request.params['type'] ?? ''
  const type = (yield* readTypes(request)).find(({ slug }) => slug === uid)
  if (type === undefined) throw refuseContentType(uid)
  return { status: 200, body: { content_type: contentTypeOf(type) } }
}
