import { type StoredHash, verifySecret } from './hash.ts'
import type { KeyRing } from './key-ring.ts'
import { type SecretVersions, standing } from './rotation.ts'
import type { TokenParts } from './text.ts'

/** The hashes that a token's record holds, beside the versions that they belong to. */
export interface StoredSecrets {
  readonly versions: SecretVersions
  readonly current: StoredHash
  /** Null before the first renewal. */
  readonly previous: StoredHash | null
}

export type Recognition =
  /** `rehashDue`: this version's hash is under a retired key. */
  | { readonly ok: true; readonly version: number; readonly rehashDue: boolean }
  /** All are refused alike; `retired` warns the owner, `unknown-key` the operator. */
  | { readonly ok: false; readonly reason: 'wrong-secret' | 'retired' | 'unknown-key' }

/** Says which version of a token's secret was presented, and whether it still works. `now` in UTC milliseconds, never stepping back. */
export function recogniseSecret(ring: KeyRing, presented: TokenParts, stored: StoredSecrets, now: number): Recognition {
  const current = verifySecret(ring, presented, stored.current)
  if (current.ok) return { ...current, version: stored.versions.current }
  if (stored.previous === null || stored.versions.previous === null) return current
  const previous = verifySecret(ring, presented, stored.previous)
  // Neither matches: if the current hash could not be checked, that is what there is to say.
  if (!previous.ok) return current.reason === 'unknown-key' ? current : previous
  const { version } = stored.versions.previous
  return standing(stored.versions, version, now) === 'live'
    ? { ...previous, version }
    : { ok: false, reason: 'retired' }
}
