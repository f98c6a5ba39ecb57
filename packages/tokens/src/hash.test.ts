import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hashSecret, verifySecret } from './hash.ts'
import { addKey, generateKey, newKeyRing, removeKey } from './key-ring.ts'
import { Secret } from './secret.ts'
import type { TokenParts } from './text.ts'

const key = generateKey((size) => new Uint8Array(size).fill(1))
const successor = generateKey((size) => new Uint8Array(size).fill(2))
const ring = newKeyRing(key)
const token: TokenParts = { kind: 'personal', id: '7Hq2mK9xB1aZ', secret: new Secret('a'.repeat(32)) }

test('the hash is the HMAC-SHA-256 of kind, id and secret under the named key', () => {
  const message = `personal.7Hq2mK9xB1aZ.${'a'.repeat(32)}`
  expect(hashSecret(key, token)).toEqual({
    hash: createHmac('sha256', Buffer.alloc(32, 1)).update(message).digest('base64url'),
    keyId: key.id,
  })
})

describe('verifying', () => {
  test('the right secret is recognised', () =>
    expect(verifySecret(ring, token, hashSecret(key, token))).toEqual({ ok: true, rehashDue: false }))

  test.each<[string, TokenParts]>([
    ['another secret', { ...token, secret: new Secret(`${'a'.repeat(31)}b`) }],
    ['another id', { ...token, id: '7Hq2mK9xB1aa' }],
    ['another kind', { ...token, kind: 'api' }],
  ])('%s is refused', (_, presented) =>
    expect(verifySecret(ring, presented, hashSecret(key, token))).toEqual({ ok: false, reason: 'wrong-secret' }),
  )

  test.each(['', 'AAAA', `${hashSecret(key, token).hash}AAAA`])(
    'a stored hash of another length is refused: %j',
    (hash) => expect(verifySecret(ring, token, { hash, keyId: key.id })).toEqual({ ok: false, reason: 'wrong-secret' }),
  )

  test('under a retired key it succeeds and says that re-hashing is due', () => {
    const rotated = addKey(ring, successor)
    expect(verifySecret(rotated, token, hashSecret(key, token))).toEqual({ ok: true, rehashDue: true })
    expect(verifySecret(rotated, token, hashSecret(rotated.current, token))).toEqual({ ok: true, rehashDue: false })
  })

  test('under a key that the ring does not hold nothing can be said', () => {
    const without = removeKey(addKey(ring, successor), key.id)
    expect(verifySecret(without, token, hashSecret(key, token))).toEqual({ ok: false, reason: 'unknown-key' })
  })
})
