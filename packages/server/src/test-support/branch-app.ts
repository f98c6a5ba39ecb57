import { type RawBuilder, sql } from 'kysely'
import type { TestDatabases } from '../database/test-databases.ts'
import { openTestApp, type TestApp } from './test-app.ts'

/** The space that tests work in. */
export const path = '/api/v1/spaces/shop'
export const delivery = '/delivery/v1/spaces/shop'

const fields = [
  { id: 'title', type: 'text', localized: true, filterable: true },
  { id: 'price', type: 'number', filterable: true },
  { id: 'next', type: 'reference', types: ['pages'] },
]

/** An app whose space has the locales `en` and `de`, the environment `staging` besides, and the type `pages`. */
export async function openBranchApp(databases: TestDatabases): Promise<TestApp> {
  const app = await openTestApp(databases)
  await app.expect(201, 'POST', `${path}/locales`, { body: { code: 'de', fallback: 'en' } })
  await app.expect(201, 'POST', `${path}/environments`, { body: { slug: 'staging' } })
  await app.expect(201, 'POST', `${path}/content-types`, { body: { slug: 'pages', fields } })
  return app
}

/** Makes a branch and waits for it. Answers it as it was first answered. */
export async function makeBranch(app: TestApp, name: string, source?: string) {
  const made = await app.expect(201, 'POST', `${path}/branches`, { body: { name, ...(source && { source }) } })
  await app.app.runner.runDue()
  await app.expect(200, 'GET', `${path}/entries?branch=${name}`)
  return made
}

/** Writes so many pages to a branch, `page-0` and so on, every other one published. */
export async function writePages(app: TestApp, count: number, branch = 'main'): Promise<void> {
  for (let start = 0; start < count; start += 500) {
    const items = Array.from({ length: Math.min(500, count - start) }, (_item, index) => ({
      type: 'pages',
      slug: `page-${start + index}`,
      fields: { title: `Page ${start + index}`, price: start + index },
      publish: index % 2 === 0,
    }))
    const answer = await app.expect(200, 'POST', `${path}/entries/bulk?branch=${branch}`, { body: { items } })
    const failed = answer.items.find(({ status }: { status: number }) => status >= 400)
    if (failed) throw new Error(`A page was not written: ${JSON.stringify(failed)}`)
  }
}

/** Raises the pages of `main` to so many times their number, by SQL: each copy has the rows that the API wrote for its model. SQLite only. */
export async function repeatPages(app: TestApp, times: number): Promise<void> {
  for (let copy = 1; copy < times; copy += 1) {
    const idOf = (column: string) => `substr(${column}, 1, 24) || printf('%06d', ${copy}) || substr(${column}, 31)`
    const entry = { entry_id: idOf('entry_id') }
    const own: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      entries: { id: idOf('id'), serial: `serial + ${copy * 1_000_000}`, slug: `slug || '-${copy}'` },
      revisions: { ...entry, id: idOf('id'), seq: 'null' },
      heads: { ...entry, revision_id: idOf('revision_id') },
      published: { ...entry, revision_id: idOf('revision_id'), slug: `slug || '-${copy}'` },
      field_index: entry,
    }
    await app.database.write(async (tx) => {
      for (const [table, columns] of Object.entries(own)) {
        const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(tx)
        const names = rows.map(({ name }) => name)
        const values = names.map((name) => columns[name] ?? name)
        const model = table === 'entries' ? 'id' : 'entry_id'
        await sql
          .raw(
            `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table}
              where ${model} in (select id from entries where slug not like 'page-%-%')`,
          )
          .execute(tx)
      }
    })
  }
}

const tablesOfBranches = ['entries', 'heads', 'renames', 'assets', 'content_types']
const tablesOfViews = ['published', 'field_index', 'published_assets']

/** Everything that a branch holds, row by row, without what names the branch. */
export async function contentOf(app: TestApp, branchId: string): Promise<Readonly<Record<string, readonly string[]>>> {
  return app.database.read(async (db) => {
    const found: Record<string, readonly string[]> = {}
    const add = async (table: string, query: RawBuilder<Record<string, unknown>>) => {
      const { rows } = await query.execute(db)
      found[table] = rows.map((row) => JSON.stringify({ ...row, branch_id: '', view_id: '' })).toSorted()
    }
    for (const table of tablesOfBranches) {
      await add(table, sql`select * from ${sql.table(table)} where branch_id = ${branchId}`)
    }
    await add(
      'bodies',
      sql`select h.entry_id, h.locale, r.body from heads h join revisions r on r.id = h.revision_id
        where h.branch_id = ${branchId}`,
    )
    for (const table of tablesOfViews) {
      await add(
        table,
        sql`select r.*, v.environment_id from views v join ${sql.table(table)} r on r.view_id = v.id
          where v.branch_id = ${branchId} and v.release_id is null`,
      )
    }
    return found
  })
}
