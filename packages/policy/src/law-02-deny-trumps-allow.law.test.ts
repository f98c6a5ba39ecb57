import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ask, isAllowed } from './testing/examples.ts'
import * as any from './testing/generators.ts'
import { runs } from './testing/runs.ts'

const shuffled = any.pair.chain(({ grants, request }) =>
  fc.record({
    grants: fc.constant(grants),
    request: fc.constant(request),
    others: fc.shuffledSubarray([...grants, ...grants], { minLength: grants.length * 2 }),
  }),
)

describe('law 2: deny trumps allow', { timeout: 60_000 }, () => {
  test('the order of grants and their repetition change nothing', () => {
    fc.assert(
      fc.property(shuffled, ({ grants, others, request }) => {
        expect(isAllowed(others, request)).toBe(isAllowed(grants, request))
      }),
      { numRuns: runs(1_000) },
    )
  })

  test('no deny that is added permits anything', () => {
    fc.assert(
      fc.property(any.pair, any.deny, ({ grants, request }, deny) => {
        if (isAllowed([...grants, deny], request)) expect(isAllowed(grants, request)).toBe(true)
      }),
      { numRuns: runs(1_000) },
    )
  })

  test('no allow that is added lifts a deny', () => {
    fc.assert(
      fc.property(any.pair, any.allow, ({ grants, request }, allow) => {
        const decision = ask(grants, request)
        fc.pre(!decision.allowed && decision.reason === 'deny')
        expect(ask([...grants, allow], request)).toEqual(decision)
      }),
      { numRuns: runs(200) },
    )
  })

  test('a deny of everything refuses every request and is named', () => {
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        const decision = ask([...grants, { effect: 'deny', actions: ['*'], resources: ['*'] }], request)
        expect(decision).toMatchObject({ allowed: false, reason: 'deny' })
        expect(decision.because).toContain(grants.length)
        expect(decision).not.toHaveProperty('missing')
      }),
    )
  })
})
