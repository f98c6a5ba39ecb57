import type { Insertable, SelectQueryBuilder } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Schema } from '../../database/schema.ts'
import { type SharedBodies, sharedBodies } from '../content/borne-tags.ts'
import type { ContentField } from '../content/content-type.ts'
import { decodeBody } from '../content/field-values.ts'
import type { IndexValue } from '../content/field-index.ts'
import type { EntryRow, Head } from './state.ts'

/** An entry outside the trash: by id, or by slug within a type. */
export type EntryName = { readonly id: string } | { readonly typeId: string; readonly slug: string }

/** Null when there is none; held until the end of a transaction that changes it. */
export async function readEntryRow(
  db: Reader,
  spaceId: string,
  branchId: string,
  name: EntryName,
  options: { readonly forUpdate: boolean },
): Promise<EntryRow | null> {
  const query = inBranch(db, spaceId, branchId).selectAll()
  const named = 'id' in name ? query.where('id', '=', name.id) : bySlug(query, name.typeId, [name.slug])
  return (await (options.forUpdate ? named.forUpdate() : named).executeTakeFirst()) ?? null
}

function inBranch(db: Reader, spaceId: string, branchId: string) {
  return db
    .selectFrom('entries')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('deleted_at', 'is', null)
}

function bySlug<Output>(
  query: SelectQueryBuilder<Schema, 'entries', Output>,
  typeId: string,
  slugs: readonly string[],
) {
  return query.where('slug', 'in', slugs).where('type_id', '=', typeId)
}

/** Which of the slugs entries of the type have. */
export async function takenSlugs(
  db: Reader,
  spaceId: string,
  branchId: string,
  typeId: string,
  slugs: readonly string[],
): Promise<Set<string>> {
  const rows = await bySlug(inBranch(db, spaceId, branchId).select('slug'), typeId, slugs).execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** Whether a type has an entry. */
export async function hasEntry(db: Reader, spaceId: string, branchId: string, typeId: string): Promise<boolean> {
  const row = await inBranch(db, spaceId, branchId)
    .select('id')
    .where('type_id', '=', typeId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The working copy by locale. */
export async function readHeads(db: Reader, { space_id, branch_id, id }: EntryRow): Promise<Map<string, Head>> {
  const rows = await db
    .selectFrom('heads')
    .innerJoin('revisions', 'revisions.id', 'heads.revision_id')
    .select(['heads.locale', 'revisions.id as revisionId', 'revisions.body'])
    .where('heads.space_id', '=', space_id)
    .where('heads.branch_id', '=', branch_id)
    .where('heads.entry_id', '=', id)
    .orderBy('heads.locale')
    .execute()
  return new Map(rows.map(({ locale, revisionId, body }) => [locale, { revisionId, body: decodeBody(body) }]))
}

/** Bodies of revisions by their ids. */
export async function readRevisions(db: Reader, spaceId: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, ReturnType<typeof decodeBody>>()
  const rows = await db
    .selectFrom('revisions')
    .select(['id', 'body'])
    .where('space_id', '=', spaceId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, body }) => [id, decodeBody(body)]))
}

/** Lets one transaction at a time add what has to be unique in the branch: values, and the entry of a singleton. */
export async function holdDraftView(tx: Writer, viewId: string): Promise<void> {
  await tx.selectFrom('views').select('id').where('id', '=', viewId).forNoKeyUpdate().execute()
}

export async function insertEntryRow(tx: Writer, row: EntryRow): Promise<void> {
  await insertRows(tx, 'entries', [row])
}

export async function updateEntryRow(
  tx: Writer,
  { space_id, branch_id, id }: EntryRow,
  change: Partial<EntryRow>,
): Promise<void> {
  await tx
    .updateTable('entries')
    .set(change)
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
}

export async function insertRevisions(tx: Writer, rows: readonly Insertable<Schema['revisions']>[]): Promise<void> {
  await insertRows(tx, 'revisions', rows)
}

export async function insertRename(tx: Writer, row: Insertable<Schema['renames']>): Promise<void> {
  await tx.insertInto('renames').values(row).execute()
}

/** Begins the working copy of a new entry. */
export async function insertHeads(tx: Writer, rows: readonly Insertable<Schema['heads']>[]): Promise<void> {
  await insertRows(tx, 'heads', rows)
}

/** Points the working copy to other revisions. */
export async function putHeads(tx: Writer, rows: readonly Insertable<Schema['heads']>[]): Promise<void> {
  await tx
    .insertInto('heads')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['space_id', 'branch_id', 'entry_id', 'locale'])
        .doUpdateSet((row) => ({ revision_id: row.ref('excluded.revision_id') })),
    )
    .execute()
}

/** Takes an entry out of a view's field index; in all locales when none are named. */
export async function deleteIndexOf(
  tx: Writer,
  viewIds: readonly string[],
  entryId: string,
  locales?: readonly string[],
): Promise<void> {
  const rows = tx.deleteFrom('field_index').where('view_id', 'in', viewIds).where('entry_id', '=', entryId)
  await (locales ? rows.where('locale', 'in', locales) : rows).execute()
}

/** The entries that have a value in a locale of the working copies, with the whole value. */
export async function entriesWithValue(
  db: Reader,
  spaceId: string,
  branchId: string,
  viewId: string,
  { indexKey }: ContentField,
  locale: string,
  value: IndexValue,
) {
  const query = db
    .selectFrom('field_index')
    .innerJoin('heads', (join) =>
      join
        .onRef('heads.entry_id', '=', 'field_index.entry_id')
        .onRef('heads.locale', '=', 'field_index.locale')
        .on('heads.space_id', '=', spaceId)
        .on('heads.branch_id', '=', branchId),
    )
    .innerJoin('revisions', 'revisions.id', 'heads.revision_id')
    .select(['field_index.entry_id as entryId', 'revisions.body'])
    .where('field_index.view_id', '=', viewId)
    .where('field_index.field_id', '=', indexKey)
    .where('field_index.locale', '=', locale)
  const found = value.num === null ? query.where('str', '=', value.str) : query.where('num', '=', value.num)
  return found.execute()
}

/** What all locales share of an entry. */
export function readSharedBodies(db: Reader, { space_id, branch_id, id }: EntryRow): Promise<SharedBodies> {
  return db
    .selectFrom('entries')
    .select(sharedBodies('entries'))
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Entries that references point to, as far as they exist. */
export function readReferenced(db: Reader, spaceId: string, branchId: string, ids: readonly string[]) {
  return db
    .selectFrom('entries')
    .innerJoin('content_types', (join) =>
      join
        .onRef('content_types.space_id', '=', 'entries.space_id')
        .onRef('content_types.branch_id', '=', 'entries.branch_id')
        .onRef('content_types.id', '=', 'entries.type_id'),
    )
    .select([
      'entries.id',
      'entries.slug',
      'entries.state',
      'entries.created_by_kind',
      'entries.created_by_id',
      'content_types.slug as type',
      ...sharedBodies('entries'),
    ])
    .where('entries.space_id', '=', spaceId)
    .where('entries.branch_id', '=', branchId)
    .where('entries.deleted_at', 'is', null)
    .where('entries.id', 'in', ids)
    .execute()
}
