import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '@latchkey/server/database/open-database'
import { auditHash, type AuditHead } from '@latchkey/server/database/audit-chain'
import type { Writer } from '@latchkey/server/database/database'
import type { Schema } from '@latchkey/server/database/schema'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { chainIds, verifyChain } from '@latchkey/server/database/verify-chain'
import { openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import { beforeAll, expect, test } from 'vitest'
import { openClient } from './support/client.ts'
import { type Installation, startInstallation } from './support/installation.ts'
import { startServer } from './support/server-process.ts'
import { sized } from './support/size.ts'

type Row = Schema['audit']

// D-4: what was done is told by a chain of rows, and whoever changes, removes or reorders one is found out.
describeEachDatabase('the audit trail', (databases) => {
  let app: TestApp
  let rows: readonly Row[]
  let head: AuditHead

  beforeAll(async () => {
    app = await openTestApp(databases)
    for (const code of ['de', 'fr', 'it', 'es', 'nl']) {
      await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { body: { code } })
    }
    rows = await app.database.read((db) =>
      db.selectFrom('audit').selectAll().where('chain_id', '=', app.space.id).orderBy('seq').execute(),
    )
    const verdict = await verifyChain(app.database, app.space.id)
    if (!verdict.ok) throw new Error(`The chain is broken before anything was done to it, at ${verdict.seq}.`)
    head = verdict.head
  }, 60_000)

  /** What is found when the rows are these and the head tells that; afterwards all is as it was. */
  const verdictOn = async (changed: readonly Row[], changedHead = head, checkpoint?: AuditHead) => {
    await put(changed, changedHead)
    try {
      return await verifyChain(app.database, app.space.id, checkpoint)
    } finally {
      await put(rows, head)
    }
  }
  const put = (all: readonly Row[], to: AuditHead) =>
    app.database.write(async (tx: Writer) => {
      await tx.deleteFrom('audit').where('chain_id', '=', app.space.id).execute()
      await tx
        .insertInto('audit')
        .values([...all])
        .execute()
      await tx.updateTable('audit_chains').set(to).where('chain_id', '=', app.space.id).execute()
    })

  test('holds a row for every write, in an unbroken chain', async () => {
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(Array(5).fill('locales.create')))
    expect(await verdictOn(rows)).toEqual({ ok: true, head })
  })

  test.each(['at', 'actor', 'action', 'subject', 'body', 'hash'] as const)(
    'names the row of which a byte of %s was changed',
    async (column) => {
      for (const [index, row] of rows.entries()) {
        const changed = rows.with(index, { ...row, [column]: flipped(row[column]) })
        expect(await verdictOn(changed)).toEqual({ ok: false, seq: row.seq, fault: 'changed' })
      }
    },
  )

  test('names the row that was removed', async () => {
    for (const { seq } of rows) {
      const verdict = await verdictOn(rows.filter((row) => row.seq !== seq))
      expect(verdict).toEqual({ ok: false, seq, fault: 'removed' })
    }
  })

  test('names the first of two rows that changed places', async () => {
    const [first, second] = [rows[1]!, rows[3]!]
    const swapped = rows.with(1, { ...second, seq: first.seq }).with(3, { ...first, seq: second.seq })
    expect(await verdictOn(swapped)).toEqual({ ok: false, seq: first.seq, fault: 'reordered' })
  })

  test('is whole without its tail, and cut to who kept a checkpoint', async () => {
    const kept = rows.slice(0, -2)
    const last = kept.at(-1)!
    const shorter = { seq: last.seq, hash: last.hash }
    expect(await verdictOn(kept)).toEqual({ ok: false, seq: last.seq + 1, fault: 'removed' })
    expect(await verdictOn(kept, shorter)).toMatchObject({ ok: true })
    expect(await verdictOn(kept, shorter, head)).toEqual({ ok: false, seq: last.seq + 1, fault: 'cut' })
  })

  test('that was written anew from a row on is told by a checkpoint', async () => {
    const at = 2
    let before = rows[at - 1]!.hash
    const forged = rows.map((row, index) => {
      if (index < at) return row
      const other = { ...row, actor: 'account:somebody-else' }
      before = auditHash(other, before)
      return { ...other, hash: before }
    })
    const last = forged.at(-1)!
    expect(await verdictOn(forged, { seq: last.seq, hash: last.hash })).toMatchObject({ ok: true })
    expect(await verdictOn(forged, { seq: last.seq, hash: last.hash }, head)).toMatchObject({ ok: false, fault: 'cut' })
  })
})

/** Another value that differs in one byte. */
function flipped(value: string | number): string | number {
  if (typeof value === 'number') return value + 1
  const middle = Math.floor(value.length / 2)
  const other = String.fromCharCode(value.charCodeAt(middle) ^ 1)
  return value === '' ? 'x' : value.slice(0, middle) + other + value.slice(middle + 1)
}

// D-1, one quick round: what was answered is there after `kill -9`; what was not answered is there whole or not at all.
describeEachDatabase('after a kill -9 under load', (databases) => {
  const writers = 6
  const afterWrites = sized(60, 600)

  test('everything acknowledged is there', { timeout: 60_000 }, async () => {
    const installation = await startInstallation(databases)
    const space = '/api/v1/spaces/shop'
    const [owner] = installation.owner
    await owner.expect(201, 'POST', '/api/v1/spaces', { body: { slug: 'shop', name: 'Shop' } })
    const fields = [{ id: 'title', type: 'text' }]
    await owner.expect(201, 'POST', `${space}/content-types`, { body: { slug: 'pages', fields } })

    const written = new Map<string, string>()
    const revoked: string[] = []
    const write = async (slug: string) => {
      const title = `Title of ${slug}`
      const { id } = await owner.expect(201, 'POST', `${space}/entries`, {
        body: { type: 'pages', slug, fields: { title } },
      })
      written.set(id, title)
      const better = `Better ${title}`
      await owner.expect(200, 'PATCH', `${space}/entries/${id}`, { body: { fields: { title: better } } })
      written.set(id, better)
    }
    const revoke = async () => {
      const token = await owner.expect(201, 'POST', `${space}/tokens`, { body: { kind: 'delivery', name: 'x' } })
      await owner.expect(200, 'POST', `${space}/tokens/${token.id}/revoke`)
      revoked.push(token.secret)
    }
    // Each goes on until its connection breaks.
    const load = Array.from({ length: writers }, async (_, index) => {
      for (let turn = 0; ; turn++) await (index === 0 ? revoke() : write(`entry-${index}-${turn}`))
    })
    const broken = Promise.allSettled(load)
    while (written.size < afterWrites) await Promise.race([...load, wait(5)])
    await installation.nodes[0]!.kill()
    await broken

    await expectAllThere(installation, space, written, revoked)
  })
})

async function expectAllThere(
  { location, keyRingFile, owner }: Installation,
  space: string,
  written: ReadonlyMap<string, string>,
  revoked: readonly string[],
): Promise<void> {
  const server = await startServer({ location, keyRingFile })
  const again = openClient(server.url, owner[0].token)
  for (const [id, title] of written) {
    const entry = await again.expect(200, 'GET', `${space}/entries/${id}`)
    // The last write may have been done and not answered.
    expect([title, `Better ${title}`]).toContain(entry.fields.title)
  }
  for (const token of revoked) await again.expect(401, 'GET', '/delivery/v1/spaces/shop/content/pages', { token })
  const { total } = await again.expect(200, 'GET', `${space}/entries?type=pages&count=true&limit=1`)
  await server.stop()

  const database = await openDatabase(location, { readOnly: true })
  try {
    const chains = await database.read(chainIds)
    for (const chain of chains) expect(await verifyChain(database, chain)).toMatchObject({ ok: true })
    const [told] = await database.read((db) =>
      db
        .selectFrom('audit')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .where('action', '=', 'entries.create')
        .execute(),
    )
    expect(told!.rows).toBe(total)
    expect(total).toBeGreaterThanOrEqual(written.size)
  } finally {
    await database.close()
  }
}
