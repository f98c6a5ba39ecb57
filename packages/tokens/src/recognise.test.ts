import { expect, test } from 'vitest'
import { hashSecret } from './hash.ts'
import { addKey, generateKey, newKeyRing, removeKey } from './key-ring.ts'
import { recogniseSecret, type StoredSecrets } from './recognise.ts'
import { firstVersion } from './rotation.ts'
import { Secret } from './secret.ts'
import type { TokenParts } from './text.ts'

const key = generateKey((size) => new Uint8Array(size).fill(1))
const successor = generateKey((size) => new Uint8Array(size).fill(2))
const ring = addKey(newKeyRing(key), successor)
const withoutOldKey = removeKey(ring, key.id)
const withoutNewKey = newKeyRing(key)

function token(secret: string): TokenParts {
  return { kind: 'api', id: '7Hq2mK9xB1aZ', secret: new Secret(secret) }
}

const [older, newer] = [token('older'), token('newer')]
const unrenewed: StoredSecrets = { versions: firstVersion, current: hashSecret(successor, older), previous: null }
/** Version 3 under the current key; version 2, under the retired key, works until 1000. */
const renewed: StoredSecrets = {
  versions: { current: 3, previous: { version: 2, until: 1000 } },
  current: hashSecret(successor, newer),
  previous: hashSecret(key, older),
}

test('the only secret is recognised', () =>
  expect(recogniseSecret(ring, older, unrenewed, 0)).toEqual({ ok: true, version: 1, rehashDue: false }))

test('any other secret is wrong', () => {
  expect(recogniseSecret(ring, newer, unrenewed, 0)).toEqual({ ok: false, reason: 'wrong-secret' })
  expect(recogniseSecret(ring, token('other'), renewed, 0)).toEqual({ ok: false, reason: 'wrong-secret' })
})

test('after a rotation the new secret is recognised, for good', () =>
  expect(recogniseSecret(ring, newer, renewed, 5000)).toEqual({ ok: true, version: 3, rehashDue: false }))

test('the old secret is recognised by its version during the grace', () =>
  expect(recogniseSecret(ring, older, renewed, 999)).toEqual({ ok: true, version: 2, rehashDue: true }))

test('the old secret is told to be retired after the grace', () =>
  expect(recogniseSecret(ring, older, renewed, 1000)).toEqual({ ok: false, reason: 'retired' }))

test('with the key of the old secret lost, the new one works and nothing can be said of others', () => {
  expect(recogniseSecret(withoutOldKey, newer, renewed, 0)).toMatchObject({ ok: true, version: 3 })
  expect(recogniseSecret(withoutOldKey, older, renewed, 0)).toEqual({ ok: false, reason: 'unknown-key' })
})

test('with the key of the new secret lost, the old one works and nothing can be said of others', () => {
  expect(recogniseSecret(withoutNewKey, older, renewed, 0)).toMatchObject({ ok: true, version: 2 })
  expect(recogniseSecret(withoutNewKey, newer, renewed, 0)).toEqual({ ok: false, reason: 'unknown-key' })
})

test('a previous hash without a previous version opens nothing', () =>
  expect(recogniseSecret(ring, older, { ...renewed, versions: firstVersion }, 0)).toEqual({
    ok: false,
    reason: 'wrong-secret',
  }))

test('a previous version without its hash opens nothing', () =>
  expect(recogniseSecret(ring, older, { ...renewed, previous: null }, 0)).toEqual({
    ok: false,
    reason: 'wrong-secret',
  }))
