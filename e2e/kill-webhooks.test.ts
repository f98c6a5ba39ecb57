import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '@latchkey/client/client'
import { LatchkeyUnreachable } from '@latchkey/client/problem'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openReceiver } from '@latchkey/server/test-support/receiver'
import { expect, onTestFinished, test, vi } from 'vitest'
import { newLocation } from './support/installation.ts'
import { newKeyRingFile, startServer } from './support/server-process.ts'

// An event is written with the change that it tells of, and sent until it has arrived: a server that is killed in the middle
// loses none and makes none up. Sent twice is allowed, under the same id.

const kills = process.env.CI || process.env.LATCHKEY_E2E === 'full' ? 6 : 3
const space = 'shop'

describeEachDatabase('kill -9 while webhooks are told', (databases) => {
  test(`loses no event and doubles none, ${kills} times`, { timeout: 180_000 + kills * 15_000 }, async () => {
    const location = await newLocation(databases)
    const keyRingFile = newKeyRingFile()
    const receiver = await openReceiver()
    onTestFinished(() => {
      receiver.close()
      rmSync(dirname(keyRingFile), { recursive: true, force: true })
      if ('dataFolder' in location) rmSync(location.dataFolder, { recursive: true, force: true })
    })
    const start = () => startServer({ location, keyRingFile, variables: { LATCHKEY_OUTGOING_ALLOW: '127.0.0.1' } })
    const created = new Set<string>()
    let token = ''
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await start()
      if (server.setupSecret !== null) token = await setUp(server.url, server.setupSecret, receiver.url)
      const writing = write(createClient({ url: server.url, token }), kill, created)
      const before = receiver.received.length
      while (receiver.received.length === before) await pause(5)
      // Somewhere between writing, distributing and sending.
      await pause((kill * 131) % 700)
      await server.kill()
      await writing
    }
    const server = await start()
    const told = () => new Set(receiver.received.map(({ body }) => String(body.data.id)))
    await vi.waitFor(() => expect([...created].filter((id) => !told().has(id))).toEqual([]), {
      timeout: 150_000,
      interval: 500,
    })
    await server.stop()
    // One event for each entry: what came twice came under one id.
    const ids = Map.groupBy(receiver.received, ({ body }) => String(body.data.id))
    for (const [entry, messages] of ids) {
      expect(new Set(messages.map(({ headers }) => headers['webhook-id'])).size, `events of ${entry}`).toBe(1)
    }
  })
})

async function setUp(url: string, setupSecret: string, receiver: string): Promise<string> {
  const owner = { setup_secret: setupSecret, email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
  const { secret } = await createClient({ url }).setup.createOwner({ body: owner })
  const client = createClient({ url, token: secret })
  await client.spaces.create({ body: { slug: space, name: 'Shop' } })
  await client.contentTypes.create({ space }, { body: { slug: 'products', fields: [{ id: 'count', type: 'number' }] } })
  await client.webhooks.create({ space }, { body: { name: 'Site', url: receiver, events: ['entries.create'] } })
  return secret!
}

/** Creates entries until the server is gone; notes those that were acknowledged. */
async function write(client: Client, turn: number, created: Set<string>): Promise<void> {
  for (let number = 0; number < 2000; number += 1) {
    try {
      const { id } = await client.entries.create(
        { space },
        { body: { type: 'products', slug: `p-${turn}-${number}`, fields: {} } },
      )
      created.add(id)
    } catch (error) {
      if (error instanceof LatchkeyUnreachable) return
      throw error
    }
  }
}
