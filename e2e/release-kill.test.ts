import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '@latchkey/client/client'
import { LatchkeyUnreachable } from '@latchkey/client/problem'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { expect, onTestFinished, test } from 'vitest'
import { newLocation } from './support/installation.ts'
import { newKeyRingFile, startServer } from './support/server-process.ts'

// Releases are whole: readers see all of one or nothing, while it is published and when the server is killed meanwhile.

const rounds = process.env.CI || process.env.LATCHKEY_E2E === 'full' ? 12 : 3
const entriesOfRelease = 40
const space = 'shop'

describeEachDatabase('a release that is published while readers read and the server is killed', (databases) => {
  test(`is live as a whole or not at all, ${rounds} times`, { timeout: 60_000 + rounds * 30_000 }, async () => {
    const location = await newLocation(databases)
    const keyRingFile = newKeyRingFile()
    onTestFinished(() => {
      rmSync(dirname(keyRingFile), { recursive: true, force: true })
      if ('dataFolder' in location) rmSync(location.dataFolder, { recursive: true, force: true })
    })
    let keys = { token: '', reader: '', ids: [] as readonly string[] }
    let live = 0
    for (let round = 1; round <= rounds; round += 1) {
      const server = await startServer({ location, keyRingFile })
      if (server.setupSecret !== null) keys = await setUp(server.url, server.setupSecret)
      const client = createClient({ url: server.url, token: keys.token })
      const reader = createClient({ url: server.url, token: keys.reader })
      // What the last round has left is whole, and is what was acknowledged or one further.
      const [found] = await countsShown(reader)
      expect([live, live + 1]).toContain(found)
      live = found ?? 0
      const release = await prepare(client, keys.ids, live + 1)
      const readers = Array.from({ length: 3 }, () => readOn(reader))
      const publishing = client.releases.publish({ space, release }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof LatchkeyUnreachable) return false
          throw error
        },
      )
      await pause((round * 13) % 60)
      // The last round goes through.
      if (round < rounds) await server.kill()
      const acknowledged = await publishing
      if (round === rounds) await server.stop()
      const whole = [live, live + 1]
      for (const seen of await Promise.all(readers)) expect(seen.filter((count) => !whole.includes(count))).toEqual([])
      if (acknowledged) live += 1
    }
    expect(live).toBeGreaterThan(0)
  })
})

async function setUp(url: string, setupSecret: string) {
  const owner = { setup_secret: setupSecret, email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
  const { secret } = await createClient({ url }).setup.createOwner({ body: owner })
  const client = createClient({ url, token: secret })
  await client.spaces.create({ body: { slug: space, name: 'Shop' } })
  await client.contentTypes.create({ space }, { body: { slug: 'products', fields: [{ id: 'count', type: 'number' }] } })
  const body = { kind: 'management', mode: 'read-write', name: 'Releases' } as const
  const management = await client.tokens.create({ space }, { body })
  const delivery = await client.tokens.create({ space }, { body: { kind: 'delivery', name: 'Site' } })
  const token = management.secret!
  const items = Array.from({ length: entriesOfRelease }, (_, index) => ({
    type: 'products',
    slug: `p-${index}`,
    fields: { count: 0 },
    publish: true,
  }))
  const written = await createClient({ url, token }).entries.bulk({ space }, { body: { items } })
  return { token, reader: delivery.secret!, ids: written.items.map(({ id }) => id!) }
}

/** Saves the count in every entry, and puts all of them into a release. */
async function prepare(client: Client, ids: readonly string[], count: number): Promise<string> {
  const items = ids.map((_, index) => ({ type: 'products', slug: `p-${index}`, fields: { count } }))
  await client.entries.bulk({ space }, { body: { items } })
  const { id: release } = await client.releases.create({ space }, { body: { name: `Count ${count}` } })
  for (const entry of ids) await client.releaseItems.add({ space, release }, { body: { entry } })
  return release
}

/** The counts that one page of all entries shows: one, unless some of them are ahead of the others. */
async function countsShown(reader: Client): Promise<number[]> {
  const page = await reader.call('delivery.list', { params: { space, type: 'products' }, query: { limit: 1000 } })
  const { items } = page as { items: readonly { fields: { count?: unknown } }[] }
  expect(items).toHaveLength(entriesOfRelease)
  const counts = [...new Set(items.map(({ fields }) => Number(fields.count)))]
  expect(counts).toHaveLength(1)
  return counts
}

/** Reads until the server is gone; answers what was seen. */
async function readOn(reader: Client): Promise<number[]> {
  const seen: number[] = []
  for (;;) {
    try {
      seen.push(...(await countsShown(reader)))
    } catch (error) {
      if (error instanceof LatchkeyUnreachable) return seen
      throw error
    }
  }
}
