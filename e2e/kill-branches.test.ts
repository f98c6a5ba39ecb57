import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type DatabaseLocation, openDatabase } from '@latchkey/server/database/open-database'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { expect, onTestFinished, test } from 'vitest'
import { type Client, openClient } from './support/client.ts'
import { newLocation, ownerCredentials } from './support/installation.ts'
import { newKeyRingFile, startServer } from './support/server-process.ts'

// A server is killed while it copies a branch and the source is written to. The next one goes on where that one stopped, and
// the branch shows its source as it was when it was asked for.

const count = 1_500
/** A kill can come too late on a busy machine. */
const attempts = 5
const space = '/api/v1/spaces/shop'
const entries = `${space}/entries`

describeEachDatabase('kill -9 while a branch is copied', (databases) => {
  test('leaves the exact cut all the same', { timeout: 900_000 }, async () => {
    const location = await newLocation(databases)
    const keyRingFile = newKeyRingFile()
    onTestFinished(() => {
      rmSync(dirname(keyRingFile), { recursive: true, force: true })
      if ('dataFolder' in location) rmSync(location.dataFolder, { recursive: true, force: true })
    })
    let server = await startServer({ location, keyRingFile })
    const setup = { setup_secret: server.setupSecret, name: 'Owner', ...ownerCredentials }
    const { secret } = await openClient(server.url).expect(201, 'POST', '/api/v1/setup', { body: setup })
    await writePages(openClient(server.url, secret))

    let wasKilledInside = false
    for (let attempt = 0; attempt < attempts && !wasKilledInside; attempt += 1) {
      const client = openClient(server.url, secret)
      const before = await pagesOf(client, 'main')
      const { id, name } = await client.expect(201, 'POST', `${space}/branches`, { body: { name: `next-${attempt}` } })
      const changing = changeUntilKilled(client)
      await untilBegun(location, id)
      await server.kill()
      await changing
      wasKilledInside = await isInTheMaking(location, id)

      server = await startServer({ location, keyRingFile })
      const survivor = openClient(server.url, secret)
      await changePage(survivor, 0)
      // On PostgreSQL the job waits for the lease of the killed process to end.
      while ((await survivor.expect(200, 'GET', `${space}/branches/${name}`)).state !== 'active') await pause(50)
      expect(await pagesOf(survivor, name)).toEqual(before)
      expect(await pagesOf(survivor, 'main')).not.toEqual(before)
    }
    await server.stop()
    expect(wasKilledInside).toBe(true)
  })
})

async function writePages(client: Client): Promise<void> {
  await client.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
  const fields = [{ id: 'price', type: 'number', filterable: true }]
  await client.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'pages', fields } })
  for (let start = 0; start < count; start += 500) {
    const items = Array.from({ length: 500 }, (_item, index) => {
      const price = start + index
      return { type: 'pages', slug: `page-${price}`, fields: { price }, publish: true }
    })
    await client.expect(200, 'POST', `${entries}/bulk`, { body: { items } })
  }
}

/** Saves a page and makes it live as it is then. */
async function changePage(client: Client, index: number): Promise<void> {
  const page = `${entries}/page-${index}`
  const { fields } = await client.expect(200, 'GET', `${page}?type=pages`)
  await client.expect(200, 'PATCH', `${page}?type=pages`, { body: { fields: { price: fields.price + count } } })
  await client.expect(200, 'POST', `${page}/publish?type=pages`, { body: {} })
}

async function changeUntilKilled(client: Client): Promise<void> {
  try {
    // From the end, which the copy comes to last.
    for (let index = count - 1; index > 0; index -= 1) await changePage(client, index)
  } catch (error) {
    // What `fetch` throws when nobody answers.
    if (!(error instanceof TypeError)) throw error
  }
}

/** Every page of a branch, as it is saved and as it is live, in one text each. */
async function pagesOf(client: Client, branch: string): Promise<ReadonlySet<string>> {
  const pages = new Set<string>()
  for (const path of [`${entries}?type=pages`, '/delivery/v1/spaces/shop/content/pages?order=slug']) {
    let next: string | null = ''
    while (next !== null) {
      const after: string = next === '' ? '' : `&after=${next}`
      const list = await client.expect(200, 'GET', `${path}&branch=${branch}&limit=1000${after}`)
      for (const item of list.items) pages.add(`${path} ${JSON.stringify(item)}`)
      next = list.next
    }
  }
  return pages
}

/** Waits until some of a branch is copied. */
async function untilBegun(location: DatabaseLocation, branch: string): Promise<void> {
  const database = await openDatabase(location, { readOnly: true })
  const copied = () =>
    database.read((db) => db.selectFrom('entries').select('id').where('branch_id', '=', branch).limit(1).execute())
  while ((await copied()).length === 0) await pause(1)
  await database.close()
}

async function isInTheMaking(location: DatabaseLocation, branch: string): Promise<boolean> {
  const database = await openDatabase(location, { readOnly: true })
  const row = await database.read((db) =>
    db.selectFrom('branches').select('state').where('id', '=', branch).executeTakeFirstOrThrow(),
  )
  await database.close()
  return row.state === 'creating'
}
