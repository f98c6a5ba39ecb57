import { hexadecimal, identifierOf, serialIn } from '@latchkey/dialect-kit/identifiers'

/** The vendor's identifiers: 24 hexadecimal digits. */
const shape = { prefix: '', digits: hexadecimal, length: 24 }

/** The identifier of what has a serial: of an account, an organization, a space. */
export function idOf(serial: number): string {
  return identifierOf(serial, shape)
}

/** The serial in an identifier; null for what none has. */
export function serialIn24(id: string): number | null {
  return serialIn(id.toLowerCase(), shape)
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const tokenIdLength = 12

/** Tokens are named by their public id: its twelve digits of base 62 fit into twenty-four of base 16. */
export function idOfToken(tokenId: string): string {
  let number = 0n
  for (const digit of tokenId) number = number * 62n + BigInt(base62.indexOf(digit))
  return number.toString(16).padStart(shape.length, '0')
}

/** The public id of a token in an identifier; null for what is none. */
export function tokenIdIn(id: string): string | null {
  if (!/^[0-9a-f]{24}$/i.test(id)) return null
  let text = ''
  for (let rest = BigInt(`0x${id}`); rest > 0n; rest /= 62n) text = base62.charAt(Number(rest % 62n)) + text
  return text.length > tokenIdLength ? null : text.padStart(tokenIdLength, '0')
}
