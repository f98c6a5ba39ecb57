import { describe, expect, it } from 'vitest'
import { jsonDepthMax, parseJson } from './json.ts'

const faultOf = (text: string) => {
  const outcome = parseJson(text)
  return outcome.ok ? null : outcome.fault
}

describe('parseJson', () => {
  it('parses what JSON.parse parses', () => {
    const value = { a: [1, { b: 'x,{"c":' }, null], d: { a: true } }
    expect(parseJson(JSON.stringify(value))).toEqual({ ok: true, value })
  })
  it('refuses a key that is repeated in one object', () => {
    expect(faultOf('{"a":1,"b":{},"a":2}')).toBe('duplicate-key')
  })
  it('refuses a key that is repeated in another spelling', () => {
    expect(faultOf('{"a":1,"\\u0061":2}')).toBe('duplicate-key')
  })
  it('allows the same key in different objects', () => {
    expect(faultOf('[{"a":1},{"a":{"a":2}}]')).toBe(null)
  })
  it('allows strings that look like keys in arrays', () => {
    expect(faultOf('{"a":["x","x","__proto__"]}')).toBe(null)
  })
  it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])('refuses the key %s', (key) => {
    expect(faultOf(`{"fields":{"${key}":{}}}`)).toBe('forbidden-key')
  })
  it('refuses nesting that is deeper than the limit, however deep', () => {
    expect(faultOf('['.repeat(jsonDepthMax) + ']'.repeat(jsonDepthMax))).toBe(null)
    expect(faultOf('['.repeat(jsonDepthMax + 1) + ']'.repeat(jsonDepthMax + 1))).toBe('too-deep')
    expect(faultOf('{"a":'.repeat(100_000))).toBe('too-deep')
  })
  it.each(['', '{', '{"a":}', '"open', '{"a" 1}', '[1,]', 'nul', '{"a":1}}'])(
    'refuses the malformed text %j',
    (text) => {
      expect(faultOf(text)).toBe('malformed')
    },
  )
})
