import { type Expression, type SqlBool, sql } from 'kysely'

/** All of the conditions; true of none. */
export function allOf(conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> {
  return balanced(conditions, ' and ') ?? sql<SqlBool>`1 = 1`
}

/** At least one of the conditions; false of none. */
export function anyOf(conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> {
  return balanced(conditions, ' or ') ?? sql<SqlBool>`1 = 0`
}

/** Joined by halves: a chain of a thousand would be a tree a thousand deep, which SQLite refuses. */
function balanced(conditions: readonly Expression<SqlBool>[], word: ' and ' | ' or '): Expression<SqlBool> | null {
  const [first] = conditions
  if (first === undefined) return null
  if (conditions.length <= 8) return conditions.length === 1 ? first : sql`(${sql.join(conditions, sql.raw(word))})`
  const middle = conditions.length >> 1
  const halves = [conditions.slice(0, middle), conditions.slice(middle)].map((half) => balanced(half, word) ?? first)
  return sql`(${sql.join(halves, sql.raw(word))})`
}
