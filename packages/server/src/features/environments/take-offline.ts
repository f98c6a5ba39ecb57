import type { Writer } from '../../database/database.ts'
import { shared as sharedLocale } from '../content/field-values.ts'

/** A space's environment, by ids. */
export interface Place {
  readonly spaceId: string
  readonly environmentId: string
}

/** Ends everything that is live in an environment: snapshots, files and index rows. What is live nowhere else becomes a draft. */
export async function takeOffline(tx: Writer, place: Place): Promise<void> {
  await settleEntries(tx, place)
  await settleAssets(tx, place)
  const views = viewsIn(tx, place, '=').select('views.id')
  await tx.deleteFrom('field_index').where('view_id', 'in', views).execute()
  await tx.deleteFrom('published').where('view_id', 'in', views).execute()
  await tx.deleteFrom('published_assets').where('view_id', 'in', views).execute()
  await tx
    .deleteFrom('views')
    .where('space_id', '=', place.spaceId)
    .where('environment_id', '=', place.environmentId)
    .execute()
}

/** The views of the environment (`=`), or of the space's other ones (`<>`). */
function viewsIn(tx: Writer, { spaceId, environmentId }: Place, side: '=' | '<>') {
  return tx.selectFrom('views').where('views.space_id', '=', spaceId).where('views.environment_id', side, environmentId)
}

/** The entries with a snapshot there, each by branch and id. */
function liveEntries(tx: Writer, place: Place, side: '=' | '<>') {
  return viewsIn(tx, place, side)
    .innerJoin('published', 'published.view_id', 'views.id')
    .select(['views.branch_id', 'published.entry_id'])
}

/** Those whose working copy differs from a snapshot there: in its slug, in what it says, or in a locale that is not live. */
function entriesAhead(tx: Writer, place: Place, side: '=' | '<>') {
  return viewsIn(tx, place, side)
    .innerJoin('published as shared', (join) =>
      join.onRef('shared.view_id', '=', 'views.id').on('shared.locale', '=', sharedLocale),
    )
    .innerJoin('entries as entry', (join) =>
      join
        .onRef('entry.space_id', '=', 'views.space_id')
        .onRef('entry.branch_id', '=', 'views.branch_id')
        .onRef('entry.id', '=', 'shared.entry_id'),
    )
    .innerJoin('heads', (join) =>
      join
        .onRef('heads.space_id', '=', 'views.space_id')
        .onRef('heads.branch_id', '=', 'views.branch_id')
        .onRef('heads.entry_id', '=', 'shared.entry_id'),
    )
    .innerJoin('revisions', 'revisions.id', 'heads.revision_id')
    .leftJoin('published as snapshot', (join) =>
      join
        .onRef('snapshot.view_id', '=', 'views.id')
        .onRef('snapshot.entry_id', '=', 'shared.entry_id')
        .onRef('snapshot.locale', '=', 'heads.locale'),
    )
    .where((eb) =>
      eb.or([
        eb('shared.slug', '<>', eb.ref('entry.slug')),
        eb('snapshot.revision_id', '<>', eb.ref('heads.revision_id')),
        eb.and([eb('snapshot.revision_id', 'is', null), eb('revisions.body', '<>', '{}')]),
      ]),
    )
    .select(['views.branch_id', 'shared.entry_id'])
}

async function settleEntries(tx: Writer, place: Place): Promise<void> {
  const live = tx
    .updateTable('entries')
    .where('space_id', '=', place.spaceId)
    .where('state', '=', 'published')
    .where((eb) =>
      eb(eb.refTuple('branch_id', 'id'), 'in', liveEntries(tx, place, '=').$asTuple('branch_id', 'entry_id')),
    )
  await live
    .set({ changed: 0 })
    .where('changed', '=', 1)
    .where((eb) =>
      eb(eb.refTuple('branch_id', 'id'), 'not in', entriesAhead(tx, place, '<>').$asTuple('branch_id', 'entry_id')),
    )
    .execute()
  await live
    .set({ state: 'draft' })
    .where((eb) =>
      eb(eb.refTuple('branch_id', 'id'), 'not in', liveEntries(tx, place, '<>').$asTuple('branch_id', 'entry_id')),
    )
    .execute()
}

/** The files that are published there, each by branch and id. */
function liveAssets(tx: Writer, place: Place, side: '=' | '<>') {
  return viewsIn(tx, place, side)
    .innerJoin('published_assets', 'published_assets.view_id', 'views.id')
    .select(['views.branch_id', 'published_assets.asset_id'])
}

async function settleAssets(tx: Writer, place: Place): Promise<void> {
  await tx
    .updateTable('assets')
    .set({ state: 'draft' })
    .where('space_id', '=', place.spaceId)
    .where('state', '=', 'published')
    .where((eb) =>
      eb(eb.refTuple('branch_id', 'id'), 'in', liveAssets(tx, place, '=').$asTuple('branch_id', 'asset_id')),
    )
    .where((eb) =>
      eb(eb.refTuple('branch_id', 'id'), 'not in', liveAssets(tx, place, '<>').$asTuple('branch_id', 'asset_id')),
    )
    .execute()
}
