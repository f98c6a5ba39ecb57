import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Filter } from '@latchkey/policy/filter'
import { allOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import { filterCondition, type FilterColumns } from '../../database/filter-condition.ts'
import { textInBody, textsInBody } from '../../database/sql-differences.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { columnsSql, keysOf, type ListColumns, orderSql } from '../content/list-columns.ts'
import type { Condition, ListColumn, ValueTest } from '../content/list-condition.ts'
import { type After, behind } from '../content/list-rows.ts'
import type { OrderKey } from '../content/list-order.ts'
import { tagsKey } from '../content/tags-key.ts'
import { testSql } from '../content/value-sql.ts'
import type { Branch } from './queries.ts'

/** Where assets are found: working copies, or what a view shows. */
export interface AssetSource {
  readonly db: Reader
  readonly from: RawBuilder<unknown>
  /** What all rows have in common. */
  readonly where: Expression<SqlBool>
  readonly columns: ListColumns
  /** Every tag that an asset bears; to be joined beside `from`. */
  readonly tags: ReturnType<typeof textsInBody>
  readonly filterColumns: FilterColumns
}

/** Columns without which an asset may be. */
const nullable: ReadonlySet<ListColumn> = new Set(['category', 'width', 'height', 'title', 'alt'])

/** The names that lists of working copies are filtered, searched and sorted by. */
export const workingColumns = [
  'id',
  'serial',
  'file_name',
  'category',
  'private',
  'status',
  'media_type',
  'bytes',
  'width',
  'height',
  'title',
  'alt',
  'created_at',
  'updated_at',
] as const satisfies readonly ListColumn[]

/** The same for lists of what is live. */
export const liveColumns = [
  'id',
  'serial',
  'file_name',
  'category',
  'private',
  'media_type',
  'bytes',
  'width',
  'height',
  'title',
  'alt',
  'published_at',
] as const satisfies readonly ListColumn[]

export const searchedColumns = ['file_name', 'title', 'alt'] as const satisfies readonly ListColumn[]

/** What has its own column under its own name. */
function columnsIn(db: Reader, table: 'a' | 'p') {
  const of = (column: string) => sql.ref<string | number | null>(`${table}.${column}`)
  const metadata = sql.ref<string>(`${table}.metadata`)
  return {
    file_name: of('file_name'),
    category: of('category'),
    media_type: of('media_type'),
    bytes: of('bytes'),
    width: of('width'),
    height: of('height'),
    title: textInBody(db, metadata, 'title', null),
    alt: textInBody(db, metadata, 'alt', null),
    private: sql.ref<number>('a.private'),
    serial: sql.ref<number>('a.serial'),
  }
}

function tagsIn(db: Reader, table: 'a' | 'p') {
  return textsInBody(db, sql.ref<string>(`${table}.metadata`), tagsKey)
}

/** By what an asset is decided: always by what it is called now, and by the tags that are shown. */
const filterColumns = (tags: AssetSource['tags']): FilterColumns => ({
  id: sql.ref('a.id'),
  name: sql.ref('a.file_name'),
  category: sql.ref('a.category'),
  own: (principal) => {
    const { created_by_kind: kind, created_by_id: id } = creatorColumns(principal)
    return sql`a.created_by_kind = ${kind} and a.created_by_id = ${id}`
  },
  tagged: (names) => sql`exists (select 1 from ${tags.from} where ${tags.text} in (${sql.join(names)}))`,
})

/** The working copies of a branch. */
export function workingAssets(db: Reader, { spaceId, branchId }: Branch): AssetSource {
  return {
    db,
    from: sql`assets as a`,
    where: sql`a.space_id = ${spaceId} and a.branch_id = ${branchId} and a.deleted_at is null`,
    columns: {
      ...columnsIn(db, 'a'),
      id: sql.ref('a.id'),
      status: sql.ref('a.state'),
      created_at: sql.ref('a.created_at'),
      updated_at: sql.ref('a.updated_at'),
    },
    tags: tagsIn(db, 'a'),
    filterColumns: filterColumns(tagsIn(db, 'a')),
  }
}

/** What is live in a view of a branch. */
export function liveAssets(db: Reader, { spaceId, branchId }: Branch, view: string): AssetSource {
  return {
    db,
    from: sql`published_assets as p join assets as a
      on a.space_id = ${spaceId} and a.branch_id = ${branchId} and a.id = p.asset_id and a.deleted_at is null`,
    where: sql`p.view_id = ${view}`,
    columns: { ...columnsIn(db, 'p'), id: sql.ref('a.id'), published_at: sql.ref('p.published_at') },
    tags: tagsIn(db, 'p'),
    filterColumns: filterColumns(tagsIn(db, 'p')),
  }
}

/** Those of a source that have it in common that they are private, or public. */
export function onlySuch(source: AssetSource, visibilities: readonly ('public' | 'private')[]): AssetSource {
  const flags = visibilities.map((each) => (each === 'private' ? 1 : 0))
  const such: Expression<SqlBool> = flags.length === 0 ? sql`1 = 0` : sql`a.private in (${sql.join(flags)})`
  return { ...source, where: allOf([source.where, such]) }
}

/** Which rows of a source are wanted. */
export interface AssetQuery {
  /** What the caller may read. */
  readonly filter: Filter
  readonly condition: Condition
  readonly order: readonly OrderKey[]
}

/** An asset that was found, and the values that it is sorted by. */
export interface FoundAsset {
  readonly id: string
  readonly keys: readonly (string | number | null)[]
}

/** Up to `limit` rows behind `after`, in order. */
export async function findAssets(
  source: AssetSource,
  query: AssetQuery,
  { after, limit, offset }: { readonly after: After | null; readonly limit: number; readonly offset: number },
): Promise<FoundAsset[]> {
  const keys = keysOf(source, query.order, nullable)
  const where = allOf([passing(source, query), ...(after === null ? [] : [behind(keys, after)])])
  const sorted = keys.slice(0, -1)
  const shown = sorted.map(({ value }, index) => sql`, ${value} as ${sql.ref(`k${index}`)}`)
  const { rows } = await sql<{ readonly id: string } & Readonly<Record<string, string | number | null>>>`
    select a.id${sql.join(shown, sql``)} from ${source.from} where ${where} order by ${sql.join(orderSql(keys))} limit ${limit} offset ${offset}
  `.execute(source.db)
  return rows.map((row) => ({ id: row.id, keys: sorted.map((_, index) => row[`k${index}`] ?? null) }))
}

/** How many rows there are on all pages together. */
export async function countAssets(source: AssetSource, query: Omit<AssetQuery, 'order'>): Promise<number> {
  const { rows } = await sql<{ readonly total: number }>`
    select count(*) as total from ${source.from} where ${passing(source, query)}
  `.execute(source.db)
  return rows[0]?.total ?? 0
}

function passing(source: AssetSource, { filter, condition }: Omit<AssetQuery, 'order'>): Expression<SqlBool> {
  return allOf([
    source.where,
    filterCondition(source.db, filter, source.filterColumns),
    columnsSql(source, condition, ({ field, test }) => {
      if (field.key !== tagsKey) throw new Error('Assets have no fields: leave them out of the listable.')
      return bearsTag(source, test)
    }),
  ])
}

/** Whether an asset has a tag that passes. */
function bearsTag({ db, tags }: AssetSource, test: ValueTest): Expression<SqlBool> {
  return sql`exists (select 1 from ${tags.from} where ${testSql(db, tags.text, test)})`
}
