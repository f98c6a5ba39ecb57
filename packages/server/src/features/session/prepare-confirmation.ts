import { problems } from '@latchkey/contract/problems'
import type { confirmSession } from '@latchkey/contract/session/operations'
import type { InputOf } from '@latchkey/contract/operation'
import type { Arriving } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'
import { type Challenge, readChallenge } from '../factors/challenges.ts'
import { prepareProof, type Proof } from '../factors/prove.ts'
import { hasFactor, readFactors } from '../factors/queries.ts'
import { readAccount } from '../users/queries.ts'
import { ownAccountId } from './own-account.ts'
import { wrongCredentials } from './wrong-credentials.ts'

/** A proof of who holds a session, checked as far as that goes outside of a transaction. */
export type Confirmation =
  | { readonly is: 'password'; readonly checkedAgainst: string | null }
  | { readonly is: 'factor'; readonly proof: Proof; readonly challenge: Challenge | null }

/** Checks what proves the holder of a session: a second factor where the account has one, and its password otherwise. */
export async function prepareConfirmation(
  { body }: InputOf<typeof confirmSession>,
  services: Services,
  caller: Caller,
  { request }: Arriving,
): Promise<Confirmation> {
  const accountId = ownAccountId(caller)
  const { tokenId } = caller.principal
  const { account, factors } = await services.database.read(async (db) => ({
    account: await readAccount(db, accountId),
    factors: await readFactors(db, accountId),
  }))
  if (hasFactor(factors)) {
    const { code, passkey, challenge: text } = body
    if (code === undefined && passkey === undefined)
      throw missing('/code', 'The account has a second factor: send a code, or a passkey.')
    if (passkey !== undefined && text === undefined) throw missing('/challenge', 'It is needed with `passkey`.')
    // Who has found an open session must not guess on without limit.
    await services.codeGuesses.count(accountId, tokenId)
    const challenge =
      text === undefined || passkey === undefined
        ? null
        : await services.database.read((db) => readChallenge(db, 'passkey', text, services.now()))
    const offered = { ...(code !== undefined && { code }), ...(passkey !== undefined && { passkey }) }
    const expected = { challenge: text ?? '', accountId, userVerified: true }
    return { is: 'factor', proof: await prepareProof(services, request, offered, expected), challenge }
  }
  if (body.password === undefined) throw missing('/password', 'This is required: the account has no second factor.')
  const identity = account?.email_norm ?? ''
  await services.guesses.count(identity, tokenId)
  const checkedAgainst = account?.password_hash ?? null
  if (!(await services.passwords.verify(body.password, checkedAgainst)))
    throw wrongCredentials('The password is wrong.')
  await services.guesses.forgive(identity, tokenId)
  return { is: 'password', checkedAgainst }
}

function missing(pointer: string, detail: string) {
  return refuse(problems.invalidBody, undefined, { errors: [{ pointer, detail }] })
}
