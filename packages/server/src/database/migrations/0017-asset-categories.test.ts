import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Writer } from '../database.ts'
import { openDatabase } from '../open-database.ts'
import { makeTestFolder } from '../test-folder.ts'
import { insertSpace } from '../test-rows.ts'

async function insertFile(tx: Writer, spaceId: string, category: string | null, serial: number): Promise<void> {
  await tx
    .insertInto('assets')
    .values({
      space_id: spaceId,
      branch_id: 'main',
      id: randomUUID(),
      serial,
      file_name: `${serial}.txt`,
      category,
      private: 0,
      state: 'draft',
      media_type: 'text/plain',
      bytes: 1,
      width: null,
      height: null,
      blob: `blob-${serial}`,
      digest: '',
      metadata: '{}',
      version: 1,
      created_by_kind: null,
      created_by_id: null,
      created_at: 1,
      updated_at: 1,
      deleted_at: null,
    })
    .execute()
}

test('categories that files have are numbered, and the next one gets the number behind', async () => {
  const database = await openDatabase({ dataFolder: makeTestFolder('categories') })
  await database.migrate('0015-assertions')
  const [one, other] = await database.write(async (tx) => {
    const spaces = [await insertSpace(tx, 'one'), await insertSpace(tx, 'other')]
    const [first = '', second = ''] = spaces.map(({ spaceId }) => spaceId)
    for (const [index, [spaceId, category]] of [
      [first, 'Brand'],
      [first, 'Brand'],
      [first, 'Brand / Logos'],
      [first, null],
      [second, 'Brand'],
    ].entries())
      await insertFile(tx, spaceId ?? '', category ?? null, index + 1)
    return [first, second]
  })
  await database.migrate()
  const { rows, next } = await database.read(async (db) => ({
    rows: await db.selectFrom('asset_categories').selectAll().orderBy('serial').execute(),
    next: await db.selectFrom('serials').select('next').where('kind', '=', 'asset-category').executeTakeFirst(),
  }))
  expect(new Set(rows.map(({ space_id: space, category, made }) => `${space} ${category} ${made}`))).toEqual(
    new Set([`${one} Brand 0`, `${one} Brand / Logos 0`, `${other} Brand 0`]),
  )
  expect(rows.map(({ serial }) => serial)).toEqual([1, 2, 3])
  expect(next).toEqual({ next: 4 })
  await database.close()
})
