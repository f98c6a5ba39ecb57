import type { Writer } from '../../database/database.ts'
import { raiseAccountEpoch } from '../authority.ts'
import { deleteIdentity, type IdentityRow } from './queries.ts'

/** Ends what was proven by identities: every session and personal token behind them, from the next request on. */
export async function endIdentities(tx: Writer, identities: readonly IdentityRow[]): Promise<void> {
  for (const { id, account_id } of identities) {
    await raiseAccountEpoch(tx, account_id)
    await deleteIdentity(tx, id)
  }
}
