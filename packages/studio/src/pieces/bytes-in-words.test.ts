import { expect, test } from 'vitest'
import { bytesInWords } from './bytes-in-words.ts'

test.each([
  [1, '1 byte'],
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [3_420_000, '3.4 MB'],
  [5e15, '5,000 TB'],
])('%i bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words)
})
