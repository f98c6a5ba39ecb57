import { problems } from '@latchkey/contract/problems'
import { confirmSession, createFirstOwner, logout, showSession } from '@latchkey/contract/session/operations'
import { mask } from '@latchkey/tokens/text'
import type { Reader } from '../../database/database.ts'
import { type Facts, implement, implementPublic } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { endChallenge } from '../factors/challenges.ts'
import { settleProof } from '../factors/prove.ts'
import { endToken } from '../tokens/end-token.ts'
import { renderAccount } from '../users/render.ts'
import { insertFirstOwner, prepareFirstOwner } from './first-owner.ts'
import { ownAccount } from './own-account.ts'
import { prepareConfirmation } from './prepare-confirmation.ts'
import { proveSession } from './queries.ts'
import { isSetupSecret } from './setup.ts'
import { signIn, viaOf } from './sign-in.ts'
import { wrongCredentials } from './wrong-credentials.ts'

async function loadProfile(): Promise<Facts> {
  return { target: { area: 'profile', space: null } }
}

export const sessionImplementations = [
  implement(showSession, {
    load: loadProfile,
    handle: async (context) => {
      const { principal, scope } = context.caller
      const { kind, tokenId, expiresAt } = principal
      return {
        account: renderAccount(await ownAccount(context)),
        token: {
          id: tokenId,
          kind,
          masked: mask(kind, tokenId),
          scope,
          expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
        },
      }
    },
  }),

  implement(confirmSession, {
    prepare: prepareConfirmation,
    load: loadProfile,
    handle: async (context) => {
      const { db, caller, services, note, prepared, now } = context
      const account = await ownAccount(context)
      if (prepared.is === 'password') {
        // Somebody else changed it since it was checked.
        if (account.password_hash !== prepared.checkedAgainst) throw refuse(problems.wrongCredentials)
      } else {
        if (prepared.challenge !== null) await endChallenge(db, prepared.challenge)
        note({ by: await settleProof(db, services, account.id, prepared.proof, now) })
        await services.codeGuesses.forgive(account.id, caller.principal.tokenId)
      }
      await proveSession(db, caller.principal, now)
      return { confirmed_at: new Date(now).toISOString() }
    },
  }),

  implement(logout, {
    load: loadProfile,
    handle: async ({ db, caller, cookie, now }) => {
      await endToken(db, caller.principal.tokenId, 'revoke', now)
      if (caller.principal.via === 'cookie') cookie?.clear()
      return null
    },
  }),
]

export const publicSessionImplementations = [
  implementPublic(createFirstOwner, async (context) => {
    const { input, database, services, now, cookie } = context
    const { body } = input
    const via = viaOf(body, cookie)
    const holds = (db: Reader) => isSetupSecret(db, body.setup_secret, now)
    if (!(await database.read(holds))) throw wrongSetupSecret()
    const owner = await prepareFirstOwner(services, body)
    const serial = await services.nextSerial('token')
    return database.write(async (tx) => {
      if (!(await holds(tx))) throw wrongSetupSecret()
      const account = await insertFirstOwner(tx, owner, now)
      return signIn(tx, createFirstOwner, context, { account, serial, via })
    })
  }),
]

function wrongSetupSecret() {
  return wrongCredentials('The set-up secret is wrong, used or out of date; a restart of the server prints another.')
}
