import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeDatabase, describeEachDatabase } from '../../database/test-databases.ts'
import { contentOf, makeBranch, openBranchApp, path, repeatPages, writePages } from '../../test-support/branch-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'

const entries = `${path}/entries`
const isFull = process.env.LATCHKEY_E2E === 'full'

/** Everything that changes content, each on pages of its own from `first` on. */
async function changeAll(app: TestApp, first: number): Promise<void> {
  const at = (index: number) => `${entries}/page-${first + index}`
  const ok = (method: string, where: string, body?: unknown, query = '') =>
    app.expect(method === 'DELETE' ? 204 : 200, method, `${where}?type=pages${query}`, { body })
  await ok('PATCH', at(0), { fields: { title: 'Changed', price: -1 } })
  await ok('PATCH', at(1), { fields: { title: 'Neu' } }, '&locale=de')
  await ok('PATCH', at(2), { slug: `renamed-${first}` })
  await ok('POST', `${at(3)}/publish`, {})
  await ok('POST', `${at(4)}/unpublish`, {})
  await ok('POST', `${at(5)}/publish`, { environments: ['staging'] })
  await ok('POST', `${at(6)}/archive`)
  await ok('DELETE', at(7))
  const { id } = await app.expect(200, 'GET', `${at(8)}?type=pages`)
  await ok('DELETE', at(8))
  await app.expect(204, 'DELETE', `${path}/trash/${id}`)
  await app.expect(201, 'POST', entries, { body: { type: 'pages', slug: `new-${first}`, fields: { title: 'New' } } })
  await ok('POST', `${entries}/new-${first}/publish`, {})
  await ok('DELETE', `${entries}/new-${first}`)
}

/** How many pages one round of changes is about, at most. */
const pagesOfChange = 10

/** The numbers below one, each once, neighbours far apart. */
function* scattered(length: number): Generator<number> {
  const step = 7919
  for (let index = 0; index < length; index += 1) yield (index * step) % length
}

const readRevisions = (app: TestApp) =>
  app.database.read((db) => db.selectFrom('revisions').select(['id', 'branch_id']).execute())

describeEachDatabase('a branch in the making', (databases) => {
  test('shows its source as it was when it was asked for, whatever is written before the copying begins', async () => {
    const app = await openBranchApp(databases)
    await writePages(app, 30)
    await app.expect(204, 'DELETE', `${entries}/page-29?type=pages`)
    const { id: staying } = await app.expect(200, 'GET', `${entries}/page-20?type=pages`)
    const before = await contentOf(app, 'main')
    const { id, state } = await app.expect(201, 'POST', `${path}/branches`, { body: { name: 'next' } })
    expect(state).toBe('creating')
    await changeAll(app, 0)
    // The type too: a field that was not indexed is from now on.
    await app.expect(200, 'PATCH', `${path}/content-types/pages`, {
      body: {
        fields: [
          { id: 'title', type: 'text', localized: true, filterable: true, unique: true },
          { id: 'price', type: 'number' },
        ],
      },
    })
    await app.app.runner.runDue()
    expect(await contentOf(app, id)).toEqual(before)
    const copied = await app.expect(200, 'GET', `${entries}/${staying}?branch=next`)
    expect(copied).toMatchObject({
      slug: 'page-20',
      fields: { title: 'Page 20' },
      created_by: `account:${app.owner.id}`,
    })
    const marks = await app.database.read((db) => db.selectFrom('branch_copies').selectAll().execute())
    expect(marks).toEqual([])
  })

  /** How often the pages that the API has written are repeated. */
  const times = isFull && databases.engine === 'sqlite' ? 50 : 1
  const count = 2_000 * times
  test(`shows ${count} entries as they were, while they are written to, and shares their bodies`, async () => {
    const app = await openBranchApp(databases)
    await writePages(app, count / times)
    await repeatPages(app, times)
    const before = await contentOf(app, 'main')
    expect(before.entries).toHaveLength(count)
    const saved = await readRevisions(app)
    const { id } = await app.expect(201, 'POST', `${path}/branches`, { body: { name: 'next' } })
    let isCopied = false
    const copying = app.app.runner.runDue().then(() => (isCopied = true))
    let changes = 0
    // All over the source: some of it before the copy comes to it, some behind it.
    for (const first of scattered(count / times / pagesOfChange)) {
      if (isCopied) break
      await changeAll(app, first * pagesOfChange)
      changes += 1
    }
    await copying
    expect(changes).toBeGreaterThan(1)
    const after = await contentOf(app, id)
    for (const [table, rows] of Object.entries(before)) expect([table, after[table]]).toEqual([table, rows])
    // What was there before is there still, and nothing was saved on the branch.
    const now = new Map((await readRevisions(app)).map((row) => [row.id, row.branch_id]))
    expect(saved.filter((row) => !now.has(row.id))).toEqual([])
    expect(new Set(now.values())).toEqual(new Set(['main']))
    expect((await app.expect(200, 'GET', `${path}/branches/next`)).state).toBe('active')
  }, 1_800_000)

  test('goes on where it stopped when the process is killed in between', async () => {
    const app = await openBranchApp(databases)
    await writePages(app, 60)
    const before = await contentOf(app, 'main')
    const { id } = await app.expect(201, 'POST', `${path}/branches`, { body: { name: 'next' } })
    // As a process leaves it that dies after its first slice: leased, and so far.
    const { entry } = await app.database.write(async (tx) => {
      const first = await tx
        .selectFrom('entries')
        .select('id as entry')
        .orderBy('id')
        .limit(1)
        .offset(19)
        .executeTakeFirstOrThrow()
      const copied = await tx.selectFrom('entries').select('id').where('id', '<=', first.entry).execute()
      const mark = { space_id: app.space.id, branch_id: id, sort: 'entry' } as const
      await tx
        .insertInto('branch_copies')
        .values(copied.map((each) => ({ ...mark, thing_id: each.id })))
        .execute()
      await tx
        .updateTable('outbox')
        .set({
          body: JSON.stringify({ branch: id, after: first.entry }),
          leased_until: app.clock.now + 60_000,
          attempts: 1,
        })
        .where('topic', '=', 'branches.copy')
        .execute()
      return first
    })
    await changeAll(app, 10)
    await app.app.runner.runDue()
    expect((await app.expect(200, 'GET', `${path}/branches/next`)).state).toBe('creating')
    app.clock.now += 61_000
    await app.app.runner.runDue()
    expect(await contentOf(app, id)).toEqual(before)
    expect(entry).toBeDefined()
  })

  test('that is deleted on the way leaves nothing behind', async () => {
    const app = await openBranchApp(databases)
    await writePages(app, 30)
    const { id } = await app.expect(201, 'POST', `${path}/branches`, { body: { name: 'next' } })
    await changeAll(app, 0)
    await app.expect(204, 'DELETE', `${path}/branches/next`)
    await app.app.runner.runDue()
    const left = await contentOf(app, id)
    expect(Object.values(left).flat()).toEqual([])
    const marks = await app.database.read((db) => db.selectFrom('branch_copies').selectAll().execute())
    expect(marks).toEqual([])
  })

  test('cannot lose an environment, and answers what is asked of it clearly', async () => {
    const app = await openBranchApp(databases)
    await app.expect(201, 'POST', `${path}/branches`, { body: { name: 'next' } })
    const refused = await app.expect(409, 'DELETE', `${path}/environments/staging`)
    expect(refused.detail).toContain('next')
    expect((await app.expect(409, 'GET', `${entries}?branch=next`)).type).toBe('/problems/branch-not-ready')
    expect((await app.expect(409, 'POST', `${path}/branches`, { body: { name: 'b', source: 'next' } })).type).toBe(
      '/problems/branch-not-ready',
    )
    await app.expect(409, 'PUT', `${path}/aliases/live`, { body: { branch: 'next' } })
  })
})

describeDatabase('sqlite', 'the triggers that watch a source', (databases) => {
  test('are there as long as any branch is being made', async () => {
    const app = await openBranchApp(databases)
    const count = async () => {
      const { rows } = await app.database.read((db) =>
        sql<{
          name: string
        }>`select name from sqlite_schema where type = 'trigger' and name like 'branch_copy_of_%'`.execute(db),
      )
      return rows.length
    }
    expect(await count()).toBe(0)
    await app.expect(201, 'POST', `${path}/branches`, { body: { name: 'one' } })
    await app.expect(201, 'POST', `${path}/branches`, { body: { name: 'two' } })
    expect(await count()).toBeGreaterThan(0)
    await app.expect(204, 'DELETE', `${path}/branches/one`)
    expect(await count()).toBeGreaterThan(0)
    await app.app.runner.runDue()
    expect(await count()).toBe(0)
  })
})

describeEachDatabase('a branch of a branch', (databases) => {
  test('has a history that ends where it left its source', async () => {
    const app = await openBranchApp(databases)
    await writePages(app, 1)
    await makeBranch(app, 'one')
    const where = `${entries}/page-0`
    await app.expect(200, 'PATCH', `${where}?type=pages&branch=one`, { body: { fields: { title: 'One' } } })
    await makeBranch(app, 'two', 'one')
    await app.expect(200, 'PATCH', `${where}?type=pages&branch=one`, { body: { fields: { title: 'Later' } } })
    await app.expect(200, 'PATCH', `${where}?type=pages`, { body: { fields: { title: 'Main' } } })
    const versions = async (branch: string) => {
      const { items } = await app.expect(200, 'GET', `${where}/revisions?type=pages&branch=${branch}`)
      return items.length
    }
    expect([await versions('main'), await versions('one'), await versions('two')]).toEqual([2, 3, 2])
    const titles = await Promise.all(
      ['main', 'one', 'two'].map(async (branch) => {
        const entry = await app.expect(200, 'GET', `${where}?type=pages&branch=${branch}`)
        return entry.fields.title
      }),
    )
    expect(titles).toEqual(['Main', 'Later', 'One'])
  })
})
