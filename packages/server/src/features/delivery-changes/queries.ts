import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { kinds } from '@latchkey/tokens/kinds'
import { allOf, anyOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import { textsInBody } from '../../database/sql-differences.ts'
import type { LocaleStep } from '../content/locale-reach.ts'
import { type Face, isCreator, seen, type Source, visible } from '../content/source.ts'
import { tagsKey } from '../content/tags-key.ts'
import { type AssetVisit, readableAssets, sourceOf } from '../delivery-assets/delivered-asset.ts'
import type { Everything } from '../delivery-space/visit.ts'
import { type Position, type Sort, sorts } from './cursor.ts'

/** Which changes are wanted. */
export interface Span {
  readonly after: Position
  /** Of what went offline only later versions count. */
  readonly floor: number
  readonly upTo: number
  readonly limit: number
}

/** That a thing is live, as of a version. */
export interface LiveMark {
  readonly seq: number
  readonly id: string
}

/** That a thing is not live any more, which was. */
export interface GoneMark extends LiveMark {
  readonly deleted: 0 | 1
  readonly at: number
}

/** The version of a view's environment, and which stretch of the installation's life it is of. */
export function readVersion(db: Reader, viewId: string): Promise<{ readonly version: number; readonly era: string }> {
  return db
    .selectFrom('views')
    .innerJoin('environments', (join) =>
      join.onRef('environments.space_id', '=', 'views.space_id').onRef('environments.id', '=', 'views.environment_id'),
    )
    .innerJoin('instance', (join) => join.onTrue())
    .select(['environments.content_version as version', 'instance.changes_era as era'])
    .where('views.id', '=', viewId)
    .executeTakeFirstOrThrow()
}

/** Entries that are live, where what is seen of them was published, or lost a locale, or has a type that changed its fields. */
export async function readLiveEntries(entries: Everything, type: string | null, span: Span): Promise<LiveMark[]> {
  const { visit, source, reach } = entries
  const view = visit.place.view
  const shown = allOf([source.where, visible(source, reach), ofType(sql.ref('t.slug'), type)])
  const changed = seqOf('x.seq', 'x.entry_id')
  const inView = sql`x.view_id = ${view} and p.entry_id = x.entry_id and ${shown}`
  const published = sql<LiveMark>`
    select x.seq, x.entry_id as id from published as x cross join ${source.from}
    where ${inView} and ${within(span, sorts.entry, changed)} and ${seenIn(source, 'x.locale', reach.steps, true)}
    group by x.seq, x.entry_id order by x.seq, x.entry_id limit ${span.limit}`
  const narrowed = sql<LiveMark>`
    select x.seq, x.entry_id as id from lapsed as x cross join ${source.from}
    where ${inView} and x.ended = 1 and ${since(span, sorts.entry, changed)}
      and ${seenIn(source, 'x.locale', reach.readable, false)}
    group by x.seq, x.entry_id order by x.seq, x.entry_id limit ${span.limit}`
  const reshaped = sql<LiveMark>`
    select x.seq, p.entry_id as id from type_changes as x cross join ${source.from}
    where x.view_id = ${view} and x.change = 'fields' and p.type_id = x.type_id and ${shown}
      and ${since(span, sorts.entry, seqOf('x.seq', 'p.entry_id'))}
    order by x.seq, p.entry_id limit ${span.limit}`
  const marks: LiveMark[] = []
  for (const query of [published, narrowed, reshaped]) marks.push(...(await query.execute(source.db)).rows)
  return marks
}

/** Entries that were seen and are not any more. */
export async function readGoneEntries(
  { visit, source, reach }: Everything,
  type: string | null,
  span: Span,
): Promise<(GoneMark & { readonly type: string; readonly slug: string })[]> {
  const { rows } = await sql<GoneMark & { readonly type: string; readonly slug: string }>`
    select g.seq, g.entry_id as id, g.type, g.slug, g.deleted, g.lapsed_at as at from lapsed as g
    where g.view_id = ${visit.place.view} and g.locale = '' and ${since(span, sorts.entry, seqOf('g.seq', 'g.entry_id'))}
      and ${ofType(sql.ref('g.type'), type)} and ${seen(formerFace(source.db), reach)}
      and not exists (select 1 from ${source.from}
        where p.entry_id = g.entry_id and ${source.where} and ${visible(source, reach)})
    order by g.seq, g.entry_id limit ${span.limit}`.execute(source.db)
  return rows
}

/** What decided about a row of `lapsed as g`. */
function formerFace(db: Reader): Face {
  return {
    db,
    mustBeLive: true,
    filterColumns: {
      id: sql.ref('g.entry_id'),
      name: sql.ref('g.slug'),
      type: sql.ref('g.type'),
      status: sql.lit('published'),
      own: (principal) => isCreator('g', principal),
      tagged: (tags) => boreTag(db, tags),
    },
    isLiveIn: (code) =>
      sql`exists (select 1 from lapsed k where k.view_id = g.view_id and k.seq = g.seq and k.entry_id = g.entry_id and k.locale = ${code})`,
  }
}

/** Whether what was live as `g` bore one of some tags then. */
function boreTag(db: Reader, tags: readonly string[]): RawBuilder<SqlBool> {
  const { from, text } = textsInBody(db, sql.ref<string>('g.tags'), tagsKey)
  return sql`exists (select 1 from ${from} where ${text} in (${sql.join(tags)}))`
}

/** Types that changed what is seen of their entries by another slug, or are gone. */
export async function readTypeChanges(db: Reader, viewId: string, change: 'slug' | 'deleted', span: Span) {
  const { rows } = await sql<
    LiveMark & { readonly slug: string; readonly at: number; readonly slugNow: string | null }
  >`
    select x.seq, x.type_id as id, x.slug, x.lapsed_at as at, t.slug as "slugNow"
    from type_changes as x join views as v on v.id = x.view_id
    left join content_types as t on t.space_id = v.space_id and t.branch_id = v.branch_id and t.id = x.type_id
    where x.view_id = ${viewId} and x.change = ${change} and ${since(span, sorts.type, seqOf('x.seq', 'x.type_id'))}
    order by x.seq, x.type_id`.execute(db)
  return rows
}

/** Files that are live, and were published or changed what decides about them. */
export async function readLiveAssets(assets: AssetVisit, span: Span): Promise<LiveMark[]> {
  const { source, readableRows } = seenAssets(assets)
  const { rows } = await sql<LiveMark>`
    select p.seq, p.asset_id as id from ${source.from}
    where ${source.where} and ${readableRows} and ${within(span, sorts.asset, seqOf('p.seq', 'p.asset_id'))}
    order by p.seq, p.asset_id limit ${span.limit}`.execute(assets.db)
  return rows
}

/** Files that were seen and are not any more. */
export async function readGoneAssets(assets: AssetVisit, span: Span): Promise<GoneMark[]> {
  const { source, readableRows } = seenAssets(assets)
  const flags = kinds[assets.caller.principal.kind].assets.map((each) => (each === 'private' ? 1 : 0))
  const wasReadable = filterCondition(assets.db, readableAssets(assets), {
    id: sql.ref('g.asset_id'),
    name: sql.ref('g.file_name'),
    category: sql.ref('g.category'),
    own: (principal) => isCreator('g', principal),
    tagged: (tags) => boreTag(assets.db, tags),
  })
  const { rows } = await sql<GoneMark>`
    select g.seq, g.asset_id as id, g.deleted, g.lapsed_at as at from lapsed_assets as g
    where g.view_id = ${assets.place.view} and ${since(span, sorts.asset, seqOf('g.seq', 'g.asset_id'))}
      and ${flags.length === 0 ? sql`1 = 0` : sql`g.private in (${sql.join(flags)})`} and ${wasReadable}
      and not exists (select 1 from ${source.from} where a.id = g.asset_id and ${source.where} and ${readableRows})
    order by g.seq, g.asset_id limit ${span.limit}`.execute(assets.db)
  return rows
}

function seenAssets(assets: AssetVisit) {
  const source = sourceOf(assets)
  return { source, readableRows: filterCondition(assets.db, readableAssets(assets), source.filterColumns) }
}

interface SeqColumns {
  readonly seq: Expression<number>
  readonly id: Expression<string>
}

function seqOf(seq: string, id: string): SeqColumns {
  return { seq: sql.ref<number>(seq), id: sql.ref<string>(id) }
}

/** Whether a row lies behind the position, and was there when the version was read. */
function within({ after, upTo }: Span, own: Sort, { seq, id }: SeqColumns): RawBuilder<SqlBool> {
  const atLeast = sql<SqlBool>`${seq} >= ${after.seq} and ${seq} <= ${upTo}`
  if (own > after.sort) return atLeast
  if (own < after.sort) return sql`${atLeast} and ${seq} > ${after.seq}`
  return sql`${atLeast} and (${seq} > ${after.seq} or ${id} > ${after.id})`
}

/** The same of what only counts since the cursor was begun. */
function since(span: Span, own: Sort, columns: SeqColumns): RawBuilder<SqlBool> {
  return sql`${columns.seq} > ${span.floor} and ${within(span, own, columns)}`
}

function ofType(slug: Expression<string>, type: string | null): Expression<SqlBool> {
  return type === null ? allOf([]) : sql`${slug} = ${type}`
}

/** Whether a change in a locale is one of what is seen; `withShared`: what all locales share is. */
function seenIn(
  { db, filterColumns }: Source,
  column: string,
  steps: readonly LocaleStep[],
  withShared: boolean,
): Expression<SqlBool> {
  const locale = sql.ref<string>(column)
  const inStep = ({ code, rows }: LocaleStep) =>
    allOf([sql`${locale} = ${code}`, filterCondition(db, rows, filterColumns)])
  return anyOf([...(withShared ? [sql<SqlBool>`${locale} = ''`] : []), ...steps.map(inStep)])
}
