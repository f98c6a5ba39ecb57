import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { decide } from './decide.ts'
import { evaluate, filterFor } from './filter.ts'
import * as any from './testing/generators.ts'
import { runs } from './testing/runs.ts'

describe('law 10: references resolve only to what the caller may read', { timeout: 60_000 }, () => {
  test('one filter over all types picks, of any set of targets, exactly those that a single read would show', () => {
    fc.assert(
      fc.property(any.pair, fc.array(any.entries, { maxLength: 8 }), ({ grants, request }, targets) => {
        const policy = compile(grants)
        const { principal } = request
        const shown = targets.filter((target) => {
          const filter = filterFor(policy, 'content.read', {
            collection: { area: 'content', space: target.space },
            principal,
          })
          const { id = '', name = '', ...facts } = target
          return evaluate(filter, { ...facts, id, name })
        })
        const readable = targets.filter(
          (target) => decide(policy, { action: 'content.read', principal, target }).allowed,
        )
        expect(shown).toEqual(readable)
      }),
      { numRuns: runs(1_000) },
    )
  })
})
