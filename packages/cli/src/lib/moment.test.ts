import { expect, test } from 'vitest'
import { readMoment } from './moment.ts'

const now = Date.parse('2026-11-23T09:30:00.000Z')

test.each([
  ['30m', '2026-11-23T10:00:00.000Z'],
  ['12h', '2026-11-23T21:30:00.000Z'],
  ['90d', '2027-02-21T09:30:00.000Z'],
  ['2w', '2026-12-07T09:30:00.000Z'],
  ['2027-01-31', '2027-01-31T00:00:00.000Z'],
  ['2027-01-31T12:00:00+01:00', '2027-01-31T11:00:00.000Z'],
])('%s is %s', (text, time) => {
  expect(readMoment('--expires', text, now)).toBe(time)
})

test('30d ago is before now, and a date is the same whichever way', () => {
  expect(readMoment('--unused', '30d', now, 'ago')).toBe('2026-10-24T09:30:00.000Z')
  expect(readMoment('--unused', '2026-01-31', now, 'ago')).toBe('2026-01-31T00:00:00.000Z')
})

test.each(['soon', '90', '-1d', '90y'])('%s is no time', (text) => {
  expect(() => readMoment('--expires', text, now)).toThrow(`--expires ${text}`)
})
