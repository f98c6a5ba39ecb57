import { expect, test } from 'vitest'
import { type AuditHead, appendAudit } from './audit-chain.ts'
import type { Database, Writer } from './database.ts'
import { describeEachDatabase } from './test-databases.ts'
import { chainIds, verifyChain } from './verify-chain.ts'

const entry = (number: number) => ({
  at: 1000 + number,
  actor: 'account:a',
  action: 'entries.update',
  subject: `content:pages:${number}`,
  body: { number, text: 'ä "quoted" \u{1F600}' },
})

async function append(database: Database, count: number, from = 1): Promise<AuditHead> {
  let head = { seq: 0, hash: '' }
  for (let number = from; number < from + count; number += 1) {
    head = await database.write((tx) => appendAudit(tx, 'space', entry(number)))
  }
  return head
}

describeEachDatabase('an audit chain', (databases) => {
  /** Six rows, changed behind the platform's back; answers what verification finds. */
  async function tamperedBy(change: (tx: Writer) => Promise<unknown>, checkpoint?: AuditHead) {
    const { database } = await databases.open()
    await append(database, 6)
    await database.write(change)
    return verifyChain(database, 'space', checkpoint)
  }
  const row = (seq: number) => (tx: Writer) =>
    tx.updateTable('audit').where('chain_id', '=', 'space').where('seq', '=', seq)

  test('that nobody touched verifies and tells where it stands', async () => {
    const { database } = await databases.open()
    const head = await append(database, 6)
    expect(head.seq).toBe(6)
    expect(await verifyChain(database, 'space', head)).toEqual({ ok: true, head })
  })

  test('without rows verifies', async () => {
    const { database } = await databases.open()
    expect(await verifyChain(database, 'space')).toEqual({ ok: true, head: { seq: 0, hash: '' } })
  })

  test('longer than a page verifies', async () => {
    const { database } = await databases.open()
    await database.write(async (tx) => {
      for (let number = 1; number <= 1001; number += 1) await appendAudit(tx, 'space', entry(number))
    })
    expect(await verifyChain(database, 'space')).toMatchObject({ ok: true, head: { seq: 1001 } })
  })

  test('names the row whose body, actor, time or hash was changed', async () => {
    const changes = [
      { body: '{}' },
      { actor: 'account:b' },
      { at: 1 },
      { action: 'x' },
      { subject: '' },
      { hash: 'f'.repeat(64) },
    ]
    for (const change of changes) {
      expect(await tamperedBy((tx) => row(3)(tx).set(change).execute())).toEqual({
        ok: false,
        seq: 3,
        fault: 'changed',
      })
    }
  })

  test('names the row that was removed', async () => {
    const remove = (tx: Writer) => tx.deleteFrom('audit').where('seq', '=', 4).execute()
    expect(await tamperedBy(remove)).toEqual({ ok: false, seq: 4, fault: 'removed' })
  })

  test('names the first row that changed places', async () => {
    const swap = async (tx: Writer) => {
      await row(2)(tx).set({ seq: 100 }).execute()
      await row(5)(tx).set({ seq: 2 }).execute()
      await row(100)(tx).set({ seq: 5 }).execute()
    }
    expect(await tamperedBy(swap)).toEqual({ ok: false, seq: 2, fault: 'reordered' })
  })

  test('misses its head, and a head that tells something else', async () => {
    const removeHead = (tx: Writer) => tx.deleteFrom('audit_chains').execute()
    expect(await tamperedBy(removeHead)).toEqual({ ok: false, seq: 6, fault: 'head-missing' })
    const changeHead = (tx: Writer) => tx.updateTable('audit_chains').set({ hash: 'f' }).execute()
    expect(await tamperedBy(changeHead)).toEqual({ ok: false, seq: 6, fault: 'head-differs' })
  })

  test('misses the tail that the head tells of', async () => {
    const cutRows = (tx: Writer) => tx.deleteFrom('audit').where('seq', '>', 4).execute()
    expect(await tamperedBy(cutRows)).toEqual({ ok: false, seq: 5, fault: 'removed' })
  })

  test('cut together with its head is found by a checkpoint, and by nothing else', async () => {
    const { database } = await databases.open()
    const kept = await append(database, 4)
    const checkpoint = await append(database, 2, 5)
    await database.write(async (tx) => {
      await tx.deleteFrom('audit').where('seq', '>', 4).execute()
      await tx.updateTable('audit_chains').set(kept).execute()
    })
    expect(await verifyChain(database, 'space')).toEqual({ ok: true, head: kept })
    expect(await verifyChain(database, 'space', checkpoint)).toEqual({ ok: false, seq: 5, fault: 'cut' })
    await append(database, 2, 50)
    expect(await verifyChain(database, 'space', checkpoint)).toEqual({ ok: false, seq: 6, fault: 'cut' })
  })

  test('is begun and continued by many writers at once without a gap', async () => {
    const { database } = await databases.open()
    await Promise.all(
      Array.from({ length: 12 }, (_, number) => database.write((tx) => appendAudit(tx, 'space', entry(number)))),
    )
    expect(await verifyChain(database, 'space')).toMatchObject({ ok: true, head: { seq: 12 } })
  })

  test('is listed beside the others, with or without a head', async () => {
    const { database } = await databases.open()
    await append(database, 1)
    await database.write((tx) => appendAudit(tx, 'installation', entry(1)))
    await database.write((tx) => tx.deleteFrom('audit_chains').where('chain_id', '=', 'space').execute())
    expect(await database.read(chainIds)).toEqual(['installation', 'space'])
  })
})
