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

/** Outdates every answer of the space's environments; for changes of types and locales. Answers their versions from now on, by their ids. */
export async function raiseContentVersions(tx: Writer, spaceId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .updateTable('environments')
    .set({ content_version: sql`content_version + 1` })
    .where('space_id', '=', spaceId)
    .returning(['id', 'content_version'])
    .execute()
  return new Map(rows.map(({ id, content_version: version }) => [id, version]))
}

/** Outdates the answers of an environment; for publishing and unpublishing there. Answers its version from now on. */
export async function raiseContentVersion(tx: Writer, spaceId: string, environmentId: string): Promise<number> {
  const row = await tx
    .updateTable('environments')
    .set({ content_version: sql`content_version + 1` })
    .where('space_id', '=', spaceId)
    .where('id', '=', environmentId)
    .returning('content_version')
    .executeTakeFirstOrThrow()
  return row.content_version
}
