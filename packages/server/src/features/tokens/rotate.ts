import { problems } from '@latchkey/contract/problems'
import { hashSecret } from '@latchkey/tokens/hash'
import { kinds } from '@latchkey/tokens/kinds'
import { type Renewal, type RenewalRefusal, renew } from '@latchkey/tokens/rotation'
import { seal } from '@latchkey/tokens/seal'
import type { Secret } from '@latchkey/tokens/secret'
import { reissue } from '@latchkey/tokens/text'
import type { Writer } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'
import { assertLive } from './life.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { replaceSecret } from './queries.ts'

/**
 * Gives a token a new secret. The one before works on for the grace: one hour where null, as the kind's rules say. One that
 * was still in its grace ends at once.
 *
 * Refuses kinds whose secret is constant, and tokens that have ended.
 */
export async function rotate(
  tx: Writer,
  { ring, random }: Pick<Services, 'ring' | 'random'>,
  token: TokenRow,
  graceSeconds: number | undefined,
  now: number,
): Promise<Secret> {
  assertLive(token, now)
  const { kind, id, secret_version: current } = token
  const graceMs = graceSeconds === undefined ? null : graceSeconds * 1000
  const outcome = renew(kinds[kind].renewal, { current, previous: null }, graceMs, now)
  if (!outcome.ok) throw refuse(problems.conflict, refusals[outcome.refusal])
  const issued = reissue(kind, id, random)
  await replaceSecret(tx, token, {
    ...hashSecret(ring.current, issued),
    sealed: token.secret_sealed === null ? null : seal(ring.current, issued, random),
    previousUntil: outcome.versions.previous?.until ?? now,
    now,
  })
  return issued.text
}

/** Refuses a token whose kind gets new secrets in another way. */
export function assertRenewal({ kind }: Pick<TokenRow, 'kind'>, by: Renewal): void {
  const { renewal } = kinds[kind]
  if (renewal === by) return
  throw refuse(
    problems.conflict,
    by === 'rotate' && renewal === 'reset'
      ? 'Such a token is reset: its old secret ends at once.'
      : by === 'reset' && renewal === 'rotate'
        ? 'Such a token is rotated.'
        : refusals[renewal === 'login' ? 'renewed-by-login' : 'secret-is-constant'],
  )
}

const refusals: Readonly<Record<RenewalRefusal, string>> = {
  'secret-is-constant': 'The secret of such a token is constant: issue another, swap, and revoke this one.',
  'renewed-by-login': 'A session is renewed by logging in again.',
  'grace-out-of-range': 'The old secret may work on for seven days at most.',
  'reset-has-no-grace': 'A reset ends the old secret at once: leave out grace_seconds.',
}
