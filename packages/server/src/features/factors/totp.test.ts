import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase32, matchingStep, toBase32, totpCode, totpStep, totpUri } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

// RFC 6238 appendix B, SHA-1; the last six of its eight digits.
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code at %i seconds is the one of RFC 6238', (seconds, code) => {
  expect(totpCode(secret, totpStep(seconds * 1000))).toBe(code)
})

test('a code counts one step early and one step late, and no more', () => {
  const now = 1_800_000_000_000
  const step = totpStep(now)
  const matches = [-2, -1, 0, 1, 2].map((drift) => matchingStep(secret, totpCode(secret, step + drift), now, 0))
  expect(matches).toEqual([null, step - 1, step, step + 1, null])
})

test('no code counts twice, nor one from before it', () => {
  const now = 1_800_000_000_000
  const step = totpStep(now)
  expect(matchingStep(secret, totpCode(secret, step), now, step)).toBe(null)
  expect(matchingStep(secret, totpCode(secret, step - 1), now, step)).toBe(null)
  expect(matchingStep(secret, totpCode(secret, step + 1), now, step)).toBe(step + 1)
})

test('what is no code is wrong', () => {
  for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
    expect(matchingStep(secret, code, 59_000, 0)).toBe(null)
})

test('base32 is that of RFC 4648, and reads back', () => {
  expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(fromBase32(toBase32(bytes))).toEqual(bytes)
    }),
  )
  expect(toBase32(randomBytes(20))).toMatch(/^[A-Z2-7]{32}$/)
})

test('the address for an app names issuer and account', () => {
  expect(totpUri('MZXW6', 'Latchkey (content.example.com)', 'ada@example.com')).toBe(
    'otpauth://totp/Latchkey%20(content.example.com):ada%40example.com?secret=MZXW6&issuer=Latchkey%20(content.example.com)&algorithm=SHA1&digits=6&period=30',
  )
})
