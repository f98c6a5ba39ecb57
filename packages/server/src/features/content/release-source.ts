import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { allOf } from '../../database/balanced.ts'
import { bearsIn } from './borne-tags.ts'
import { shared } from './field-values.ts'
import { type BodyRow, ofType, publishedSource, type PublishedPlace, type Source } from './source.ts'

/**
 * An open release, laid over what an environment shows. Its view holds the pinned revisions of the entries that it
 * publishes, with index rows of their own; an entry of an item shows them in the place of what is live.
 */
export interface ReleaseLayer {
  readonly releaseId: string
  readonly view: string
  /** What is shown as the date of entries that have none yet: they go live with the release. UTC milliseconds. */
  readonly undatedAt: number
}

/** Snapshots as they will be once the release is published. */
export function releaseSource(db: Source['db'], place: PublishedPlace, layer: ReleaseLayer): Source {
  const { view: under, spaceId } = place
  const { releaseId, view } = layer
  const plain = publishedSource(db, place)
  const publishedAt = dateOf(place, layer, 'p')
  // What all locales share, tags among it, is shown from the view of the row.
  const shownFrom = sql.ref<string>('p.view_id')
  return {
    ...plain,
    from: sql`${plain.from} left join release_items as x on x.release_id = ${releaseId} and x.entry_id = p.entry_id`,
    where: allOf([
      sql`p.view_id in (${under}, ${view}) and p.locale = '' and ${ofType(place)}`,
      sql`(x.release_id is null or (x.action = 'publish' and ${sharedComesFrom(place, layer)}))`,
    ]),
    columns: { ...plain.columns, published_at: publishedAt },
    filterColumns: { ...plain.filterColumns, tagged: (tags) => bearsIn(shownFrom, plain.columns.id, tags) },
    tagViews: plain.tagViews && { shown: shownFrom, working: shownFrom },
    view: shownFrom,
    viewIn: (locale) => (locale === shared ? sql.ref<string>('p.view_id') : viewOf(layer, under, sql`${locale}`)),
    fixedView: null,
    readOverlaid: (ids, codes) => readOverlaid(db, place, layer, ids, codes),
    shared: sql`p.version, p.updated_at as "updatedAt", ${publishedAt} as "publishedAt",
      (select r.body from revisions r where r.id = p.revision_id and r.space_id = ${spaceId}) as body`,
  }
}

/**
 * Whether what all locales share is shown from the row: from the release where the item takes it along or nothing is
 * live, else from below. What cannot go live is not shown.
 */
function sharedComesFrom(
  { view: under, spaceId, branchId }: PublishedPlace,
  { view }: ReleaseLayer,
): Expression<SqlBool> {
  const isLive = sql`exists (select 1 from published u where u.view_id = ${under} and u.entry_id = p.entry_id and u.locale = '')`
  const canGoLive = sql`exists (select 1 from entries o where o.space_id = ${spaceId} and o.branch_id = ${branchId}
    and o.id = p.entry_id and o.deleted_at is null and o.state <> 'archived')`
  return sql`case when p.view_id = ${view} then (x.takes_shared = 1 or not ${isLive}) and ${canGoLive}
    else x.takes_shared = 0 end`
}

/** The view that an entry shows a locale from: an item without locales shows all of them, any other those that it pins. */
function viewOf({ view }: ReleaseLayer, under: string, locale: Expression<string>): Expression<string> {
  const isPinned = sql`exists (select 1 from published n where n.view_id = ${view} and n.entry_id = p.entry_id and n.locale = ${locale})`
  return sql`case when x.release_id is not null and (x.locales is null or ${isPinned}) then ${view} else ${under} end`
}

/** The date that a row shows: what the release publishes has that of its entry. */
function dateOf(
  { spaceId, branchId }: PublishedPlace,
  { view, undatedAt }: ReleaseLayer,
  table: 'p' | 'b',
): RawBuilder<number> {
  const of = (column: string) => sql.ref(`${table}.${column}`)
  return sql`case when ${of('view_id')} = ${view} then coalesce((select o.published_at from entries o
    where o.space_id = ${spaceId} and o.branch_id = ${branchId} and o.id = ${of('entry_id')}), ${undatedAt})
    else ${of('published_at')} end`
}

/** Bodies that entries show, each from the view that it is shown from. */
async function readOverlaid(
  db: Source['db'],
  place: PublishedPlace,
  layer: ReleaseLayer,
  ids: readonly string[],
  codes: readonly string[],
): Promise<readonly BodyRow[]> {
  const { from, where } = releaseSource(db, place, layer)
  const query = sql<BodyRow>`
    select b.entry_id as "entryId", b.locale, r.body, b.version, b.updated_at as "updatedAt",
      ${dateOf(place, layer, 'b')} as "publishedAt"
    from ${from} join published as b on b.entry_id = p.entry_id and b.view_id in (${place.view}, ${layer.view})
    join revisions as r on r.id = b.revision_id
    where ${where} and p.entry_id in (${sql.join(ids)}) and b.locale in (${sql.join(codes)})
      and b.view_id = case when b.locale = '' then p.view_id else ${viewOf(layer, place.view, sql.ref('b.locale'))} end
      and r.space_id = ${place.spaceId}`
  return (await query.execute(db)).rows
}
