import { expect, test } from 'vitest'
import { readTrail } from './read-trail.ts'

/** A trail that answers its numbers in parts, some of them empty. */
function partsOf(parts: readonly (readonly number[])[]) {
  const limits: number[] = []
  const read = async ({ limit, after = '0' }: { readonly limit: number; readonly after?: string }) => {
    limits.push(limit)
    const at = Number(after)
    return { items: [...(parts[at] ?? [])], next: at + 1 < parts.length ? String(at + 1) : null }
  }
  return { limits, read }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => index)

test('a page is filled from as many parts as it takes, and goes on behind the last of them', async () => {
  const { limits, read } = partsOf([[], many(30), [], many(20), many(5)])
  const first = await readTrail(read, { after: null, size: 50 })
  expect([first.items.length, first.next, limits]).toEqual([50, '4', [50, 50, 20, 20]])
  expect(await readTrail(read, { after: first.next, size: 50 })).toEqual({ items: many(5), next: null })
})

test('a trail with little that fits is not looked through without an end', async () => {
  const { limits, read } = partsOf(Array.from({ length: 100 }, () => []))
  expect(await readTrail(read, { after: null, size: 50 })).toEqual({ items: [], next: '20' })
  expect(limits).toHaveLength(20)
})
