import { describe, expect, test } from 'vitest'
import { kinds } from './kinds.ts'
import { admit, holdsSlot, type SlotHolder, takeSlot } from './limits.ts'

describe('a slot', () => {
  test('is the lowest that is free', () => expect(takeSlot(new Set([0, 1, 3]), 20)).toBe(2))

  test('is the first where none is taken', () => expect(takeSlot(new Set(), 1)).toBe(0))

  test('is the last where it alone is free', () => expect(takeSlot(new Set([0, 1]), 3)).toBe(2))

  test('is not to be had where all are taken', () => expect(takeSlot(new Set([0, 1, 2]), 3)).toBeNull())

  test('is not to be had under a limit of zero', () => expect(takeSlot(new Set(), 0)).toBeNull())

  test('a lowered limit keeps what exists and admits nothing until there is room', () => {
    expect(takeSlot(new Set([1, 2, 3, 4]), 3)).toBeNull()
    expect(takeSlot(new Set([3, 4]), 3)).toBe(0)
  })
})

describe('admission', () => {
  const holders: readonly SlotHolder[] = [
    { tokenId: 'second', slot: 0, createdAt: 20 },
    { tokenId: 'first', slot: 2, createdAt: 10 },
    { tokenId: 'third', slot: 1, createdAt: 30 },
  ]

  test('takes a free slot and ends nothing', () => {
    expect(admit('refuse', 4, holders)).toEqual({ ok: true, slot: 3, ends: null })
    expect(admit('end-oldest', 4, holders)).toEqual({ ok: true, slot: 3, ends: null })
  })

  test('is refused where all slots are taken', () => expect(admit('refuse', 3, holders)).toEqual({ ok: false }))

  test('ends exactly the one that was created first, and takes its slot', () =>
    expect(admit('end-oldest', 3, holders)).toEqual({ ok: true, slot: 2, ends: 'first' }))

  test('of two created in the same millisecond ends the one in the lower slot', () => {
    const twins = [
      { tokenId: 'right', slot: 1, createdAt: 10 },
      { tokenId: 'left', slot: 0, createdAt: 10 },
    ]
    expect(admit('end-oldest', 2, twins)).toEqual({ ok: true, slot: 0, ends: 'left' })
  })

  test('leaves the given list as it is', () => {
    admit('end-oldest', 3, holders)
    expect(holders.map((holder) => holder.tokenId)).toEqual(['second', 'first', 'third'])
  })

  test('is refused under a limit of zero, where there is nothing to end', () =>
    expect(admit('end-oldest', 0, [])).toEqual({ ok: false }))
})

test('a delivery token holds its slot while inactive or expired, and gives it back when revoked', () => {
  const { limit } = kinds.delivery
  const held = (['active', 'inactive', 'expired', 'revoked'] as const).filter(
    (state) => limit !== null && holdsSlot(limit, state),
  )
  expect(held).toEqual(['active', 'inactive', 'expired'])
})
