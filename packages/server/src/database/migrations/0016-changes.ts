import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { columnTypes, empty, references, required, zero } from '../column-types.ts'

/** What changed where, in the order in which it did: what is live knows its number, and what was is remembered for a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, checked, clustered } = columnTypes(db)
  for (const [table, columns] of live) {
    await db.schema.alterTable(table).addColumn('seq', integer, zero).execute()
    await db.schema.createIndex(`${table}_by_seq`).on(table).columns(columns).execute()
  }
  await db.schema
    .createTable('lapsed')
    .addColumn('view_id', text, (column) => references('views.id')(column).onDelete('cascade'))
    .addColumn('seq', integer, required)
    .addColumn('entry_id', text, required)
    .addColumn('locale', text, required)
    .addColumn('type_id', text, required)
    .addColumn('type', text, required)
    .addColumn('slug', text, required)
    .addColumn('tags', text, required)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('ended', integer, required)
    .addColumn('deleted', integer, required)
    .addColumn('lapsed_at', integer, required)
    .addPrimaryKeyConstraint('lapsed_pk', ['view_id', 'seq', 'entry_id', 'locale'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('lapsed_assets')
    .addColumn('view_id', text, (column) => references('views.id')(column).onDelete('cascade'))
    .addColumn('seq', integer, required)
    .addColumn('asset_id', text, required)
    .addColumn('file_name', text, required)
    .addColumn('category', text)
    .addColumn('private', integer, required)
    .addColumn('tags', text, required)
    .addColumn('created_by_kind', text)
    .addColumn('created_by_id', text)
    .addColumn('deleted', integer, required)
    .addColumn('lapsed_at', integer, required)
    .addPrimaryKeyConstraint('lapsed_assets_pk', ['view_id', 'seq', 'asset_id'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('type_changes')
    .addColumn('view_id', text, (column) => references('views.id')(column).onDelete('cascade'))
    .addColumn('seq', integer, required)
    .addColumn('type_id', text, required)
    .addColumn('change', text, required)
    .addColumn('slug', text, required)
    .addColumn('lapsed_at', integer, required)
    .addPrimaryKeyConstraint('type_changes_pk', ['view_id', 'seq', 'type_id'])
    .modifyEnd(checked)
    .execute()
  for (const table of ['lapsed', 'lapsed_assets', 'type_changes']) {
    await db.schema.createIndex(`${table}_by_time`).on(table).column('lapsed_at').execute()
  }
  await db.schema.alterTable('instance').addColumn('changes_era', text, empty).execute()
  // An installation that a backup of an earlier version was restored into knows nothing of what it told before.
  await (db as Kysely<{ instance: { changes_era: string } }>)
    .updateTable('instance')
    .set({ changes_era: randomUUID() })
    .execute()
}

const live: readonly (readonly [table: string, columns: string[]])[] = [
  ['published', ['view_id', 'seq', 'entry_id', 'locale']],
  ['published_assets', ['view_id', 'seq', 'asset_id']],
]
