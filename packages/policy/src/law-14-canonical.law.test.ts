import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { decide } from './decide.ts'
import * as any from './testing/generators.ts'
import { referenceDecide } from './testing/reference.ts'

describe('law 14: canonical text and the plain reference', () => {
  test('the engine decides every generated case as the reference does, for the same grants', () => {
    let allowed = 0
    let refused = 0
    fc.assert(
      fc.property(any.pair, any.bound, (given, spaces) => {
        const policy = compile(given.grants, spaces && { spaces })
        const decision = decide(policy, given.request)
        const expected = referenceDecide(given.grants, given.request, spaces)
        if (decision.allowed) allowed++
        else refused++
        expect({ allowed: decision.allowed, because: decision.because }).toEqual(expected)
      }),
      { numRuns: 20_000 },
    )
    expect(Math.min(allowed, refused)).toBeGreaterThan(4_000)
  })
})
