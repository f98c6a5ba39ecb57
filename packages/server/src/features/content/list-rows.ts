import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import { splitTags, tagsTextIn } from './borne-tags.ts'
import type { Condition } from './list-condition.ts'
import { bestDrive, byIndex, type Drive, drivesOrder } from './list-drive.ts'
import type { OrderKey } from './list-order.ts'
import type { LocaleReach } from './locale-reach.ts'
import { type EntryRow, liveIn, type Source, visible } from './source.ts'
import { conditionSql, valueSql } from './value-sql.ts'

/** What a list is asked for, once its names are known to mean something. */
export interface ListQuery {
  readonly condition: Condition
  readonly order: readonly OrderKey[]
}

/** A row with the values that it is sorted by; null for a missing one. */
export interface ListedRow extends EntryRow {
  readonly keys: readonly (number | string | null)[]
}

/** Where a page begins: the keys of the row before it, and its id. */
export type After = readonly (number | string | null)[]

/** Up to `limit` visible rows behind the first `offset`, in order. */
export async function readRowsAt(
  source: Source,
  reach: LocaleReach,
  query: ListQuery,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<readonly ListedRow[]> {
  const drive = await bestDrive(source, reach, query, null)
  return selectRows(source, reach, query, { drive, after: null, limit, offset })
}

/** Up to `limit` visible rows behind `after`, in order. */
export async function readRows(
  source: Source,
  reach: LocaleReach,
  query: ListQuery,
  after: After | null,
  limit: number,
): Promise<readonly ListedRow[]> {
  const ordered = drivesOrder(source, reach, query.order)
  const drive = await bestDrive(source, reach, query, ordered)
  if (drive?.is !== 'order') return selectRows(source, reach, query, { drive, after, limit })
  // An index of values finds the rows that have one; those that have none follow.
  const withValue =
    after !== null && after[0] === null ? [] : await selectRows(source, reach, query, { drive, after, limit })
  if (withValue.length === limit || drive.isComplete) return withValue
  const rest = {
    drive: null,
    after: after?.[0] === null ? after : null,
    limit: limit - withValue.length,
    without: drive,
  }
  return [...withValue, ...(await selectRows(source, reach, query, rest))]
}

/** How many rows there are on all pages together. */
export async function countRows(source: Source, reach: LocaleReach, { condition }: ListQuery): Promise<number> {
  const drive = await bestDrive(source, reach, { condition, order: [] }, null)
  const { from, where } = searched(source, reach, condition, drive)
  const query = sql<{ readonly total: number }>`select count(*) as total from ${from} where ${where}`
  const { rows } = await query.execute(source.db)
  return rows[0]?.total ?? 0
}

/** One row by its id or slug, whether or not the caller may read it. */
export async function readRow(
  source: Source,
  reach: LocaleReach,
  by: { readonly column: 'id' | 'slug'; readonly is: string },
): Promise<EntryRow | null> {
  const query = sql<FoundRow>`select ${columnsOf(source, true)} from ${source.from}
    where ${source.where} and ${source.columns[by.column]} = ${by.is} and ${liveIn(source, reach)}`
  const { rows } = await query.execute(source.db)
  return rows[0] ? withTags(rows[0]) : null
}

/** A row as it is found. */
interface FoundRow extends EntryRow {
  /** Texts of tags, where they are read along. */
  readonly workingTags?: string | null
  readonly shownTags?: string | null
}

function withTags(row: FoundRow): EntryRow {
  const { workingTags, shownTags, ...rest } = row
  if (workingTags === undefined || shownTags === undefined) return row
  return { ...rest, tags: splitTags(workingTags), publishedTags: splitTags(shownTags) }
}

interface Selection {
  readonly drive: Drive | null
  readonly after: After | null
  readonly limit: number
  readonly offset?: number
  /** Only rows that the drive would not find. */
  readonly without?: Drive
}

/** What rows are sorted by; missing values come last. */
export interface Key {
  readonly value: Expression<number | string | null>
  readonly descending: boolean
  readonly nullable: boolean
}

async function selectRows(
  source: Source,
  reach: LocaleReach,
  { condition, order }: ListQuery,
  { drive, after, limit, offset = 0, without }: Selection,
): Promise<readonly ListedRow[]> {
  const keys = order.map((key) => keySql(source, reach, key, drive))
  const id = drive?.is === 'order' ? sql.ref<string>('d.entry_id') : source.columns.id
  const descending = order.at(-1)?.descending ?? false
  const { from, where } = searched(source, reach, condition, drive)
  const conditions = [
    where,
    ...(without === undefined ? [] : [sql<SqlBool>`not ${byIndex(source, without)}`]),
    ...(after === null ? [] : [behind([...keys, { value: id, descending, nullable: false }], after)]),
  ]
  const sorted = [
    ...keys.map(
      (key, index) =>
        sql`${sql.ref(`k${index}`)} ${direction(key.descending)} ${sql.raw(key.nullable ? 'nulls last' : '')}`,
    ),
    sql`${id} ${direction(descending)}`,
  ]
  const shown = keys.map(({ value }, index) => sql`, ${value} as ${sql.ref(`k${index}`)}`)
  const query = sql<FoundRow & Readonly<Record<string, number | string | null>>>`
    select ${columnsOf(source, isInOrder(order, drive))}${sql.join(shown, sql``)} from ${from}
    where ${allOf(conditions)} order by ${sql.join(sorted)} limit ${limit} offset ${offset}`
  const { rows } = await query.execute(source.db)
  return rows.map((row) => ({ ...withTags(row), keys: keys.map((_, index) => row[`k${index}`] ?? null) }))
}

/** The tables and the conditions that find the rows. */
function searched(source: Source, reach: LocaleReach, condition: Condition, drive: Drive | null) {
  const where = [source.where, visible(source, reach), conditionSql(source, reach, drive?.rest ?? condition)]
  if (drive === null) return { from: source.from, where: allOf(where) }
  return {
    from: sql`${drive.from} cross join ${source.from}`,
    where: allOf([drive.where, sql`${source.columns.id} = d.entry_id`, ...where]),
  }
}

/** Whether an index gives the rows in their order, so that no row is read that is not shown; bodies then come along. */
function isInOrder([first, ...others]: readonly OrderKey[], drive: Drive | null): boolean {
  if (others.length > 0 || first === undefined) return false
  return drive === null ? first.is === 'column' && first.column === 'published_at' : drive.is === 'order'
}

function columnsOf(source: Source, withShared: boolean): RawBuilder<unknown> {
  const { columns, name, typeId, creator, tagViews, view, shared } = source
  const tags =
    tagViews === null
      ? sql``
      : sql`, ${tagsTextIn(tagViews.working, columns.id)} as "workingTags", ${tagsTextIn(tagViews.shown, columns.id)} as "shownTags"`
  return sql`${columns.id} as id, ${columns.slug} as slug, ${name} as name, ${typeId} as "typeId", ${columns.status} as status,
    ${creator} as creator, ${view} as view${tags}${shared !== null && withShared ? sql`, ${shared}` : sql``}`
}

function keySql(source: Source, reach: LocaleReach, key: OrderKey, drive: Drive | null): Key {
  const { descending } = key
  if (key.is === 'field') {
    if (drive?.is === 'order' && drive.field === key.field)
      return { value: sql.ref(`d.${key.field.indexColumn}`), descending, nullable: false }
    const values = [key.field, ...key.others].map((field) => valueSql(source, reach, field))
    return { value: firstOf(values), descending, nullable: true }
  }
  const value = source.columns[key.column]
  if (value === undefined) throw new Error(`The source has no ${key.column}: leave it out of its listable.`)
  return { value, descending, nullable: key.column === 'published_at' && source.draftView !== null }
}

function firstOf(values: readonly Key['value'][]): Key['value'] {
  const [only, ...others] = values
  return only !== undefined && others.length === 0 ? only : sql`coalesce(${sql.join(values)})`
}

/** Whether a row stands behind a place: in the first key that differs. Missing values stand behind all others. */
export function behind(keys: readonly Key[], after: After): Expression<SqlBool> {
  const [key, ...rest] = keys
  const [value = null, ...values] = after
  if (key === undefined) return sql`1 = 0`
  const further = rest.length === 0 ? null : behind(rest, values)
  if (value === null) return allOf([sql`${key.value} is null`, further ?? sql`1 = 0`])
  const sign = sql.raw(key.descending ? '<' : '>')
  const later = sql<SqlBool>`${key.value} ${sign} ${value}`
  const beyond = key.nullable ? sql<SqlBool>`(${later} or ${key.value} is null)` : later
  if (further === null) return beyond
  const same = sql<SqlBool>`(${beyond} or (${key.value} = ${value} and ${further}))`
  // Said once more as a range, which an index can begin at.
  return key.nullable ? same : sql`(${key.value} ${sign}= ${value} and ${same})`
}

export function direction(descending: boolean) {
  return sql.raw(descending ? 'desc' : 'asc')
}
