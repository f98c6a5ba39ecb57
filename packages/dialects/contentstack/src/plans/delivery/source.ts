import { listDeliveredAssets } from '@latchkey/contract/delivery-assets/operations'
import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { assetOf } from '../../from-result/asset.ts'
import type { Item } from '../../from-result/shapes.ts'
import { localeOf, readingOf } from '../../to-input/reading.ts'
import { pageMax, showEntries, type Source } from '../show-entries.ts'
import type { Shapes } from '../../from-result/shapes.ts'

/** Shows delivered items as entries; `locale`: what they refer to is read in it. */
export function* showDelivered(
  request: VendorRequest,
  items: readonly Item[],
  shapes: Shapes,
  locale = localeOf(request),
): Plan<object[]> {
  return yield* showEntries(request, sourceOf(request, locale), items, shapes)
}

/** What is delivered, as far as the token may read it. */
function sourceOf(request: VendorRequest, inLocale: ReturnType<typeof localeOf>): Source {
  const { query, space } = request
  const environment = textOf(query, 'environment')
  return {
    *items(ids) {
      const list = { ...readingOf(request), ...inLocale, filter: withIds(ids), limit: pageMax }
      return (yield* call(listDeliveredItems, { params: { space: space.id }, query: list })).items
    },
    *files(ids) {
      const list = { ...readingOf(request), filter: withIds(ids), limit: pageMax }
      const tried = yield* attempt(listDeliveredAssets, { params: { space: space.id }, query: list })
      const files = tried.ok ? tried.result.items : []
      return new Map(files.map((file) => [file.id, assetOf(file, originOf(request), environment)]))
    },
    publishDetails: ({ locale, published_at: time }) =>
      time === null ? undefined : { ...(environment !== undefined && { environment }), locale, time },
  }
}

function withIds(ids: readonly string[]) {
  return [{ path: ['id', 'in'], value: ids.join(',') }]
}

/** Paths of our own begin at the root of the host. */
export function originOf({ base }: VendorRequest): string {
  return new URL(base).origin
}
