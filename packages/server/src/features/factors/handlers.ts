import {
  addPasskey,
  beginPasskey,
  beginTotp,
  confirmTotp,
  makeRecoveryCodes,
  removePasskey,
  removeTotp,
  renamePasskey,
  resetFactors,
  showFactors,
} from '@latchkey/contract/factors/operations'
import { problems } from '@latchkey/contract/problems'
import { sealFor, unsealFor } from '@latchkey/tokens/seal'
import { Secret } from '@latchkey/tokens/secret'
import type { Writer } from '../../database/database.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'
import { raiseAccountEpoch } from '../authority.ts'
import { endSessions } from '../session/end-sessions.ts'
import { ownAccount, ownAccountId } from '../session/own-account.ts'
import { readAccount } from '../users/queries.ts'
import { challengeMs, endChallenge, keepChallenge, newChallenge, readChallenge } from './challenges.ts'
import { askForNewPasskey, needRelyingParty, verifyNewPasskey } from './passkeys.ts'
import { totpName, wrongSecondFactor } from './prove.ts'
import {
  confirmTotpRow,
  deleteFactors,
  deletePasskey,
  deleteTotp,
  hasFactor,
  insertPasskey,
  keepPendingTotp,
  type PasskeyRow,
  readFactors,
  readPasskey,
  readTotp,
  renamePasskeyRow,
  replaceRecoveryCodes,
} from './queries.ts'
import { hashRecoveryCode, newRecoveryCode, recoveryCodeCount } from './recovery-codes.ts'
import { renderPasskey } from './render.ts'
import { fromBase32, matchingStep, toBase32, totpSecretBytes, totpUri } from './totp.ts'

interface PasskeyFacts extends Facts {
  readonly passkey: PasskeyRow
}

async function loadProfile(): Promise<Facts> {
  return { target: { area: 'profile', space: null } }
}

async function loadPasskey({
  db,
  caller,
  input,
}: Context<{ params: { passkey: string } }>): Promise<PasskeyFacts | null> {
  const passkey = await readPasskey(db, ownAccountId(caller), input.params.passkey)
  if (passkey === null) return null
  return { target: { area: 'profile', space: null, id: passkey.id, name: `passkeys:${passkey.id}` }, passkey }
}

/** The second factors of the caller's own account. What changes them ends every sign-in that is under way. */
export const factorImplementations = [
  implement(showFactors, {
    load: loadProfile,
    handle: async ({ db, caller }) => {
      const { totp, passkeys, codesLeft } = await readFactors(db, ownAccountId(caller))
      const confirmedAt = totp?.confirmed_at ?? null
      return {
        totp: confirmedAt === null ? null : { confirmed_at: new Date(confirmedAt).toISOString() },
        passkeys: passkeys.map(renderPasskey),
        recovery_codes_left: codesLeft,
      }
    },
  }),

  implement(beginTotp, {
    load: loadProfile,
    handle: async (context) => {
      const { db, services, request } = context
      const account = await ownAccount(context)
      const secret = new Secret(toBase32(services.random(totpSecretBytes)))
      await keepPendingTotp(
        db,
        account.id,
        sealFor(services.ring.current, totpName(account.id), secret, services.random),
      )
      const issuer = `Latchkey (${services.settings.publicUrl?.replace(/^https?:\/\//, '') ?? request.host})`
      return { secret: secret.expose(), uri: totpUri(secret.expose(), issuer, account.email) }
    },
  }),

  implement(confirmTotp, {
    prepare: async (_input, services, caller) => {
      await services.codeGuesses.count(ownAccountId(caller), caller.principal.tokenId)
      return null
    },
    load: loadProfile,
    handle: async ({ db, caller, input, services, now }) => {
      const accountId = ownAccountId(caller)
      const before = await readFactors(db, accountId)
      const { totp } = before
      const pending = totp?.pending_sealed ?? null
      if (totp === null || pending === null)
        throw refuse(problems.conflict, 'There is no app to be confirmed: begin first.')
      const secret = unsealFor(services.ring, totpName(accountId), pending)
      if (!secret.ok) throw refuse(problems.conflict, 'The secret cannot be read any more: begin again.')
      const step = matchingStep(fromBase32(secret.secret.expose()), input.body.code, now, 0)
      if (step === null) throw wrongSecondFactor()
      await confirmTotpRow(db, totp, step, now)
      await raiseAccountEpoch(db, accountId)
      await services.codeGuesses.forgive(accountId, caller.principal.tokenId)
      return { recovery_codes: hasFactor(before) ? null : await newRecoveryCodes(db, services, accountId) }
    },
  }),

  implement(removeTotp, {
    load: async ({ db, caller }) =>
      (await readTotp(db, ownAccountId(caller))) && { target: { area: 'profile', space: null } },
    handle: async ({ db, caller }) => {
      await deleteTotp(db, ownAccountId(caller))
      await settleRemoval(db, ownAccountId(caller))
      return null
    },
  }),

  implement(makeRecoveryCodes, {
    load: loadProfile,
    handle: async ({ db, caller, services }) => {
      const accountId = ownAccountId(caller)
      if (!hasFactor(await readFactors(db, accountId))) {
        throw refuse(problems.conflict, 'There is no second factor that could be lost: add one first.')
      }
      return { recovery_codes: await newRecoveryCodes(db, services, accountId) }
    },
  }),

  implement(beginPasskey, {
    prepare: async (_input, services, caller, { request }) => {
      const party = needRelyingParty(services, request)
      const accountId = ownAccountId(caller)
      const challenge = newChallenge(services.random)
      const { account, passkeys } = await services.database.read(async (db) => ({
        account: await readAccount(db, accountId),
        passkeys: (await readFactors(db, accountId)).passkeys,
      }))
      if (account === null) throw refuse(problems.rightsChanged)
      return { challenge, passkey: await askForNewPasskey(party, challenge.expose(), account, passkeys) }
    },
    load: loadProfile,
    handle: async (context) => {
      const { db, prepared, now } = context
      const account = await ownAccount(context)
      const row = { purpose: 'passkey-registration', account_id: account.id, account_epoch: null } as const
      await keepChallenge(db, prepared.challenge, row, now)
      return {
        challenge: prepared.challenge.expose(),
        passkey: prepared.passkey,
        expires_at: new Date(now + challengeMs).toISOString(),
      }
    },
  }),

  implement(addPasskey, {
    prepare: async ({ body }, services, caller, { request }) => {
      const party = needRelyingParty(services, request)
      const challenge = await services.database.read((db) =>
        readChallenge(db, 'passkey-registration', body.challenge, services.now()),
      )
      if (challenge.account_id !== ownAccountId(caller)) throw refuse(problems.challengeOver)
      const made = await verifyNewPasskey(party, body.challenge, body.passkey)
      if (made === null) throw wrongSecondFactor()
      return { challenge, made, id: services.newId() }
    },
    load: loadProfile,
    handle: async ({ db, caller, input, services, prepared, note, now }) => {
      const accountId = ownAccountId(caller)
      await endChallenge(db, prepared.challenge)
      const before = await readFactors(db, accountId)
      const row: PasskeyRow = {
        id: prepared.id,
        account_id: accountId,
        name: input.body.name.normalize('NFC'),
        ...prepared.made,
        created_at: now,
        last_used_at: null,
      }
      await insertPasskey(db, row)
      await raiseAccountEpoch(db, accountId)
      note({ passkey: row.id })
      const recovery_codes = hasFactor(before) ? null : await newRecoveryCodes(db, services, accountId)
      return { ...renderPasskey(row), recovery_codes }
    },
    created: (passkey) => passkey.id,
  }),

  implement(renamePasskey, {
    load: loadPasskey,
    handle: async ({ db, facts: { passkey }, input }) => {
      const name = input.body.name.normalize('NFC')
      await renamePasskeyRow(db, passkey.id, name)
      return renderPasskey({ ...passkey, name })
    },
  }),

  implement(removePasskey, {
    load: loadPasskey,
    handle: async ({ db, facts: { passkey } }) => {
      await deletePasskey(db, passkey.id)
      await settleRemoval(db, passkey.account_id)
      return null
    },
  }),

  implement(resetFactors, {
    load: async ({ db, input }) => {
      const account = await readAccount(db, input.params.user)
      return account && { target: { area: 'users', space: null, id: account.id } }
    },
    handle: async ({ db, input, now }) => {
      await deleteFactors(db, input.params.user)
      await endSessions(db, { accountId: input.params.user, but: null }, now)
      await raiseAccountEpoch(db, input.params.user)
      return null
    },
  }),
]

/** Codes stand in for a factor: without any they would be a second password. */
async function settleRemoval(tx: Writer, accountId: string): Promise<void> {
  if (!hasFactor(await readFactors(tx, accountId))) await replaceRecoveryCodes(tx, accountId, [])
  await raiseAccountEpoch(tx, accountId)
}

async function newRecoveryCodes(tx: Writer, { ring, random }: Services, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => newRecoveryCode(random))
  const stored = codes.map((code) => hashRecoveryCode(ring.current, accountId, code))
  await replaceRecoveryCodes(tx, accountId, stored)
  return codes
}
