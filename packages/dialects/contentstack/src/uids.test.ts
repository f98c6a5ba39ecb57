import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOf, tokenIdOf, uidOf } from './uids.ts'

test('a name leads back to its thing', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(idOf(uidOf(id))).toBe(id)
    }),
  )
  const letters = Array.from('0123456789ABCXYZabcxyz')
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...letters), { minLength: 12, maxLength: 12 }), (id) => {
      expect(uidOf(id.join(''))).toMatch(/^blt[a-f0-9]+$/)
      expect(tokenIdOf(uidOf(id.join('')))).toBe(id.join(''))
    }),
  )
})

test('what is no name of ours leads nowhere', () => {
  for (const uid of ['', 'blt', 'blt1234567890abcdef', '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', 'BLT019a', 'x']) {
    expect([idOf(uid), tokenIdOf(uid)]).toEqual([null, null])
  }
  expect(tokenIdOf(`blt${'00'.repeat(12)}`)).toBe(null)
})
