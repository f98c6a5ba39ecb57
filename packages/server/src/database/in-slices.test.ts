import { setImmediate as nextTick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Writer } from './database.ts'
import { inSlices } from './in-slices.ts'
import { describeEachDatabase } from './test-databases.ts'

describeEachDatabase('a bulk write', (databases) => {
  const insert = async (tx: Writer, kind: string) => {
    await tx.insertInto('serials').values({ kind, next: 1 }).execute()
    return kind.toUpperCase()
  }
  const names = (count: number) => Array.from({ length: count }, (_, index) => `k${index}`)

  test('answers every item in order', async () => {
    const { database } = await databases.open()
    const answers = await inSlices(database, names(45), { each: insert })
    expect(answers).toEqual(names(45).map((name) => ({ ok: true, result: name.toUpperCase() })))
  })

  test('is cut by number, with first and last statements for each slice', async () => {
    const { database } = await databases.open()
    const log: string[] = []
    const work = {
      before: async () => void log.push('before'),
      each: insert,
      after: async (_: Writer, results: readonly string[]) => void log.push(results.join()),
    }
    await inSlices(database, names(5), work, { itemsMax: 2, ms: 1000 })
    expect(log).toEqual(['before', 'K0,K1', 'before', 'K2,K3', 'before', 'K4'])
  })

  test('is cut by time, with at least one item a slice', async () => {
    const { database } = await databases.open()
    let slices = 0
    const work = { before: async () => void (slices += 1), each: insert }
    await inSlices(database, names(3), work, { itemsMax: 20, ms: -1 })
    expect(slices).toBe(3)
  })

  test('fails only the item that is at fault', async () => {
    const { database } = await databases.open()
    const items = ['a', 'b', 'a', 'c', 'c', 'd']
    const answers = await inSlices(database, items, { each: insert })
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, false, true, false, true])
    const kept = await database.read((db) => db.selectFrom('serials').select('kind').orderBy('kind').execute())
    expect(kept.map((row) => row.kind)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('that loses its right on the way keeps what was written and fails the rest', async () => {
    const { database } = await databases.open()
    let slices = 0
    const before = async () => {
      slices += 1
      if (slices === 2) throw new Error('no longer allowed')
    }
    const answers = await inSlices(database, names(5), { before, each: insert }, { itemsMax: 2, ms: 1000 })
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, false, false, false])
  })

  test('lets others in between its slices', async () => {
    const { database } = await databases.open()
    const others = { turns: 0, running: true }
    const turning = (async () => {
      for (; others.running; others.turns += 1) await nextTick()
    })()
    await inSlices(database, names(60), { each: insert }, { itemsMax: 5, ms: 1000 })
    others.running = false
    await turning
    expect(others.turns).toBeGreaterThanOrEqual(60 / 5)
  })
})
