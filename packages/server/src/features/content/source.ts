import type { Filter } from '@latchkey/policy/filter'
import type { Target } from '@latchkey/policy/request'
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { allOf, anyOf } from '../../database/balanced.ts'
import type { Reader } from '../../database/database.ts'
import { filterCondition, type FilterColumns } from '../../database/filter-condition.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { bearsIn, type TagViews } from './borne-tags.ts'
import type { ListColumn } from './list-condition.ts'
import type { LocaleReach } from './locale-reach.ts'

/** Where entries are found, and which of their values are seen: live ones in a view, or working copies. */
export interface Source {
  readonly db: Reader
  readonly spaceId: string
  readonly branchId: string
  /** Tables, without what drives the search. */
  readonly from: RawBuilder<unknown>
  /** What all rows have in common. */
  readonly where: Expression<SqlBool>
  readonly columns: Readonly<Partial<Record<ListColumn, Expression<string | number | null>>>> & {
    readonly id: Expression<string>
    readonly slug: Expression<string>
    readonly status: Expression<string>
  }
  readonly name: Expression<string>
  readonly typeId: Expression<string>
  readonly creator: Expression<string | null>
  readonly filterColumns: FilterColumns
  /** Where the tags of a row are read along; null where no decision asks for them. */
  readonly tagViews: TagViews | null
  /** The view whose index rows and bodies a row shows: the id of a live one, or of the draft view. */
  readonly view: Expression<string>
  /** The same for what it shows in a locale. */
  readonly viewIn: (locale: string) => Expression<string>
  /** Its id where it is the same for all rows. */
  readonly fixedView: string | null
  /** The view that shows working copies; null where none is shown. */
  readonly draftView: string | null
  /** Columns of what all locales share, as `ShownBody` has them; null where that is not known before the view of a row is. */
  readonly shared: RawBuilder<unknown> | null
  /** Restricts live rows to entries that are live in a locale that is read. */
  readonly mustBeLive: boolean
  /** Reads what entries show in locales where it comes from several views; null where `view` says it all. */
  readonly readOverlaid: ((ids: readonly string[], locales: readonly string[]) => Promise<readonly BodyRow[]>) | null
}

/** A body as it is read. */
export interface BodyRow {
  readonly entryId: string
  readonly locale: string
  readonly body: string
  readonly version: number
  readonly updatedAt: number
  readonly publishedAt: number | null
}

/** An entry that is to be shown. */
export interface EntryRow {
  readonly id: string
  /** As it is shown. */
  readonly slug: string
  /** The slug by which it is decided: of an entry that was renamed since it went live, the new one. */
  readonly name: string
  readonly typeId: string
  readonly status: 'draft' | 'published' | 'protected' | 'archived'
  /** Null where it makes no difference, and where none is recorded. */
  readonly creator: string | null
  /** What it bears, where decisions ask for it. */
  readonly tags?: readonly string[]
  readonly publishedTags?: readonly string[]
  /** The view whose values it shows. */
  readonly view: string
  /** JSON of what all locales share, where it was read along; then the rest of `ShownBody` is there too. */
  readonly body?: string
  readonly version?: number
  readonly updatedAt?: number
  readonly publishedAt?: number
}

/** The row as decisions name it. */
export function targetOfRow(
  space: NonNullable<Target['space']>,
  type: string,
  { id, name, creator, status, tags, publishedTags }: EntryRow,
): Target {
  const borne = { ...(tags && { tags }), ...(publishedTags && { publishedTags }) }
  return { area: 'content', space, type, id, name, creator, status, ...borne }
}

export interface PublishedPlace {
  readonly spaceId: string
  readonly branchId: string
  readonly view: string
  /** Null for all types. */
  readonly typeId: string | null
  /** Whether who created an entry can make a difference; looking it up costs another row. */
  readonly withCreator: boolean
  /** The same of its tags. */
  readonly withTags: boolean
  /** Whether rows are found and sorted by what stands with the entry and its type. For all types it does. */
  readonly numbered?: boolean
}

/** What stands with the entry and its type. */
const numbers = {
  serial: sql.ref<number>('o.serial'),
  type: sql.ref<string>('t.slug'),
  created_at: sql.ref<number>('o.created_at'),
}

/** Live snapshots in one view. */
export function publishedSource(db: Reader, place: PublishedPlace): Source {
  const { spaceId, branchId, view, typeId, withCreator, withTags } = place
  const { numbered = typeId === null } = place
  const id = sql.ref<string>('p.entry_id')
  const slug = sql.ref<string>('p.slug')
  const made = sql`from entries o where o.space_id = ${spaceId} and o.branch_id = ${branchId} and o.id = p.entry_id`
  return {
    db,
    spaceId,
    branchId,
    from: numbered ? withTypes(place) : sql`published as p`,
    where: sql`p.view_id = ${view} and p.locale = '' and ${ofType(place)}`,
    columns: {
      ...(numbered && numbers),
      id,
      slug,
      status: sql.lit('published'),
      published_at: sql.ref<number>('p.published_at'),
      updated_at: sql.ref<number>('p.updated_at'),
    },
    name: slug,
    typeId: sql.ref<string>('p.type_id'),
    creator: withCreator ? sql`(select o.created_by_kind || ':' || o.created_by_id ${made})` : sql`null`,
    filterColumns: {
      id,
      name: slug,
      ...(numbered && { type: numbers.type }),
      status: sql.lit('published'),
      own: (principal) => sql`exists (select 1 ${made} and ${isCreator('o', principal)})`,
      tagged: (tags) => bearsIn(sql`${view}`, id, tags),
    },
    tagViews: withTags ? { shown: sql`${view}`, working: sql`${view}` } : null,
    view: sql`${view}`,
    viewIn: () => sql`${view}`,
    fixedView: view,
    draftView: null,
    shared: sql`p.version, p.updated_at as "updatedAt", p.published_at as "publishedAt",
      (select r.body from revisions r where r.id = p.revision_id and r.space_id = ${spaceId}) as body`,
    mustBeLive: true,
    readOverlaid: null,
  }
}

/** Whether a live row is of the type of the place. */
export function ofType({ typeId }: PublishedPlace): RawBuilder<SqlBool> {
  return typeId === null ? sql`1 = 1` : sql`p.type_id = ${typeId}`
}

/** Live rows with the entries and the types that they are of. */
function withTypes({ spaceId, branchId }: PublishedPlace): RawBuilder<unknown> {
  return sql`published as p
    join entries as o on o.space_id = ${spaceId} and o.branch_id = ${branchId} and o.id = p.entry_id
    join content_types as t on t.space_id = ${spaceId} and t.branch_id = ${branchId} and t.id = p.type_id`
}

export interface WorkingPlace {
  readonly spaceId: string
  readonly branchId: string
  readonly draftView: string
  /** Null for all types. */
  readonly typeId: string | null
  /** The published rows whose working copy may be shown; of all others the snapshot is, changed or not: the two must look alike. */
  readonly drafts: Filter
  /** The live view of a row, for those that show a snapshot; null when they show none. */
  readonly liveView: Expression<string | null>
  /** Whether tags can make a difference to who reads a row, once it is read. */
  readonly withTags: boolean
  /** The states that are shown at all; null for every one. */
  readonly states: readonly string[] | null
}

/** Working copies; of a published entry whose draft the caller may not read, the live snapshot. */
export function workingSource(db: Reader, place: WorkingPlace): Source {
  const { spaceId, branchId, draftView, typeId, drafts, states, withTags } = place
  const id = sql.ref<string>('e.id')
  const snapshot = sql<string>`(select l.view_id from published l
    where e.state = 'published' and l.view_id = ${place.liveView} and l.entry_id = e.id and l.locale = '')`
  const tagViews: TagViews = { shown: sql`coalesce(${snapshot}, ${draftView})`, working: sql`${draftView}` }
  const names: FilterColumns = {
    id,
    name: sql.ref<string>('e.slug'),
    type: sql.ref<string>('t.slug'),
    status: sql.ref<string>('e.state'),
    own: (principal) => isCreator('e', principal),
    tagged: (tags, copy) => bearsIn(tagViews[copy], id, tags),
  }
  const mixed = drafts.is !== 'all'
  const showsLive = sql<SqlBool>`(e.state = 'published' and not ${filterCondition(db, drafts, names)})`
  const either = <Value>(live: string, working: string): Expression<Value> =>
    mixed
      ? sql<Value>`case when ${showsLive} then ${sql.ref(live)} else ${sql.ref(working)} end`
      : sql.ref<Value>(working)
  const entries = sql`entries as e join content_types as t on t.space_id = e.space_id and t.branch_id = e.branch_id and t.id = e.type_id`
  const view = mixed
    ? sql<string>`case when ${showsLive} then p.view_id else ${draftView} end`
    : sql<string>`${draftView}`
  return {
    db,
    spaceId,
    branchId,
    from: mixed
      ? sql`${entries} left join published as p on p.view_id = ${place.liveView} and p.entry_id = e.id and p.locale = ''`
      : entries,
    where: allOf([
      sql`e.space_id = ${spaceId} and e.branch_id = ${branchId} and e.deleted_at is null`,
      ...(typeId === null ? [] : [sql<SqlBool>`e.type_id = ${typeId}`]),
      ...(states === null ? [] : [sql<SqlBool>`e.state in (${sql.join(states)})`]),
      ...(mixed ? [sql<SqlBool>`(not ${showsLive} or p.view_id is not null)`] : []),
    ]),
    columns: {
      id,
      slug: either('p.slug', 'e.slug'),
      serial: sql.ref<number>('e.serial'),
      type: sql.ref<string>('t.slug'),
      status: sql.ref<string>('e.state'),
      published_at: either('p.published_at', 'e.published_at'),
      updated_at: either('p.updated_at', 'e.updated_at'),
      created_at: sql.ref<number>('e.created_at'),
    },
    name: sql.ref<string>('e.slug'),
    typeId: sql.ref<string>('e.type_id'),
    creator: sql`e.created_by_kind || ':' || e.created_by_id`,
    filterColumns: names,
    tagViews: withTags ? tagViews : null,
    view,
    viewIn: () => view,
    fixedView: mixed ? null : draftView,
    draftView,
    shared: null,
    mustBeLive: false,
    readOverlaid: null,
  }
}

/** What decides about a row whether it is seen. */
export interface Face extends Pick<Source, 'db' | 'filterColumns' | 'mustBeLive'> {
  /** Whether it is live in a locale. */
  readonly isLiveIn: (locale: string) => Expression<SqlBool>
}

/** The rows that a caller may read, each in some locale that was asked for. */
export function visible(source: Source, reach: LocaleReach): Expression<SqlBool> {
  return seen(faceOf(source), reach)
}

/** The same of anything that has such a face. */
export function seen(face: Face, reach: LocaleReach): Expression<SqlBool> {
  return allOf([filterCondition(face.db, reach.rows, face.filterColumns), liveAs(face, reach)])
}

/** What decides about a row of a source. */
function faceOf({ db, filterColumns, mustBeLive, viewIn, columns }: Source): Face {
  return {
    db,
    filterColumns,
    mustBeLive,
    isLiveIn: (code) =>
      sql`exists (select 1 from published l where l.view_id = ${viewIn(code)} and l.entry_id = ${columns.id} and l.locale = ${code})`,
  }
}

/**
 * An entry that is live in other locales only is not shown in this one. One without any locale that the caller may read
 * is: what it holds there belongs to all locales, and hidden ones must make no difference.
 */
export function liveIn(source: Source, reach: LocaleReach): Expression<SqlBool> {
  return liveAs(faceOf(source), reach)
}

function liveAs({ db, mustBeLive, filterColumns, isLiveIn }: Face, reach: LocaleReach): Expression<SqlBool> {
  if (!mustBeLive || reach.coversAll) return allOf([])
  const hasRow = ({ code, rows }: LocaleReach['steps'][number]): Expression<SqlBool> =>
    allOf([filterCondition(db, rows, filterColumns), isLiveIn(code)])
  return anyOf([...reach.steps.map(hasRow), sql`not ${anyOf(reach.readable.map(hasRow))}`])
}

/** The body that an index row `i` was made from. */
export function bodyOf({ spaceId, branchId, draftView }: Source, index: string): Expression<string> {
  const of = (column: string) => sql.ref(`${index}.${column}`)
  const live = sql`select r.body from published b join revisions r on r.id = b.revision_id
    where b.view_id = ${of('view_id')} and b.entry_id = ${of('entry_id')} and b.locale = ${of('locale')} and r.space_id = ${spaceId}`
  if (draftView === null) return sql`(${live})`
  const working = sql`select r.body from heads b join revisions r on r.id = b.revision_id
    where b.space_id = ${spaceId} and b.branch_id = ${branchId} and b.entry_id = ${of('entry_id')} and b.locale = ${of('locale')}`
  return sql`case when ${of('view_id')} = ${draftView} then (${working}) else (${live}) end`
}

export function isCreator(table: 'e' | 'o' | 'g', principal: string): RawBuilder<SqlBool> {
  const { created_by_kind: kind, created_by_id: id } = creatorColumns(principal)
  return sql`${sql.ref(`${table}.created_by_kind`)} = ${kind} and ${sql.ref(`${table}.created_by_id`)} = ${id}`
}
