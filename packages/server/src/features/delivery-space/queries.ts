import type { Reader } from '../../database/database.ts'
import type { Visit } from '../delivery/reading.ts'

/** What is said of an entry besides what it shows. */
export interface EntryNumbers {
  readonly serial: number
  readonly createdAt: number
  /** Null for what was never live there. */
  readonly firstPublishedAt: number | null
}

/** The numbers of entries, by id. */
export async function readEntryNumbers(
  { db, space, branch, place }: Visit,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EntryNumbers>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('entries as e')
    .leftJoin('published as p', (join) =>
      join.onRef('p.entry_id', '=', 'e.id').on('p.view_id', '=', place.view).on('p.locale', '=', ''),
    )
    .select(['e.id', 'e.serial', 'e.created_at as createdAt', 'p.first_published_at as firstPublishedAt'])
    .where('e.space_id', '=', space.id)
    .where('e.branch_id', '=', branch.id)
    .where('e.id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, ...numbers }) => [id, numbers]))
}

/** What a space is called. */
export function readSpaceName(db: Reader, spaceId: string): Promise<{ serial: number; name: string }> {
  return db.selectFrom('spaces').select(['serial', 'name']).where('id', '=', spaceId).executeTakeFirstOrThrow()
}
