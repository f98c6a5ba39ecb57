import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, KeyRing } from '@latchkey/tokens/key-ring'
import { type Random, take } from '@latchkey/tokens/random'

/** How many there are. */
export const recoveryCodeCount = 10

// Without letters that are taken for one another, and for digits.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A code that stands in for a lost factor: 50 random bits, `7xk2m-p9qaz`. */
export function newRecoveryCode(random: Random): string {
  const digits = [...take(random, 10)].map((byte) => alphabet.charAt(byte & 31)).join('')
  return `${digits.slice(0, 5)}-${digits.slice(5)}`
}

/** What is stored of a code. Bound to its account: moved to another, it matches nothing. */
export interface StoredRecoveryCode {
  readonly code_hash: string
  readonly key_id: string
}

export function hashRecoveryCode(key: Key, accountId: string, code: string): StoredRecoveryCode {
  return { code_hash: digest(key, accountId, code).toString('base64url'), key_id: key.id }
}

/** The stored code that a person has typed, with or without its hyphen; null when it is none of them. */
export function findRecoveryCode<Stored extends StoredRecoveryCode>(
  ring: KeyRing,
  accountId: string,
  typed: string,
  stored: readonly Stored[],
): Stored | null {
  let found: Stored | null = null
  for (const each of stored) {
    const key = ring.keys.get(each.key_id)
    if (key === undefined) continue
    const [expected, actual] = [Buffer.from(each.code_hash, 'base64url'), digest(key, accountId, typed)]
    if (expected.length === actual.length && timingSafeEqual(expected, actual)) found = each
  }
  return found
}

function digest({ hashing }: Key, accountId: string, code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, '')
  // Begins with a word that is no kind of token: never the hash of a secret.
  return createHmac('sha256', hashing).update(`recovery-code.${accountId}.${plain}`).digest()
}
