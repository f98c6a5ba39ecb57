import { expect, test } from 'vitest'
import { rangeOf } from './range.ts'

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=2-5', { start: 2, end: 5 }],
  ['bytes=2-', { start: 2, end: 9 }],
  ['bytes=2-99', { start: 2, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  [' bytes=9-9 ', { start: 9, end: 9 }],
])('%s of ten bytes is a part of them', (header, range) => {
  expect(rangeOf(header, 10)).toEqual(range)
})

test.each([null, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,3-4', 'items=0-1', 'bytes=a-b', '0-1'])(
  '%s means all of them',
  (header) => {
    expect(rangeOf(header, 10)).toBe('none')
  },
)

test.each(['bytes=10-', 'bytes=10-11', 'bytes=-0'])('%s of ten bytes is none of them', (header) => {
  expect(rangeOf(header, 10)).toBe('unsatisfiable')
})

test('nothing is a part of no bytes', () => {
  expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable')
  expect(rangeOf('bytes=-1', 0)).toBe('unsatisfiable')
})
