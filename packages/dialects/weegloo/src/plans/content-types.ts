import { listContentTypes, showContentType } from '@latchkey/contract/content-types/operations'
import { listDeliveredTypes, showDeliveredType } from '@latchkey/contract/delivery/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { shownType } from '../from-result/content-type.ts'
import { listed } from '../from-result/list.ts'

export function* listTypes(request: VendorRequest): Plan {
  const { space } = request
  const { items } = yield* call(listContentTypes, { params: { space: space.id } })
  return {
    status: 200,
    body: listed(
      items.map((type) => shownType(type, space.id)),
      null,
      request,
    ),
  }
}

export function* showType({ space, params: { type = '' } }: VendorRequest): Plan {
  return { status: 200, body: shownType(yield* call(showContentType, { params: { space: space.id, type } }), space.id) }
}

/** Types of which the caller may read content. */
export function* listReadTypes(request: VendorRequest): Plan {
  const { space } = request
  const { items } = yield* call(listDeliveredTypes, { params: { space: space.id } })
  return {
    status: 200,
    body: listed(
      items.map((type) => shownType(type, space.id)),
      null,
      request,
    ),
  }
}

export function* showReadType({ space, params: { type = '' } }: VendorRequest): Plan {
  return {
    status: 200,
    body: shownType(yield* call(showDeliveredType, { params: { space: space.id, type } }), space.id),
  }
}
