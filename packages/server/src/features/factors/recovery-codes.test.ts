import { randomBytes } from 'node:crypto'
import { addKey, generateKey, newKeyRing } from '@latchkey/tokens/key-ring'
import { expect, test } from 'vitest'
import { findRecoveryCode, hashRecoveryCode, newRecoveryCode } from './recovery-codes.ts'

const ring = newKeyRing(generateKey(randomBytes))

test('codes are easy to read and not to guess', () => {
  const codes = new Set(Array.from({ length: 200 }, () => newRecoveryCode(randomBytes)))
  expect(codes.size).toBe(200)
  for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/)
})

test('a code is found however it is typed, by its own account alone', () => {
  const stored = ['aaaaa-bbbbb', 'ccccc-ddddd'].map((code) => hashRecoveryCode(ring.current, 'ada', code))
  for (const typed of ['ccccc-ddddd', 'CCCCC DDDDD', 'cccccddddd'])
    expect(findRecoveryCode(ring, 'ada', typed, stored)).toBe(stored[1])
  expect(findRecoveryCode(ring, 'ada', 'ccccc-ddddf', stored)).toBe(null)
  expect(findRecoveryCode(ring, 'eve', 'ccccc-ddddd', stored)).toBe(null)
})

test('a code outlives the key that it was hashed with, as long as the ring has it', () => {
  const stored = [hashRecoveryCode(ring.current, 'ada', 'aaaaa-bbbbb')]
  const renewed = addKey(ring, generateKey(randomBytes))
  expect(findRecoveryCode(renewed, 'ada', 'aaaaa-bbbbb', stored)).toBe(stored[0])
  expect(findRecoveryCode(newKeyRing(generateKey(randomBytes)), 'ada', 'aaaaa-bbbbb', stored)).toBe(null)
})
