import { problems } from '@latchkey/contract/problems'
import { createFirstOwner, login, logout, showSession } from '@latchkey/contract/session/operations'
import type { Reader } from '../../database/database.ts'
import { type Facts, implement, implementPublic } from '../../pipeline/implementation.ts'
import { Refusal } from '../../pipeline/refusal.ts'
import { endToken } from '../tokens/end-token.ts'
import type { Issued } from '../tokens/issue-token.ts'
import { normalizeEmail } from '../users/email.ts'
import { type AccountRow, holdAccount, readAccountByEmail } from '../users/queries.ts'
import { renderAccount } from '../users/render.ts'
import { insertFirstOwner, prepareFirstOwner } from './first-owner.ts'
import { ownAccount } from './own-account.ts'
import { recordSignIn } from './record-sign-in.ts'
import { isSetupSecret } from './setup.ts'
import { startSession } from './start-session.ts'

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
    handle: async ({ db, caller, now }) => {
      await endToken(db, caller.principal.tokenId, 'revoke', now)
      return null
    },
  }),
]

export const publicSessionImplementations = [
  implementPublic(createFirstOwner, async ({ input: { body }, database, services, now, request }) => {
    const holds = (db: Reader) => isSetupSecret(db, body.setup_secret, now)
    if (!(await database.read(holds))) throw wrongSetupSecret()
    const owner = await prepareFirstOwner(services, body)
    const serial = await services.nextSerial('token')
    return database.write(async (tx) => {
      if (!(await holds(tx))) throw wrongSetupSecret()
      const account = await insertFirstOwner(tx, owner, now)
      const session = await startSession(tx, services, { accountId: account.id, serial }, now)
      await recordSignIn(tx, createFirstOwner, { account, session: session.row, request }, now)
      return answer(account, session)
    })
  }),

  implementPublic(login, async ({ input: { body }, database, services, now, request }) => {
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
      const session = await startSession(tx, services, { accountId: account.id, serial }, now)
      await recordSignIn(tx, login, { account, session: session.row, request }, now)
      return answer(account, session)
    })
  }),
]

function answer(account: AccountRow, { row, text }: Issued) {
  return { account: renderAccount(account), token: { id: row.id, kind: row.kind }, secret: text.expose() }
}

function wrongCredentials(detail?: string): Refusal {
  return new Refusal(problems.wrongCredentials, detail, {}, { 'WWW-Authenticate': 'Bearer realm="latchkey"' })
}

function wrongSetupSecret(): Refusal {
  return wrongCredentials('The set-up secret is wrong, used or out of date; a restart of the server prints another.')
}
