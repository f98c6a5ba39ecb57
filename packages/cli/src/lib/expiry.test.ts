import { expect, test } from 'vitest'
import { readExpiry } from './expiry.ts'

const now = Date.parse('2026-11-23T09:30:00.000Z')

test.each([
  ['30m', '2026-11-23T10:00:00.000Z'],
  ['12h', '2026-11-23T21:30:00.000Z'],
  ['90d', '2027-02-21T09:30:00.000Z'],
  ['2w', '2026-12-07T09:30:00.000Z'],
  ['2027-01-31', '2027-01-31T00:00:00.000Z'],
  ['2027-01-31T12:00:00+01:00', '2027-01-31T11:00:00.000Z'],
])('%s is %s', (text, time) => {
  expect(readExpiry(text, now)).toBe(time)
})

test.each(['soon', '90', '-1d', '90y'])('%s is no time', (text) => {
  expect(() => readExpiry(text, now)).toThrow('--expires')
})
