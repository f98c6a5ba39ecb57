import type { State } from './life.ts'

/** How many tokens of a pool an owner may hold, and what happens to the next one. */
export interface SlotLimit {
  /** Tokens of one pool share their owner's slots. */
  readonly pool: string
  readonly owner: 'account' | 'space'
  /** Slots for each owner unless the instance says otherwise. */
  readonly perOwner: number
  readonly onFull: 'refuse' | 'end-oldest'
  /** A token keeps its slot while it is in one of these states. */
  readonly heldWhile: readonly State[]
}

/** A token that holds a slot. */
export interface SlotHolder {
  readonly tokenId: string
  readonly slot: number
  /** UTC milliseconds. */
  readonly createdAt: number
}

export type Admission =
  /** `ends`: the token that must end in the same transaction, whose slot is taken over; null when none must. */
  { readonly ok: true; readonly slot: number; readonly ends: string | null } | { readonly ok: false }

/**
 * The lowest free slot below `limit`; null when there is no room.
 *
 * A lowered limit keeps the slots that are taken, also those above it, and has no room until fewer than `limit` are left.
 */
export function takeSlot(taken: ReadonlySet<number>, limit: number): number | null {
  if (taken.size >= limit) return null
  let slot = 0
  while (taken.has(slot)) slot += 1
  return slot
}

/** Finds a slot for one more token, ending the one that was created first where the pool says so. */
export function admit(onFull: SlotLimit['onFull'], limit: number, holders: readonly SlotHolder[]): Admission {
  const slot = takeSlot(new Set(holders.map((holder) => holder.slot)), limit)
  if (slot !== null) return { ok: true, slot, ends: null }
  const oldest = onFull === 'end-oldest' ? holders.toSorted(byAge)[0] : undefined
  return oldest === undefined ? { ok: false } : { ok: true, slot: oldest.slot, ends: oldest.tokenId }
}

/** Whether a token in the state still holds its slot. */
export function holdsSlot(limit: SlotLimit, state: State): boolean {
  return limit.heldWhile.includes(state)
}

function byAge(a: SlotHolder, b: SlotHolder): number {
  return a.createdAt - b.createdAt || a.slot - b.slot
}
