import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitsGlob } from './glob.ts'

test('a star is any run of characters, a question mark one, whatever the case', () => {
  for (const [pattern, text] of [
    ['my*token', 'My second Token'],
    ['*', ''],
    ['a?c', 'abc'],
    ['exact', 'Exact'],
    ['**b*', 'abc'],
  ] as const)
    expect(fitsGlob(pattern, text)).toBe(true)
  for (const [pattern, text] of [
    ['my*token', 'my tokens'],
    ['a?c', 'ac'],
    ['', 'a'],
    ['a.c', 'abc'],
  ] as const)
    expect(fitsGlob(pattern, text)).toBe(false)
})

test('it fits what the same pattern fits as a regular expression', () => {
  const characters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 }).map((each) => each.join(''))
  fc.assert(
    fc.property(characters, characters, (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`)
      expect(fitsGlob(pattern, text)).toBe(expression.test(text))
    }),
  )
})

test('a pattern of many stars takes no longer than its length', () => {
  expect(fitsGlob(`${'a*'.repeat(500)}b`, 'a'.repeat(2000))).toBe(false)
})
