import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeSlot } from './limits.ts'

test('a slot that is given was free, is below the limit, and has no free one under it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(12)), fc.nat(12), (taken, limit) => {
      const slot = takeSlot(new Set(taken), limit)
      expect(slot === null).toBe(taken.length >= limit)
      if (slot === null) return
      expect(slot).toBeLessThan(limit)
      expect(taken).not.toContain(slot)
      for (let lower = 0; lower < slot; lower += 1) expect(taken).toContain(lower)
    }),
  )
})
