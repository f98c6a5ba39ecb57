import type { FreshFor, Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { Caller } from './principal.ts'
import { refuse } from './refusal.ts'

/**
 * Refuses a session whose holder has not proven lately who it is, for operations that ask for it.
 *
 * Who finds an open session, or its text, can so neither make a token that outlives it nor take the account over. Tokens
 * of other kinds belong to programs, which prove nothing: their kinds and scopes say what they may.
 */
export function assertFreshLogin(
  { guard }: Operation,
  { principal }: Caller,
  freshLoginMs: Readonly<Record<FreshFor, number>>,
  now: number,
): void {
  if (guard?.fresh === undefined || principal.kind !== 'session') return
  const limitMs = freshLoginMs[guard.fresh]
  if (now - principal.provenAt <= limitMs) return
  const minutes = Math.round(limitMs / 60_000)
  throw refuse(
    problems.freshLoginRequired,
    `This asks for a login of the last ${minutes} minutes: confirm the session, or log in again.`,
  )
}
