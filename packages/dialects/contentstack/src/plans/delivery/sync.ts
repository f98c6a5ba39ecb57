import { listDeliveredAssets } from '@latchkey/contract/delivery-assets/operations'
import { listChanges } from '@latchkey/contract/delivery-changes/operations'
import { listDeliveredItems } from '@latchkey/contract/delivery-space/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { textOf } from '@latchkey/dialect-kit/vendor-query'
import { type ChangeDocument, eventOf, typeOfEvent } from '../../from-result/sync-event.ts'
import { shapesOf } from '../../from-result/shapes.ts'
import { listOf } from '../../to-input/brackets.ts'
import { isYes } from '../../to-input/list.ts'
import { readingOf } from '../../to-input/reading.ts'
import { parseSyncPoint, printSyncPoint, type SyncPoint } from '../../to-input/sync-point.ts'
import { readTypes } from './read-types.ts'
import { originOf, showDelivered } from './source.ts'

const pageSize = 100
/** Where most of what changed is not asked for, an answer looks at so many pages of it at most. */
const pagesMax = 10

/** `GET stacks/sync`: all that is live, page by page, and with the token of the last page what changed since. */
export function* synchronise(request: VendorRequest): Plan {
  const from = yield* pointOf(request)
  const { changes, cursor, more } = yield* readWanted(request, from)
  const skip = from.skip + changes.length
  const point = { ...from, cursor }
  const { total: _total, startFrom: _startFrom, ...later } = point
  return {
    status: 200,
    body: {
      items: yield* show(request, from, changes),
      skip: from.skip,
      limit: pageSize,
      total_count: from.total ?? skip,
      ...(more
        ? { pagination_token: printSyncPoint({ ...point, skip }) }
        : { sync_token: printSyncPoint({ ...later, skip: 0 }) }),
    },
  }
}

/** The next changes that are wanted, of one page. */
function* readWanted(request: VendorRequest, from: SyncPoint) {
  let { cursor } = from
  for (let page = 1; ; page += 1) {
    const query = questionOf(request, from, cursor)
    const answer: ResultOf<typeof listChanges> = yield* call(listChanges, {
      params: { space: request.space.id },
      query,
    })
    const changes = answer.items.filter((change) => isWanted(from, change))
    if (changes.length > 0 || !answer.more || page === pagesMax) return { ...answer, changes }
    ;({ cursor } = answer)
  }
}

function* pointOf(request: VendorRequest): Plan<SyncPoint> {
  const { query } = request
  for (const parameter of ['pagination_token', 'sync_token'] as const) {
    const token = textOf(query, parameter)
    if (token !== undefined) return parseSyncPoint(token, parameter)
  }
  if (!isYes(query, 'init')) throw refuseQuery('init', 'is required.')
  const types = listOf(query, 'type').flatMap((text) => text.split(','))
  const locale = textOf(query, 'locale')
  const contentType = textOf(query, 'content_type_uid')
  const startFrom = textOf(query, 'start_from')
  const point = {
    skip: 0,
    ...(locale !== undefined && { locale }),
    ...(contentType !== undefined && { contentType }),
    ...(startFrom !== undefined && { startFrom }),
    ...(types.length > 0 && { types }),
  }
  return { ...point, total: yield* countLive(request, point) }
}

/** What is live where the synchronisation is about: drafts are no part of it, whatever else a token reads. */
function placeOf(request: VendorRequest) {
  const { environment = textOf(request.query, 'environment'), branch } = readingOf(request)
  return { ...(environment !== undefined && { environment }), ...(branch !== undefined && { branch }) }
}

function questionOf(request: VendorRequest, { locale, contentType }: SyncPoint, cursor: string | undefined) {
  return {
    ...placeOf(request),
    limit: pageSize,
    ...(locale !== undefined && { locale }),
    ...(contentType !== undefined && (contentType === files ? { only: 'assets' as const } : { type: contentType })),
    ...(cursor !== undefined && { since: cursor }),
  }
}

/** The content type that files have in events. */
const files = 'sys_assets'

function isWanted({ types, startFrom }: SyncPoint, change: ChangeDocument): boolean {
  if (types !== undefined && !types.includes(typeOfEvent(change))) return false
  if (startFrom === undefined) return true
  const at = 'entry' in change ? change.entry.published_at : 'asset' in change ? change.asset.published_at : null
  return at === null || Date.parse(at) >= Date.parse(startFrom)
}

function* countLive(request: VendorRequest, { locale, contentType, startFrom, types }: SyncPoint): Plan<number> {
  const since = startFrom === undefined ? [] : [{ path: ['published_at', 'gte'], value: startFrom }]
  const wants = (event: string) => types === undefined || types.includes(event)
  let total = 0
  if (contentType !== files && wants('entry_published')) {
    const ofType = contentType === undefined ? [] : [{ path: ['type', 'eq'], value: contentType }]
    const query = {
      ...placeOf(request),
      ...(locale !== undefined && { locale }),
      filter: [...since, ...ofType],
      limit: 1,
      count: true,
    }
    total += (yield* call(listDeliveredItems, { params: { space: request.space.id }, query })).total ?? 0
  }
  if ((contentType === undefined || contentType === files) && wants('asset_published')) {
    const query = { ...placeOf(request), filter: since, limit: 1, count: true }
    const tried = yield* attempt(listDeliveredAssets, { params: { space: request.space.id }, query })
    total += (tried.ok ? tried.result.total : undefined) ?? 0
  }
  return total
}

/** Shows changes as the vendor’s events. */
function* show(request: VendorRequest, { locale }: SyncPoint, changes: readonly ChangeDocument[]): Plan<object[]> {
  const entries = changes.flatMap((change) => ('entry' in change ? change.entry : []))
  const shapes = shapesOf(entries.length === 0 ? [] : yield* readTypes(request))
  const shown = yield* showDelivered(request, entries, shapes, locale === undefined ? {} : { locale })
  const byId = new Map(entries.map(({ id }, index) => [id, shown[index] ?? {}]))
  const view = { entries: byId, origin: originOf(request), environment: textOf(request.query, 'environment') }
  return changes.map((change) => eventOf(change, view))
}
