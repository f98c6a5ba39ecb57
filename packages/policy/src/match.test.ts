import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchGlob, prepareGlob, type Glob } from './match.ts'
import { globMatches } from './testing/reference.ts'
import { runs } from './testing/runs.ts'

const matches = (pattern: string, text: string): boolean => matchGlob(prepareGlob(pattern), text)

describe('matchGlob', () => {
  test.each<[string, string, boolean]>([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'content:pages:home', true],
    ['a*', 'a', true],
    ['*a', 'a', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['content:*:home', 'content:pages:blog:home', true],
    ['home', 'Home', false],
    ['home', 'home ', false],
    ['a.c', 'abc', false],
    ['a?c', 'abc', false],
    ['[ab]', 'a', false],
    ['a_c%', 'abcd', false],
    ['*aab*', 'aaab', true],
    ['*ab*ab*', 'ab', false],
    ['*ab*ba*', 'aba', false],
    ['*abab*', 'abaabab', true],
    ['**', 'x', true],
    ['ß*', 'ß😀', true],
  ])('%j against %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected)
  })

  test('it agrees with the plain definition on short patterns and texts', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 12 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*'), maxLength: 10 })
    fc.assert(
      fc.property(pattern, letters, (glob, text) => matches(glob, text) === globMatches(glob, text)),
      { numRuns: runs(5_000) },
    )
  })

  test('it finds a run wherever it stands, also behind a beginning of itself', () => {
    const letters = (max: number): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: max })
    fc.assert(
      fc.property(letters(8), letters(30), (run, text) => matches(`*${run}*`, text) === text.includes(run)),
      { numRuns: 2_000 },
    )
    expect(matches('*aabaaab*', 'aabaaaabaaab')).toBe(true)
    expect(matches('*aabaac*', 'aabaabaac')).toBe(true)
  })

  test('comparing steps grow no faster than the text, for a pattern that makes naive search start over', () => {
    const stepsFor = (length: number): number => {
      const { glob, steps } = counting(prepareGlob(`*${'a'.repeat(120)}b*${'a'.repeat(120)}c*`))
      expect(matchGlob(glob, 'a'.repeat(length))).toBe(false)
      return steps()
    }
    for (const length of [1_000, 2_000, 4_000]) expect(stepsFor(length)).toBeLessThan(4 * length)
  })
})

/** The glob, counting how often a character of one of its runs is looked at. */
function counting(glob: Glob): { readonly glob: Glob; readonly steps: () => number } {
  let steps = 0
  const counted = (codes: readonly number[]): readonly number[] =>
    new Proxy(codes, {
      get: (target, key): unknown => {
        if (key !== 'length') steps++
        return Reflect.get(target, key)
      },
    })
  const middles = (glob.middles ?? []).map((run) => ({ ...run, codes: counted(run.codes) }))
  return { glob: { ...glob, middles }, steps: () => steps }
}
