import { problems } from '@latchkey/contract/problems'
import { sql } from 'kysely'
import type { Writer } from '../../database/database.ts'
import { takeTurns } from '../../database/lock-for-write.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch, raiseOrganizationEpochs } from '../authority.ts'
import { deleteOrganizationMember, readSpacesOwnedIn } from './queries.ts'

/**
 * Ends somebody's part in an organization and in all of its spaces, from the next request on.
 *
 * Refuses where something would be left without its owner. The organization is held.
 */
export async function dismiss(
  tx: Writer,
  organization: { readonly id: string; readonly owner_id: string },
  accountId: string,
): Promise<void> {
  if (accountId === organization.owner_id) {
    throw refuse(problems.conflict, 'It is the owner: the organization has to be transferred first.')
  }
  const owned = await readSpacesOwnedIn(tx, organization.id, accountId)
  if (owned.length > 0) {
    const slugs = owned.map(({ slug }) => slug).join(', ')
    throw refuse(problems.conflict, `It owns spaces of the organization, which have to be transferred first: ${slugs}.`)
  }
  await raiseOrganizationEpochs(tx, organization.id)
  await raiseAccountEpoch(tx, accountId)
  await deleteOrganizationMember(tx, organization.id, accountId)
}

/** Ends everybody's part in an organization that has no spaces any more, and what it claims. */
export async function dismissAll(tx: Writer, organizationId: string): Promise<void> {
  const people = tx
    .selectFrom('organization_members')
    .select('account_id')
    .where('organization_id', '=', organizationId)
  const ids = await people.execute()
  await takeTurns(
    tx,
    ids.map((person) => person.account_id),
  )
  await tx
    .updateTable('accounts')
    .set({ authz_epoch: sql`authz_epoch + 1` })
    .where('id', 'in', people)
    .execute()
  const tables = [
    'invitations',
    'sso_attempts',
    'sso_identities',
    'sso_connections',
    'organization_domains',
    'token_approvals',
    'organization_members',
  ] as const
  for (const table of tables) await tx.deleteFrom(table).where('organization_id', '=', organizationId).execute()
}
