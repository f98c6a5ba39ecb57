import { describe, expect, test } from 'vitest'
import { isBase62, randomBase62, readBase62, writeBase62 } from './base62.ts'

/** Hands out the given bytes in order, as many as asked for at a time, and then zeros. */
function sourceOf(bytes: Iterable<number>): (size: number) => Uint8Array {
  const rest = [...bytes]
  return (size) => Uint8Array.from({ length: size }, () => rest.shift() ?? 0)
}

describe('random digits', () => {
  test('every digit comes from exactly four bytes, and eight bytes are drawn anew', () => {
    const text = randomBase62(248, sourceOf(Array.from({ length: 256 }, (_, byte) => byte)))
    const counts = new Map<string, number>()
    for (const digit of text) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    expect(counts.size).toBe(62)
    expect(new Set(counts.values())).toEqual(new Set([4]))
  })

  test('a byte of 247 is the last that counts', () => {
    expect(randomBase62(3, sourceOf([255, 248, 247, 1, 2]))).toBe('z12')
  })

  test('a source that gives too little is refused', () => {
    expect(() => randomBase62(3, () => new Uint8Array(2))).toThrow('random(3) gave 2 bytes')
  })
})

describe('numbers', () => {
  test.each([
    [0, '000000'],
    [61, '00000z'],
    [62, '000010'],
    [4294967295, '4gfFC3'],
  ])('%i is %s', (value, text) => {
    expect(writeBase62(value, 6)).toBe(text)
    expect(readBase62(text, 0, 6)).toBe(value)
  })

  test('only the given stretch is read', () => {
    expect(readBase62('-10-', 1, 3)).toBe(62)
  })
})

describe('isBase62', () => {
  test('looks at the given stretch only', () => expect(isBase62('-azAZ09-', 1, 7)).toBe(true))

  test.each(['/', ':', '@', '[', '`', '{', '_', ' ', 'é', 'Ａ', '\u{7f}', '\0'])('%j is no digit', (character) =>
    expect(isBase62(character, 0, 1)).toBe(false),
  )
})
