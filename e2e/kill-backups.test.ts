import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { verifyBackup } from '@latchkey/server/backups/verify-backup'
import { makeTestFolder } from '@latchkey/server/database/test-folder'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { expect, onTestFinished, test } from 'vitest'
import { openClient } from './support/client.ts'
import { newLocation, ownerCredentials } from './support/installation.ts'
import { newKeyRingFile, startServer } from './support/server-process.ts'

// A server is killed while it writes a backup. There is a whole one or none, and the next server makes it.

const entriesCount = 1_500
/** A kill can come too late on a busy machine. */
const attempts = 5

describeEachDatabase('kill -9 while a backup is written', (databases) => {
  test('leaves a whole one or none, and the next server makes it', { timeout: 600_000 }, async () => {
    const location = await newLocation(databases)
    const keyRingFile = newKeyRingFile()
    const folder = makeTestFolder('backups')
    onTestFinished(() => {
      for (const each of [dirname(keyRingFile), folder]) rmSync(each, { recursive: true, force: true })
      if ('dataFolder' in location) rmSync(location.dataFolder, { recursive: true, force: true })
    })
    const start = () => startServer({ location, keyRingFile, variables: { LATCHKEY_BACKUPS: folder } })
    let server = await start()
    const setup = { setup_secret: server.setupSecret, name: 'Owner', ...ownerCredentials }
    const { secret } = await openClient(server.url).expect(201, 'POST', '/api/v1/setup', { body: setup })
    await writeEntries(server.url, secret)

    let wasKilledInside = false
    for (let attempt = 0; attempt < attempts && !wasKilledInside; attempt += 1) {
      const { id } = await openClient(server.url, secret).expect(201, 'POST', '/api/v1/backups', { body: {} })
      const [file, part] = [join(folder, `${id}.tar.gz`), join(folder, `${id}.tar.gz.part`)]
      while (!existsSync(part) && !existsSync(file)) await pause(1)
      await server.kill()
      wasKilledInside = existsSync(part)
      if (existsSync(file)) await verifyBackup(createReadStream(file))

      server = await start()
      const survivor = openClient(server.url, secret)
      // On PostgreSQL the job waits for the lease of the killed process to end.
      while ((await survivor.expect(200, 'GET', `/api/v1/backups/${id}`)).state === 'pending') await pause(50)
      expect(await survivor.expect(200, 'GET', `/api/v1/backups/${id}`)).toMatchObject({ state: 'done', problem: null })
      const { manifest } = await verifyBackup(createReadStream(file))
      expect(manifest.rows['entries']).toBe(entriesCount)
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    }
    await server.stop()
    expect(wasKilledInside).toBe(true)
  })
})

async function writeEntries(url: string, token: string): Promise<void> {
  const owner = openClient(url, token)
  await owner.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
  const type = { slug: 'pages', fields: [{ id: 'text', type: 'text' }] }
  await owner.expect(201, 'POST', '/api/v1/spaces/shop/content-types', { body: type })
  for (let start = 0; start < entriesCount; start += 500) {
    const items = Array.from({ length: 500 }, (_item, index) => {
      const slug = `page-${start + index}`
      return { type: 'pages', slug, fields: { text: `${slug} `.repeat(50) }, publish: true }
    })
    await owner.expect(200, 'POST', '/api/v1/spaces/shop/entries/bulk', { body: { items } })
  }
}
