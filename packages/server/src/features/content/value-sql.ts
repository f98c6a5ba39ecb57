import { type Expression, type SqlBool, sql } from 'kysely'
import { allOf, anyOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import { contains, matchesWildcard, startsWith, textInBody } from '../../database/sql-differences.ts'
import type { ContentField } from './content-type.ts'
import { indexedBytesMax, indexText } from './field-index.ts'
import { shared } from './field-values.ts'
import type { ColumnTest, Comparison, Condition, ListColumn, ValueTest } from './list-condition.ts'
import type { LocaleReach, LocaleStep } from './locale-reach.ts'
import { bodyOf, type Source } from './source.ts'

/** A text that the index has cut is at least so long, in bytes: a cut loses at most three to keep a character whole. */
const cutBytesMin = indexedBytesMax - 3

/** The condition on rows of the source, about nothing but what each of them shows. */
export function conditionSql(source: Source, reach: LocaleReach, condition: Condition): Expression<SqlBool> {
  switch (condition.is) {
    case 'and':
      return allOf(condition.of.map((part) => conditionSql(source, reach, part)))
    case 'or':
      return anyOf(condition.of.map((part) => conditionSql(source, reach, part)))
    case 'not':
      return sql`not ${conditionSql(source, reach, condition.of)}`
    case 'column': {
      const column = source.columns[condition.column]
      if (column === undefined) throw new Error(`The source has no ${condition.column}: leave it out of its listable.`)
      const passes = testSql(source.db, column, condition.test)
      // Said plainly where there always is a value, so that an index can find the rows.
      return always.has(condition.column) ? passes : sql`(case when ${passes} then 1 else 0 end = 1)`
    }
    case 'field':
      return fieldSql(source, reach, condition.field, condition.test)
  }
}

const always: ReadonlySet<ListColumn> = new Set(['id', 'serial', 'type', 'slug'])

/** Whether the value that a row shows passes: of several locales any, through fallbacks the first that has one. */
function fieldSql(source: Source, reach: LocaleReach, field: ContentField, test: ValueTest): Expression<SqlBool> {
  const passes = (locale: string) => inIndex(source, field, locale, indexTestSql(source, field, 'i', test))
  if (!field.localized) return passes(shared)
  const mayShow = ({ rows }: LocaleStep) => filterCondition(source.db, rows, source.filterColumns)
  if (reach.asked === '*') return anyOf(reach.steps.map((step) => allOf([mayShow(step), passes(step.code)])))
  const [first, ...rest] = reach.steps.toReversed()
  if (first === undefined) return sql`1 = 0`
  return rest.reduce<Expression<SqlBool>>(
    (behind, step) => anyOf([passes(step.code), allOf([sql`not ${inIndex(source, field, step.code, null)}`, behind])]),
    allOf([mayShow(first), passes(first.code)]),
  )
}

/** Whether the entry has a value of the field in a locale, one that passes when a test is given. */
function inIndex(
  source: Source,
  field: ContentField,
  locale: string,
  test: Expression<SqlBool> | null,
): Expression<SqlBool> {
  return sql`exists (select 1 from field_index i where i.view_id = ${source.viewIn(locale)} and i.entry_id = ${source.columns.id}
    and i.field_id = ${field.indexKey} and i.locale = ${locale} ${test === null ? sql`` : sql`and ${test}`})`
}

/** The value that a row shows and is sorted by; null where it has none. */
export function valueSql(source: Source, reach: LocaleReach, field: ContentField): Expression<number | string | null> {
  const valueIn = (locale: string) =>
    sql<
      number | string | null
    >`(select ${sql.ref(`i.${field.indexColumn}`)} from field_index i where i.view_id = ${source.viewIn(locale)}
      and i.entry_id = ${source.columns.id} and i.field_id = ${field.indexKey} and i.locale = ${locale} and i.position = 0)`
  if (!field.localized) return valueIn(shared)
  const values = reach.steps.map(({ code, rows }) =>
    rows.is === 'all'
      ? valueIn(code)
      : sql<
          number | string | null
        >`case when ${filterCondition(source.db, rows, source.filterColumns)} then ${valueIn(code)} end`,
  )
  return values.length === 1 && values[0] !== undefined ? values[0] : sql`coalesce(${sql.join(values)})`
}

/** A test on an index row; where the index has cut a text and so much does not decide, on the body. */
export function indexTestSql(source: Source, field: ContentField, index: string, test: ValueTest): Expression<SqlBool> {
  const { db } = source
  if (test.is === 'exists') return allOf([])
  const column = sql.ref<string>(`${index}.${field.indexColumn}`)
  if (field.indexColumn !== 'str') return allOf([sql`${column} is not null`, testSql(db, column, test)])
  const place = field.type === 'list' ? sql.ref<number>(`${index}.position`) : null
  const whole = textInBody(db, bodyOf(source, index), field.key, place)
  const isCut = sql<SqlBool>`octet_length(${column}) >= ${cutBytesMin}`
  switch (test.is) {
    case 'one-of':
      return anyOf([
        ...shortOnes(db, column, test.values),
        ...test.values
          .map(String)
          .filter(isLong)
          .map((text) => allOf([sql`${column} = ${indexText(text)}`, sql`${whole} = ${text}`])),
      ])
    case 'contains':
    case 'mentions':
      return anyOf([testSql(db, column, test), allOf([isCut, testSql(db, whole, test)])])
    case 'starts-with':
      if (Buffer.byteLength(test.text) <= indexedBytesMax) return testSql(db, column, test)
      return allOf([sql`${column} = ${indexText(test.text)}`, testSql(db, whole, test)])
    default:
      if (!isLong(String(test.value))) return testSql(db, column, test)
      return sql`(case when ${isCut} then ${testSql(db, whole, test)} else ${testSql(db, column, test)} end)`
  }
}

function shortOnes(
  db: Reader,
  column: Expression<string | number | null>,
  values: readonly (string | number)[],
): Expression<SqlBool>[] {
  const short = values.filter((value) => !isLong(String(value)))
  return short.length === 0 ? [] : [testSql(db, column, { is: 'one-of', values: short })]
}

function isLong(text: string): boolean {
  return Buffer.byteLength(text) >= cutBytesMin
}

const signs: Readonly<Record<Comparison, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' }

export function testSql(db: Reader, value: Expression<string | number | null>, test: ColumnTest): Expression<SqlBool> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only text is asked about text: parseFilter has seen to it.
  const text = value as Expression<string | null>
  switch (test.is) {
    case 'exists':
      return sql`${value} is not null`
    case 'one-of': {
      const [only, ...others] = test.values
      return others.length === 0 ? sql`${value} = ${only}` : sql`${value} in (${sql.join(test.values)})`
    }
    case 'contains':
      return contains(db, text, test.text)
    case 'mentions':
      return contains(db, sql<string | null>`lower(${text})`, test.text)
    case 'starts-with':
      return startsWith(text, test.text)
    case 'matches':
      return matchesWildcard(db, text, test.pattern)
    default:
      return sql`${value} ${sql.raw(signs[test.is])} ${test.value}`
  }
}
