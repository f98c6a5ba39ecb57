/*
 * How vendors name things. Every thing that a dialect has to name has a serial, and these turn one into the vendor's
 * identifier and back; nothing else of a thing goes into it.
 */

/** The serial in a number of a vendor; null for what is none. `'107350'` → 107350. */
export function serialOf(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}

/** How a vendor's identifiers look: `blt` and sixteen hexadecimal digits. */
export interface IdentifierShape {
  readonly prefix: string
  /** The digits, from that for zero on, each once. */
  readonly digits: string
  /** How many digits it has, those in front included. */
  readonly length: number
}

export const hexadecimal = '0123456789abcdef'

/** The identifier of a serial: `42` → `blt000000000000002a`. */
export function identifierOf(serial: number, { prefix, digits, length }: IdentifierShape): string {
  let text = ''
  for (let rest = serial; rest > 0; rest = Math.floor(rest / digits.length))
    text = digits.charAt(rest % digits.length) + text
  if (text.length > length) throw new RangeError(`${serial} does not fit into ${length} digits.`)
  return prefix + text.padStart(length, digits.charAt(0))
}

/** The serial in an identifier; null for what no serial has. */
export function serialIn(text: string, shape: IdentifierShape): number | null {
  const { prefix, digits, length } = shape
  if (!text.startsWith(prefix) || text.length !== prefix.length + length) return null
  let serial = 0
  for (const digit of text.slice(prefix.length)) {
    const value = digits.indexOf(digit)
    if (value === -1) return null
    serial = serial * digits.length + value
  }
  return serial > 0 && Number.isSafeInteger(serial) ? serial : null
}

/** Ids of ours are UUIDs, which vendors that have any take as theirs. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}
