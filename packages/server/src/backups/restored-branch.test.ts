import { expect, onTestFinished, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { describeEachDatabase } from '../database/test-databases.ts'
import { contentOf, openBranchApp, path, writePages } from '../test-support/branch-app.ts'
import { temporaryFolder } from '../test-support/temporary-folder.ts'
import { openTestApp } from '../test-support/test-app.ts'
import { restoreBackup } from './restore-backup.ts'
import { restoring, signIn, takeBackup } from './test-backup.ts'

const page = (index: number) => `${path}/entries/page-${index}?type=pages`
const change = (price: number) => ({ body: { fields: { price } } })

describeEachDatabase('a backup taken while a branch was being made', (databases) => {
  test('is restored into either database, where the branch becomes the exact cut', async () => {
    const app = await openBranchApp(databases)
    await writePages(app, 60)
    const before = await contentOf(app, 'main')
    const { id } = await app.expect(201, 'POST', `${path}/branches`, { body: { name: 'next' } })
    // What is written to is copied first: from here on, some of the branch is there.
    for (const index of [3, 4, 5]) await app.expect(200, 'PATCH', page(index), change(-index))
    const { file, folder } = await takeBackup(app)

    for (const database of [await sqlite(), (await databases.open()).database]) {
      await restoreBackup(restoring(app, database, file, folder))
      const beside = { ...app, database }
      const owner = { ...app.owner, token: await signIn(await openTestApp(databases, { beside })) }
      const node = await openTestApp(databases, { beside: { ...beside, owner } })
      expect(await node.expect(200, 'GET', `${path}/branches/next`)).toMatchObject({ state: 'creating' })
      for (const index of [5, 6]) await node.expect(200, 'PATCH', page(index), change(-100))
      await node.app.runner.runDue()
      expect(await node.expect(200, 'GET', `${path}/branches/next`)).toMatchObject({ state: 'active' })
      expect(await contentOf(node, id)).toEqual(before)
      expect((await node.expect(200, 'GET', page(4))).fields.price).toBe(-4)
    }
  })
})

async function sqlite(): Promise<Database> {
  const database = await openDatabase({ dataFolder: temporaryFolder('restored') })
  onTestFinished(() => database.close())
  return database
}
