import { sql } from 'kysely'
import type { Writer } from '../database/database.ts'
import { takeTurns } from '../database/lock-for-write.ts'

// Raising a number is how a change takes effect: every request re-reads the numbers that its rights and answers depend on.

/** Ends all rights that were compiled for the space; for changes of roles, members, environments and the space's state. */
export async function raiseSpaceEpoch(tx: Writer, spaceId: string): Promise<void> {
  await tx
    .updateTable('spaces')
    .set({ authz_epoch: sql`authz_epoch + 1` })
    .where('id', '=', spaceId)
    .execute()
}

/** Ends all rights that were compiled for any space of an organization; for its rules, and for who leaves it. */
export async function raiseOrganizationEpochs(tx: Writer, organizationId: string): Promise<void> {
  const spaces = await tx.selectFrom('spaces').select('id').where('organization_id', '=', organizationId).execute()
  await takeTurns(
    tx,
    spaces.map(({ id }) => id),
  )
  await tx
    .updateTable('spaces')
    .set({ authz_epoch: sql`authz_epoch + 1` })
    .where('organization_id', '=', organizationId)
    .execute()
}

/**
 * Ends all rights that were compiled for the account; for its state, password, memberships and installation rights.
 * Takes its turn first, so that an account that keeps writing cannot keep its own suspension waiting.
 */
export async function raiseAccountEpoch(tx: Writer, accountId: string): Promise<void> {
  await takeTurns(tx, [accountId])
  await tx
    .updateTable('accounts')
    .set({ authz_epoch: sql`authz_epoch + 1` })
    .where('id', '=', accountId)
    .execute()
}

/** Outdates every answer of the space's environments; for changes of types and locales. */
export async function raiseContentVersions(tx: Writer, spaceId: string): Promise<void> {
  await tx
    .updateTable('environments')
    .set({ content_version: sql`content_version + 1` })
    .where('space_id', '=', spaceId)
    .execute()
}

/** Outdates the answers of some environments; for publishing and unpublishing there. */
export async function raiseContentVersion(
  tx: Writer,
  spaceId: string,
  environmentIds: readonly string[],
): Promise<void> {
  if (environmentIds.length === 0) return
  await tx
    .updateTable('environments')
    .set({ content_version: sql`content_version + 1` })
    .where('space_id', '=', spaceId)
    .where('id', 'in', environmentIds)
    .execute()
}
