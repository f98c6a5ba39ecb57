import type { Static } from '@latchkey/contract/schema'
import type { Account } from '@latchkey/contract/session/operations'
import type { AccountRow } from './queries.ts'

/** An account on the wire. */
export function renderAccount(account: AccountRow): Static<typeof Account> {
  return {
    id: account.id,
    serial: account.serial,
    email: account.email,
    name: account.display_name,
    state: account.state === 'active' ? 'active' : 'suspended',
    installation_administrator: account.installation_admin === 1,
    created_at: new Date(account.created_at).toISOString(),
  }
}
