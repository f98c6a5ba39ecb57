import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generateKey, newKeyRing } from './key-ring.ts'
import { tokenKinds } from './kinds.ts'
import { seal, unseal } from './seal.ts'
import { Secret } from './secret.ts'

const key = generateKey((size) => new Uint8Array(size).fill(3))
const ring = newKeyRing(key)

const cases = fc.record({
  kind: fc.constantFrom(...tokenKinds),
  id: fc.stringMatching(/^[0-9A-Za-z]{12}$/),
  text: fc.stringMatching(/^[0-9A-Za-z]{32}$/),
  nonce: fc.uint8Array({ minLength: 12, maxLength: 12 }),
})

test('what is sealed opens to the same secret', () => {
  fc.assert(
    fc.property(cases, ({ kind, id, text, nonce }) => {
      const opened = unseal(
        ring,
        { kind, id },
        seal(key, { kind, id, secret: new Secret(text) }, () => nonce),
      )
      expect(opened.ok && opened.secret.expose()).toBe(text)
    }),
  )
})

test('any single bit changed is refused', () => {
  fc.assert(
    fc.property(cases, fc.nat(59), fc.nat(7), ({ kind, id, text, nonce }, position, bit) => {
      const [keyId, encoded = ''] = seal(key, { kind, id, secret: new Secret(text) }, () => nonce).split('.')
      const bytes = Buffer.from(encoded, 'base64url')
      bytes.writeUInt8(bytes.readUInt8(position) ^ (1 << bit), position)
      expect(unseal(ring, { kind, id }, `${keyId}.${bytes.toString('base64url')}`)).toEqual({
        ok: false,
        reason: 'damaged',
      })
    }),
  )
})

test('a sealed text shows nothing of the secret', () => {
  fc.assert(
    fc.property(cases, ({ kind, id, text, nonce }) => {
      const sealed = seal(key, { kind, id, secret: new Secret(text) }, () => nonce)
      expect(sealed).not.toContain(text)
      expect(Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url').toString('latin1')).not.toContain(text)
    }),
  )
})
