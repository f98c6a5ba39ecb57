import { describe, expect, test } from 'vitest'
import { scan } from './scan.ts'

const token = 'lk_pat_7Hq2mK9xB1aZ_0123456789ABCDEFGHIJKLMNOPQRSTUV1aRKIj'
const found = { kind: 'personal', id: '7Hq2mK9xB1aZ', valid: true }

describe('a token is found', () => {
  test.each([
    ['alone', token, 0],
    ['in an .env file', `A=1\nLATCHKEY_TOKEN=${token}\nB=2`, 17 + 2],
    ['in JSON', `{"token":"${token}"}`, 10],
    ['in a percent-encoded URL', `https://example.org/?q=token%3D${token}%26a`, 31],
    ['glued to other words', `MY_${token}_OLD`, 3],
    ['after characters outside the basic plane', `🔑${token}`, 2],
  ])('%s, and its place told', (_, text, start) => {
    expect(scan(text)).toEqual([{ ...found, start, end: start + 58 }])
    expect(text.slice(start, start + 58)).toBe(token)
  })

  test('as often as it stands there', () =>
    expect(scan(`${token} ${token}`).map((finding) => finding.start)).toEqual([0, 59]))

  test('right behind another one', () =>
    expect(scan(token + token).map((finding) => [finding.start, finding.valid])).toEqual([
      [0, true],
      [58, true],
    ]))

  test('where a look-alike runs into it', () => {
    const lookAlike = token.slice(0, 56)
    expect(scan(lookAlike + token).map((finding) => [finding.start, finding.valid])).toEqual([
      [0, false],
      [56, true],
    ])
  })
})

test('a look-alike is told by its checksum', () => {
  const mistyped = token.replace('ABC', 'ACB')
  expect(scan(mistyped)).toEqual([{ ...found, valid: false, start: 0, end: 58 }])
})

test.each(['', 'lk_pat_', token.slice(1), token.slice(0, 57), token.replace('pat', 'xyz'), token.toUpperCase()])(
  'nothing is found in %j',
  (text) => expect(scan(text)).toEqual([]),
)

test('a finding holds nothing of the secret', () =>
  expect(JSON.stringify(scan(token))).not.toContain('0123456789ABCDEF'))
