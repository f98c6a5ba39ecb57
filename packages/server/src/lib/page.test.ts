import { generateKey, newKeyRing } from '@latchkey/tokens/key-ring'
import { expect, test } from 'vitest'
import { Refusal } from '../pipeline/refusal.ts'
import { type PageQuery, readCursor, readPage, writeCursor } from './page.ts'

const ring = newKeyRing(generateKey((size) => new Uint8Array(size).fill(7)))

function numbers(query: PageQuery, scope = 'numbers') {
  const all = [1, 2, 3, 4, 5]
  return readPage(ring, query, {
    scope,
    rows: async (after, limit) => all.filter((each) => after === null || each > Number(after[0])).slice(0, limit),
    positionOf: (row) => [row],
    total: async () => all.length,
  })
}

test('pages follow each other to the end, whose next is null', async () => {
  const first = await numbers({ limit: 3, count: true })
  expect(first).toMatchObject({ rows: [1, 2, 3], total: 5 })
  const second = await numbers({ limit: 3, after: String(first.next) })
  expect(second).toEqual({ rows: [4, 5], next: null })
})

test('a page that holds exactly the rest is the last', async () => {
  expect((await numbers({ limit: 5 })).next).toBe(null)
})

test('a cursor of another list, or a changed one, is refused', () => {
  const cursor = writeCursor(ring, 'numbers', [3])
  expect(readCursor(ring, 'numbers', cursor)).toEqual([3])
  expect(() => readCursor(ring, 'letters', cursor)).toThrow(Refusal)
  expect(() => readCursor(ring, 'numbers', `A${cursor.slice(1)}`)).toThrow(Refusal)
  expect(() => readCursor(ring, 'numbers', 'junk')).toThrow(Refusal)
})
