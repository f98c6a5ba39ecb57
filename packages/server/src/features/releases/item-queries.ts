import type { Insertable, Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Schema } from '../../database/schema.ts'

export type ItemRow = Selectable<Schema['release_items']>

/** The items of a release in the order of their entries' ids, which is also the order in which entries are held. */
export function readItems(db: Reader, releaseId: string): Promise<ItemRow[]> {
  return db.selectFrom('release_items').selectAll().where('release_id', '=', releaseId).orderBy('entry_id').execute()
}

export async function readItem(db: Reader, releaseId: string, entryId: string): Promise<ItemRow | null> {
  const query = db.selectFrom('release_items').selectAll().where('release_id', '=', releaseId)
  return (await query.where('entry_id', '=', entryId).executeTakeFirst()) ?? null
}

export async function countItems(db: Reader, releaseId: string): Promise<number> {
  const { count } = await db
    .selectFrom('release_items')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('release_id', '=', releaseId)
    .executeTakeFirstOrThrow()
  return count
}

export async function putItem(tx: Writer, row: ItemRow): Promise<void> {
  const { release_id: _release, entry_id: _entry, ...change } = row
  await tx
    .insertInto('release_items')
    .values(row)
    .onConflict((conflict) => conflict.columns(['release_id', 'entry_id']).doUpdateSet(change))
    .execute()
}

export async function deleteItem(tx: Writer, releaseId: string, entryId: string): Promise<void> {
  const rows = tx.deleteFrom('release_items').where('release_id', '=', releaseId)
  await rows.where('entry_id', '=', entryId).execute()
}

/** The view that holds what a release pins; null before the first item and after it was published. */
export async function readReleaseView(db: Reader, releaseId: string): Promise<string | null> {
  const row = await db.selectFrom('views').select('id').where('release_id', '=', releaseId).executeTakeFirst()
  return row?.id ?? null
}

export async function insertReleaseView(tx: Writer, row: Insertable<Schema['views']>): Promise<void> {
  await tx.insertInto('views').values(row).execute()
}

/** What one entry shows in the view of a release, in the place of what it showed there. */
export async function putPinned(
  tx: Writer,
  place: { readonly viewId: string; readonly entryId: string },
  published: readonly Insertable<Schema['published']>[],
  indexed: readonly Insertable<Schema['field_index']>[],
): Promise<void> {
  for (const table of ['field_index', 'published'] as const) {
    await tx.deleteFrom(table).where('view_id', '=', place.viewId).where('entry_id', '=', place.entryId).execute()
  }
  await insertRows(tx, 'published', published)
  await insertRows(tx, 'field_index', indexed)
}

/** Takes away the view of a release, with all that it holds. */
export async function deleteReleaseView(tx: Writer, releaseId: string): Promise<void> {
  const viewId = await readReleaseView(tx, releaseId)
  if (viewId === null) return
  await tx.deleteFrom('field_index').where('view_id', '=', viewId).execute()
  await tx.deleteFrom('published').where('view_id', '=', viewId).execute()
  await tx.deleteFrom('views').where('id', '=', viewId).execute()
}
