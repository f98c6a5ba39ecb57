import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Engine, Reader, Writer } from './database.ts'
import type { Schema } from './schema.ts'
import { engineOf } from './sql-differences.ts'

/*
 * How a branch comes to show its source as it was at one moment, while the source is written to.
 *
 * A row in `branch_copies` says that an entry or a file needs no more copying into a branch that is being made, and putting
 * it there copies it: a trigger does. The job that makes the branch puts all there, some at a time. Whoever writes to the
 * source before the job has come so far puts what he writes to there first, as it still is: triggers on the tables do, so
 * that no writer has to think of it. What is made meanwhile is put there before it exists, and so is never copied.
 *
 * The columns are read from the database itself: a later migration that adds some needs nothing here.
 */

/** What is copied as a whole. */
export type Sort = 'entry' | 'asset'

interface CopiedTable {
  readonly table: keyof Schema
  readonly sort: Sort
  /** The column that names the thing. */
  readonly thing: string
  /** Rows belong to a branch, or to a view of one. */
  readonly within: 'branch' | 'view'
}

/** In the order of their foreign keys. */
const tables: readonly CopiedTable[] = [
  { table: 'entries', sort: 'entry', thing: 'id', within: 'branch' },
  { table: 'heads', sort: 'entry', thing: 'entry_id', within: 'branch' },
  { table: 'renames', sort: 'entry', thing: 'entry_id', within: 'branch' },
  { table: 'published', sort: 'entry', thing: 'entry_id', within: 'view' },
  { table: 'field_index', sort: 'entry', thing: 'entry_id', within: 'view' },
  { table: 'assets', sort: 'asset', thing: 'id', within: 'branch' },
  { table: 'published_assets', sort: 'asset', thing: 'asset_id', within: 'view' },
]

const prefix = 'branch_copy_'
const watchPrefix = `${prefix}of_`

/** Makes the triggers, where those that stand are not the ones of this version and this schema. In one transaction. */
export async function installBranchCopies(db: Kysely<Schema>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const engine = engineOf(tx)
    const columns = await readColumns(tx)
    const copies = copyStatements(engine, columns)
    const watches = watchStatements(engine)
    const digest = createHash('sha256')
      .update([...copies, ...watches].join('\n'))
      .digest('hex')
      .slice(0, 16)
    const marker = `${prefix}${digest}`
    if ((await readTriggers(tx)).includes(marker)) return
    await removeTriggers(tx, prefix)
    const statements = (await watchesNow(tx)) ? [...copies, ...watches] : copies
    for (const statement of [...statements, ...markerStatements(engine, marker)]) await sql.raw(statement).execute(tx)
  })
}

/**
 * Makes or removes the triggers that watch the sources, as there are branches that are being made or not: in the transaction
 * that changes that. PostgreSQL keeps them, for it would have to wait there for everybody who writes.
 */
export async function watchSources(tx: Writer): Promise<void> {
  const engine = engineOf(tx)
  if (engine === 'postgres') return
  const isWatched = (await readTriggers(tx)).some((name) => name.startsWith(watchPrefix))
  const shouldBe = await watchesNow(tx)
  if (isWatched === shouldBe) return
  if (isWatched) await removeTriggers(tx, watchPrefix)
  else for (const statement of watchStatements(engine)) await sql.raw(statement).execute(tx)
}

/** Takes all of them away, so that rows can be put in as they are; a migration makes them anew. */
export function removeBranchCopies(tx: Writer): Promise<void> {
  return removeTriggers(tx, prefix)
}

async function watchesNow(db: Reader): Promise<boolean> {
  if (engineOf(db) === 'postgres') return true
  const making = await db.selectFrom('branches').select('id').where('state', '=', 'creating').limit(1).execute()
  return making.length > 0
}

type Columns = ReadonlyMap<string, readonly string[]>

/** The columns of the tables, but for generated ones. */
async function readColumns(db: Reader): Promise<Columns> {
  const names = sql.join(tables.map(({ table }) => table))
  const query =
    engineOf(db) === 'sqlite'
      ? sql<{ table: string; column: string }>`
          select t.name as "table", c.name as "column" from sqlite_schema t join pragma_table_info(t.name) c
          where t.type = 'table' and t.name in (${names}) order by t.name, c.cid`
      : sql<{ table: string; column: string }>`
          select table_name as "table", column_name as "column" from information_schema.columns
          where table_schema = current_schema() and table_name in (${names}) order by table_name, ordinal_position`
  const { rows } = await query.execute(db)
  const byTable = Map.groupBy(rows, ({ table }) => table)
  return new Map(Array.from(byTable, ([table, found]) => [table, found.map(({ column }) => column)]))
}

/** Putting a thing into `branch_copies` copies all its rows. */
function copyStatements(engine: Engine, columns: Columns): string[] {
  const sorts: readonly Sort[] = ['entry', 'asset']
  return sorts.flatMap((sort) => {
    const copies = tables
      .filter((each) => each.sort === sort && columns.has(each.table))
      .map((each) => copyStatement(each, columns.get(each.table) ?? []))
    return trigger(engine, {
      name: `${prefix}${sort}`,
      when: 'after insert',
      table: 'branch_copies',
      condition: `new.sort = '${sort}'`,
      body: copies.join('\n'),
    })
  })
}

/** The branch of `new` gets the rows that its source has of the thing. */
function copyStatement({ table, thing, within }: CopiedTable, columns: readonly string[]): string {
  const source = `(select b.source_id from branches b where b.space_id = new.space_id and b.id = new.branch_id)`
  const into = `insert into ${table} (${columns.join(', ')})`
  const selected = (own: string, value: string) =>
    columns.map((column) => (column === own ? value : `r.${column}`)).join(', ')
  if (within === 'branch') {
    return `${into} select ${selected('branch_id', 'new.branch_id')} from ${table} r
      where r.space_id = new.space_id and r.branch_id = ${source} and r.${thing} = new.thing_id;`
  }
  return `${into} select ${selected('view_id', 'mine.id')} from views theirs
    join views mine on mine.space_id = theirs.space_id and mine.branch_id = new.branch_id
      and mine.release_id is null and mine.environment_id is not distinct from theirs.environment_id
    join ${table} r on r.view_id = theirs.id and r.${thing} = new.thing_id
    where theirs.space_id = new.space_id and theirs.branch_id = ${source} and theirs.release_id is null;`
}

/** Writing to a row of a source first puts the thing that it belongs to into `branch_copies`, unless it is there. */
function watchStatements(engine: Engine): string[] {
  return tables.flatMap((each) =>
    (['insert', 'update', 'delete'] as const).flatMap((event) => {
      const row = event === 'delete' ? 'old' : 'new'
      return trigger(engine, {
        name: `${watchPrefix}${each.table}_${event}`,
        when: `before ${event}`,
        table: each.table,
        condition: `exists (select 1 from branches where state = 'creating')`,
        body: putStatement(each, row),
      })
    }),
  )
}

function putStatement({ sort, thing, within }: CopiedTable, row: 'old' | 'new'): string {
  const place =
    within === 'branch'
      ? `branches b where b.space_id = ${row}.space_id and b.source_id = ${row}.branch_id`
      : `views v join branches b on b.space_id = v.space_id and b.source_id = v.branch_id
         where v.id = ${row}.view_id and v.release_id is null`
  return `insert into branch_copies (space_id, branch_id, sort, thing_id)
    select b.space_id, b.id, '${sort}', ${row}.${thing} from ${place} and b.state = 'creating'
    on conflict do nothing;`
}

interface Trigger {
  readonly name: string
  readonly when: string
  readonly table: string
  readonly condition: string
  readonly body: string
}

function trigger(engine: Engine, { name, when, table, condition, body }: Trigger): string[] {
  if (engine === 'sqlite') {
    return [`create trigger ${name} ${when} on ${table} for each row when ${condition} begin\n${body}\nend`]
  }
  return [
    `create function ${name}() returns trigger language plpgsql as $$ begin
      if ${condition} then\n${body}\nend if;
      return coalesce(new, old);
    end $$`,
    `create trigger ${name} ${when} on ${table} for each row execute function ${name}()`,
  ]
}

/** Its name says which triggers stand; it does nothing. */
function markerStatements(engine: Engine, marker: string): string[] {
  return trigger(engine, {
    name: marker,
    when: 'before delete',
    table: 'branch_copies',
    condition: '1 = 0',
    body: engine === 'sqlite' ? 'select 1;' : 'null;',
  })
}

async function readTriggers(db: Reader): Promise<string[]> {
  const query =
    engineOf(db) === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_schema where type = 'trigger'`
      : sql<{ name: string }>`select tgname as name from pg_trigger where not tgisinternal`
  const { rows } = await query.execute(db)
  return rows.flatMap(({ name }) => (name.startsWith(prefix) ? [name] : []))
}

async function removeTriggers(db: Writer, from: string): Promise<void> {
  const names = await readTriggers(db)
  for (const name of names.filter((each) => each.startsWith(from))) {
    // A function takes its trigger along.
    await sql.raw(engineOf(db) === 'sqlite' ? `drop trigger ${name}` : `drop function ${name}() cascade`).execute(db)
  }
}
