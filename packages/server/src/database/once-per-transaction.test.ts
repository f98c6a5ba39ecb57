import { expect, test } from 'vitest'
import { oncePerTransaction } from './once-per-transaction.ts'
import { describeEachDatabase } from './test-databases.ts'

describeEachDatabase('a read that is made once', (databases) => {
  test('is made once in a transaction for each key, and again in the next', async () => {
    const { database } = await databases.open()
    const reads: string[] = []
    const read = oncePerTransaction(async (_db, key: string) => {
      reads.push(key)
      return key
    })
    await database.write(async (tx) => [await read(tx, 'a'), await read(tx, 'b'), await read(tx, 'a')])
    expect(reads).toEqual(['a', 'b'])
    await database.write((tx) => read(tx, 'a'))
    expect(reads).toEqual(['a', 'b', 'a'])
  })

  test('is made again while nothing is found', async () => {
    const { database } = await databases.open()
    let found: string | null = null
    const read = oncePerTransaction(async () => found)
    await database.write(async (tx) => {
      expect(await read(tx)).toBe(null)
      found = 'a'
      expect(await read(tx)).toBe('a')
    })
  })
})
