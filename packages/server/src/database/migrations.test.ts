import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database, Reader } from './database.ts'
import { engineOf } from './sql-differences.ts'
import { describeEachDatabase } from './test-databases.ts'
import { insertSpace } from './test-rows.ts'

/** `table.column nullable` of every column. */
async function columnsOf(database: Database): Promise<string[]> {
  return database.read(async (db) => {
    const rows = engineOf(db) === 'sqlite' ? await sqliteColumns(db) : await postgresColumns(db)
    return rows.map((row) => `${row.table} ${row.column} ${row.nullable}`).toSorted()
  })
}

interface Column {
  readonly table: string
  readonly column: string
  readonly nullable: string
}

async function sqliteColumns(db: Reader): Promise<Column[]> {
  const found = await sql<Column>`
    select t.name as "table", c.name as "column", case when c."notnull" = 1 or c.pk > 0 then 'NO' else 'YES' end as nullable
    from sqlite_schema t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like 'kysely_%'`.execute(db)
  return found.rows
}

async function postgresColumns(db: Reader): Promise<Column[]> {
  const found = await sql<Column>`
    select table_name as "table", column_name as "column", is_nullable as nullable from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely_%'`.execute(db)
  return found.rows
}

const seen = new Map<string, string[]>()

describeEachDatabase('the schema', (databases) => {
  test('is made', async () => {
    const { database } = await databases.open()
    const columns = await columnsOf(database)
    expect(columns).toContain('tokens secret_hash NO')
    expect(columns).toContain('tokens expires_at YES')
    seen.set(databases.engine, columns)
  })

  test('holds the one row of the instance', async () => {
    const { database } = await databases.open()
    const rows = await database.read((db) => db.selectFrom('instance').selectAll().execute())
    expect(rows).toEqual([
      {
        id: 'instance',
        clock_ms_max: 0,
        settings: '{}',
        setup_secret_hash: null,
        setup_expires_at: null,
        changes_era: expect.any(String),
      },
    ])
  })

  test('refuses a text where a number belongs', async () => {
    const { database } = await databases.open()
    const next: unknown = 'twelve'
    const wrong = database.write((tx) =>
      tx
        .insertInto('serials')
        .values({ kind: 'a', next: next as number })
        .execute(),
    )
    await expect(wrong).rejects.toThrow(/cannot store TEXT value|invalid input syntax/)
  })

  test('numbers revisions in the order of saving', async () => {
    const { database } = await databases.open()
    const seqs = await database.write(async (tx) => {
      const { spaceId } = await insertSpace(tx, 'shop')
      const made: number[] = []
      for (const id of ['c', 'a', 'b']) {
        const revision = {
          id,
          space_id: spaceId,
          branch_id: 'main',
          entry_id: 'e',
          locale: '',
          author: 'account:a',
          version: 1,
          body: '{}',
        }
        const row = await tx
          .insertInto('revisions')
          .values({ ...revision, token_secret_version: null, created_at: 0 })
          .returning('seq')
          .executeTakeFirstOrThrow()
        made.push(row.seq)
      }
      return made
    })
    expect(seqs).toEqual([1, 2, 3])
  })
})

test('the schema is the same on both databases', () => {
  expect(seen.get('sqlite')).toEqual(seen.get('postgres'))
})
