import { problems } from '@latchkey/contract/problems'
import { createUser, listUsers, showUser, updateUser } from '@latchkey/contract/users/operations'
import { readPage } from '../../lib/page.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch } from '../authority.ts'
import {
  type AccountRow,
  countAccounts,
  holdAdministrators,
  insertAccount,
  readAccount,
  readAccountByEmail,
  readAccounts,
  updateAccountRow,
} from './queries.ts'
import { renderAccount } from './render.ts'
import { changesOf, leavesNoAdministrator } from './rules.ts'

interface UserFacts extends Facts {
  readonly account: AccountRow
}

async function loadInstallation(): Promise<Facts> {
  return { target: { area: 'users', space: null } }
}

async function loadUser({ db, input }: Context<{ params: { user: string } }>): Promise<UserFacts | null> {
  const account = await readAccount(db, input.params.user)
  return account && { target: { area: 'users', space: null, id: account.id }, account }
}

export const userImplementations = [
  implement(listUsers, {
    load: loadInstallation,
    handle: async ({ db, caller, input, services }) => {
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listUsers.id} ${caller.principal.name}`,
        rows: (after, limit) => readAccounts(db, after, limit),
        positionOf: (account) => [account.id],
        total: () => countAccounts(db),
      })
      return { items: rows.map(renderAccount), ...page }
    },
  }),

  implement(createUser, {
    prepare: async ({ body }, { newId, nextSerial, passwords }) => ({
      id: newId(),
      serial: await nextSerial('account'),
      passwordHash: await passwords.hash(body.password),
    }),
    load: loadInstallation,
    handle: async ({ db, input: { body }, note, now, prepared }) => {
      if (await readAccountByEmail(db, body.email))
        throw refuse(problems.conflict, 'There is an account with this address.')
      const { email, name, installation_administrator: installationAdministrator = false } = body
      note({ account: prepared.id, installation_administrator: installationAdministrator })
      return renderAccount(await insertAccount(db, { ...prepared, email, name, installationAdministrator }, now))
    },
    created: (account) => account.id,
  }),

  implement(showUser, { load: loadUser, handle: async ({ facts }) => renderAccount(facts.account) }),

  implement(updateUser, {
    load: loadUser,
    handle: async ({ db, facts: { account }, input: { body }, note, now }) => {
      const change = changesOf(account, body)
      if (change.narrows && leavesNoAdministrator(account.id, await holdAdministrators(db))) {
        throw refuse(problems.conflict, 'It is the last administrator of the installation: appoint another first.')
      }
      if (change.changesRights) await raiseAccountEpoch(db, account.id)
      note({ ...body })
      return renderAccount(await updateAccountRow(db, account.id, change.columns, now))
    },
  }),
]
