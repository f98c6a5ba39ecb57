import { sql } from 'kysely'
import type { Insertable, Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { spaceColumn } from '../../database/stamp.ts'
import type { ContentField } from '../content/content-type.ts'
import { isIndexed, rowsOf } from '../content/field-index.ts'
import { type Body, decodeBody, shared } from '../content/field-values.ts'

export type TypeRow = Selectable<Schema['content_types']>

/** The tags that a type bears. */
export function tagsOf({ tags }: TypeRow): string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from a body that its schema has checked.
  return JSON.parse(tags) as string[]
}

/** A type by slug or id; held until the end of a transaction that changes it. */
export async function readType(
  db: Reader,
  spaceId: string,
  branchId: string,
  segment: string,
  options: { readonly forUpdate: boolean },
): Promise<TypeRow | null> {
  const query = db
    .selectFrom('content_types')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where(spaceColumn(segment), '=', segment)
  return (await (options.forUpdate ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

/** All types of a branch, by slug. */
export function readTypes(db: Reader, spaceId: string, branchId: string): Promise<TypeRow[]> {
  return db
    .selectFrom('content_types')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .orderBy('slug')
    .execute()
}

/** The types of every branch. */
export function readTypesOfAllBranches(db: Reader, spaceId: string): Promise<TypeRow[]> {
  return db.selectFrom('content_types').selectAll().where('space_id', '=', spaceId).orderBy('slug').execute()
}

/** Which of the slugs name a type. */
export async function existingSlugs(
  db: Reader,
  spaceId: string,
  branchId: string,
  slugs: readonly string[],
): Promise<Set<string>> {
  if (slugs.length === 0) return new Set()
  const rows = await db
    .selectFrom('content_types')
    .select('slug')
    .where('space_id', '=', spaceId)
    .where('branch_id', '=', branchId)
    .where('slug', 'in', slugs)
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

export async function insertType(tx: Writer, row: Insertable<Schema['content_types']>): Promise<void> {
  await tx.insertInto('content_types').values(row).execute()
}

export async function updateType(
  tx: Writer,
  { space_id, branch_id, id }: TypeRow,
  change: Partial<Insertable<Schema['content_types']>>,
): Promise<void> {
  await tx
    .updateTable('content_types')
    .set({ ...change, version: sql`version + 1` })
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
}

/** Changes what nobody is told of the fields of a type: its version stays. */
export async function putFields(tx: Writer, { space_id, branch_id, id }: TypePlace, fields: string): Promise<void> {
  await tx
    .updateTable('content_types')
    .set({ fields })
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
}

export async function deleteTypeRow(tx: Writer, { space_id, branch_id, id }: TypeRow): Promise<void> {
  await tx
    .deleteFrom('content_types')
    .where('space_id', '=', space_id)
    .where('branch_id', '=', branch_id)
    .where('id', '=', id)
    .execute()
}

/** How many entries a type has, and how many of them lie in the trash. */
export async function countEntries(db: Reader, type: TypeRow): Promise<{ all: number; deleted: number }> {
  const row = await db
    .selectFrom('entries')
    .select(({ fn }) => [fn.countAll().as('all'), fn.count('deleted_at').as('deleted')])
    .where('space_id', '=', type.space_id)
    .where('branch_id', '=', type.branch_id)
    .where('type_id', '=', type.id)
    .executeTakeFirstOrThrow()
  return { all: Number(row.all), deleted: Number(row.deleted) }
}

const entriesPerPage = 500

/** Where a type is. */
export type TypePlace = Pick<TypeRow, 'space_id' | 'branch_id' | 'id'>

/** Body of an entry in one view; `viewId` null for the working copy. */
export interface ViewedBody {
  readonly entryId: string
  readonly locale: string
  readonly body: Body
  readonly viewId: string | null
  /** Held by a release that is not published: it has to fit when it is. */
  readonly pinned: boolean
}

/** All entries of a type outside the trash, a few hundred at a time: their working copies and snapshots. */
export async function* entryPages(db: Reader, type: TypePlace): AsyncGenerator<readonly ViewedBody[]> {
  for (let after = ''; ;) {
    const entries = await entriesAfter(db, type, after, entriesPerPage)
    const last = entries.at(-1)
    if (last === undefined) return
    yield await readBodiesOf(db, type, entries)
    if (entries.length < entriesPerPage) return
    after = last
  }
}

/** Working copies and snapshots of some entries. */
export async function readBodiesOf(
  db: Reader,
  type: TypePlace,
  entries: readonly string[],
): Promise<readonly ViewedBody[]> {
  return [...(await workingCopies(db, type, entries)), ...(await snapshots(db, type, entries))]
}

/** The ids of entries of a type outside the trash that follow on one. */
export async function entriesAfter(db: Reader, type: TypePlace, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('entries')
    .select('id')
    .where('space_id', '=', type.space_id)
    .where('branch_id', '=', type.branch_id)
    .where('type_id', '=', type.id)
    .where('deleted_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Keeps entries from being written until the transaction ends; always in the same order. */
export async function holdEntries(tx: Writer, type: TypePlace, entries: readonly string[]): Promise<void> {
  await tx
    .selectFrom('entries')
    .select('id')
    .where('space_id', '=', type.space_id)
    .where('branch_id', '=', type.branch_id)
    .where('id', 'in', entries)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The slugs of the types of entries, by the ids of the entries; of those in the trash too. */
export async function typesOfEntries(
  db: Reader,
  { space_id, branch_id }: TypePlace,
  entries: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (entries.length === 0) return new Map()
  const rows = await db
    .selectFrom('entries')
    .innerJoin('content_types', (join) =>
      join
        .onRef('content_types.space_id', '=', 'entries.space_id')
        .onRef('content_types.branch_id', '=', 'entries.branch_id')
        .onRef('content_types.id', '=', 'entries.type_id'),
    )
    .select(['entries.id', 'content_types.slug'])
    .where('entries.space_id', '=', space_id)
    .where('entries.branch_id', '=', branch_id)
    .where('entries.id', 'in', entries)
    .execute()
  return new Map(rows.map(({ id, slug }) => [id, slug]))
}

async function workingCopies(db: Reader, type: TypePlace, entries: readonly string[]): Promise<ViewedBody[]> {
  const rows = await db
    .selectFrom('heads')
    .innerJoin('revisions', 'revisions.id', 'heads.revision_id')
    .select(['heads.entry_id as entryId', 'heads.locale', 'revisions.body'])
    .where('heads.space_id', '=', type.space_id)
    .where('heads.branch_id', '=', type.branch_id)
    .where('heads.entry_id', 'in', entries)
    .execute()
  return rows.map((row) => ({ ...row, viewId: null, pinned: false, body: decodeBody(row.body) }))
}

async function snapshots(db: Reader, type: TypePlace, entries: readonly string[]): Promise<ViewedBody[]> {
  const rows = await db
    .selectFrom('published')
    .innerJoin('views', 'views.id', 'published.view_id')
    .innerJoin('revisions', 'revisions.id', 'published.revision_id')
    .select(['published.view_id as viewId', 'published.entry_id as entryId', 'published.locale', 'revisions.body'])
    .select('views.release_id as releaseId')
    .where('views.space_id', '=', type.space_id)
    .where('views.branch_id', '=', type.branch_id)
    .where('published.entry_id', 'in', entries)
    .execute()
  return rows.map(({ releaseId, ...row }) => ({
    ...row,
    pinned: releaseId !== null,
    body: decodeBody(row.body),
  }))
}

/** Takes the fields out of the index of every view of the branch. */
export async function deleteIndexRows(tx: Writer, type: TypePlace, fields: readonly ContentField[]): Promise<void> {
  if (fields.length > 0) await indexRowsOfBranch(tx, type, fields).execute()
}

/** The same for some entries. */
export async function deleteIndexRowsOf(
  tx: Writer,
  type: TypePlace,
  fields: readonly ContentField[],
  entries: readonly string[],
): Promise<void> {
  await indexRowsOfBranch(tx, type, fields).where('entry_id', 'in', entries).execute()
}

function indexRowsOfBranch(tx: Writer, type: TypePlace, fields: readonly ContentField[]) {
  const keys = fields.map(({ indexKey }) => indexKey)
  return tx
    .deleteFrom('field_index')
    .where('view_id', 'in', (views) =>
      views
        .selectFrom('views')
        .select('id')
        .where('space_id', '=', type.space_id)
        .where('branch_id', '=', type.branch_id),
    )
    .where('field_id', 'in', keys)
}

/** The index rows of some fields of one body, in its view; `draftView` is where working copies are indexed. */
export function indexRowsOf(
  fields: readonly ContentField[],
  { viewId, entryId, locale, body, pinned }: ViewedBody,
  draftView: string,
): Insertable<Schema['field_index']>[] {
  const fits = (field: ContentField) => !pinned || field.check(body[field.key], '', []) !== undefined
  return fields
    .filter((field) => isIndexed(field) && field.localized !== (locale === shared) && fits(field))
    .flatMap((field) => rowsOf(field, locale, body[field.key]))
    .map((row) => ({ ...row, view_id: viewId ?? draftView, entry_id: entryId }))
}
