import { type Random, take } from '../random.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The largest multiple of 62 that a byte can hold: bytes from here on would make some digits likelier than others. */
const fairBytes = 248

const notADigit = -1

const digits = new Int8Array(128).fill(notADigit)
for (let value = 0; value < alphabet.length; value += 1) digits[alphabet.charCodeAt(value)] = value

/** Value of the digit at a position; -1 where there is none. */
function digitAt(text: string, position: number): number {
  return digits[text.charCodeAt(position)] ?? notADigit
}

/** Whether every character of `text` from `start` to before `end` is a base62 digit. */
export function isBase62(text: string, start: number, end: number): boolean {
  for (let position = start; position < end; position += 1) {
    if (digitAt(text, position) === notADigit) return false
  }
  return true
}

/** Reads the digits from `start` to before `end`, which must be digits, the most significant first. */
export function readBase62(text: string, start: number, end: number): number {
  let value = 0
  for (let position = start; position < end; position += 1) {
    value = value * 62 + digitAt(text, position)
  }
  return value
}

/** Writes a whole number with leading zeros: `writeBase62(62, 6)` is `000010`. */
export function writeBase62(value: number, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / 62)) text = alphabet.charAt(rest % 62) + text
  return text
}

/** Draws digits, each as likely as any other. */
export function randomBase62(length: number, random: Random): string {
  let text = ''
  while (text.length < length) {
    for (const byte of take(random, length - text.length)) {
      if (byte < fairBytes) text += alphabet.charAt(byte % 62)
    }
  }
  return text
}
