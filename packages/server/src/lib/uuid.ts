import type { Random } from '@latchkey/tokens/random'

/** Writes a UUID v7 (RFC 9562 5.7): 48 bits of the time in milliseconds, the rest random. */
export function uuidV7(nowMs: number, random: Random): string {
  const bytes = Buffer.alloc(16)
  bytes.set(random(16))
  bytes.writeUIntBE(nowMs, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
