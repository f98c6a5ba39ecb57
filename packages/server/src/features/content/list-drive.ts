import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import type { ContentField } from './content-type.ts'
import { shared } from './field-values.ts'
import type { Condition } from './list-condition.ts'
import type { OrderKey } from './list-order.ts'
import type { LocaleReach } from './locale-reach.ts'
import type { Source } from './source.ts'
import { indexTestSql } from './value-sql.ts'

/** The part of the field index, as `d`, that a list is read from. */
export interface Drive {
  /** `order`: in the order of the list. `filter`: few enough to be sorted. */
  readonly is: 'order' | 'filter'
  readonly field: ContentField
  readonly locales: readonly string[]
  readonly from: RawBuilder<unknown>
  readonly where: Expression<SqlBool>
  /** What is left to ask of each row. */
  readonly rest: Condition
  /** Rows without a value cannot be asked for. */
  readonly isComplete: boolean
}

type FieldCondition = Extract<Condition, { is: 'field' }>

/** Fewer entries than this are sorted rather than looked for along an order. */
const fewMax = 1000

/** A locale that decides alone which value of the field a row shows; null where that differs from row to row. */
function soleLocale(reach: LocaleReach, field: ContentField): string | null {
  if (!field.localized) return shared
  const [only, ...others] = reach.steps
  return only === undefined || others.length > 0 || only.rows.is !== 'all' ? null : only.code
}

/** The locales in which a row may find a value to show. */
function possibleLocales({ steps }: LocaleReach, field: ContentField): readonly string[] {
  return field.localized ? steps.map(({ code }) => code) : [shared]
}

/** The field whose index has the rows in the order of the list; null when none has. */
export function drivesOrder(source: Source, reach: LocaleReach, order: readonly OrderKey[]): ContentField | null {
  const [first] = order
  if (source.fixedView === null || first?.is !== 'field' || first.others.length > 0) return null
  return first.field.type !== 'list' && soleLocale(reach, first.field) !== null ? first.field : null
}

/**
 * How to find the rows of a list: along the index that has them in order, or from a condition that few entries pass,
 * whichever reads less. Null: all rows of the type.
 *
 * Neither database keeps statistics that tell these apart for one index of all fields, so a few entries are counted.
 */
export async function bestDrive(
  source: Source,
  reach: LocaleReach,
  { condition, order }: { readonly condition: Condition; readonly order: readonly OrderKey[] },
  ordered: ContentField | null,
): Promise<Drive | null> {
  if (source.fixedView === null) return null
  const along = ordered === null ? null : alongOrder(source, reach, condition, ordered)
  const inOrder = ordered !== null || order.every(({ is }) => is === 'column')
  let best: { readonly drive: Drive; readonly entries: number } | null = null
  for (const part of conjuncts(condition).filter(isField).slice(0, 4)) {
    if (part.field === ordered) continue
    const drive = fromFilter(source, reach, condition, part)
    const entries = await countUpTo(source, drive, fewMax)
    if (best === null || entries < best.entries) best = { drive, entries }
  }
  if (best === null || (inOrder && order.length > 0 && best.entries >= fewMax)) return along
  return best.drive
}

function alongOrder(source: Source, reach: LocaleReach, condition: Condition, field: ContentField): Drive {
  const parts = conjuncts(condition)
  const own = parts.filter(isField).filter((part) => part.field === field)
  const locales = [soleLocale(reach, field) ?? shared]
  return {
    is: 'order',
    field,
    locales,
    from: sql`field_index as d`,
    where: allOf([
      isOf(source, { field, locales }, 'd'),
      ...own.map(({ test }) => indexTestSql(source, field, 'd', test)),
    ]),
    rest: { is: 'and', of: parts.filter((part) => !(isField(part) && part.field === field)) },
    isComplete: own.length > 0,
  }
}

/** The entries that some value lets pass: all that the condition shows, and maybe more, each once. */
function fromFilter(source: Source, reach: LocaleReach, condition: Condition, { field, test }: FieldCondition): Drive {
  const locales = possibleLocales(reach, field)
  const found = sql`select distinct i.entry_id from field_index i
    where ${isOf(source, { field, locales }, 'i')} and ${indexTestSql(source, field, 'i', test)}`
  return {
    is: 'filter',
    field,
    locales,
    from: sql`(${found}) as d`,
    where: allOf([]),
    rest: condition,
    isComplete: true,
  }
}

async function countUpTo(source: Source, { from }: Drive, most: number): Promise<number> {
  const query = sql<{ readonly entries: number }>`
    select count(*) as entries from (select 1 as one from ${from} limit ${most}) as counted`
  const { rows } = await query.execute(source.db)
  return rows[0]?.entries ?? 0
}

/** Whether the index that the drive walks has a row for the entry. */
export function byIndex(source: Source, drive: Drive): Expression<SqlBool> {
  return sql`exists (select 1 from field_index d where ${isOf(source, drive, 'd')} and d.entry_id = ${source.columns.id})`
}

function isOf(
  { fixedView }: Source,
  { field, locales }: Pick<Drive, 'field' | 'locales'>,
  index: 'd' | 'i',
): Expression<SqlBool> {
  const of = (column: string) => sql.ref(`${index}.${column}`)
  const [only, ...others] = locales
  return allOf([
    sql`${of('view_id')} = ${fixedView}`,
    sql`${of('field_id')} = ${field.indexKey}`,
    others.length === 0 ? sql`${of('locale')} = ${only}` : sql`${of('locale')} in (${sql.join(locales)})`,
    sql`${of(field.indexColumn ?? 'str')} is not null`,
  ])
}

function conjuncts(condition: Condition): readonly Condition[] {
  return condition.is === 'and' ? condition.of.flatMap(conjuncts) : [condition]
}

function isField(condition: Condition): condition is FieldCondition {
  return condition.is === 'field'
}
