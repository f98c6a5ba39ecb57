import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokenKinds } from './kinds.ts'
import { Secret } from './secret.ts'
import { parse, tokenPattern, write } from './text.ts'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('')

function base62(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...digits), minLength: length, maxLength: length })
}

const tokens = fc.record({
  kind: fc.constantFrom(...tokenKinds),
  id: base62(12),
  secret: base62(32).map((text) => new Secret(text)),
})

test('what is written parses to the same parts', () => {
  fc.assert(
    fc.property(tokens, (token) => {
      const parsed = parse(write(token).expose())
      expect(parsed).toMatchObject({ ok: true, kind: token.kind, id: token.id })
      expect(parsed.ok && parsed.secret.expose()).toBe(token.secret.expose())
    }),
  )
})

test('what is written is found by the scanner pattern, whole', () => {
  fc.assert(
    fc.property(tokens, (token) => {
      const text = write(token).expose()
      expect(new RegExp(tokenPattern).exec(text)?.[0]).toBe(text)
    }),
  )
})

test('any single character changed is refused', () => {
  const anyCharacter = fc.oneof(
    fc.constantFrom(...digits, '_', '-'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
  )
  fc.assert(
    fc.property(tokens, fc.nat(57), anyCharacter, (token, position, character) => {
      const text = write(token).expose()
      fc.pre(text[position] !== character)
      expect(parse(text.slice(0, position) + character + text.slice(position + 1))).toEqual({ ok: false })
    }),
    { numRuns: 1000 },
  )
})

test('any two neighbours swapped are refused', () => {
  fc.assert(
    fc.property(tokens, fc.nat(56), (token, position) => {
      const text = write(token).expose()
      const [left, right] = [text.charAt(position), text.charAt(position + 1)]
      fc.pre(left !== right)
      expect(parse(text.slice(0, position) + right + left + text.slice(position + 2))).toEqual({ ok: false })
    }),
    { numRuns: 1000 },
  )
})

test('any character left out or added is refused', () => {
  fc.assert(
    fc.property(tokens, fc.nat(57), fc.constantFrom(...digits), (token, position, character) => {
      const text = write(token).expose()
      expect(parse(text.slice(0, position) + text.slice(position + 1))).toEqual({ ok: false })
      expect(parse(text.slice(0, position) + character + text.slice(position))).toEqual({ ok: false })
    }),
  )
})

test('foreign texts are refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      expect(parse(text)).toEqual({ ok: false })
    }),
  )
})
