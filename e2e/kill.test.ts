import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Client, createClient } from '@latchkey/client/client'
import { LatchkeyUnreachable } from '@latchkey/client/problem'
import type { DatabaseLocation } from '@latchkey/server/database/open-database'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { expect, onTestFinished, test } from 'vitest'
import { newLocation } from './support/installation.ts'
import { newKeyRingFile, startServer } from './support/server-process.ts'

// D-1: `kill -9` at any moment loses nothing that was answered. Writers import while the server is killed and started
// again; what each of them was told is compared with what is there afterwards.

const kills = process.env.CI || process.env.LATCHKEY_E2E === 'full' ? 20 : 4
const writers = 3
const entriesOfWriter = 40
const batchSize = 10
const space = 'shop'

/** What a writer has sent of an entry, and what of it was acknowledged: numbers that only grow. */
interface Account {
  sent: number
  acknowledged: number
}

describeEachDatabase('kill -9 while importing', (databases) => {
  test(`loses nothing that was acknowledged, ${kills} times`, { timeout: 30_000 + kills * 15_000 }, async () => {
    const location = await newLocation(databases)
    const keyRingFile = newKeyRingFile()
    onTestFinished(() => {
      rmSync(dirname(keyRingFile), { recursive: true, force: true })
      if ('dataFolder' in location) rmSync(location.dataFolder, { recursive: true, force: true })
    })
    const ledger = new Map<string, Account>()
    let token = ''
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await startServer({ location, keyRingFile })
      if (server.setupSecret !== null) token = await setUp(server.url, server.setupSecret)
      const client = createClient({ url: server.url, token })
      await expectKept(client, ledger)
      const writing = Array.from({ length: writers }, (_, writer) => write(client, `writer-${writer}`, ledger))
      const before = sumOf(ledger)
      while (sumOf(ledger) === before) await pause(5)
      // Somewhere inside the writes, another place each time.
      await pause((kill * 97) % 400)
      await server.kill()
      await Promise.all(writing)
    }
    const server = await startServer({ location, keyRingFile })
    await expectKept(createClient({ url: server.url, token }), ledger)
    await server.stop()
    expect(await auditVerdicts(location)).toEqual(['holds', 'holds'])
  })
})

async function setUp(url: string, setupSecret: string): Promise<string> {
  const owner = { setup_secret: setupSecret, email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }
  const { secret } = await createClient({ url }).setup.createOwner({ body: owner })
  const client = createClient({ url, token: secret })
  await client.spaces.create({ body: { slug: space, name: 'Shop' } })
  await client.contentTypes.create({ space }, { body: { slug: 'products', fields: [{ id: 'count', type: 'number' }] } })
  const body = { kind: 'management', mode: 'read-write', name: 'Import' } as const
  const issued = await client.tokens.create({ space }, { body })
  return issued.secret!
}

/** Imports until the server is gone. */
async function write(client: Client, writer: string, ledger: Map<string, Account>): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const items = Array.from({ length: batchSize }, (_, index) => {
      const slug = `${writer}-${(turn * batchSize + index) % entriesOfWriter}`
      const account = ledger.get(slug) ?? { sent: 0, acknowledged: 0 }
      ledger.set(slug, account)
      account.sent += 1
      return { slug, account, count: account.sent }
    })
    try {
      const answer = await client.entries.bulk(
        { space },
        {
          body: {
            items: items.map(({ slug, count }) => ({ type: 'products', slug, fields: { count }, publish: true })),
          },
        },
      )
      for (const { index, status } of answer.items) {
        expect([200, 201]).toContain(status)
        const { account, count } = items[index]!
        account.acknowledged = count
      }
    } catch (error) {
      if (error instanceof LatchkeyUnreachable) return
      throw error
    }
  }
}

/** How many writes were acknowledged. */
function sumOf(ledger: ReadonlyMap<string, Account>): number {
  return [...ledger.values()].reduce((sum, { acknowledged }) => sum + acknowledged, 0)
}

/** Holds what is stored and what is live against what was acknowledged. */
async function expectKept(client: Client, ledger: ReadonlyMap<string, Account>): Promise<void> {
  const stored = new Map<string, unknown>()
  for await (const { slug, fields, changed } of client.items('entries.list', {
    params: { space },
    query: { type: 'products', limit: 1000 },
  })) {
    stored.set(slug, fields.count)
    // Write and publication of an item are one: never the first without the second.
    expect({ slug, changed }).toEqual({ slug, changed: false })
  }
  for (const [slug, account] of ledger) {
    const count = Number(stored.get(slug) ?? 0)
    expect(count, `${slug} has lost an acknowledged write`).toBeGreaterThanOrEqual(account.acknowledged)
    expect(count, `${slug} holds what was never sent`).toBeLessThanOrEqual(account.sent)
  }
}

async function auditVerdicts(location: DatabaseLocation): Promise<string[]> {
  const program = join(import.meta.dirname, '../packages/cli/src/main.ts')
  const env = 'url' in location ? { DATABASE_URL: location.url } : { LATCHKEY_DATA: location.dataFolder }
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'audit', 'verify', '--json'], {
    env: { PATH: process.env.PATH, ...env },
  })
  return (JSON.parse(stdout) as { verdict: string }[]).map(({ verdict }) => verdict)
}
