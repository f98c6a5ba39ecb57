import { type Selectable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

export type SpaceRow = Selectable<Schema['spaces']>

/** A space that is not deleted, by its id. */
export async function readSpace(db: Reader, id: string): Promise<SpaceRow | null> {
  const query = db.selectFrom('spaces').selectAll().where('id', '=', id).where('state', '=', 'active')
  return (await query.executeTakeFirst()) ?? null
}

/**
 * Spaces that an account may have rights in, in the order of their slugs, behind one: those it owns or is a member of, and all for
 * who administers the installation. Whether it may see one is decided after.
 */
export function readCandidateSpaces(
  db: Reader,
  accountId: string,
  after: string | null,
  limit: number,
): Promise<SpaceRow[]> {
  let query = db
    .selectFrom('spaces')
    .selectAll()
    .where('state', '=', 'active')
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', accountId),
        eb.exists(
          eb
            .selectFrom('members')
            .select('account_id')
            .whereRef('space_id', '=', 'spaces.id')
            .where('account_id', '=', accountId)
            .where('state', '=', 'active'),
        ),
        eb.exists(
          eb.selectFrom('accounts').select('id').where('id', '=', accountId).where('installation_admin', '=', 1),
        ),
      ]),
    )
    .orderBy('slug')
    .limit(limit)
  if (after !== null) query = query.where('slug', '>', after)
  return query.execute()
}

export type SpaceChange = Partial<Pick<SpaceRow, 'slug' | 'name' | 'owner_id' | 'settings'>>

export function updateSpaceRow(tx: Writer, id: string, change: SpaceChange, now: number): Promise<SpaceRow> {
  return tx
    .updateTable('spaces')
    .set({ ...change, version: sql`version + 1`, updated_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Marks a space deleted. It gives its slug back by taking its own id, which no slug can look like. */
export async function markSpaceDeleted(tx: Writer, id: string, now: number): Promise<void> {
  await tx
    .updateTable('spaces')
    .set({ state: 'deleted', slug: id, version: sql`version + 1`, updated_at: now })
    .where('id', '=', id)
    .execute()
}
