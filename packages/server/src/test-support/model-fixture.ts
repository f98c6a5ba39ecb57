import { insertComment } from '../features/comments/queries.ts'
import { insertDatasource, insertDatasourceEntries } from '../features/datasources/queries.ts'
import { creatorColumns } from '../lib/creator.ts'
import { fixedId } from './content-fixture.ts'
import type { ReadingApp } from './reading-app.ts'

const spaceId = fixedId('space', 'shop')
const at = Date.UTC(2026, 1, 1)
let serials = 9_000_000

/** A comment to be put straight into the table; its id follows from its name. */
export interface FixtureComment {
  readonly name: string
  readonly entry?: string
  readonly thread?: string
  readonly creator: string
  readonly resolved?: boolean
}

/** Puts comments into the space, on the page `a` where nothing else is said. */
export async function addComments({ database }: ReadingApp, comments: readonly FixtureComment[]): Promise<void> {
  await database.write(async (tx) => {
    for (const {
      name,
      entry = fixedId('entry', spaceId, 'pages', 'a'),
      thread = name,
      creator,
      resolved = false,
    } of comments) {
      await insertComment(tx, {
        space_id: spaceId,
        branch_id: 'main',
        entry_id: entry,
        id: fixedId('comment', name),
        serial: ++serials,
        thread_id: fixedId('comment', thread),
        text: name,
        ...creatorColumns(creator),
        created_at: at,
        updated_at: at,
        resolved_at: resolved ? at : null,
        resolved_by_kind: resolved ? 'account' : null,
        resolved_by_id: resolved ? 'somebody' : null,
      })
    }
  })
}

/** Puts a datasource of three entries into the space. */
export async function addDatasource(
  { database }: ReadingApp,
  {
    slug,
    creator,
    delivered = true,
  }: { readonly slug: string; readonly creator: string; readonly delivered?: boolean },
): Promise<void> {
  const id = fixedId('datasource', slug)
  await database.write(async (tx) => {
    await insertDatasource(tx, {
      space_id: spaceId,
      id,
      serial: ++serials,
      slug,
      name: slug,
      dimensions: '["de"]',
      delivered: delivered ? 1 : 0,
      version: 1,
      ...creatorColumns(creator),
      created_at: at,
      updated_at: at,
    })
    await insertDatasourceEntries(
      tx,
      ['s', 'm', 'l'].map((key, position) => ({
        space_id: spaceId,
        datasource_id: id,
        id: fixedId('datasource-entry', slug, key),
        serial: ++serials,
        position,
        key,
        value: `${slug} ${key}`,
        dimension_values: '{"de":"x"}',
      })),
    )
  })
}
