import type { Reader, Writer } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'
import type { Position } from '../../lib/page.ts'
import type { SpaceRow } from '../spaces/queries.ts'

function spacesOf(db: Reader, organizationId: string) {
  return db.selectFrom('spaces').selectAll().where('organization_id', '=', organizationId).where('state', '=', 'active')
}

/** Up to `limit` spaces of an organization in the order of their slugs. */
export function readSpacesOf(
  db: Reader,
  organizationId: string,
  after: Position | null,
  limit: number,
): Promise<SpaceRow[]> {
  let query = spacesOf(db, organizationId).orderBy('slug').limit(limit)
  if (after !== null) query = query.where('slug', '>', String(after[0]))
  return query.execute()
}

/** One of them by id or slug. */
export async function readSpaceOf(db: Reader, organizationId: string, segment: string): Promise<SpaceRow | null> {
  const query = spacesOf(db, organizationId).where(spaceColumn(segment), '=', segment)
  return (await query.executeTakeFirst()) ?? null
}

/** The same, held until the end of the transaction. */
export async function holdSpaceOf(tx: Writer, organizationId: string, segment: string): Promise<SpaceRow | null> {
  const query = spacesOf(tx, organizationId).where(spaceColumn(segment), '=', segment)
  return (await query.forNoKeyUpdate().executeTakeFirst()) ?? null
}
