import { problems } from '@latchkey/contract/problems'
import { kinds } from '@latchkey/tokens/kinds'
import { type LifeRefusal, transition } from '@latchkey/tokens/life'
import type { Writer } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { TokenRow } from '../../pipeline/read-rights.ts'
import { changeToken, type TokenRecord } from './queries.ts'
import { lifeOf, stateOf } from './render.ts'

/** Pauses or resumes a token, from the next request on. What changes nothing raises nothing. */
export async function turnTo(
  tx: Writer,
  token: TokenRecord,
  event: 'activate' | 'deactivate',
  now: number,
): Promise<void> {
  const outcome = transition(lifeOf(token), event, now)
  if (!outcome.ok) throw refuse(problems.conflict, refusals[outcome.refusal])
  const state = event === 'activate' ? 'active' : 'inactive'
  if (state !== token.state) await changeToken(tx, token, { state }, now)
}

const refusals: Readonly<Record<LifeRefusal, string>> = {
  deleted: 'The token was deleted.',
  'revoked-is-final': 'The token was revoked, which is final.',
  'expired-is-final': 'The token has expired, which is final.',
  'expiry-not-in-the-future': 'The expiry lies in the past.',
}

/** Refuses to change a token that has ended. */
export function assertLive(token: TokenRow, now: number): void {
  const state = stateOf(token, now)
  if (state === 'revoked' || state === 'expired') throw refuse(problems.conflict, refusals[`${state}-is-final`])
}

/** Refuses to end a token that nobody could make again: it gets another secret instead. */
export function assertEndable({ kind }: Pick<TokenRow, 'kind'>): void {
  if (kinds[kind].makers.length > 0) return
  throw refuse(problems.conflict, `The ${kind} token belongs to the space for good: reset it, or pause it.`)
}
