import { verifySecret } from '@latchkey/tokens/hash'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import type { TokenParts } from '@latchkey/tokens/text'
import type { TokenRow } from './read-rights.ts'

/** Which of a token's secrets a text holds. `until`: when this one opens nothing any more, UTC milliseconds; null: never. */
export type HeldSecret =
  | { readonly is: 'live'; readonly version: number; readonly until: number | null }
  /** It was right until it retired. */
  | { readonly is: 'retired'; readonly version: number }
  | { readonly is: 'none' }

/** Compares a presented secret with those of a token, in whatever state that is. */
export function heldSecret(ring: KeyRing, token: TokenRow, { kind, secret }: TokenParts, now: number): HeldSecret {
  if (token.kind !== kind) return { is: 'none' }
  const presented = { kind, id: token.id, secret }
  const { secret_version: version, expires_at: until, previous_hash, previous_key_id, previous_until } = token
  const current = { hash: token.secret_hash, keyId: token.secret_key_id }
  if (verifySecret(ring, presented, current).ok) return { is: 'live', version, until }
  if (previous_hash === null || previous_key_id === null || previous_until === null) return { is: 'none' }
  const previous = { hash: previous_hash, keyId: previous_key_id }
  if (!verifySecret(ring, presented, previous).ok) return { is: 'none' }
  return now < previous_until
    ? { is: 'live', version: version - 1, until: Math.min(previous_until, until ?? Infinity) }
    : { is: 'retired', version: version - 1 }
}
