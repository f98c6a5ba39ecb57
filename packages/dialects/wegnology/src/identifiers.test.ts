import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOf, idOfToken, serialIn24, tokenIdIn } from './identifiers.ts'

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('')
const tokenId = fc.array(fc.constantFrom(...base62), { minLength: 12, maxLength: 12 }).map((digits) => digits.join(''))

test('a serial has 24 hexadecimal digits, in either case', () => {
  expect(idOf(255)).toBe('0000000000000000000000ff')
  expect(serialIn24('0000000000000000000000FF')).toBe(255)
  for (const text of ['', 'ff', '00000000000000000000000g', '0'.repeat(24)]) expect(serialIn24(text)).toBe(null)
})

test('every token has an identifier of its own, which says its id', () => {
  fc.assert(
    fc.property(tokenId, (id) => {
      expect(idOfToken(id)).toMatch(/^[0-9a-f]{24}$/)
      expect(tokenIdIn(idOfToken(id))).toBe(id)
    }),
  )
})

test('no other identifier is a token’s', () => {
  for (const text of ['', '7Hq2mK9xB1aZ', 'f'.repeat(24), `${'0'.repeat(23)}g`]) expect(tokenIdIn(text)).toBe(null)
})
