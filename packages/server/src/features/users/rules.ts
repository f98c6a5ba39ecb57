import type { AccountChange, AccountRow } from './queries.ts'

/** What may be asked of an account. */
export interface AskedChange {
  readonly name?: string | undefined
  readonly state?: 'active' | 'suspended' | undefined
  readonly installation_administrator?: boolean | undefined
}

export interface Change {
  readonly columns: AccountChange
  /** Its tokens have to be judged anew. */
  readonly changesRights: boolean
  /** It might leave the installation without an administrator. */
  readonly narrows: boolean
}

/** What a request changes of an account; what is asked for and holds already is no change. */
export function changesOf(account: Pick<AccountRow, 'state' | 'installation_admin'>, asked: AskedChange): Change {
  const { name, installation_administrator: administrator } = asked
  const state = asked.state ?? account.state
  const flag = administrator === undefined ? account.installation_admin : administrator ? 1 : 0
  return {
    columns: { ...(name !== undefined && { display_name: name.normalize('NFC') }), state, installation_admin: flag },
    changesRights: state !== account.state || flag !== account.installation_admin,
    narrows: state !== 'active' || flag === 0,
  }
}

/** Whether the installation would be left without an administrator once this account is none any more. */
export function leavesNoAdministrator(accountId: string, administrators: readonly string[]): boolean {
  return administrators.every((id) => id === accountId) && administrators.length > 0
}
