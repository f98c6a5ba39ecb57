import { type Expression, type SqlBool, sql } from 'kysely'
import { allOf, anyOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import type { Condition, ListColumn } from './list-condition.ts'
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

export function columnOf({ columns }: ColumnSource, column: ListColumn): Expression<string | number | null> {
  const found = columns[column]
  if (found === undefined) throw new Error(`The source has no ${column}: leave it out of its listable.`)
  return found
}
