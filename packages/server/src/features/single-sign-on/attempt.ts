import { createHash, createHmac } from 'node:crypto'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import type { Random } from '@latchkey/tokens/random'

/** How long a sign-in may take, in milliseconds. */
export const attemptMs = 10 * 60 * 1000

/** What a sign-in begins with. Stored are hashes of the first two; the others follow from the state and a key of the instance. */
export interface Attempt {
  /** Goes to the provider and comes back. */
  readonly state: string
  /** Stays in the browser. */
  readonly binding: string
}

export function newAttempt(random: Random): Attempt {
  const text = () => Buffer.from(random(32)).toString('base64url')
  return { state: text(), binding: text() }
}

export function attemptHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The secret of PKCE, and the nonce: in no database and no browser. RFC 7636 4.1: 43 characters. */
export function secretsOf({ current }: KeyRing, state: string): { readonly verifier: string; readonly nonce: string } {
  const derive = (purpose: string) =>
    createHmac('sha256', current.hashing).update(`sso-${purpose}.${state}`).digest('base64url')
  return { verifier: derive('verifier'), nonce: derive('nonce') }
}
