import { CompiledQuery, type Insertable } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Engine, Writer } from './database.ts'
import type { Schema } from './schema.ts'
import { engineOf } from './sql-differences.ts'

/** Texts differ in the table and the number of rows; those of bulk writes come again and again. */
const texts = new LRUCache<string, string>({ max: 500 })

/** Bounds the length of a text and how many there are; SQLite binds at most 32,766 values, PostgreSQL 65,535. */
const rowsPerStatement = 100

/**
 * Inserts rows of one shape, many in a statement whose text is made once: what a bulk write does most is not compiled
 * again for each of its entries.
 */
export async function insertRows<Table extends keyof Schema>(
  tx: Writer,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const part = rows.slice(start, start + rowsPerStatement)
    const values = part.flatMap((row) => {
      const byColumn = new Map<string, unknown>(Object.entries(row))
      return columns.map((column) => byColumn.get(column))
    })
    await tx.executeQuery(CompiledQuery.raw(textOf(engineOf(tx), table, columns, part.length), values))
  }
}

function textOf(engine: Engine, table: string, columns: readonly string[], rows: number): string {
  const key = `${engine} ${table} ${columns.join(' ')} ${rows}`
  let text = texts.get(key)
  if (text === undefined) {
    text = writeText(engine, table, columns, rows)
    texts.set(key, text)
  }
  return text
}

function writeText(engine: Engine, table: string, columns: readonly string[], rows: number): string {
  const marks = Array.from({ length: rows }, (_row, row) => {
    const marksOfRow = columns.map((_column, column) =>
      engine === 'sqlite' ? '?' : `$${row * columns.length + column + 1}`,
    )
    return `(${marksOfRow.join(', ')})`
  })
  return `insert into ${quoted(table)} (${columns.map(quoted).join(', ')}) values ${marks.join(', ')}`
}

/** Names of tables and columns are those of the schema, never of a request. */
function quoted(name: string): string {
  if (!/^[a-z_]+$/.test(name)) throw new Error(`${name} is no name of the schema: bind values, do not name them.`)
  return `"${name}"`
}
