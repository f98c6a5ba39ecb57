import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTestFolder } from '../database/test-folder.ts'
import { encodeMetadata } from '../features/assets/asset.ts'
import { createAsset } from '../features/assets/create-asset.ts'
import { insertComment } from '../features/comments/queries.ts'
import { insertDatasource, insertDatasourceEntries } from '../features/datasources/queries.ts'
import { creatorColumns } from '../lib/creator.ts'
import { fixedId, fixedSerial } from './content-fixture.ts'
import type { ReadingApp } from './reading-app.ts'

const spaceId = fixedId('space', 'shop')
const at = Date.UTC(2026, 1, 1)

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
        serial: fixedSerial(fixedId('comment', name)),
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
      serial: fixedSerial(id),
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
        serial: fixedSerial(fixedId('datasource-entry', slug, key)),
        position,
        key,
        value: `${slug} ${key}`,
        dimension_values: '{"de":"x"}',
      })),
    )
  })
}

/** A file to be put straight into the table and the store; its id follows from its name, and so do its bytes. */
export interface FixtureFile {
  readonly name: string
  readonly creator: string
  readonly category?: string
  readonly tags?: readonly string[]
  readonly isPrivate?: boolean
  /** The id of its branch; absent: `main`. */
  readonly branch?: string
}

export const fileId = (name: string) => fixedId('asset', name)

/** Puts files into the space, as drafts. */
export async function addFiles(
  { database, files: { blobs } }: ReadingApp,
  files: readonly FixtureFile[],
): Promise<void> {
  const folder = makeTestFolder('fixture-files')
  for (const { name, creator, category = null, tags = [], isPrivate = false, branch = 'main' } of files) {
    const bytes = Buffer.from(name)
    const digest = createHash('sha256').update(bytes).digest('hex')
    const blob = digest.slice(0, 32)
    const staged = join(folder, blob)
    writeFileSync(staged, bytes)
    await blobs.keep(blob, staged)
    const file = { blob, digest, bytes: bytes.length, mediaType: 'text/plain', width: null, height: null }
    const metadata = encodeMetadata({ alt: name }, tags)
    const asset = {
      id: fileId(name),
      serial: fixedSerial(fileId(name)),
      fileName: name,
      category,
      isPrivate,
      metadata,
      creator,
      file,
    }
    await database.write((tx) => createAsset(tx, { spaceId, branchId: branch }, asset, at))
  }
  rmSync(folder, { recursive: true })
}
