import { type Expression, type QueryExecutorProvider, type RawBuilder, type SqlBool, SqliteAdapter, sql } from 'kysely'
import type { Engine } from './database.ts'

/*
 * Everything in SQL that differs between the two databases, and nothing else does: text compares by its UTF-8 bytes on
 * both (the columns say so), row locks are left out by the SQLite dialect, `on conflict` and `returning` are the same.
 */

/** Which database a query of this reader or transaction runs on. */
export function engineOf(db: QueryExecutorProvider): Engine {
  return db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'
}

/** Whether a text holds another somewhere, case-sensitive, no character special. Every text contains `''`. */
export function contains(
  db: QueryExecutorProvider,
  text: Expression<string | null>,
  part: string,
): Expression<SqlBool> {
  return engineOf(db) === 'sqlite' ? sql`instr(${text}, ${part}) > 0` : sql`strpos(${text}, ${part}) > 0`
}

/** Whether a text starts with another, as a range that an index can walk. */
export function startsWith(text: Expression<string | null>, prefix: string): Expression<SqlBool> {
  const end = rangeEnd(prefix)
  return end === null ? sql`${text} >= ${prefix}` : sql`(${text} >= ${prefix} and ${text} < ${end})`
}

/**
 * Whether a text matches a pattern of the grant language from end to end: `*` is any run of characters, nothing else is
 * special, case counts. `page-*` → `page-1`, not `Page-1`. Patterns that an index can answer become `=` or a range.
 */
export function matchesWildcard(
  db: QueryExecutorProvider,
  text: Expression<string | null>,
  pattern: string,
): Expression<SqlBool> {
  const star = pattern.indexOf('*')
  if (star === -1) return sql`${text} = ${pattern}`
  if (star === pattern.length - 1) return startsWith(text, pattern.slice(0, -1))
  return engineOf(db) === 'sqlite'
    ? sql`${text} glob ${escapedGlob(pattern)}`
    : sql`${text} like ${escapedLike(pattern)} escape '\\'`
}

/** The text in a body of fields: of a field, or of an item of a list by its place. The field's key holds letters, digits and `_` only. */
export function textInBody(
  db: QueryExecutorProvider,
  body: Expression<string | null>,
  field: string,
  position: Expression<number> | null,
): Expression<string | null> {
  if (!/^\w+$/.test(field)) throw new Error(`${field} is no key of a field: take it from a content type.`)
  if (engineOf(db) === 'sqlite') {
    const path = position === null ? sql.lit(`$.${field}`) : sql`${sql.lit(`$.${field}[`)} || ${position} || ']'`
    return sql`json_extract(${body}, ${path})`
  }
  const key = sql.lit(field)
  const value =
    position === null ? sql`(${body})::json ->> ${key}` : sql`(${body})::json -> ${key} ->> (${position})::int`
  return sql`(${value}) collate "C"`
}

/** The JSON text of a value in a body of fields, as it was written; null where there is none. */
export function jsonInBody(
  db: QueryExecutorProvider,
  body: Expression<string>,
  field: string,
): Expression<string | null> {
  if (!/^\w+$/.test(field)) throw new Error(`${field} is no key of a field: take it from a content type.`)
  return engineOf(db) === 'sqlite'
    ? sql`(${body} -> ${sql.lit(`$.${field}`)})`
    : sql`(((${body})::json -> ${sql.lit(field)})::text collate "C")`
}

/** The texts of a list in a body of fields: what to select from beside the body, and each of them in it. */
export function textsInBody(
  db: QueryExecutorProvider,
  body: Expression<string>,
  field: string,
): { readonly from: RawBuilder<unknown>; readonly text: Expression<string> } {
  if (!/^\w+$/.test(field)) throw new Error(`${field} is no key of a field: take it from a content type.`)
  return engineOf(db) === 'sqlite'
    ? { from: sql`json_each(${body}, ${sql.lit(`$.${field}`)}) as item`, text: sql`item.value` }
    : {
        from: sql`json_array_elements_text((${body})::json -> ${sql.lit(field)}) as item(value)`,
        text: sql`(item.value collate "C")`,
      }
}

/** GLOB has no escape character: a special one becomes a class that holds only itself. */
function escapedGlob(pattern: string): string {
  return pattern.replaceAll(/[[?]/g, '[$&]')
}

function escapedLike(pattern: string): string {
  return pattern.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%')
}

/** The least text greater than every text with the prefix, in the order of UTF-8 bytes; null when there is none. */
function rangeEnd(prefix: string): string | null {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  while (points.length > 0) {
    const last = points.pop() ?? 0
    // Surrogates are no characters: the order goes from U+D7FF to U+E000.
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
  }
  return null
}
