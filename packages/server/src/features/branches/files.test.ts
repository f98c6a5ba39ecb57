import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { contentOf, delivery, makeBranch, openBranchApp, path } from '../../test-support/branch-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { callBytes, upload } from '../../test-support/upload.ts'
import { blobRemovalTopic } from '../assets/release-blob.ts'

const assets = `${path}/assets`

async function bytesOn(app: TestApp, branch: string, name: string): Promise<string | number> {
  const url = `${assets}/${name}/file?branch=${branch}`
  const { status, bytes } = await callBytes(app, 'GET', url, { token: app.owner.token })
  return status === 200 ? bytes.toString() : status
}

const blobOf = (app: TestApp, branch: string, name: string) =>
  app.database.read(async (db) => {
    const row = await db
      .selectFrom('assets')
      .select('blob')
      .where('branch_id', '=', branch)
      .where('file_name', '=', name)
      .executeTakeFirstOrThrow()
    return row.blob
  })

/** The bytes that are to be removed, by what is on its way. */
const removals = (app: TestApp) =>
  app.database.read(async (db) => {
    const rows = await db.selectFrom('outbox').select('body').where('topic', '=', blobRemovalTopic).execute()
    return rows.map(({ body }) => JSON.parse(body).blob)
  })

describeEachDatabase('files on branches', (databases) => {
  test('share their bytes with those that they were copied from, until one of them is replaced', async () => {
    const app = await openBranchApp(databases)
    await upload(app, 'a.txt', 'one')
    await app.expect(200, 'POST', `${assets}/a.txt/publish`, { body: {} })
    await upload(app, 'b.txt', 'two')
    const { id } = await makeBranch(app, 'next')
    expect(await contentOf(app, id)).toEqual(await contentOf(app, 'main'))
    expect(await blobOf(app, id, 'a.txt')).toBe(await blobOf(app, 'main', 'a.txt'))
    expect(await bytesOn(app, 'next', 'b.txt')).toBe('two')
    const live = await callBytes(app, 'GET', `${delivery}/assets/a.txt/file?branch=next`, { token: app.owner.token })
    expect(live.bytes.toString()).toBe('one')
    await replace(app, 'next', 'b.txt', 'three')
    expect([await bytesOn(app, 'main', 'b.txt'), await bytesOn(app, 'next', 'b.txt')]).toEqual(['two', 'three'])
  })

  test('go with their branch; bytes that another one shows stay, and no others', async () => {
    const app = await openBranchApp(databases)
    await upload(app, 'a.txt', 'one')
    await app.expect(200, 'POST', `${assets}/a.txt/publish`, { body: {} })
    await upload(app, 'b.txt', 'two')
    const { id } = await makeBranch(app, 'next')
    await replace(app, 'next', 'b.txt', 'three')
    const replaced = await blobOf(app, id, 'b.txt')
    const before = new Set(await removals(app))
    await app.expect(204, 'DELETE', `${path}/branches/next`)
    await app.app.runner.runDue()
    const asked = (await removals(app)).filter((blob) => !before.has(blob))
    expect(asked).toEqual([replaced])
    await runAll(app)
    expect([await bytesOn(app, 'main', 'a.txt'), await bytesOn(app, 'main', 'b.txt')]).toEqual(['one', 'two'])
  })

  test('keep bytes that are deleted for good where they were copied from', async () => {
    const app = await openBranchApp(databases)
    const { id: asset } = await upload(app, 'a.txt', 'one')
    await makeBranch(app, 'next')
    await app.expect(204, 'DELETE', `${assets}/a.txt`)
    await app.expect(204, 'DELETE', `${path}/asset-trash/${asset}`)
    await runAll(app)
    expect([await bytesOn(app, 'main', 'a.txt'), await bytesOn(app, 'next', 'a.txt')]).toEqual([404, 'one'])
  })
})

async function replace(app: TestApp, branch: string, name: string, bytes: string): Promise<void> {
  const url = `${assets}/${name}/file?branch=${branch}`
  const { status } = await callBytes(app, 'PUT', url, {
    token: app.owner.token,
    headers: { 'content-type': 'application/octet-stream' },
    payload: bytes,
  })
  expect(status).toBe(200)
}

/** Runs what is due within the next hours, such as the removal of bytes. */
async function runAll(app: TestApp): Promise<void> {
  app.clock.now += 2 * 60 * 60 * 1000
  await app.app.runner.runDue()
}
