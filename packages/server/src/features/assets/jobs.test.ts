import { Readable } from 'node:stream'
import { beforeEach, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { callBytes, upload } from '../../test-support/upload.ts'
import { sweepFiles } from './jobs.ts'

const assets = '/api/v1/spaces/shop/assets'
const hourMs = 60 * 60 * 1000

describeEachDatabase('the bytes of files', (databases) => {
  let app: TestApp
  beforeEach(async () => {
    app = await openTestApp(databases)
  })

  const blobOf = async (id: string) => {
    const rows = app.database.read((db) => db.selectFrom('assets').select('blob').where('id', '=', id).execute())
    return (await rows)[0]!.blob
  }
  const isKept = async (blob: string) => (await app.services.files.blobs.size(blob)) !== null
  const anHourLater = async () => {
    app.clock.now += hourMs
    await app.app.runner.runDue()
  }

  test('go an hour after the last row that shows them', async () => {
    const { id } = await upload(app, 'x.txt', 'old')
    const old = await blobOf(id)
    await app.expect(200, 'POST', `${assets}/${id}/publish`)
    const replaced = await callBytes(app, 'PUT', `${assets}/${id}/file`, {
      token: app.owner.token,
      payload: 'new',
      headers: { 'content-type': 'text/plain' },
    })
    expect(replaced.status).toBe(200)
    await anHourLater()
    // They are live.
    expect(await isKept(old)).toBe(true)
    await app.expect(200, 'POST', `${assets}/${id}/publish`)
    await app.app.runner.runDue()
    expect(await isKept(old)).toBe(true)
    await anHourLater()
    expect(await isKept(old)).toBe(false)

    const blob = await blobOf(id)
    await app.expect(204, 'DELETE', `${assets}/${id}`)
    await anHourLater()
    // The trash shows them.
    expect(await isKept(blob)).toBe(true)
    await app.expect(204, 'DELETE', `/api/v1/spaces/shop/asset-trash/${id}`)
    await anHourLater()
    expect(await isKept(blob)).toBe(false)
  })

  test('that nothing shows are swept a day after they came, and uploads that have expired with them', async () => {
    const { id } = await upload(app, 'x.txt', 'shown')
    const begun = { file_name: 'never.txt', bytes: 1 }
    await app.expect(201, 'POST', '/api/v1/spaces/shop/asset-uploads', { body: begun })
    const shown = await blobOf(id)
    const removed: string[] = []
    const { files, database, now } = app.services
    const old = { bytes: 5, storedAt: 0 }
    const blobs = Object.assign(Object.create(files.blobs), {
      list: () =>
        Readable.from([
          { name: shown, ...old },
          { name: 'left', ...old },
          { name: 'fresh', storedAt: Date.now() },
        ]),
      remove: async (name: string) => void removed.push(name),
    })
    const countUploads = async () =>
      (await database.read((db) => db.selectFrom('asset_uploads').select('id').execute())).length
    await sweepFiles({ files: { ...files, blobs }, database, now })
    expect(removed).toEqual(['left'])
    expect(await countUploads()).toBe(1)
    app.clock.now += hourMs
    await sweepFiles({ files: { ...files, blobs }, database, now })
    expect(await countUploads()).toBe(0)
  })
})
