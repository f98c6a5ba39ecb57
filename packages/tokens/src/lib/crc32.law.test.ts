import { crc32 as crc32OfZlib } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from './crc32.ts'

test('agrees with zlib on every ASCII text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 80 }), fc.nat(80), (text, cut) => {
      const end = Math.min(cut, text.length)
      expect(crc32(text, end)).toBe(crc32OfZlib(text.slice(0, end)))
    }),
  )
})
