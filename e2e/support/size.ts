/** The full run that the promises speak of; unset, the same code runs small enough for every commit. */
export const isFull = process.env.LATCHKEY_E2E === 'full'

/** A number for every commit, and the one of the full run. */
export function sized(small: number, full: number): number {
  return isFull ? full : small
}
