import type { Writer } from '../../database/database.ts'
import type { TestApp } from '../../test-support/test-app.ts'

/** By slug of an entry: the environments where it is live, and whether with its newest text or an older one. */
export type Snapshots = Readonly<Record<string, Readonly<Record<string, 'newest' | 'older'>>>>

/**
 * Puts entries and snapshots into the database of `shop` by hand: what publishing itself does is tested there.
 *
 * Answers how the entries stand, each time it is asked.
 */
export async function publishByHand(app: TestApp, snapshots: Snapshots) {
  const { database, services, clock } = app
  const space = app.space.id
  const made = { created_by_kind: null, created_by_id: null, created_at: clock.now, updated_at: clock.now }
  const at = { space_id: space, branch_id: 'main' }
  await database.write(async (tx) => {
    const typeId = services.newId()
    await tx
      .insertInto('content_types')
      .values({
        ...at,
        ...made,
        id: typeId,
        serial: 1,
        slug: 'pages',
        name: 'Pages',
        description: '',
        version: 1,
        fields: '[]',
        singleton: 0,
        display_field: null,
      })
      .execute()
    for (const [index, [slug, places]] of Object.entries(snapshots).entries()) {
      const id = services.newId()
      await tx
        .insertInto('entries')
        .values({
          ...at,
          ...made,
          id,
          serial: index + 1,
          type_id: typeId,
          slug,
          state: 'published',
          changed: Object.values(places).includes('older') ? 1 : 0,
          version: 2,
          published_at: clock.now,
          updated_by_kind: null,
          updated_by_id: null,
          deleted_at: null,
        })
        .execute()
      const revisions = { older: services.newId(), newest: services.newId() }
      await tx
        .insertInto('heads')
        .values({ ...at, entry_id: id, locale: '', revision_id: revisions.newest })
        .execute()
      for (const [environment, which] of Object.entries(places)) {
        const snapshot = { entry_id: id, type_id: typeId, slug, revision_id: revisions[which] }
        await insertSnapshot(tx, await viewOf(tx, space, environment), snapshot, clock.now)
      }
    }
  })
  return async () => {
    const rows = await database.read((db) =>
      db
        .selectFrom('entries')
        .leftJoin('published', 'published.entry_id', 'entries.id')
        .select(['entries.slug', 'entries.state', 'entries.changed', 'published.view_id'])
        .execute(),
    )
    return Object.fromEntries(
      [...Map.groupBy(rows, (row) => row.slug)].map(([slug, [first, ...others]]) => [
        slug,
        { state: first?.state, changed: first?.changed, live: first?.view_id ? 1 + others.length : 0 },
      ]),
    )
  }
}

async function viewOf(tx: Writer, spaceId: string, environment: string): Promise<string> {
  const view = await tx
    .selectFrom('views')
    .innerJoin('environments', 'environments.id', 'views.environment_id')
    .select('views.id')
    .where('views.space_id', '=', spaceId)
    .where('environments.name', '=', environment)
    .executeTakeFirstOrThrow()
  return view.id
}

async function insertSnapshot(
  tx: Writer,
  viewId: string,
  snapshot: { readonly entry_id: string; type_id: string; slug: string; revision_id: string },
  at: number,
): Promise<void> {
  await tx
    .insertInto('published')
    .values({
      ...snapshot,
      view_id: viewId,
      locale: '',
      version: 1,
      published_at: at,
      first_published_at: at,
      updated_at: at,
    })
    .execute()
  await tx
    .insertInto('field_index')
    .values({
      view_id: viewId,
      field_id: 'title',
      locale: '',
      entry_id: snapshot.entry_id,
      position: 0,
      num: null,
      str: 'x',
    })
    .execute()
}
