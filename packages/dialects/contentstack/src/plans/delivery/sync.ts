import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { assetOf } from '../../from-result/asset.ts'
import { shapesOf } from '../../from-result/shapes.ts'
import { refuseUnsupported } from '../../refuse.ts'
import { listOf } from '../../to-input/brackets.ts'
import { isYes } from '../../to-input/list.ts'
import { parseSyncPoint, printSyncPoint, type SyncPoint } from '../../to-input/pagination-token.ts'
import { readingOf } from '../../to-input/reading.ts'
import { readFiles } from './assets.ts'
import { readTypes } from './read-types.ts'
import { originOf, showDelivered } from './source.ts'

const pageSize = 100

/** `GET stacks/sync`: all that is published, page by page; entries come before files. */
export function* synchronise(request: VendorRequest): Plan {
  const { query } = request
  // What was taken offline is remembered nowhere, and a client that is not told of it would show it for ever.
  if (textOf(query, 'sync_token') !== undefined)
    throw refuseUnsupported('A sync_token is not followed: begin again with init=true. It is')
  const point = pointOf(request)
  const entries = wants(point, 'entry_published') ? yield* readEntries(request, point) : none
  const left = pageSize - entries.items.length
  const skip = Math.max(0, point.skip - entries.total)
  const isOfFiles = point.contentType === undefined || point.contentType === 'sys_assets'
  const files = isOfFiles && wants(point, 'asset_published') ? yield* readAssets(request, point, skip, left) : none
  const items = [...entries.items, ...files.items]
  const total = entries.total + files.total
  const next = { ...point, skip: point.skip + items.length }
  const isWhole = items.length === 0 || next.skip >= total
  return {
    status: 200,
    body: {
      items,
      skip: point.skip,
      limit: pageSize,
      total_count: total,
      ...(isWhole ? { sync_token: printSyncPoint({ ...next, skip: 0 }) } : { pagination_token: printSyncPoint(next) }),
    },
  }
}

interface Some {
  readonly items: readonly object[]
  readonly total: number
}

const none: Some = { items: [], total: 0 }

function pointOf({ query }: VendorRequest): SyncPoint {
  const token = textOf(query, 'pagination_token')
  if (token !== undefined) return parseSyncPoint(token)
  if (!isYes(query, 'init')) throw refuseQuery('init', 'is required.')
  const types = listOf(query, 'type').flatMap((text) => text.split(','))
  const locale = textOf(query, 'locale')
  const contentType = textOf(query, 'content_type_uid')
  const startFrom = textOf(query, 'start_from')
  return {
    skip: 0,
    ...(locale !== undefined && { locale }),
    ...(contentType !== undefined && { contentType }),
    ...(startFrom !== undefined && { startFrom }),
    ...(types.length > 0 && { types }),
  }
}

function wants({ types }: SyncPoint, event: string): boolean {
  return types === undefined || types.includes(event)
}

function since({ startFrom }: SyncPoint) {
  return startFrom === undefined ? [] : [{ path: ['published_at', 'gte'], value: startFrom }]
}

function* readEntries(request: VendorRequest, point: SyncPoint): Plan<Some> {
  const { locale, contentType } = point
  const types = yield* readTypes(request)
  if (contentType === 'sys_assets') return none
  const filter = [...since(point), ...(contentType === undefined ? [] : [{ path: ['type', 'eq'], value: contentType }])]
  const list = {
    ...readingOf(request),
    ...(locale !== undefined && { locale }),
    filter,
    order: 'serial',
    limit: pageSize,
    offset: point.skip,
    count: true,
  }
  const { items, total = items.length } = yield* call(listDeliveredItems, {
    params: { space: request.space.id },
    query: list,
  })
  const shown = yield* showDelivered(request, items, shapesOf(types))
  return {
    items: items.map(({ type, published_at: at }, index) => ({
      type: 'entry_published',
      event_at: at,
      content_type_uid: type,
      data: shown[index],
    })),
    total,
  }
}

function* readAssets(request: VendorRequest, point: SyncPoint, skip: number, limit: number): Plan<Some> {
  const list = { filter: since(point), order: 'published_at', skip, limit, count: true }
  const { files, total = files.length } = yield* readFiles(request, list)
  const environment = textOf(request.query, 'environment')
  return {
    items: files.map((file) => ({
      type: 'asset_published',
      event_at: file.published_at,
      content_type_uid: 'sys_assets',
      data: assetOf(file, originOf(request), environment),
    })),
    total,
  }
}
