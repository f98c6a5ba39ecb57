import type { Field } from '@latchkey/contract/content-types/schemas'
import { listDeliveredTypes } from '@latchkey/contract/delivery/operations'
import { listDeliveredAssets, showDeliveredAsset } from '@latchkey/contract/delivery-assets/operations'
import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing, refuseQuery } from '@latchkey/dialect-kit/refuse'
import { deliveredContent } from '../from-result/content.ts'
import { listed, withValues } from '../from-result/list.ts'
import { deliveredMedia } from '../from-result/media.ts'
import { contentListOf } from '../to-input/list.ts'
import { mediaPaging } from './medias.ts'

/** Published contents of all types, a page by its offset. */
export function* readContents(request: VendorRequest): Plan {
  const { space, query } = request
  const { limit, skip, after, order = '-created_at', locale, filter } = contentListOf(query)
  if (after !== undefined) throw refuseQuery('after', 'Unknown parameter.')
  const { items, total = 0 } = yield* call(listDeliveredItems, {
    params: { space: space.id },
    query: {
      limit,
      offset: skip,
      order,
      count: true,
      ...(locale !== undefined && { locale }),
      ...(filter.length > 0 && { filter }),
    },
  })
  const shapes = yield* shapesIn(space.id)
  const shown = items.map((item) => deliveredContent(item, shapes.get(item.type) ?? [], space))
  const at = (offset: number) => withValues(query, { skip: String(offset) })
  return {
    status: 200,
    body: listed(shown, total, request, {
      next: skip + limit < total ? at(skip + limit) : null,
      prev: skip > 0 ? at(Math.max(0, skip - limit)) : null,
    }),
  }
}

function* shapesIn(space: string): Plan<ReadonlyMap<string, readonly Field[]>> {
  const { items } = yield* call(listDeliveredTypes, { params: { space } })
  return new Map(items.map(({ slug, fields }) => [slug, fields]))
}

export function* readContent({ space, query, params: { content = '' } }: VendorRequest): Plan {
  const { locale } = contentListOf(query)
  const { items } = yield* call(listDeliveredItems, {
    params: { space: space.id },
    query: { limit: 1, filter: [{ path: ['id', 'eq'], value: content }], ...(locale !== undefined && { locale }) },
  })
  const [item] = items
  if (item === undefined) throw refuseMissing()
  const shapes = yield* shapesIn(space.id)
  return { status: 200, body: deliveredContent(item, shapes.get(item.type) ?? [], space) }
}

export function* readMedias(request: VendorRequest): Plan {
  const { space, query } = request
  const { items, next, total } = yield* call(listDeliveredAssets, {
    params: { space: space.id },
    query: mediaPaging(request),
  })
  const pages = { next: next === null ? null : withValues(query, { after: next }) }
  const shown = items.map((asset) => deliveredMedia(asset, space, hostOf(request)))
  return { status: 200, body: listed(shown, total ?? null, request, pages) }
}

export function* readMedia(request: VendorRequest): Plan {
  const {
    space,
    params: { media = '' },
  } = request
  const asset = yield* call(showDeliveredAsset, { params: { space: space.id, asset: media } })
  return { status: 200, body: deliveredMedia(asset, space, hostOf(request)) }
}

/** Bytes are delivered by our own API, which asks for the same token. */
function hostOf({ base }: VendorRequest): string {
  return base.slice(0, base.lastIndexOf('/'))
}
