import { sql } from 'kysely'
import type { Reader } from './database.ts'
import { engineOf } from './sql-differences.ts'

/** A table as the database itself describes it. */
export interface TableFacts {
  readonly name: string
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[]
  /** Its foreign keys: which column names a row of which table. */
  readonly references: readonly { readonly column: string; readonly table: string }[]
}

/** Every table of the schema, those first that others refer to. */
export async function readTables(db: Reader): Promise<readonly TableFacts[]> {
  const sqlite = engineOf(db) === 'sqlite'
  const keys = await (sqlite ? sqliteKeys : postgresKeys).execute(db)
  const references = await (sqlite ? sqliteReferences : postgresReferences).execute(db)
  const names = [...new Set(keys.rows.map((row) => row.name))].filter((name) => !name.startsWith('kysely_'))
  return parentsFirst(
    names.map((name) => ({
      name,
      key: keys.rows.filter((row) => row.name === name).map((row) => row.column),
      references: references.rows
        .filter((row) => row.name === name)
        .map(({ column, parent }) => ({ column, table: parent })),
    })),
  )
}

/** The names of the migrations that have run, in their order. */
export async function readMigrations(db: Reader): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

/** Rows of a table in the order of its key, a page at a time: in one snapshot, whatever the table. */
export async function* rowsOf(db: Reader, table: TableFacts, pageSize: number): AsyncGenerator<readonly Row[]> {
  let last: Row | null = null
  do {
    const page: readonly Row[] = await pageOf(db, table, last, pageSize)
    if (page.length > 0) yield page
    last = page.length < pageSize ? null : (page.at(-1) ?? null)
  } while (last !== null)
}

async function pageOf(
  db: Reader,
  { name, key }: TableFacts,
  after: Row | null,
  limit: number,
): Promise<readonly Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const behind = after === null ? sql`` : sql`where (${columns}) > (${sql.join(key.map((column) => after[column]))})`
  const { rows } = await sql<Row>`
    select * from ${sql.table(name)} ${behind} order by ${columns} limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** A row by its columns. */
export type Row = Readonly<Record<string, unknown>>

/** Goes on counting behind the rows that were put in with numbers of their own. SQLite does so by itself. */
export async function resumeSequences(db: Reader): Promise<void> {
  if (engineOf(db) === 'sqlite') return
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(db)
  for (const { table, column } of rows) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), greatest(max(${sql.ref(column)}), 1), max(${sql.ref(column)}) is not null)
      from ${sql.table(table)}`.execute(db)
  }
}

function parentsFirst(tables: readonly TableFacts[]): readonly TableFacts[] {
  const sorted: TableFacts[] = []
  const visit = (table: TableFacts, path: readonly string[]): void => {
    if (sorted.includes(table)) return
    if (path.includes(table.name))
      throw new Error(`${[...path, table.name].join(' → ')} refer to each other: break the circle.`)
    for (const { table: parent } of table.references) {
      const found = parent === table.name ? undefined : tables.find(({ name }) => name === parent)
      if (found) visit(found, [...path, table.name])
    }
    sorted.push(table)
  }
  for (const table of tables) visit(table, [])
  return sorted
}

interface KeyRow {
  readonly name: string
  readonly column: string
}

interface ReferenceRow extends KeyRow {
  readonly parent: string
}

const sqliteKeys = sql<KeyRow>`
  select t.name as name, c.name as "column" from sqlite_master t, pragma_table_info(t.name) c
  where t.type = 'table' and t.name not like 'sqlite_%' and c.pk > 0 order by t.name, c.pk`

const sqliteReferences = sql<ReferenceRow>`
  select t.name as name, f."from" as "column", f."table" as parent
  from sqlite_master t, pragma_foreign_key_list(t.name) f where t.type = 'table'`

const postgresKeys = sql<KeyRow>`
  select t.relname as name, a.attname as "column"
  from pg_index i join pg_class t on t.oid = i.indrelid
  cross join lateral unnest(i.indkey) with ordinality as k(attnum, place)
  join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
  where i.indisprimary and t.relnamespace = current_schema()::regnamespace and t.relkind = 'r'
  order by t.relname, k.place`

const postgresReferences = sql<ReferenceRow>`
  select t.relname as name, a.attname as "column", p.relname as parent
  from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class p on p.oid = c.confrelid
  join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
  where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace`
