import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, KeyRing } from './key-ring.ts'
import type { TokenParts } from './text.ts'

/** What is stored of a secret: never the secret itself. */
export interface StoredHash {
  /** HMAC-SHA-256 in base64url, 43 characters. */
  readonly hash: string
  readonly keyId: string
}

export type Verification =
  /** `rehashDue`: the hash was made under a retired key; store `hashSecret` under the current one. */
  | { readonly ok: true; readonly rehashDue: boolean }
  /** `unknown-key`: the ring does not hold the key, so that nothing can be said of the secret. */
  | { readonly ok: false; readonly reason: 'wrong-secret' | 'unknown-key' }

/** Hashes a secret together with its kind and id, so that a hash moved to another row matches nothing there. */
export function hashSecret(key: Key, token: TokenParts): StoredHash {
  return { hash: digest(key, token).toString('base64url'), keyId: key.id }
}

/** Compares a presented secret with a stored hash, in constant time. */
export function verifySecret(ring: KeyRing, presented: TokenParts, stored: StoredHash): Verification {
  const key = ring.keys.get(stored.keyId)
  if (key === undefined) return { ok: false, reason: 'unknown-key' }
  const expected = Buffer.from(stored.hash, 'base64url')
  const actual = digest(key, presented)
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
    return { ok: false, reason: 'wrong-secret' }
  }
  return { ok: true, rehashDue: key.id !== ring.current.id }
}

function digest(key: Key, { kind, id, secret }: TokenParts): Buffer {
  // No part can hold a dot: the three never run into one another.
  return createHmac('sha256', key.hashing).update(`${kind}.${id}.${secret.expose()}`).digest()
}
