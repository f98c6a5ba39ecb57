import { changeEmail, deactivateAccount, showAccount, updateAccount } from '@latchkey/contract/account/operations'
import { problems } from '@latchkey/contract/problems'
import { enqueue } from '../../jobs/outbox.ts'
import { type Facts, implement } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'
import { raiseAccountEpoch } from '../authority.ts'
import { changeTopic } from '../recovery/jobs.ts'
import { endSessions } from '../session/end-sessions.ts'
import { ownAccount, ownAccountId } from '../session/own-account.ts'
import { holdAdministrators, readAccount, updateAccountRow } from '../users/queries.ts'
import { renderAccount } from '../users/render.ts'
import { leavesNoAdministrator } from '../users/rules.ts'

async function loadProfile(): Promise<Facts> {
  return { target: { area: 'profile', space: null } }
}

export const accountImplementations = [
  implement(changeEmail, {
    prepare: async (_input, services, caller) => {
      await services.mailRequests.count(ownAccountId(caller), caller.principal.tokenId)
      return null
    },
    load: loadProfile,
    handle: async ({ db, caller, input, now }) => {
      const body = { accountId: ownAccountId(caller), email: input.body.email }
      await enqueue(db, { topic: changeTopic, spaceId: null, body, dueAt: now }, now)
      return null
    },
  }),

  implement(deactivateAccount, {
    load: loadProfile,
    handle: async ({ db, caller, cookie, now }) => {
      const accountId = ownAccountId(caller)
      if (leavesNoAdministrator(accountId, await holdAdministrators(db))) {
        throw refuse(problems.conflict, 'It is the last administrator of the installation: appoint another first.')
      }
      await updateAccountRow(db, accountId, { state: 'suspended' }, now)
      await endSessions(db, { accountId, but: null }, now)
      await raiseAccountEpoch(db, accountId)
      if (caller.principal.via === 'cookie') cookie?.clear()
      return null
    },
  }),

  implement(showAccount, {
    load: loadProfile,
    handle: async (context) => renderAccount(await ownAccount(context)),
  }),

  implement(updateAccount, {
    prepare: async ({ body }, services, caller) =>
      body.password === undefined ? null : prepareNewPassword(services, caller, body.password, body.current_password),
    load: loadProfile,
    handle: async (context) => {
      const { db, caller, input, now, prepared } = context
      const account = await ownAccount(context)
      const name = input.body.name?.normalize('NFC')
      if (prepared !== null) {
        // Somebody else changed it since it was checked.
        if (account.password_hash !== prepared.checkedAgainst) throw refuse(problems.wrongCredentials)
        await endSessions(db, { accountId: account.id, but: caller.principal.tokenId }, now)
        await raiseAccountEpoch(db, account.id)
      }
      const change = { ...(name !== undefined && { display_name: name }), ...prepared?.change }
      return renderAccount(await updateAccountRow(db, account.id, change, now))
    },
  }),
]

/** Checks the current password and hashes the new one, which takes too long for a transaction. */
async function prepareNewPassword(
  { database, passwords, guesses }: Services,
  caller: Caller,
  password: string,
  current: string | undefined,
) {
  if (current === undefined) {
    const errors = [{ pointer: '/current_password', detail: 'This is required to change the password.' }]
    throw refuse(problems.invalidBody, undefined, { errors })
  }
  const account = await database.read((db) => readAccount(db, ownAccountId(caller)))
  const identity = account?.email_norm ?? ''
  // Who has found an open session must not guess on without limit.
  await guesses.count(identity, caller.principal.tokenId)
  const checkedAgainst = account?.password_hash ?? null
  if (!(await passwords.verify(current, checkedAgainst))) {
    throw refuse(problems.wrongCredentials, 'The current password is wrong.')
  }
  await guesses.forgive(identity, caller.principal.tokenId)
  return { checkedAgainst, change: { password_hash: await passwords.hash(password) } }
}
