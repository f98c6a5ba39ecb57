import { expect, test } from 'vitest'
import { take } from './random.ts'

test('gives what the source gives', () => expect(take(() => Uint8Array.of(1, 2), 2)).toEqual(Uint8Array.of(1, 2)))

test.each([1, 3])('throws when the source gives %i bytes for 2', (length) => {
  expect(() => take(() => new Uint8Array(length), 2)).toThrow(`random(2) gave ${length} bytes: pass a source`)
})
