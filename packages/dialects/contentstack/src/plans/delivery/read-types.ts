import { listDeliveredTypes } from '@latchkey/contract/delivery/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import type { DeliveredType } from '../../from-result/shapes.ts'
import { readingOf } from '../../to-input/reading.ts'

/** The types of which the token may read something. */
export function* readTypes(request: VendorRequest): Plan<readonly DeliveredType[]> {
  const { state: _state, ...query } = readingOf(request)
  const { items } = yield* call(listDeliveredTypes, { params: { space: request.space.id }, query })
  return items
}
