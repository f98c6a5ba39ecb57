import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from './compile.ts'
import { decide } from './decide.ts'
import { oracleFor } from './testing/cedar.ts'
import * as any from './testing/generators.ts'
import { runs } from './testing/runs.ts'

// LATCHKEY_LAW_SCALE=10 makes the full run of 10⁵ pairs.
const lists = runs(1_000)
const requestsPerList = 10

test('Cedar permits exactly the requests that the engine permits', { timeout: 120_000 }, () => {
  let allowed = 0
  fc.assert(
    fc.property(any.exam(requestsPerList), ({ grants, requests }) => {
      const policy = compile(grants)
      const oracle = oracleFor(grants)
      const ours = requests.map((request) => decide(policy, request).allowed)
      allowed += ours.filter(Boolean).length
      expect(ours).toEqual(requests.map((request) => oracle.allows(request)))
    }),
    { numRuns: lists },
  )
  expect(allowed).toBeGreaterThan(lists)
})
