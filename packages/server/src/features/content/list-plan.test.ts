import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { CompiledQuery } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import type { Reader } from '../../database/database.ts'
import { openSqlite } from '../../database/sqlite-database.ts'
import { insertEntries, insertSpace } from '../../test-support/content-fixture.ts'
import { parseList } from './list-page.ts'
import { readRows } from './list-rows.ts'
import { localeReach } from './locale-reach.ts'
import { publishedSource } from './source.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-plan-'))
const database = openSqlite(folder)
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

await database.migrate()
const space = await insertSpace(database, {
  slug: 'shop',
  types: [
    {
      slug: 'pages',
      fields: [
        { id: 'rank', type: 'number', filterable: true },
        { id: 'title', type: 'text', localized: true, filterable: true },
        { id: 'section', type: 'select', filterable: true },
      ],
    },
  ],
})
await insertEntries(
  database,
  space,
  Array.from({ length: 3000 }, (_, rank) => ({
    type: 'pages',
    slug: `page-${rank}`,
    values: { '': { rank, section: rank % 2 === 0 ? 'even' : 'odd' }, en: { title: `Page ${rank}` } },
    at: rank,
  })),
)

/** How SQLite goes about the query of a list: one line for each table. */
async function planOf(parameters: { order?: string; filter?: { path: string[]; value: string }[] }): Promise<string[]> {
  const type = space.types.get('pages')
  const reach = localeReach([{ code: 'en', name: 'en', fallback: null }], 'en', () => ({ is: 'all' }))
  if (type === undefined || reach === null) throw new Error('The space has no pages: insert the type.')
  const queries: CompiledQuery[] = []
  await database.read(async (db) => {
    const view = space.views.get('production') ?? ''
    const place = {
      branchId: 'main',
      spaceId: space.spaceId,
      view,
      typeId: type.id,
      withCreator: false,
      withTags: false,
    }
    const source = publishedSource(recording(db, queries), place)
    const rows = await readRows(
      source,
      reach,
      parseList({ fields: [type.fields], columns: [] }, parameters, 'published_at'),
      null,
      20,
    )
    expect(rows).toHaveLength(20)
  })
  const last = queries.at(-1)
  if (last === undefined) throw new Error('The list asked nothing of the database.')
  const file = new DatabaseSync(join(folder, 'latchkey.db'), { readOnly: true })
  const lines = file.prepare(`explain query plan ${last.sql}`).all(...(last.parameters as string[]))
  file.close()
  return lines.map(({ detail }) => String(detail))
}

/** A reader that also notes what it is asked. */
function recording(db: Reader, queries: CompiledQuery[]): Reader {
  const executor = db.getExecutor()
  const noting = new Proxy(executor, {
    get: (target, name) => {
      if (name === 'executeQuery') {
        return (query: CompiledQuery) => {
          queries.push(query)
          return target.executeQuery(query)
        }
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })
  return new Proxy(db, {
    get: (target, name) => (name === 'getExecutor' ? () => noting : (Reflect.get(target, name) as unknown)),
  })
}

test('a list in the order of a field walks the index of the field', async () => {
  const plan = await planOf({ order: 'rank', filter: [{ path: ['rank', 'gte'], value: '100' }] })
  expect(plan[0]).toMatch(/^SEARCH d USING COVERING INDEX field_index_num \(.*num>\?\)$/)
  expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|SCAN/)
})

test('so it does backwards, in a locale, and with another condition that many entries pass', async () => {
  const plan = await planOf({ order: '-title', filter: [{ path: ['section', 'eq'], value: 'even' }] })
  expect(plan[0]).toMatch(/^SEARCH d USING COVERING INDEX field_index_str/)
  expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|SCAN/)
})

test('a condition that few entries pass is where the search begins', async () => {
  const plan = await planOf({ order: 'title', filter: [{ path: ['rank', 'lt'], value: '50' }] })
  expect(plan.find((line) => line.includes('field_index_num'))).toMatch(/^SEARCH i USING .*num<\?/)
  expect(plan.join('\n')).not.toMatch(/SCAN p/)
})

test('the newest come from the index of a type’s dates', async () => {
  const plan = await planOf({})
  expect(plan).toEqual([
    expect.stringMatching(/^SEARCH p USING INDEX published_by_type/),
    expect.anything(),
    expect.anything(),
  ])
  expect(plan.join('\n')).not.toMatch(/TEMP B-TREE/)
})
