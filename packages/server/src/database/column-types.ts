import { type ColumnDefinitionBuilder, type Expression, type QueryExecutorProvider, sql } from 'kysely'
import { engineOf } from './sql-differences.ts'

type Refine = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder

/** The three types that columns have. Text compares by its UTF-8 bytes on both databases, whatever the server's locale. */
export interface ColumnTypes {
  readonly text: Expression<unknown>
  /** Also milliseconds and flags; JavaScript numbers on both, up to 2^53. */
  readonly integer: Expression<unknown>
  readonly double: Expression<unknown>
  /** A number that the database counts up itself, in the order of inserting, and the primary key. */
  readonly sequence: { readonly type: Expression<unknown>; readonly refine: Refine }
  /** Ends a `create table`: SQLite checks the types as PostgreSQL does. */
  readonly checked: Expression<unknown>
  /** The same for a table that is only reached by its primary key and small enough to live in that key's tree. */
  readonly clustered: Expression<unknown>
}

export function columnTypes(db: QueryExecutorProvider): ColumnTypes {
  return engineOf(db) === 'sqlite'
    ? {
        text: sql`text`,
        integer: sql`integer`,
        double: sql`real`,
        sequence: { type: sql`integer`, refine: (column) => column.primaryKey().autoIncrement() },
        checked: sql`strict`,
        clustered: sql`strict, without rowid`,
      }
    : {
        text: sql`text collate "C"`,
        integer: sql`bigint`,
        double: sql`double precision`,
        sequence: { type: sql`bigint`, refine: (column) => column.generatedByDefaultAsIdentity().primaryKey() },
        checked: sql``,
        clustered: sql``,
      }
}

export const required: Refine = (column) => column.notNull()
export const key: Refine = (column) => column.notNull().primaryKey()
export const unique: Refine = (column) => column.notNull().unique()
export const zero: Refine = (column) => column.notNull().defaultTo(0)
export const empty: Refine = (column) => column.notNull().defaultTo('')

/** `references('spaces.id')`: a required foreign key. */
export function references(target: string): Refine {
  return (column) => column.notNull().references(target)
}
