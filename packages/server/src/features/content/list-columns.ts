import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { allOf, anyOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import type { Condition, ListColumn } from './list-condition.ts'
import type { OrderKey } from './list-order.ts'
import { direction, type Key } from './list-rows.ts'
import { testSql } from './value-sql.ts'

/** Where a list finds the values of its columns. */
export type ListColumns = Readonly<Partial<Record<ListColumn, Expression<string | number | null>>>>

export interface ColumnSource {
  readonly db: Reader
  readonly columns: ListColumns
}

type FieldCondition = Extract<Condition, { is: 'field' }>

/** A condition on what is listed by columns of its own; what it says of fields, `ofField` knows. */
export function columnsSql(
  source: ColumnSource,
  condition: Condition,
  ofField: (condition: FieldCondition) => Expression<SqlBool>,
): Expression<SqlBool> {
  const part = (one: Condition) => columnsSql(source, one, ofField)
  switch (condition.is) {
    case 'and':
      return allOf(condition.of.map(part))
    case 'or':
      return anyOf(condition.of.map(part))
    case 'not':
      return sql`not ${part(condition.of)}`
    case 'column':
      return sql`(case when ${testSql(source.db, columnOf(source, condition.column), condition.test)} then 1 else 0 end = 1)`
    case 'field':
      return ofField(condition)
  }
}

function columnOf({ columns }: ColumnSource, column: ListColumn): Expression<string | number | null> {
  const found = columns[column]
  if (found === undefined) throw new Error(`The source has no ${column}: leave it out of its listable.`)
  return found
}

/** What rows are sorted by in an order of columns; the id stands behind the last. `nullable`: columns whose value may be missing. */
export function keysOf(
  source: ColumnSource,
  order: readonly OrderKey[],
  nullable: ReadonlySet<ListColumn>,
): readonly Key[] {
  const keys = order.flatMap((key) =>
    key.is === 'field'
      ? []
      : { value: columnOf(source, key.column), descending: key.descending, nullable: nullable.has(key.column) },
  )
  return [...keys, { value: columnOf(source, 'id'), descending: order.at(-1)?.descending ?? false, nullable: false }]
}

/** The same for `order by`. */
export function orderSql(keys: readonly Key[]): RawBuilder<unknown>[] {
  return keys.map(
    ({ value, descending, nullable }) =>
      sql`${value} ${direction(descending)} ${sql.raw(nullable ? 'nulls last' : '')}`,
  )
}
