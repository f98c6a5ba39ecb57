import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Key, KeyRing } from './key-ring.ts'
import { type Random, take } from './random.ts'
import { Secret } from './secret.ts'
import type { TokenHandle, TokenParts } from './text.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

export type Unsealed =
  | { readonly ok: true; readonly secret: Secret }
  | { readonly ok: false; readonly reason: 'unknown-key' | 'damaged' }

/**
 * Seals a secret, for kinds whose secret can be read again: `key_….<nonce, ciphertext and tag in base64url>`.
 *
 * Bound to kind and id: the sealed text opens under no other token. A fresh 96-bit nonce is drawn for each.
 */
export function seal(key: Key, { kind, id, secret }: TokenParts, random: Random): string {
  const nonce = take(random, nonceBytes)
  const cipher = createCipheriv(algorithm, key.sealing, nonce, { authTagLength: tagBytes })
  cipher.setAAD(boundTo(kind, id))
  const ciphertext = [cipher.update(secret.expose(), 'utf8'), cipher.final()]
  return `${key.id}.${Buffer.concat([nonce, ...ciphertext, cipher.getAuthTag()]).toString('base64url')}`
}

/** Opens what `seal` made for the same kind and id. `damaged` covers every other text, a copy from another token included. */
export function unseal(ring: KeyRing, { kind, id }: TokenHandle, sealed: string): Unsealed {
  const dot = sealed.indexOf('.')
  const key = ring.keys.get(sealed.slice(0, dot))
  if (key === undefined) return { ok: false, reason: 'unknown-key' }
  const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url')
  if (bytes.length < nonceBytes + tagBytes) return { ok: false, reason: 'damaged' }
  const decipher = createDecipheriv(algorithm, key.sealing, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(boundTo(kind, id))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
    return { ok: true, secret: new Secret(text.toString()) }
  } catch {
    return { ok: false, reason: 'damaged' }
  }
}

/** Whether the sealed text should be made anew under the current key. */
export function sealIsOld(ring: KeyRing, sealed: string): boolean {
  return !sealed.startsWith(`${ring.current.id}.`)
}

function boundTo(kind: string, id: string): Buffer {
  return Buffer.from(`${kind}.${id}`)
}
