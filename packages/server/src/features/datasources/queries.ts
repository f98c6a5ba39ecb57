import { type Insertable, type Selectable, type SqlBool, sql } from 'kysely'
import { anyOf } from '../../database/balanced.ts'
import type { Reader, Writer } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Schema } from '../../database/schema.ts'
import { contains } from '../../database/sql-differences.ts'
import { spaceColumn } from '../../database/stamp.ts'
import type { Position } from '../../lib/page.ts'

export type DatasourceRow = Selectable<Schema['datasources']>
export type DatasourceEntryRow = Selectable<Schema['datasource_entries']>

/** A datasource by slug or id. `hold` keeps it and its keys as they are, or for a change of them, until the transaction ends. */
export async function readDatasource(
  db: Reader,
  spaceId: string,
  segment: string,
  hold: 'share' | 'update' | null,
): Promise<DatasourceRow | null> {
  const query = db
    .selectFrom('datasources')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where(spaceColumn(segment), '=', segment)
  const held = hold === 'share' ? query.forShare() : hold === 'update' ? query.forUpdate() : query
  return (await held.executeTakeFirst()) ?? null
}

/** All datasources of a space, by slug. */
export function readDatasources(db: Reader, spaceId: string): Promise<DatasourceRow[]> {
  return db.selectFrom('datasources').selectAll().where('space_id', '=', spaceId).orderBy('slug').execute()
}

export async function insertDatasource(tx: Writer, row: DatasourceRow): Promise<void> {
  await tx.insertInto('datasources').values(row).execute()
}

export async function updateDatasourceRow(
  tx: Writer,
  { space_id, id, version }: DatasourceRow,
  change: Partial<Insertable<Schema['datasources']>>,
): Promise<void> {
  await tx
    .updateTable('datasources')
    .set({ ...change, version: version + 1 })
    .where('space_id', '=', space_id)
    .where('id', '=', id)
    .execute()
}

export async function deleteDatasourceRow(tx: Writer, { space_id, id }: DatasourceRow): Promise<void> {
  await tx.deleteFrom('datasources').where('space_id', '=', space_id).where('id', '=', id).execute()
}

function entriesOf(db: Reader, { space_id, id }: DatasourceRow, search: string | undefined) {
  const query = db.selectFrom('datasource_entries').where('space_id', '=', space_id).where('datasource_id', '=', id)
  if (search === undefined || search === '') return query
  const part = search.normalize('NFC').toLowerCase()
  return query.where(
    anyOf([
      contains(db, sql<string>`lower(${sql.ref('key')})`, part),
      contains(db, sql<string>`lower(${sql.ref('value')})`, part),
    ]),
  )
}

/** Entries in their order, behind a place in it. */
export function readDatasourceEntries(
  db: Reader,
  datasource: DatasourceRow,
  { search, after, limit }: { readonly search: string | undefined; readonly after: Position | null; limit: number },
): Promise<DatasourceEntryRow[]> {
  const query = entriesOf(db, datasource, search).selectAll().orderBy('position').orderBy('id').limit(limit)
  if (after === null) return query.execute()
  const [position, id] = after
  return query.where(sql<SqlBool>`(position, id) > (${position}, ${id})`).execute()
}

export async function countDatasourceEntries(
  db: Reader,
  datasource: DatasourceRow,
  search: string | undefined,
): Promise<number> {
  const row = await entriesOf(db, datasource, search)
    .select(({ fn }) => fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  return Number(row.total)
}

/** An entry by its id or its key. */
export async function readDatasourceEntry(
  db: Reader,
  datasource: DatasourceRow,
  segment: string,
): Promise<DatasourceEntryRow | null> {
  const column = spaceColumn(segment) === 'id' ? 'id' : 'key'
  const row = await entriesOf(db, datasource, undefined)
    .selectAll()
    .where(column, '=', segment.normalize('NFC'))
    .executeTakeFirst()
  return row ?? null
}

/** Every entry of a datasource, in order. */
export function readAllDatasourceEntries(db: Reader, datasource: DatasourceRow): Promise<DatasourceEntryRow[]> {
  return entriesOf(db, datasource, undefined).selectAll().orderBy('position').orderBy('id').execute()
}

/** Which of the keys a datasource has. */
export async function knownKeys(
  db: Reader,
  datasource: DatasourceRow,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const rows = await entriesOf(db, datasource, undefined).select('key').where('key', 'in', keys).execute()
  return new Set(rows.map(({ key }) => key))
}

/** The place behind the last entry. */
export async function lastPosition(db: Reader, datasource: DatasourceRow): Promise<number> {
  const row = await entriesOf(db, datasource, undefined)
    .select(({ fn }) => fn.max('position').as('last'))
    .executeTakeFirst()
  return row?.last ?? -1
}

export async function insertDatasourceEntries(tx: Writer, rows: readonly DatasourceEntryRow[]): Promise<void> {
  await insertRows(tx, 'datasource_entries', rows)
}

export async function updateDatasourceEntryRow(
  tx: Writer,
  { space_id, datasource_id, id, ...change }: DatasourceEntryRow,
): Promise<void> {
  await tx
    .updateTable('datasource_entries')
    .set(change)
    .where('space_id', '=', space_id)
    .where('datasource_id', '=', datasource_id)
    .where('id', '=', id)
    .execute()
}

export async function deleteDatasourceEntryRows(
  tx: Writer,
  { space_id, id }: DatasourceRow,
  ids: readonly string[],
): Promise<void> {
  const inPart = 500
  for (let start = 0; start < ids.length; start += inPart) {
    await tx
      .deleteFrom('datasource_entries')
      .where('space_id', '=', space_id)
      .where('datasource_id', '=', id)
      .where('id', 'in', ids.slice(start, start + inPart))
      .execute()
  }
}

const keysPerQuery = 50

/** Working copies and snapshots of a type's entries in which the text of some key stands, those that a release is to publish among them; the trash is left out. */
export async function* bodiesHolding(
  db: Reader,
  { space_id, branch_id, id }: Pick<Selectable<Schema['content_types']>, 'space_id' | 'branch_id' | 'id'>,
  keys: readonly string[],
): AsyncGenerator<{ readonly entryId: string; readonly body: string }> {
  for (let start = 0; start < keys.length; start += keysPerQuery) {
    const holdsOne = keys
      .slice(start, start + keysPerQuery)
      .map((key) => contains(db, sql<string>`r.body`, JSON.stringify(key)))
    const query = sql<{ readonly entryId: string; readonly body: string }>`
      select e.id as "entryId", r.body from entries e
      join (
        select h.entry_id, h.revision_id from heads h where h.space_id = ${space_id} and h.branch_id = ${branch_id}
        union select p.entry_id, p.revision_id from published p join views v on v.id = p.view_id
          where v.space_id = ${space_id} and v.branch_id = ${branch_id}
      ) b on b.entry_id = e.id
      join revisions r on r.id = b.revision_id
      where e.space_id = ${space_id} and e.branch_id = ${branch_id} and e.type_id = ${id} and e.deleted_at is null
        and ${anyOf(holdsOne)}`
    yield* (await query.execute(db)).rows
  }
}
