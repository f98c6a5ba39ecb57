import type { Context } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { type AccountRow, readAccount } from '../users/queries.ts'

/** The account whose token calls. Only operations for kinds that act as an account may ask. */
export function ownAccountId({ principal }: Pick<Caller, 'principal'>): string {
  if (principal.accountId === null) {
    throw new Error(`A ${principal.kind} token has no account: leave the kind out of the operation’s callers.`)
  }
  return principal.accountId
}

/** The caller's own account, as it is in this snapshot or transaction. */
export async function ownAccount({ caller, db }: Pick<Context, 'caller' | 'db'>): Promise<AccountRow> {
  const account = await readAccount(db, ownAccountId(caller))
  if (account === null) throw new Error('The caller’s account is gone: its epoch should have been raised with it.')
  return account
}
