import { createHmac, timingSafeEqual } from 'node:crypto'

// RFC 6238 with what every app understands: SHA-1, six digits, thirty seconds.

const stepMs = 30_000
const digits = 6
/** Clocks of telephones run a little wrong: a code counts one step before and after its own. */
const driftSteps = 1

/** Bytes of a new secret: as many as SHA-1 has, RFC 4226 section 4. */
export const totpSecretBytes = 20

/** The step that a moment lies in. */
export function totpStep(now: number): number {
  return Math.floor(now / stepMs)
}

/** The code of a step. */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  // RFC 4226 section 5.3: the last four bits say where the 31 bits are taken from.
  const offset = (mac.at(-1) ?? 0) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/**
 * The step that a code is of; null for a wrong one.
 *
 * `lastStep`: of the last code that was taken. No step at or before it counts again, so that nobody uses a code that was
 * looked at, RFC 6238 section 5.2.
 */
export function matchingStep(secret: Uint8Array, code: string, now: number, lastStep: number): number | null {
  const given = Buffer.from(code)
  let found: number | null = null
  for (let step = totpStep(now) - driftSteps; step <= totpStep(now) + driftSteps; step += 1) {
    const expected = Buffer.from(totpCode(secret, step))
    if (given.length === expected.length && timingSafeEqual(given, expected) && step > lastStep) found ??= step
  }
  return found
}

/** What an app reads from a QR code. https://github.com/google/google-authenticator/wiki/Key-Uri-Format, read 2026-11-27 */
export function totpUri(secret: string, issuer: string, account: string): string {
  const label = [issuer, account].map(encodeURIComponent).join(':')
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepMs / 1000}`
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 section 6, without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet.charAt((held >> bits) & 31)
      held &= (1 << bits) - 1
    }
  }
  return bits > 0 ? text + alphabet.charAt((held << (5 - bits)) & 31) : text
}

/** Reads what `toBase32` wrote. */
export function fromBase32(text: string): Uint8Array {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const digit of text) {
    held = (held << 5) | alphabet.indexOf(digit)
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 255)
      held &= (1 << bits) - 1
    }
  }
  return Uint8Array.from(bytes)
}
