import { type Insertable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { splitTags, tagsTextIn } from '../content/borne-tags.ts'
import { shared } from '../content/field-values.ts'
import type { EntryRow, LiveRow } from './state.ts'

/** What is live of an entry, in the order of the environments. */
export async function readLive(db: Reader, { space_id, branch_id, id }: EntryRow): Promise<LiveRow[]> {
  return (await readLiveOf(db, space_id, branch_id, [id])).get(id) ?? []
}

/** What is live of entries, by their ids; each in the order of the environments. */
export async function readLiveOf(
  db: Reader,
  spaceId: string,
  branchId: string,
  ids: readonly string[],
): Promise<Map<string, LiveRow[]>> {
  const borne = tagsTextIn(sql.ref('published.view_id'), sql.ref('published.entry_id'))
  const rows = await db
    .selectFrom('views')
    .innerJoin('environments', (join) =>
      join.onRef('environments.space_id', '=', 'views.space_id').onRef('environments.id', '=', 'views.environment_id'),
    )
    .innerJoin('published', 'published.view_id', 'views.id')
    .select([
      'published.entry_id as entryId',
      'published.view_id as viewId',
      'environments.id as environmentId',
      'environments.name as environment',
      'published.locale',
      'published.slug',
      'published.revision_id as revisionId',
      'published.version',
      'published.published_at as publishedAt',
      'published.updated_at as updatedAt',
      sql<string | null>`case when published.locale = ${shared} then ${borne} end`.as('tags'),
    ])
    .where('views.space_id', '=', spaceId)
    .where('views.branch_id', '=', branchId)
    .where('environments.state', '=', 'active')
    .where('published.entry_id', 'in', ids)
    .orderBy('environments.created_at')
    .orderBy('environments.id')
    .orderBy('published.locale')
    .execute()
  const live = rows.map(({ tags, ...row }) => ({ ...row, tags: splitTags(tags) }))
  return Map.groupBy(live, ({ entryId }) => entryId)
}

/** Makes snapshots live, or moves live ones on. When an entry first went live in a view stays. */
export async function putPublished(tx: Writer, rows: readonly Insertable<Schema['published']>[]): Promise<void> {
  await tx
    .insertInto('published')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['view_id', 'entry_id', 'locale']).doUpdateSet((row) => ({
        slug: row.ref('excluded.slug'),
        revision_id: row.ref('excluded.revision_id'),
        version: row.ref('excluded.version'),
        published_at: row.ref('excluded.published_at'),
        updated_at: row.ref('excluded.updated_at'),
        seq: row.ref('excluded.seq'),
      })),
    )
    .execute()
}

/** Takes snapshots offline; all locales when none are named. */
export async function deletePublished(
  tx: Writer,
  viewIds: readonly string[],
  entryId: string,
  locales?: readonly string[],
): Promise<void> {
  const rows = tx.deleteFrom('published').where('view_id', 'in', viewIds).where('entry_id', '=', entryId)
  await (locales ? rows.where('locale', 'in', locales) : rows).execute()
}

/** Moves the date that live snapshots show in a view. */
export async function datePublished(
  tx: Writer,
  { viewId, seq }: { readonly viewId: string; readonly seq: number },
  entryId: string,
  at: number,
): Promise<void> {
  await tx
    .updateTable('published')
    .set({ published_at: at, seq })
    .where('view_id', '=', viewId)
    .where('entry_id', '=', entryId)
    .execute()
}
