import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import type { PasskeyAnswer } from '@latchkey/contract/session/operations'
import { unsealFor } from '@latchkey/tokens/seal'
import type { Writer } from '../../database/database.ts'
import type { RequestFacts } from '../../pipeline/implementation.ts'
import { type Refusal, refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'
import { needRelyingParty, verifyPasskey } from './passkeys.ts'
import {
  type PasskeyRow,
  readPasskeyByCredential,
  readRecoveryCodes,
  readTotp,
  takeTotpStep,
  usePasskey,
  useRecoveryCode,
} from './queries.ts'
import { findRecoveryCode } from './recovery-codes.ts'
import { fromBase32, matchingStep } from './totp.ts'

/** What somebody offers as a second factor: exactly one of the two. */
export interface OfferedFactor {
  readonly code?: string
  readonly passkey?: Static<typeof PasskeyAnswer>
}

/** A factor that was checked as far as that goes outside of a transaction. */
export type Proof =
  | { readonly is: 'code'; readonly code: string }
  | { readonly is: 'passkey'; readonly passkey: PasskeyRow; readonly counter: number }

export type FactorUsed = 'totp' | 'recovery-code' | 'passkey'

/**
 * Checks a passkey's signature, which takes too long for a transaction; codes are checked by `settleProof`.
 *
 * `challenge`: what the passkey has to have signed. `userVerified`: its authenticator has to have recognised the person.
 * Refuses with wrong-second-factor, also a passkey of somebody else.
 */
export async function prepareProof(
  services: Services,
  request: RequestFacts,
  { code, passkey: answer }: OfferedFactor,
  { challenge, accountId, userVerified }: ExpectedProof,
): Promise<Proof> {
  if (code !== undefined && answer === undefined) return { is: 'code', code }
  if (answer === undefined || code !== undefined) throw oneFactor()
  const party = needRelyingParty(services, request)
  const passkey = await services.database.read((db) => readPasskeyByCredential(db, answer.id))
  if (passkey === null || (accountId !== null && passkey.account_id !== accountId)) throw wrongSecondFactor()
  const counter = await verifyPasskey(party, challenge, answer, { passkey, userVerified })
  if (counter === null) throw wrongSecondFactor()
  return { is: 'passkey', passkey, counter }
}

export interface ExpectedProof {
  readonly challenge: string
  /** Null: of whichever account the passkey is. */
  readonly accountId: string | null
  readonly userVerified: boolean
}

/**
 * Takes a proof, once: the step of its code, the recovery code, the count of its passkey. The account is held.
 *
 * Refuses with wrong-second-factor what is wrong, used, or taken away meanwhile.
 */
export async function settleProof(
  tx: Writer,
  { ring }: Services,
  accountId: string,
  proof: Proof,
  now: number,
): Promise<FactorUsed> {
  if (proof.is === 'passkey') {
    if (!(await usePasskey(tx, proof.passkey, proof.counter, now))) throw wrongSecondFactor()
    return 'passkey'
  }
  const totp = await readTotp(tx, accountId)
  const sealed = totp?.secret_sealed ?? null
  if (totp !== null && sealed !== null) {
    const secret = unsealFor(ring, totpName(accountId), sealed)
    if (!secret.ok) throw refuse(problems.conflict, 'The key that the secret was sealed with is not in the key ring.')
    const step = matchingStep(fromBase32(secret.secret.expose()), proof.code, now, totp.last_step)
    if (step !== null && (await takeTotpStep(tx, accountId, step))) return 'totp'
  }
  const recovery = findRecoveryCode(ring, accountId, proof.code, await readRecoveryCodes(tx, accountId))
  if (recovery !== null && (await useRecoveryCode(tx, accountId, recovery, now))) return 'recovery-code'
  throw wrongSecondFactor()
}

/** What an account's one-time password secret is sealed under. */
export function totpName(accountId: string): string {
  return `totp.${accountId}`
}

export function wrongSecondFactor(): Refusal {
  return refuse(problems.wrongSecondFactor)
}

function oneFactor(): Refusal {
  const errors = [{ pointer: '/code', detail: 'Send a code or a passkey: one of the two.' }]
  return refuse(problems.invalidBody, undefined, { errors })
}
