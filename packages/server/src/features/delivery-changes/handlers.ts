import { listChanges } from '@latchkey/contract/delivery-changes/operations'
import { problems } from '@latchkey/contract/problems'
import { type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { type Cursor, readCursor, sorts, writeCursor } from './cursor.ts'
import { cursorMsMax, dayMs } from './keeping.ts'
import { isRenamed, readMarks, tell } from './tell.ts'
import { type ChangesVisit, readChangesVisit } from './visit.ts'

interface ChangesFacts extends Facts {
  readonly changes: ChangesVisit
}

const limitDefault = 50

export const deliveredChangeImplementations = [
  implement(listChanges, {
    load: async (context): Promise<ChangesFacts> => ({
      target: { area: 'content', space: context.space },
      changes: await readChangesVisit(context, context.input.query),
    }),
    // Which things are told is the filters' to say.
    requests: () => [],
    handle: async ({ facts: { changes }, input: { query }, services: { ring, random }, now }) => {
      const { since, limit = limitDefault } = query
      const from = since === undefined ? begin(changes, now) : readCursor(ring, since)
      assertFollowed(from, changes, now)
      const span = { after: from.position, floor: from.floor, upTo: changes.version, limit: limit + 1 }
      if (await isRenamed(changes, span)) throw refuse(problems.beginAgain, 'A content type has another slug since.')
      const marks = await readMarks(changes, span)
      const more = marks.length > limit
      const told = marks.slice(0, limit)
      const next = cursorAfter(from, { last: told.at(-1)?.position, more, end: changes.version, now })
      return {
        items: await tell(changes, told),
        cursor: since !== undefined && next === from ? since : writeCursor(ring, random, next),
        more,
      }
    },
  }),
]

/** Before everything: all that is live is told, and of what goes offline what goes from now on. */
function begin({ version, reach }: ChangesVisit, now: number): Cursor {
  return { position: { seq: -1, sort: sorts.entry, id: '' }, floor: version, toldAt: now, reach }
}

/** Refuses a cursor that would pass over something in silence. */
function assertFollowed({ toldAt, reach }: Cursor, changes: ChangesVisit, now: number): void {
  if (reach !== changes.reach) {
    throw refuse(problems.beginAgain, 'What is read, or where, is not what it was when the cursor was given.')
  }
  if (now - toldAt > cursorMsMax) throw refuse(problems.beginAgain, 'The cursor is older than what is remembered.')
}

interface Outcome {
  /** Of the last change that is told. */
  readonly last: Cursor['position'] | undefined
  readonly more: boolean
  /** The version up to which there was nothing else. */
  readonly end: number
  readonly now: number
}

/** While nothing is told the cursor stays as it is, until it ages: what happens unseen changes none. */
function cursorAfter(from: Cursor, { last, more, end, now }: Outcome): Cursor {
  if (more && last !== undefined) return { ...from, position: last }
  if (last !== undefined) return { ...from, position: last, toldAt: now }
  if (from.position.seq >= 0 && now - from.toldAt < dayMs) return from
  return { ...from, position: { seq: end, sort: sorts.end, id: '' }, toldAt: now }
}
