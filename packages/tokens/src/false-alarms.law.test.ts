import { expect, test } from 'vitest'
import { kinds, tokenKinds } from './kinds.ts'
import { scan } from './scan.ts'

/** How many texts: a million was run once, by LATCHKEY_FALSE_ALARM_TEXTS=1000000; every run takes fewer. */
const texts = Number(process.env['LATCHKEY_FALSE_ALARM_TEXTS'] ?? 50_000)

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The same numbers in every run: by chance alone, one text in four thousand million would be right. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

test('no text that only looks like a token is taken for one that was issued', () => {
  const random = generator(0x1a7c4e)
  const digits = (length: number) => Array.from({ length }, () => base62[random(62)]).join('')
  const alarms: string[] = []
  for (let made = 0; made < texts; made += 1) {
    const kind = tokenKinds[random(tokenKinds.length)] ?? 'personal'
    const text = `lk_${kinds[kind].prefix}_${digits(12)}_${digits(38)}`
    const [finding] = scan(text)
    if (finding === undefined) throw new Error('The text is not even shaped like a token: the test proves nothing.')
    if (finding.valid) alarms.push(text)
  }
  expect(alarms).toEqual([])
})

test('a single wrong character is never right', () => {
  const token = 'lk_pat_7Hq2mK9xB1aZ_0123456789ABCDEFGHIJKLMNOPQRSTUV1aRKIj'
  const alarms: string[] = []
  for (let at = 7; at < token.length; at += 1) {
    if (token[at] === '_') continue
    for (const digit of base62) {
      const text = token.slice(0, at) + digit + token.slice(at + 1)
      if (text !== token && scan(text).some(({ valid }) => valid)) alarms.push(text)
    }
  }
  expect(alarms).toEqual([])
})
