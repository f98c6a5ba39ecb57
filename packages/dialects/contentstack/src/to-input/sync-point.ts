import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'

/** Where a synchronisation stands, and what it is of. */
export interface SyncPoint {
  /** Where our operation goes on; absent: from the beginning. */
  readonly cursor?: string
  /** How many things were answered since the synchronisation, or its last token, began. */
  readonly skip: number
  /** How many there were when all of them were asked for; absent later. */
  readonly total?: number
  readonly locale?: string
  readonly contentType?: string
  /** ISO 8601; while all is asked for, what was published before is left out. */
  readonly startFrom?: string
  /** Of events: `entry_published`. Absent: all. */
  readonly types?: readonly string[]
}

export type SyncParameter = 'pagination_token' | 'sync_token'

/** A point as clients send it back. It says what they have said, and a cursor of ours that is sealed: it is neither signed nor kept. */
export function printSyncPoint({ cursor, skip, total, locale, contentType, startFrom, types }: SyncPoint): string {
  // The same point is the same text, whatever it was made of.
  const text = JSON.stringify({ cursor, skip, total, locale, contentType, startFrom, types })
  return btoa(encodeURIComponent(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export function parseSyncPoint(token: string, parameter: SyncParameter): SyncPoint {
  const point = read(token)
  if (!isRecord(point)) throw refuse(parameter)
  const { cursor, skip, total, locale, contentType, startFrom, types } = point
  if (!isCount(skip) || typeof cursor !== 'string') throw refuse(parameter)
  return {
    cursor,
    skip,
    ...(isCount(total) && { total }),
    ...(typeof locale === 'string' && { locale }),
    ...(typeof contentType === 'string' && { contentType }),
    ...(typeof startFrom === 'string' && { startFrom }),
    ...(Array.isArray(types) && types.every((type) => typeof type === 'string') && { types }),
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function read(token: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(atob(token.replaceAll('-', '+').replaceAll('_', '/'))))
  } catch {
    return null
  }
}

function refuse(parameter: SyncParameter) {
  return refuseQuery(parameter, 'is not valid.')
}
