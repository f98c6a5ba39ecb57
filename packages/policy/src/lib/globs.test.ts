import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepareGlob } from '../match.ts'
import { globMatches } from '../testing/reference.ts'
import { globsMeet, globWithin, residuals } from './globs.ts'
import { runs } from '../testing/runs.ts'

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 5 })

/** Every text of three letters up to the length at which short patterns tell themselves apart. */
const texts = ['']
for (let from = 0; (texts.at(-1) ?? '').length < 7; from++)
  for (const letter of 'abc') texts.push(`${texts[from]}${letter}`)

describe('globs', () => {
  test('one lies within another exactly when it matches nothing else', () => {
    fc.assert(
      fc.property(pattern, pattern, (inner, outer) => {
        const expected = texts.every((text) => !globMatches(inner, text) || globMatches(outer, text))
        expect(globWithin(prepareGlob(inner), prepareGlob(outer))).toBe(expected)
      }),
      { numRuns: runs(500) },
    )
  })

  test('two meet exactly when some text is matched by both', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 4 })
    fc.assert(
      fc.property(short, short, (left, right) => {
        const expected = texts.some((text) => globMatches(left, text) && globMatches(right, text))
        expect(globsMeet(prepareGlob(left), prepareGlob(right))).toBe(expected)
      }),
      { numRuns: runs(500) },
    )
  })

  test('two with wildcards meet when their beginnings and their ends agree', () => {
    const meet = (left: string, right: string): boolean => globsMeet(prepareGlob(left), prepareGlob(right))
    expect(meet('*ab', '*b')).toBe(true)
    expect(meet('*ab', '*cab')).toBe(true)
    expect(meet('*ab', '*cb')).toBe(false)
    expect(meet('*ab', '*ba')).toBe(false)
    expect(meet('ab*', 'a*')).toBe(true)
    expect(meet('ab*', 'ac*')).toBe(false)
  })

  test('residuals match exactly the rests of texts that begin with the prefix', () => {
    const longer = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 })
    fc.assert(
      fc.property(longer, text, text, (glob, prefix, rest) => {
        const expected = globMatches(glob, prefix + rest)
        expect(residuals(glob, prefix).some((residual) => globMatches(residual, rest))).toBe(expected)
      }),
      { numRuns: runs(3_000) },
    )
  })

  test('residuals are few: what a wildcard takes up is not told again', () => {
    expect(residuals('content:*', 'content:pages:')).toEqual(['*'])
    expect(residuals('content:*:home', 'content:pages:')).toEqual(['*:home', 'home'])
    expect(residuals('*', 'content:')).toEqual(['*'])
    expect(residuals('c*s*', 'content:pages:')).toEqual(['*'])
    expect(residuals('media:*', 'content:')).toEqual([])
    expect(residuals('content:pages:home', 'content:pages:')).toEqual(['home'])
  })
})
