import type { Column, Filter } from '@latchkey/policy/filter'
import { type Expression, type QueryExecutorProvider, type SqlBool, sql } from 'kysely'
import { allOf, anyOf } from './balanced.ts'
import { matchesWildcard } from './sql-differences.ts'

/** Where a collection keeps what filters speak of; what it does not have is false for every row. */
export interface FilterColumns extends Partial<Readonly<Record<Column, Expression<string | null>>>> {
  readonly status?: Expression<string | null>
  /** Whether a row was created by a principal such as `account:019a…`. */
  readonly own?: (principal: string) => Expression<SqlBool | null>
  /** Whether a row bears one of some tags, in the copy that is shown or in its working copy. What bears tags has to tell. */
  readonly tagged?: (tags: readonly string[], copy: 'shown' | 'working') => Expression<SqlBool | null>
}

/** Writes a filter as a condition that is true for exactly the rows for which the filter's `evaluate` is. */
export function filterCondition(
  db: QueryExecutorProvider,
  filter: Filter,
  columns: FilterColumns,
): Expression<SqlBool> {
  switch (filter.is) {
    case 'all':
      return sql`1 = 1`
    case 'none':
      return sql`1 = 0`
    case 'and':
      return allOf(filter.of.map((part) => filterCondition(db, part, columns)))
    case 'or':
      return anyOf(filter.of.map((part) => filterCondition(db, part, columns)))
    case 'not':
      return sql`not ${filterCondition(db, filter.of, columns)}`
    case 'equal':
      return known(columns[filter.column], (column) => sql`${column} = ${filter.value}`)
    case 'glob':
      return known(columns[filter.column], (column) => matchesWildcard(db, column, filter.pattern))
    case 'status':
      return known(columns.status, (column) => sql`${column} in (${sql.join(filter.in)})`)
    case 'own':
      return known(columns.own?.(filter.principal), (condition) => condition)
    case 'tagged':
      if (columns.tagged === undefined) throw new Error('A filter asks for tags: say where this collection keeps them.')
      return known(columns.tagged(filter.any, filter.copy), (condition) => condition)
  }
}

/** Closes SQL's unknown: a condition about a null is false, and its opposite true. */
function known<Subject>(
  subject: Subject | undefined,
  condition: (subject: Subject) => Expression<SqlBool | null>,
): Expression<SqlBool> {
  if (subject === undefined) return sql`1 = 0`
  const inner = condition(subject)
  return sql`(case when ${inner} then 1 else 0 end = 1)`
}
