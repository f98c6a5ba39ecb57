import type { Reader, Writer } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { readContentType, readContentTypes } from '../content/read-content-type.ts'
import { readHeldType } from '../entries/lasting-facts.ts'
import { readEntryRows, readHeadsOf } from '../entries/list-queries.ts'
import { readLiveOf } from '../entries/live-queries.ts'
import { type EntryName, readEntryRow, readHeads } from '../entries/queries.ts'
import type { EntryState } from '../entries/state.ts'

/** An entry as a body names it: by id, or by slug within a type. Null when there is none outside the trash. */
export async function findEntry(
  db: Writer,
  spaceId: string,
  branchId: string,
  named: { readonly entry: string; readonly type?: string },
): Promise<EntryState | null> {
  const name = await nameOf(db, spaceId, branchId, named)
  const row = name && (await readEntryRow(db, spaceId, branchId, name, { forUpdate: false }))
  if (!row) return null
  // Held, because what is pinned is indexed by its fields.
  const type = await readHeldType(db, spaceId, branchId, row.type_id)
  if (type === null || (named.type !== undefined && named.type !== type.slug)) return null
  const live = await readLiveOf(db, spaceId, branchId, [row.id])
  return { row, type, heads: await readHeads(db, row), live: live.get(row.id) ?? [] }
}

async function nameOf(
  db: Reader,
  spaceId: string,
  branchId: string,
  { entry, type }: { readonly entry: string; readonly type?: string },
): Promise<EntryName | null> {
  if (spaceColumn(entry) === 'id') return { id: entry }
  const found = type === undefined ? null : await readContentType(db, spaceId, branchId, type)
  return found && { typeId: found.id, slug: entry }
}

/** Entries by their ids, those in the trash too; what is gone for good is not among them. */
export async function readStates(
  db: Reader,
  spaceId: string,
  branchId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EntryState>> {
  if (ids.length === 0) return new Map()
  const types = new Map((await readContentTypes(db, spaceId, branchId)).map((type) => [type.id, type]))
  const rows = await readEntryRows(db, spaceId, branchId, ids)
  const heads = await readHeadsOf(db, spaceId, branchId, ids)
  const live = await readLiveOf(db, spaceId, branchId, ids)
  const states = new Map<string, EntryState>()
  for (const [id, row] of rows) {
    const type = types.get(row.type_id)
    if (type) states.set(id, { row, type, heads: heads.get(id) ?? new Map(), live: live.get(id) ?? [] })
  }
  return states
}

/** Holds entries and their types until the end of the transaction; in the order of ids, as whoever holds several does. */
export async function holdEntries(
  tx: Writer,
  spaceId: string,
  branchId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx
    .selectFrom('entries')
    .select('type_id')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const typeId of new Set(rows.map(({ type_id }) => type_id))) await readHeldType(tx, spaceId, branchId, typeId)
}
