import { randomBytes } from 'node:crypto'
import { createReadStream, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { generateKey, newKeyRing } from '@latchkey/tokens/key-ring'
import { expect, onTestFinished, test } from 'vitest'
import { DiskBlobStore } from '../blobs/blob-store-disk.ts'
import type { Database } from '../database/database.ts'
import { readTables, type Row, rowsOf } from '../database/tables.ts'
import { openDatabase } from '../database/open-database.ts'
import { describeEachDatabase } from '../database/test-databases.ts'
import { temporaryFolder } from '../test-support/temporary-folder.ts'
import { chainIds, verifyChain } from '../database/verify-chain.ts'
import { Endings } from '../revocations/ending.ts'
import { openTestApp, type TestApp } from '../test-support/test-app.ts'
import { newMember } from '../test-support/test-people.ts'
import { restoreBackup } from './restore-backup.ts'
import { restoring, signIn, takeBackup } from './test-backup.ts'
import { verifyBackup } from './verify-backup.ts'

const types = '/api/v1/spaces/shop/content-types'
const entries = '/api/v1/spaces/shop/entries'
const tokens = '/api/v1/spaces/shop/tokens'

describeEachDatabase('a backup', (databases) => {
  test('restores everything but sessions, into the other database too', async () => {
    const app = await shop(databases)
    const delivery = await app.expect(201, 'POST', tokens, { body: { kind: 'delivery', name: 'Site' } })
    // A letter that has not left yet is in no backup.
    await app.app.runner.runDue()
    const changes = '/delivery/v1/spaces/shop/changes'
    const { cursor } = await app.expect(200, 'GET', changes, { token: delivery.secret })
    const { file, folder, manifest } = await takeBackup(app)
    const before = await contentOf(app.database)
    for (const database of [await sqlite(), (await databases.open()).database]) {
      const { ended } = await restoreBackup(restoring(app, database, file, folder))
      expect(ended).toBe(0)
      const after = await contentOf(database)
      expect(after.get('audit')?.filter(({ action }) => action !== 'backups.restore')).toEqual(before.get('audit'))
      for (const [table, rows] of before) {
        if (!changedByRestore.has(table)) expect([table, after.get(table)]).toEqual([table, rows])
      }
      expect(after.get('tokens')).toHaveLength(1)
      const node = await openTestApp(databases, { beside: { ...app, database } })
      const path = '/delivery/v1/spaces/shop/content/pages/one'
      expect((await node.expect(200, 'GET', path, { token: delivery.secret })).fields).toEqual({ title: 'One' })
      expect((await node.call('GET', '/api/v1/spaces')).status).toBe(401)
      // What was told of changes since the backup did not happen.
      const since = await node.call('GET', `${changes}?since=${cursor}`, { token: delivery.secret })
      expect([since.status, since.body.type]).toEqual([410, '/problems/begin-again'])
      for (const chain of await database.read(chainIds)) {
        expect(await verifyChain(database, chain)).toMatchObject({ ok: true })
      }
      // What counts by itself goes on behind what was restored.
      const token = await signIn(node)
      await node.expect(200, 'PATCH', '/api/v1/spaces/shop/entries/one?type=pages', {
        token,
        body: { fields: { title: 'Two' } },
      })
    }
    expect(manifest.rows['entries']).toBe(1)
    expect(Object.keys(manifest.rows)).not.toContain('idempotency')
  })

  test('brings the bytes of files along, and names those that were gone', async () => {
    const app = await shop(databases)
    const [from, to] = [newBlobs(), newBlobs()]
    const names = ['a', 'b'].map((letter) => letter.repeat(32))
    for (const blob of names) await insertAsset(app, blob)
    const part = join(temporaryFolder('part'), 'part')
    writeFileSync(part, 'bytes of a file')
    await from.keep(names[0]!, part)
    const { file, folder, manifest } = await takeBackup(app, from)
    expect(manifest.blobs).toEqual({ included: true, missing: [names[1]] })
    const database = await sqlite()
    await restoreBackup({ ...restoring(app, database, file, folder), blobs: to })
    expect(await text((await to.open(names[0]!))!)).toBe('bytes of a file')
  })

  test('taken under load holds everything that was answered before it, and hangs together', async () => {
    const app = await shop(databases)
    const { promise: enough, resolve: stop } = Promise.withResolvers<void>()
    const answered: string[] = []
    const over = new AbortController()
    const writer = async (name: string) => {
      for (let count = 0; !over.signal.aborted; count += 1) {
        const slug = `${name}-${count}`
        await app.expect(201, 'POST', entries, { body: { type: 'pages', slug, fields: { title: slug } } })
        answered.push(slug)
        if (answered.length === 30) stop()
      }
    }
    const writers = ['a', 'b', 'c'].map(writer)
    await enough
    const sure = [...answered]
    const { file, folder } = await takeBackup(app)
    const atEnd = answered.length
    over.abort()
    await Promise.all(writers)
    const database = await sqlite()
    await restoreBackup(restoring(app, database, file, folder))
    const content = await contentOf(database)
    const slugs = new Set(content.get('entries')?.map(({ slug }) => slug))
    expect(sure.filter((slug) => !slugs.has(slug))).toEqual([])
    expect(slugs.size).toBeLessThanOrEqual(atEnd + 4)
    const revisions = new Set(content.get('revisions')?.map(({ id }) => id))
    expect(content.get('heads')?.every(({ revision_id }) => revisions.has(revision_id))).toBe(true)
    expect(new Set(content.get('heads')?.map(({ entry_id }) => entry_id)).size).toBe(slugs.size)
    for (const chain of await database.read(chainIds)) {
      expect(await verifyChain(database, chain)).toMatchObject({ ok: true })
    }
  })

  test('never brings a token back that has ended since', async () => {
    const app = await shop(databases)
    const issue = async (name: string) =>
      app.expect(201, 'POST', tokens, { body: { kind: 'management', mode: 'read', name } })
    const [lost, kept] = [await issue('Lost'), await issue('Kept')]
    const { file, folder } = await takeBackup(app)
    const endings = new Endings()
    endings.add({ token: lost.id, secretVersion: null })
    const database = await sqlite()
    expect((await restoreBackup({ ...restoring(app, database, file, folder), endings: () => endings })).ended).toBe(1)
    const node = await openTestApp(databases, { beside: { ...app, database } })
    const status = async (token: string) => (await node.call('GET', types, { token })).status
    expect([await status(lost.secret), await status(kept.secret)]).toEqual([401, 200])
    const other = await sqlite()
    expect((await restoreBackup({ ...restoring(app, other, file, folder), endings: () => 'all' as const })).ended).toBe(
      2,
    )
    const third = await openTestApp(databases, { beside: { ...app, database: other } })
    expect((await third.call('GET', types, { token: kept.secret })).status).toBe(401)
  })

  test('is refused by an installation that somebody owns', async () => {
    const app = await shop(databases)
    const { file, folder } = await takeBackup(app)
    const before = await contentOf(app.database)
    await expect(restoreBackup(restoring(app, app.database, file, folder))).rejects.toThrow(/Somebody owns this/)
    expect(await contentOf(app.database)).toEqual(before)
  })

  test('that is damaged, cut short, foreign or newer is refused, and nothing of it is restored', async () => {
    const app = await shop(databases)
    const { file, folder } = await takeBackup(app)
    const whole = readFileSync(file)
    const { database } = await databases.open()
    const refused = async (bytes: Uint8Array, words: RegExp, ring = app.services.ring) => {
      writeFileSync(file, bytes)
      await expect(restoreBackup({ ...restoring(app, database, file, folder), ring })).rejects.toThrow(words)
      expect((await contentOf(database)).get('accounts')).toEqual([])
    }
    await refused(whole.subarray(0, whole.length / 2), /damaged, cut short/)
    await refused(whole.subarray(0, -20), /damaged, cut short/)
    await refused(Buffer.from('{"hello":"world"}'), /no backup/)
    await refused(gzipSync(Buffer.alloc(10_240)), /no backup|no end/)
    await refused(changed(whole, '"slug":"one"', '"slug":"two"'), /not what was written/)
    await refused(whole, /another key ring/, newKeyRing(generateKey(randomBytes)))
    await refused(changed(whole, '0001-foundation', '9999-foundation'), /not what was written/)
    await refused(changed(whole, '"format": 1', '"format": 2'), /newer version/)
    writeFileSync(file, whole)
    await restoreBackup(restoring(app, database, file, folder))
  })

  test('is proven without a database, a key or a server', async () => {
    const app = await shop(databases)
    const { file, manifest } = await takeBackup(app)
    expect((await verifyBackup(createReadStream(file))).manifest).toEqual(manifest)
    truncateSync(file, 2000)
    await expect(verifyBackup(createReadStream(file))).rejects.toThrow(/cut short/)
  })
})

/** What a restore itself writes. */
const changedByRestore = new Set([
  // Its era is another one.
  'instance',
  'audit',
  'audit_chains',
  'sessions',
  'tokens',
  'token_slots',
  'token_secrets',
  'token_usage',
])

/** A space with one published page. */
async function shop(databases: Parameters<typeof openTestApp>[0]): Promise<TestApp> {
  const app = await openTestApp(databases)
  await newMember(app, 'Ada', 'Editor')
  await app.expect(201, 'POST', types, {
    body: { slug: 'pages', name: 'Pages', fields: [{ id: 'title', type: 'text', filterable: true }] },
  })
  await app.expect(201, 'POST', entries, { body: { type: 'pages', slug: 'one', fields: { title: 'One' } } })
  await app.expect(200, 'POST', '/api/v1/spaces/shop/entries/one/publish?type=pages', { body: {} })
  return app
}

async function sqlite(): Promise<Database> {
  const database = await openDatabase({ dataFolder: temporaryFolder('restored') })
  onTestFinished(() => database.close())
  return database
}

function newBlobs(): DiskBlobStore {
  return new DiskBlobStore(temporaryFolder('blobs'))
}

/** A row that speaks of a blob. */
async function insertAsset({ database, space, owner, services, clock }: TestApp, blob: string): Promise<void> {
  await database.write((tx) =>
    tx
      .insertInto('assets')
      .values({
        space_id: space.id,
        branch_id: 'main',
        id: services.newId(),
        serial: Number.parseInt(blob.slice(0, 4), 16),
        file_name: `${blob}.txt`,
        category: null,
        private: 0,
        state: 'draft',
        media_type: 'text/plain',
        bytes: 15,
        width: null,
        height: null,
        blob,
        digest: '',
        metadata: '{}',
        version: 1,
        deleted_at: null,
        created_by_kind: 'account',
        created_by_id: owner.id,
        created_at: clock.now,
        updated_at: clock.now,
      })
      .execute(),
  )
}

/** Every row of every table. */
function contentOf(database: Database): Promise<Map<string, Row[]>> {
  return database.read(async (db) => {
    const content = new Map<string, Row[]>()
    for (const table of await readTables(db)) {
      const rows: Row[] = []
      for await (const page of rowsOf(db, table, 3)) rows.push(...page.map((row) => ({ ...row })))
      content.set(table.name, rows)
    }
    return content
  })
}

/** A backup with other bytes in it, of the same length. */
function changed(backup: Uint8Array, from: string, to: string): Buffer {
  const tar = gunzipSync(backup)
  const at = tar.indexOf(from)
  expect(at).toBeGreaterThan(-1)
  tar.write(to, at)
  return gzipSync(tar)
}
