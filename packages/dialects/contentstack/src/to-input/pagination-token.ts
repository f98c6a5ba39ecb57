import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'

/** Where a synchronisation stands, and what it is of. */
export interface SyncPoint {
  /** Things before this one were answered already: entries first, then files. */
  readonly skip: number
  readonly locale?: string
  readonly contentType?: string
  /** ISO 8601. */
  readonly startFrom?: string
  /** Of events: `entry_published`. Absent: all. */
  readonly types?: readonly string[]
}

/** A point as clients send it back. It says nothing but what they have said, and so is neither signed nor kept. */
export function printSyncPoint(point: SyncPoint): string {
  return btoa(encodeURIComponent(JSON.stringify(point)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

export function parseSyncPoint(token: string): SyncPoint {
  const point = read(token)
  if (!isRecord(point)) throw refuse()
  const { skip, locale, contentType, startFrom, types } = point
  if (typeof skip !== 'number' || !Number.isInteger(skip) || skip < 0 || skip > 1_000_000) throw refuse()
  return {
    skip,
    ...(typeof locale === 'string' && { locale }),
    ...(typeof contentType === 'string' && { contentType }),
    ...(typeof startFrom === 'string' && { startFrom }),
    ...(Array.isArray(types) && types.every((type) => typeof type === 'string') && { types }),
  }
}

function read(token: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(atob(token.replaceAll('-', '+').replaceAll('_', '/'))))
  } catch {
    return null
  }
}

function refuse() {
  return refuseQuery('pagination_token', 'is not valid.')
}
