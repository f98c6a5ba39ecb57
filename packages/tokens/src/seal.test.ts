import { createDecipheriv, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addKey, generateKey, newKeyRing, removeKey } from './key-ring.ts'
import { seal, sealFor, sealIsOld, unseal, unsealFor } from './seal.ts'
import { Secret } from './secret.ts'
import type { TokenParts } from './text.ts'

const key = generateKey((size) => new Uint8Array(size).fill(1))
const ring = newKeyRing(key)
const successor = generateKey((size) => new Uint8Array(size).fill(2))
const token: TokenParts = { kind: 'delivery', id: '7Hq2mK9xB1aZ', secret: new Secret('a'.repeat(32)) }
const sealed = seal(key, token, randomBytes)

function secretOf(outcome: ReturnType<typeof unseal>): string {
  return outcome.ok ? outcome.secret.expose() : outcome.reason
}

describe('a sealed secret', () => {
  test('opens for the token that it was sealed for', () =>
    expect(secretOf(unseal(ring, token, sealed))).toBe('a'.repeat(32)))

  test('is AES-256-GCM under the sealing key, bound to kind and id', () => {
    const [keyId, encoded = ''] = sealed.split('.')
    const bytes = Buffer.from(encoded, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key.sealing, bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from('delivery.7Hq2mK9xB1aZ')).setAuthTag(bytes.subarray(44))
    expect(keyId).toBe(key.id)
    expect(decipher.update(bytes.subarray(12, 44), undefined, 'utf8') + decipher.final('utf8')).toBe('a'.repeat(32))
  })

  test('opens for no other id', () =>
    expect(unseal(ring, { ...token, id: '7Hq2mK9xB1aa' }, sealed)).toEqual({ ok: false, reason: 'damaged' }))

  test('opens for no other kind', () =>
    expect(unseal(ring, { ...token, kind: 'preview' }, sealed)).toEqual({ ok: false, reason: 'damaged' }))

  test('is different each time', () => expect(seal(key, token, randomBytes)).not.toBe(sealed))

  test('needs a source that fills the nonce', () =>
    expect(() => seal(key, token, () => new Uint8Array(4))).toThrow('random(12) gave 4 bytes'))

  test.each([0, 1, 11, 12, 15, 16, 27, 28, 59])('cut to %i bytes is damaged', (length) => {
    const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url').subarray(0, length)
    const cut = `${key.id}.${bytes.toString('base64url')}`
    expect(unseal(ring, token, cut)).toEqual({ ok: false, reason: 'damaged' })
  })

  test.each(['', '.', 'sealed'])('that names no key is refused: %j', (text) =>
    expect(unseal(ring, token, text)).toEqual({ ok: false, reason: 'unknown-key' }),
  )
})

describe('the key ring', () => {
  test('opens under a retired key, and says that the seal is old', () => {
    const rotated = addKey(ring, successor)
    expect(secretOf(unseal(rotated, token, sealed))).toBe('a'.repeat(32))
    expect(sealIsOld(rotated, sealed)).toBe(true)
  })

  test('a seal under the current key is not old', () => expect(sealIsOld(ring, sealed)).toBe(false))

  test('without the key nothing opens', () => {
    const without = removeKey(addKey(ring, successor), key.id)
    expect(unseal(without, token, sealed)).toEqual({ ok: false, reason: 'unknown-key' })
  })

  test('another key opens nothing, also under the same name', () => {
    const renamed = { ...successor, id: key.id }
    expect(unseal(newKeyRing(renamed), token, sealed)).toEqual({ ok: false, reason: 'damaged' })
  })
})

test('what belongs to something else than a token opens under its own name alone', () => {
  const other = sealFor(key, 'webhook.1', new Secret('whsec_abc'), randomBytes)
  expect(secretOf(unsealFor(ring, 'webhook.1', other))).toBe('whsec_abc')
  expect(secretOf(unsealFor(ring, 'webhook.2', other))).toBe('damaged')
})
