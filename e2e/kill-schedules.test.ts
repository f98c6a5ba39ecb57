import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '@latchkey/client/client'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { expect, onTestFinished, test } from 'vitest'
import { newLocation } from './support/installation.ts'
import { newKeyRingFile, startServer } from './support/server-process.ts'
import { sized } from './support/size.ts'

// D-1 for what happens by itself: `kill -9` while schedules are done loses none of them and does none twice. A job that was
// being done is leased to the process that died; another attempt waits for the end of that lease, a minute.

const kills = sized(3, 20)
const space = 'shop'
const scheduledEntries = 24

describeEachDatabase('kill -9 while schedules are done', (databases) => {
  test('loses none and does none twice', { timeout: 180_000 + kills * 20_000 }, async () => {
    const location = await newLocation(databases)
    const keyRingFile = newKeyRingFile()
    onTestFinished(() => {
      rmSync(dirname(keyRingFile), { recursive: true, force: true })
      if ('dataFolder' in location) rmSync(location.dataFolder, { recursive: true, force: true })
    })
    const first = await startServer({ location, keyRingFile })
    const token = await setUp(first.url, first.setupSecret ?? '')
    await schedule(createClient({ url: first.url, token }))
    await first.kill()
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await startServer({ location, keyRingFile })
      const client = createClient({ url: server.url, token })
      const before = await countOf(client, 'done')
      // Somewhere inside the work, unless all of it is done already.
      const isMoving = async () => before === scheduledEntries || (await countOf(client, 'done')) > before
      while (!(await isMoving())) await pause(5)
      await server.kill()
    }
    const last = await startServer({ location, keyRingFile })
    const client = createClient({ url: last.url, token })
    while ((await countOf(client, 'pending')) > 0) await pause(50)
    expect(await countOf(client, 'done')).toBe(scheduledEntries)
    const published: string[] = []
    for await (const { operation, target } of client.items('activity.list', { params: { space } })) {
      if (operation === 'entries.publish') published.push(target)
    }
    expect(published).toHaveLength(scheduledEntries)
    expect(new Set(published).size).toBe(scheduledEntries)
    await last.stop()
  })
})

async function setUp(url: string, setupSecret: string): Promise<string> {
  const owner = { setup_secret: setupSecret, email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
  const { secret } = await createClient({ url }).setup.createOwner({ body: owner })
  const client = createClient({ url, token: secret })
  await client.spaces.create({ body: { slug: space, name: 'Shop' } })
  await client.contentTypes.create({ space }, { body: { slug: 'products', fields: [{ id: 'count', type: 'number' }] } })
  if (secret === undefined) throw new Error('Setting up has answered no secret.')
  return secret
}

/** Entries that are all due a moment later. */
async function schedule(client: Client): Promise<void> {
  for (let index = 0; index < scheduledEntries; index += 1) {
    const body = { type: 'products', slug: `product-${index}`, fields: { count: index } }
    const { id } = await client.entries.create({ space }, { body })
    const at = new Date(Date.now() + 2000).toISOString()
    await client.schedules.create({ space, entry: id }, { body: { action: 'publish', at } })
  }
}

async function countOf(client: Client, state: 'pending' | 'done'): Promise<number> {
  const { total } = await client.schedules.list({ space }, { query: { state, count: true, limit: 1 } })
  return total ?? 0
}
