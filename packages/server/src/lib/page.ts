import { createHmac, timingSafeEqual } from 'node:crypto'
import { problems } from '@latchkey/contract/problems'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { refuse } from '../pipeline/refusal.ts'

/** What a list is asked for. */
export interface PageQuery {
  readonly limit?: number
  /** The `next` of the page before. */
  readonly after?: string
  /** Rows to leave out from the start; of lists that have it. Not together with `after`. */
  readonly offset?: number
  readonly count?: boolean
}

/** Values of the sort columns of a row, ending in a unique one: `[1763888400000, '7Hq2mK9xB1aZ']`. */
export type Position = readonly (string | number)[]

/** How a list finds its rows. */
export interface PageSource<Row> {
  /** What the list is of and who asks, such as `tokens.list <space id> account:…`: a cursor works nowhere else. */
  readonly scope: string
  /** Up to `limit` rows behind the position, in the order of the list; null: from the start. */
  readonly rows: (after: Position | null, limit: number, offset: number) => Promise<readonly Row[]>
  readonly positionOf: (row: Row) => Position
  readonly total: () => Promise<number>
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Null on the last page. */
  readonly next: string | null
  /** Present only when asked for. */
  readonly total?: number
}

const limitDefault = 50

/** Reads one page of a list by keyset: rows that come and go between two pages neither repeat nor hide others. */
export async function readPage<Row>(ring: KeyRing, query: PageQuery, source: PageSource<Row>): Promise<Page<Row>> {
  const limit = query.limit ?? limitDefault
  if (query.after !== undefined && query.offset !== undefined) {
    const errors = [{ parameter: 'offset', detail: 'Send this or `after`, not both.' }]
    throw refuse(problems.invalidQuery, undefined, { errors })
  }
  const after = query.after === undefined ? null : readCursor(ring, source.scope, query.after)
  const rows = await source.rows(after, limit + 1, query.offset ?? 0)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last !== undefined
  return {
    rows: shown,
    next: more ? writeCursor(ring, source.scope, source.positionOf(last)) : null,
    ...(query.count === true && { total: await source.total() }),
  }
}

/** Signs a position, so that no row can be asked about that the list would not have shown. */
export function writeCursor(ring: KeyRing, scope: string, position: Position): string {
  const text = Buffer.from(JSON.stringify(position)).toString('base64url')
  return `${text}.${sign(ring, scope, text).toString('base64url')}`
}

/** The position of a cursor of this list. Refuses every other text. */
export function readCursor(ring: KeyRing, scope: string, cursor: string): Position {
  const dot = cursor.indexOf('.')
  const text = cursor.slice(0, dot)
  const given = Buffer.from(cursor.slice(dot + 1), 'base64url')
  const expected = sign(ring, scope, text)
  if (dot === -1 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw refuse(problems.invalidQuery, undefined, {
      errors: [{ parameter: 'after', detail: 'It is not the `next` of a page of this list.' }],
    })
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- signed: writeCursor wrote it.
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Position
}

function sign({ current }: KeyRing, scope: string, text: string): Buffer {
  // Begins with a word that is no kind of token: never the hash of a secret.
  return createHmac('sha256', current.hashing).update(`cursor.${scope}.${text}`).digest().subarray(0, 16)
}
