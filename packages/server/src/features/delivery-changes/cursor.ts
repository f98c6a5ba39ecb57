import { problems } from '@latchkey/contract/problems'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import type { Random } from '@latchkey/tokens/random'
import { sealFor, unsealFor } from '@latchkey/tokens/seal'
import { Secret } from '@latchkey/tokens/secret'
import { refuse } from '../../pipeline/refusal.ts'

/** What a change is about; things of one version are told in this order. */
export const sorts = { entry: 0, asset: 1, type: 2, end: 3 } as const
export type Sort = (typeof sorts)[keyof typeof sorts]

/** A place in the order in which changes are told. */
export interface Position {
  /** The environment's content version. */
  readonly seq: number
  readonly sort: Sort
  readonly id: string
}

/** How far somebody was told. */
export interface Cursor {
  readonly position: Position
  /** What went offline up to this version was never told as live: the cursor was begun then. */
  readonly floor: number
  /** All that went offline before this time was told. UTC milliseconds. */
  readonly toldAt: number
  /** Digest of what is read, and where. */
  readonly reach: string
}

const name = 'changes-cursor'
/** As long as the longest version, so that a text does not tell by its length how much happens unseen. */
const digits = 16

/**
 * Writes a cursor: sealed, and another text each time. Versions count what nobody else may know of: two texts tell
 * nothing by being compared.
 */
export function writeCursor(ring: KeyRing, random: Random, { position, floor, toldAt, reach }: Cursor): string {
  const numbers = [position.seq, floor, toldAt].map((number) => String(number).padStart(digits, '0'))
  const id = position.id.padEnd(36)
  return sealFor(ring.current, name, new Secret([...numbers, position.sort, id, reach].join('|')), random)
}

/** Reads what `writeCursor` wrote. Refuses every other text. */
export function readCursor(ring: KeyRing, text: string): Cursor {
  const opened = unsealFor(ring, name, text)
  if (!opened.ok) {
    const detail = 'It is not the `cursor` of an answer: begin again without one.'
    throw refuse(problems.invalidQuery, undefined, { errors: [{ parameter: 'since', detail }] })
  }
  const [seq = '', floor = '', toldAt = '', sort = '', id = '', reach = ''] = opened.secret.expose().split('|')
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sealed: writeCursor wrote it.
    position: { seq: Number(seq), sort: Number(sort) as Sort, id: id.trimEnd() },
    floor: Number(floor),
    toldAt: Number(toldAt),
    reach,
  }
}
