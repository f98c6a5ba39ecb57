import { expect, test } from 'vitest'
import { isUuid, serialOf } from './identifiers.ts'

test('a number of a vendor is a serial, and nothing else is', () => {
  expect(serialOf('107350')).toBe(107_350)
  for (const text of ['', '0', '01', '-1', '1.5', '1e3', ' 1', '９', '9007199254740993'])
    expect(serialOf(text)).toBe(null)
})

test('ids are told by their shape', () => {
  expect(isUuid('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11')).toBe(true)
  expect(isUuid('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a1')).toBe(false)
})
