import { problems } from '@latchkey/contract/problems'
import { createFirstOwner, login, logout, showSession } from '@latchkey/contract/session/operations'
import type { Reader } from '../../database/database.ts'
import { type Facts, implement, implementPublic } from '../../pipeline/implementation.ts'
import { Refusal } from '../../pipeline/refusal.ts'
import { endToken } from '../tokens/end-token.ts'
import { normalizeEmail } from '../users/email.ts'
import { holdAccount, readAccountByEmail } from '../users/queries.ts'
import { renderAccount } from '../users/render.ts'
import { insertFirstOwner, prepareFirstOwner } from './first-owner.ts'
import { ownAccount } from './own-account.ts'
import { isSetupSecret } from './setup.ts'
import { signIn, viaOf } from './sign-in.ts'

async function loadProfile(): Promise<Facts> {
  return { target: { area: 'profile', space: null } }
}

export const sessionImplementations = [
  implement(showSession, {
    load: loadProfile,
    handle: async (context) => {
      const { kind, tokenId, expiresAt } = context.caller.principal
      return {
        account: renderAccount(await ownAccount(context)),
        token: { id: tokenId, kind, expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString() },
      }
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

  implementPublic(login, async (context) => {
    const { input, database, services, request, cookie } = context
    const { body } = input
    const via = viaOf(body, cookie)
    const identity = normalizeEmail(body.email)
    await services.guesses.count(identity, request.network)
    const found = await database.read((db) => readAccountByEmail(db, body.email))
    // Known or not, with a password or none, suspended or not: the same work, and below the same answer.
    const right = await services.passwords.verify(body.password, found?.password_hash ?? null)
    if (!right || found?.state !== 'active') throw wrongCredentials()
    await services.guesses.forgive(identity, request.network)
    const serial = await services.nextSerial('token')
    return database.write(async (tx) => {
      const account = await holdAccount(tx, found.id)
      if (account?.state !== 'active' || account.password_hash !== found.password_hash) throw wrongCredentials()
      return signIn(tx, login, context, { account, serial, via })
    })
  }),
]

function wrongCredentials(detail?: string): Refusal {
  return new Refusal(problems.wrongCredentials, detail, {}, { 'WWW-Authenticate': 'Bearer realm="latchkey"' })
}

function wrongSetupSecret(): Refusal {
  return wrongCredentials('The set-up secret is wrong, used or out of date; a restart of the server prints another.')
}
