import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hexadecimal, identifierOf, type IdentifierShape, isUuid, serialIn, serialOf } from './identifiers.ts'

test('a number of a vendor is a serial, and nothing else is', () => {
  expect(serialOf('107350')).toBe(107_350)
  for (const text of ['', '0', '01', '-1', '1.5', '1e3', ' 1', '９', '9007199254740993'])
    expect(serialOf(text)).toBe(null)
})

test('ids are told by their shape', () => {
  expect(isUuid('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11')).toBe(true)
  expect(isUuid('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a1')).toBe(false)
})

describe('an identifier of a serial', () => {
  const shape: IdentifierShape = { prefix: 'blt', digits: hexadecimal, length: 16 }

  test('has the vendor’s shape, and names that serial alone', () => {
    expect(identifierOf(42, shape)).toBe('blt000000000000002a')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (serial) => {
        const text = identifierOf(serial, shape)
        expect(text).toMatch(/^blt[0-9a-f]{16}$/)
        expect(serialIn(text, shape)).toBe(serial)
      }),
    )
  })

  test('is what it is: nothing else names a serial', () => {
    for (const text of [
      '',
      'blt',
      'blt0000000000000000',
      'blt000000000000002A',
      '000000000000002a',
      'blt2a',
      'cs0000000000000002a',
    ])
      expect(serialIn(text, shape)).toBe(null)
    expect(serialIn('blt00ffffffffffffff', shape)).toBe(null)
    expect(() => identifierOf(256, { ...shape, length: 2 })).toThrow(RangeError)
  })
})
