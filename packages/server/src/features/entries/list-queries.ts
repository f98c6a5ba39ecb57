import type { Reader } from '../../database/database.ts'
import { decodeBody } from '../content/field-values.ts'
import type { EntryRow, Head } from './state.ts'

/** Entries by id. */
export async function readEntryRows(
  db: Reader,
  spaceId: string,
  branchId: string,
  ids: readonly string[],
): Promise<Map<string, EntryRow>> {
  const rows = await db
    .selectFrom('entries')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The working copies of entries, each by locale. */
export async function readHeadsOf(
  db: Reader,
  spaceId: string,
  branchId: string,
  ids: readonly string[],
): Promise<Map<string, Map<string, Head>>> {
  const rows = await db
    .selectFrom('heads')
    .innerJoin('revisions', 'revisions.id', 'heads.revision_id')
    .select(['heads.entry_id as entryId', 'heads.locale', 'revisions.id as revisionId', 'revisions.body'])
    .where('heads.space_id', '=', spaceId)
    .where('heads.branch_id', '=', branchId)
    .where('heads.entry_id', 'in', ids)
    .orderBy('heads.locale')
    .execute()
  const byEntry = new Map<string, Map<string, Head>>()
  for (const { entryId, locale, revisionId, body } of rows) {
    const heads = byEntry.get(entryId) ?? new Map<string, Head>()
    byEntry.set(entryId, heads.set(locale, { revisionId, body: decodeBody(body) }))
  }
  return byEntry
}
