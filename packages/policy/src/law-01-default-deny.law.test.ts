import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { decide } from './decide.ts'
import { ask, isAllowed } from './testing/examples.ts'
import * as any from './testing/generators.ts'
import { runs } from './testing/runs.ts'

describe('law 1: default deny', { timeout: 60_000 }, () => {
  test('an empty list permits nothing', () => {
    fc.assert(fc.property(any.request, (request) => !isAllowed([], request)))
  })

  test('a list of denies permits nothing', () => {
    fc.assert(fc.property(fc.array(any.deny), any.request, (denies, request) => !isAllowed(denies, request)))
  })

  test('a request whose action no allow names is refused for want of an allow', () => {
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        const others = grants.filter(
          ({ effect, actions }) => effect === 'allow' && !actions.includes('*') && !actions.includes(request.action),
        )
        expect(ask(others, request)).toMatchObject({ allowed: false, reason: 'no-allow', because: [] })
      }),
    )
  })

  test('every permit rests on allows of the list, which suffice for it', () => {
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        const decision = ask(grants, request)
        fc.pre(decision.allowed)
        expect(decision.because.length).toBeGreaterThan(0)
        const alone = decision.because.map((index) => grants[index] ?? expect.fail('an index beyond the list'))
        expect(alone.every(({ effect }) => effect === 'allow')).toBe(true)
        expect(isAllowed(alone, request)).toBe(true)
      }),
      { numRuns: runs(500) },
    )
  })

  test('outside the spaces that bind the list nothing is permitted, prefixed or not', () => {
    fc.assert(
      fc.property(any.pair, ({ grants, request }) => {
        const { space } = request.target
        const elsewhere = compile(grants, { spaces: [any.shop, any.site].filter(({ id }) => id !== space?.id) })
        expect(decide(elsewhere, request)).toEqual({ allowed: false, reason: 'no-allow', because: [] })
      }),
    )
  })
})
