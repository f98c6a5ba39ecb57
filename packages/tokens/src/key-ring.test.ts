import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  addKey,
  countUnverifiable,
  generateKey,
  newKeyRing,
  parseKeyRing,
  printKeyRing,
  removeKey,
} from './key-ring.ts'

/** A key of 32 equal bytes. */
function keyOf(byte: number) {
  return generateKey((size) => new Uint8Array(size).fill(byte))
}

// The ids and derived keys below were computed apart from this code: a change would orphan every hash and seal in use.
const [first, second] = [keyOf(1), keyOf(2)]
const ring = addKey(newKeyRing(first), second)

function parsed(text: string) {
  const outcome = parseKeyRing(text)
  if (!outcome.ok) throw new Error(outcome.problem)
  return outcome.ring
}

describe('keys', () => {
  test('take 32 bytes of the source', () => {
    expect(keyOf(7).hashing.export()).toEqual(Buffer.alloc(32, 7))
  })

  test('are named after themselves', () => {
    expect(first.id).toBe('key_7e3a4ea22bb2a58a')
    expect(keyOf(1).id).toBe(first.id)
    expect(second.id).not.toBe(first.id)
  })

  test('seal with a key that is derived from the one that hashes', () => {
    expect(first.sealing.export().toString('hex')).toBe(
      'f1d83ce203994920e9095d52368cc8eedf2ae3fbb8490011dc4f3ab6a1276139',
    )
  })

  test('print without their bytes', () => {
    const bytes = randomBytes(32)
    const printed = inspect(newKeyRing(generateKey(() => bytes)), { showHidden: true, depth: 9 })
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) {
      expect(printed).not.toContain(bytes.toString(encoding))
    }
  })
})

describe('the ring', () => {
  test('begins with one key', () => {
    const { current, keys } = newKeyRing(first)
    expect(current).toBe(first)
    expect([...keys.keys()]).toEqual([first.id])
  })

  test('hashes with the key that was added last and keeps those before for verifying', () => {
    expect(ring.current).toBe(second)
    expect([...ring.keys.values()]).toEqual([first, second])
  })

  test('forgets a retired key', () => {
    const { current, keys } = removeKey(ring, first.id)
    expect(current).toBe(second)
    expect([...keys.keys()]).toEqual([second.id])
  })

  test('never forgets its current key', () =>
    expect(() => removeKey(ring, second.id)).toThrow('The current key cannot be removed: add its successor first.'))

  test('counts the tokens whose key it does not hold', () => {
    const tokens = new Map([
      [first.id, 5],
      ['key_0000000000000000', 3],
      ['key_1111111111111111', 4],
    ])
    expect(countUnverifiable(ring, tokens)).toBe(7)
  })
})

describe('the key-ring file', () => {
  test('is JSON with the current key and all keys', () => {
    expect(printKeyRing(ring).expose()).toBe(
      [
        '{',
        `  "current": "${second.id}",`,
        '  "keys": {',
        `    "${first.id}": "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE",`,
        `    "${second.id}": "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI"`,
        '  }',
        '}',
        '',
      ].join('\n'),
    )
  })

  test('reads back as the same ring', () => {
    const read = parsed(printKeyRing(ring).expose())
    expect(read.current.id).toBe(second.id)
    expect([...read.keys].map(([id, key]) => [id, key.hashing.export(), key.sealing.export()])).toEqual(
      [first, second].map((key) => [key.id, key.hashing.export(), key.sealing.export()]),
    )
  })

  const bytes = first.hashing.export().toString('base64url')
  const form = 'is not JSON of the form { "current": "key_…", "keys": { "key_…": "…" } }'

  test.each<[string, string, string]>([
    ['no JSON', '{', form],
    ['no object', '[]', form],
    ['nothing', 'null', form],
    ['a text', '"key"', form],
    ['no keys', JSON.stringify({ current: first.id }), form],
    ['keys in a list', JSON.stringify({ current: first.id, keys: [bytes] }), form],
    ['something unknown', JSON.stringify({ current: first.id, keys: { [first.id]: bytes }, old: {} }), form],
    ['a short key', JSON.stringify({ current: first.id, keys: { [first.id]: bytes.slice(4) } }), 'holds no 32 bytes'],
    ['a key that is no text', JSON.stringify({ current: first.id, keys: { [first.id]: 1 } }), 'holds no 32 bytes'],
    [
      'a changed key',
      JSON.stringify({ current: first.id, keys: { [first.id]: `B${bytes.slice(1)}` } }),
      'holds a key that is not',
    ],
    [
      'a current key that it does not hold',
      JSON.stringify({ current: second.id, keys: { [first.id]: bytes } }),
      'names a current key',
    ],
    ['no current key', JSON.stringify({ keys: { [first.id]: bytes } }), 'names a current key'],
    [
      'a current key that is no text',
      JSON.stringify({ current: 1, keys: { [first.id]: bytes } }),
      'names a current key',
    ],
    ['no key at all', JSON.stringify({ current: first.id, keys: {} }), 'names a current key'],
  ])('with %s is refused, and the problem says so', (_, text, problem) => {
    const outcome = parseKeyRing(text)
    expect(outcome.ok).toBe(false)
    const said = outcome.ok ? '' : outcome.problem
    expect(said).toContain(`The key-ring file ${problem}`)
    expect(said).toMatch(/Restore it from where you keep its copy\.$/)
    expect(said).not.toContain(bytes.slice(4, 20))
  })
})
