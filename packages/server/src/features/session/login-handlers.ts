import type { InputOf } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import {
  login,
  passkeyLogin,
  passkeyOptions,
  secondFactor,
  type SecondFactorRequired,
} from '@latchkey/contract/session/operations'
import type { Secret } from '@latchkey/tokens/secret'
import { implementPublic, type PublicContext } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import {
  challengeMs,
  challengeOver,
  endChallenge,
  keepChallenge,
  newChallenge,
  readChallenge,
  tryChallenge,
} from '../factors/challenges.ts'
import { askForPasskey, needRelyingParty, relyingPartyOf } from '../factors/passkeys.ts'
import { prepareProof, settleProof } from '../factors/prove.ts'
import { type Factors, hasFactor, readFactors } from '../factors/queries.ts'
import { faults } from '../tokens/faults.ts'
import { assertScope } from '../tokens/new-personal-token.ts'
import { normalizeEmail } from '../users/email.ts'
import { type AccountRow, holdAccount, readAccountByEmail } from '../users/queries.ts'
import { signIn, type SigningIn, viaOf } from './sign-in.ts'
import { wrongCredentials } from './wrong-credentials.ts'

/** Signing in, in one step or in two. */
export const loginImplementations = [
  implementPublic(login, async (context) => {
    const { input, database, services, request, cookie, now } = context
    const { body } = input
    const via = viaOf(body, cookie)
    const asked = askedToken(body)
    const account = await checkPassword(context, body)
    const factors = await database.read((db) => readFactors(db, account.id))
    const serial = await services.nextSerial('token')
    if (!hasFactor(factors)) {
      return database.write(async (tx) => {
        const held = await hold(tx, account)
        // One was added meanwhile.
        if (hasFactor(await readFactors(tx, held.id))) throw refuse(problems.rightsChanged)
        return signIn(tx, login, context, { account: held, serial, via, ...asked })
      })
    }
    const { code } = body
    if (code === undefined) {
      const challenge = newChallenge(services.random)
      const next = await askForFactor(context, factors, challenge)
      return database.write(async (tx) => {
        const { id, authz_epoch } = await hold(tx, account)
        await keepChallenge(
          tx,
          challenge,
          { purpose: 'second-factor', account_id: id, account_epoch: authz_epoch },
          now,
        )
        return next
      })
    }
    await services.codeGuesses.count(account.id, request.network)
    const signedIn = await database.write(async (tx) => {
      const held = await hold(tx, account)
      const by = await settleProof(tx, services, held.id, { is: 'code', code }, now)
      return signIn(tx, login, context, { account: held, serial, via, by, ...asked })
    })
    await services.codeGuesses.forgive(account.id, request.network)
    return signedIn
  }),

  implementPublic(secondFactor, async (context) => {
    const { input, database, services, request, cookie, now } = context
    const { code, passkey, challenge: text } = input.body
    const via = viaOf(input.body, cookie)
    const challenge = await database.write((tx) => tryChallenge(tx, 'second-factor', text, now))
    const accountId = challenge.account_id ?? ''
    await services.codeGuesses.count(accountId, request.network)
    const offered = { ...(code !== undefined && { code }), ...(passkey !== undefined && { passkey }) }
    const proof = await prepareProof(services, request, offered, { challenge: text, accountId, userVerified: false })
    const serial = await services.nextSerial('token')
    const signedIn = await database.write(async (tx) => {
      const account = await holdAccount(tx, accountId)
      if (account?.state !== 'active' || account.authz_epoch !== challenge.account_epoch) throw challengeOver()
      await endChallenge(tx, challenge)
      const by = await settleProof(tx, services, accountId, proof, now)
      return signIn(tx, secondFactor, context, { account, serial, via, by })
    })
    await services.codeGuesses.forgive(accountId, request.network)
    return signedIn
  }),

  implementPublic(passkeyOptions, async ({ database, services, request, now }) => {
    const party = needRelyingParty(services, request)
    await services.challengeRequests.count(request.network, request.network)
    const challenge = newChallenge(services.random)
    const passkey = await askForPasskey(party, challenge.expose(), { passkeys: [], userVerification: 'required' })
    const nobody = { purpose: 'passkey', account_id: null, account_epoch: null } as const
    await database.write((tx) => keepChallenge(tx, challenge, nobody, now))
    return { challenge: challenge.expose(), passkey, expires_at: new Date(now + challengeMs).toISOString() }
  }),

  implementPublic(passkeyLogin, async (context) => {
    const { input, database, services, request, cookie, now } = context
    const { challenge: text, passkey } = input.body
    const via = viaOf(input.body, cookie)
    await services.challengeRequests.count(request.network, request.network)
    const challenge = await database.read((db) => readChallenge(db, 'passkey', text, now))
    const proof = await prepareProof(
      services,
      request,
      { passkey },
      { challenge: text, accountId: null, userVerified: true },
    )
    if (proof.is !== 'passkey') throw new Error('A passkey was offered and something else proven: see prepareProof.')
    const serial = await services.nextSerial('token')
    return database.write(async (tx) => {
      const account = await holdAccount(tx, proof.passkey.account_id)
      if (account?.state !== 'active') throw challengeOver()
      await endChallenge(tx, challenge)
      const by = await settleProof(tx, services, account.id, proof, now)
      return signIn(tx, passkeyLogin, context, { account, serial, via, by })
    })
  }),
]

/** What token a login asks for, besides where it goes. */
function askedToken({
  personal,
  ttl_seconds,
  cookie,
}: InputOf<typeof login>['body']): Pick<SigningIn, 'personal' | 'ttlMs'> {
  if (personal !== undefined) {
    assertScope(personal.scope, '/personal/scope')
    if (cookie === true) throw faults([{ pointer: '/cookie', detail: 'A personal token goes into no cookie.' }])
  }
  return { ...(personal && { personal }), ttlMs: ttl_seconds === undefined ? null : ttl_seconds * 1000 }
}

/** The active account whose address and password were given; everybody else gets the same answer after the same work. */
async function checkPassword(
  { database, services, request }: PublicContext,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<AccountRow> {
  const identity = normalizeEmail(email)
  await services.guesses.count(identity, request.network)
  const found = await database.read((db) => readAccountByEmail(db, email))
  // Known or not, with a password or none, suspended or not: the same work, and below the same answer.
  const right = await services.passwords.verify(password, found?.password_hash ?? null)
  if (!right || found?.state !== 'active') throw wrongCredentials()
  await services.guesses.forgive(identity, request.network)
  return found
}

/** The account, held, and still the one that was checked. */
async function hold(tx: Parameters<typeof holdAccount>[0], checked: AccountRow): Promise<AccountRow> {
  const account = await holdAccount(tx, checked.id)
  if (account?.state !== 'active' || account.password_hash !== checked.password_hash) throw wrongCredentials()
  return account
}

async function askForFactor(
  { services, request, now }: PublicContext,
  { totp, passkeys, codesLeft }: Factors,
  challenge: Secret,
): Promise<Static<typeof SecondFactorRequired>> {
  const party = passkeys.length > 0 ? relyingPartyOf(services, request) : null
  const passkey = party && (await askForPasskey(party, challenge.expose(), { passkeys, userVerification: 'preferred' }))
  const confirmed = totp !== null && totp.confirmed_at !== null
  return {
    second_factor_required: true,
    challenge: challenge.expose(),
    factors: [
      ...(confirmed ? (['totp'] as const) : []),
      ...(passkey === null ? [] : (['passkey'] as const)),
      ...(codesLeft > 0 ? (['recovery-code'] as const) : []),
    ],
    passkey,
    expires_at: new Date(now + challengeMs).toISOString(),
  }
}
