/*
 * How the vendor names things: `blt` and hexadecimal digits. Ours are the digits of the id itself, so that a name says which
 * thing it is and nothing else, and no number has to be looked up.
 */

const uuid = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/
const tokenId = /^[0-9A-Za-z]{12}$/

/** The vendor's name of a thing, by its id: `blt019a2f604b7c7cc19d5e0f6d2f5f8a11`. Ids of tokens are spelled out: `blt` and 24 digits. */
export function uidOf(id: string): string {
  if (uuid.test(id)) return `blt${id.replaceAll('-', '')}`
  if (tokenId.test(id)) return `blt${Array.from(id, (letter) => letter.charCodeAt(0).toString(16)).join('')}`
  throw new Error(`${id} is the id of nothing that the vendor names.`)
}

/** The id in a name of the vendor; null for what is none of ours. */
export function idOf(uid: string): string | null {
  const whole = /^blt([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(uid)
  return whole === null ? null : whole.slice(1).join('-')
}

/** The id of a token in its name; null for what is none. */
export function tokenIdOf(uid: string): string | null {
  const digits = /^blt((?:[0-9a-f]{2}){12})$/.exec(uid)?.[1]
  if (digits === undefined) return null
  const id = digits.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))
  return tokenId.test(id) ? id : null
}
