import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Bucket,
  burstOf,
  fullBucket,
  parseRateLimit,
  printRateLimit,
  type RateLimit,
  take,
  waitMs,
} from './rate-limit.ts'

const limits: fc.Arbitrary<RateLimit> = fc.record({
  requests: fc.integer({ min: 1, max: 50 }),
  per: fc.constantFrom('second', 'minute'),
  burst: fc.option(fc.integer({ min: 1, max: 50 })),
})
/** Pauses between requests, in milliseconds; the clock may step back. */
const pauses = fc.array(fc.integer({ min: -50, max: 3000 }), { maxLength: 200 })

/** When requests were let through. */
function passedOf(limit: RateLimit, gaps: readonly number[]): { passed: number[]; bucket: Bucket } {
  const bucket = fullBucket(limit, 0)
  let now = 0
  const passed = gaps.flatMap((gap) => {
    now += gap
    return take(bucket, limit, now) ? [now] : []
  })
  return { passed, bucket }
}

const periodMs = { second: 1000, minute: 60_000 }

describe('a rate limit', () => {
  test('is never exceeded, in whatever stretch of time', () => {
    fc.assert(
      fc.property(limits, fc.array(fc.nat(3000), { maxLength: 100 }), (limit, gaps) => {
        const { passed } = passedOf(limit, gaps)
        for (const [first, from] of passed.entries()) {
          for (const [after, to] of passed.slice(first).entries()) {
            const allowed = burstOf(limit) + ((to - from) * limit.requests) / periodMs[limit.per]
            expect(after + 1).toBeLessThanOrEqual(allowed + 1e-6)
          }
        }
      }),
    )
  })

  test('lets a burst through at once, and no more', () => {
    fc.assert(
      fc.property(limits, (limit) => {
        const { passed } = passedOf(
          limit,
          Array.from({ length: 2 * burstOf(limit) }, () => 0),
        )
        expect(passed).toHaveLength(burstOf(limit))
      }),
    )
  })

  test('lets through what waits as long as it is told, and nothing that waits less', () => {
    fc.assert(
      fc.property(limits, pauses, (limit, gaps) => {
        const { bucket } = passedOf(limit, gaps)
        const wait = waitMs(bucket, limit, 1)
        expect(take({ ...bucket }, limit, bucket.at + Math.ceil(wait) + 1)).toBe(true)
        if (wait > 2) expect(take({ ...bucket }, limit, bucket.at + Math.floor(wait) - 1)).toBe(false)
      }),
    )
  })

  test('gives nothing to a clock that steps back', () => {
    fc.assert(
      fc.property(limits, fc.nat(1_000_000), (limit, back) => {
        const bucket: Bucket = { left: 0, at: 2_000_000 }
        expect(take(bucket, limit, 2_000_000 - back)).toBe(false)
        expect(bucket.at).toBe(2_000_000)
      }),
    )
  })

  test('is read as it is written', () => {
    fc.assert(
      fc.property(limits, (limit) => {
        expect(parseRateLimit(printRateLimit(limit))).toEqual(limit)
      }),
    )
  })

  test.each([
    '',
    '600',
    '0/minute',
    '600/hour',
    '600/minute burst',
    '600/minute burst 0',
    ' 600/minute',
    '12345678/second',
  ])('%j is none', (text) => {
    expect(parseRateLimit(text)).toBeNull()
  })
})
