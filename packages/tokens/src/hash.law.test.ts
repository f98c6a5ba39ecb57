import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashSecret, verifySecret } from './hash.ts'
import { generateKey, newKeyRing } from './key-ring.ts'
import { tokenKinds } from './kinds.ts'
import { Secret } from './secret.ts'

const base62 = (length: number) => fc.stringMatching(new RegExp(`^[0-9A-Za-z]{${length}}$`))
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => generateKey(() => bytes))
const kind = fc.constantFrom(...tokenKinds)

test('a hash matches exactly the kind, id, secret and key that it was made of', () => {
  const parts = fc.record({ kind, id: base62(2), secret: base62(2) })
  fc.assert(
    fc.property(keys, parts, parts, (key, mine, other) => {
      const stored = hashSecret(key, { ...mine, secret: new Secret(mine.secret) })
      const verified = verifySecret(newKeyRing(key), { ...other, secret: new Secret(other.secret) }, stored)
      expect(verified.ok).toBe(mine.kind === other.kind && mine.id === other.id && mine.secret === other.secret)
      expect(verifySecret(newKeyRing(key), { ...mine, secret: new Secret(mine.secret) }, stored).ok).toBe(true)
    }),
  )
})

test('a hash never holds the secret', () => {
  fc.assert(
    fc.property(keys, kind, base62(12), base62(32), (key, ofKind, id, secret) => {
      expect(JSON.stringify(hashSecret(key, { kind: ofKind, id, secret: new Secret(secret) }))).not.toContain(secret)
    }),
  )
})
