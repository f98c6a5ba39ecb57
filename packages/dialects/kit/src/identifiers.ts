/*
 * How vendors name things. Every thing that a dialect has to name by a number has a serial, and these two turn one into the
 * vendor's identifier and back; nothing else of a thing goes into it.
 */

/** The serial in a number of a vendor; null for what is none. `'107350'` → 107350. */
export function serialOf(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}

/** Ids of ours are UUIDs, which vendors that have any take as theirs. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}
