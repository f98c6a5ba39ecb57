import { expect, test } from 'vitest'
import { alternativesTo, freeName } from './file-name.ts'

test('a name that is free stays', () => {
  expect(freeName('red.jpg', new Set(['blue.jpg']))).toBe('red.jpg')
})

test('a name that is taken gets the first free number before its ending', () => {
  expect(freeName('red.jpg', new Set(['red.jpg']))).toBe('red-2.jpg')
  expect(freeName('red.jpg', new Set(['red.jpg', 'red-2.jpg', 'red-4.jpg']))).toBe('red-3.jpg')
  expect(freeName('README', new Set(['README']))).toBe('README-2')
})

test('a long name stays within what a path can name', () => {
  const long = `${'a'.repeat(124)}.jpg`
  const free = freeName(long, new Set([long]))
  expect(free.length).toBeLessThanOrEqual(128)
  expect(free).toMatch(/^a+-2\.jpg$/)
  expect(free.startsWith(alternativesTo(long).head)).toBe(true)
})
