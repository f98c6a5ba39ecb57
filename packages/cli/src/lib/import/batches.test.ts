import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batches } from './batches.ts'

async function* from<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

test('batches keep every item in its order, and none is over a limit', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 50 }))
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 9 }), async (bytes, itemsMax) => {
      const limits = { itemsMax, bytesMax: 50 }
      const found: number[][] = []
      for await (const batch of batches(from(bytes.map((size) => ({ item: size, bytes: size }))), limits))
        found.push(batch)
      expect(found.flat()).toEqual(bytes)
      for (const batch of found) {
        expect(batch.length).toBeLessThanOrEqual(itemsMax)
        expect(batch.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(50)
      }
    }),
  )
})
