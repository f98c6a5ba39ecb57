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

/** Seals the secret of a token, for kinds whose secret can be read again. The sealed text opens under no other token. */
export function seal(key: Key, { kind, id, secret }: TokenParts, random: Random): string {
  return sealFor(key, nameOf(kind, id), secret, random)
}

/** Opens what `seal` made for the same kind and id. */
export function unseal(ring: KeyRing, { kind, id }: TokenHandle, sealed: string): Unsealed {
  return unsealFor(ring, nameOf(kind, id), sealed)
}

/**
 * Seals any secret that has to be read again: `key_….<nonce, ciphertext and tag in base64url>`.
 *
 * Bound to the name of what it belongs to, such as `webhook.019a…`, which begins with a word that is no kind of token: the
 * sealed text opens under no other name. A fresh 96-bit nonce is drawn for each.
 */
export function sealFor(key: Key, name: string, secret: Secret, random: Random): string {
  const nonce = take(random, nonceBytes)
  const cipher = createCipheriv(algorithm, key.sealing, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(name))
  const ciphertext = [cipher.update(secret.expose(), 'utf8'), cipher.final()]
  return `${key.id}.${Buffer.concat([nonce, ...ciphertext, cipher.getAuthTag()]).toString('base64url')}`
}

/** Opens what `sealFor` made for the same name. `damaged` covers every other text, a copy from another name included. */
export function unsealFor(ring: KeyRing, name: string, sealed: string): Unsealed {
  const dot = sealed.indexOf('.')
  const key = ring.keys.get(sealed.slice(0, dot))
  if (key === undefined) return { ok: false, reason: 'unknown-key' }
  const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url')
  if (bytes.length < nonceBytes + tagBytes) return { ok: false, reason: 'damaged' }
  const decipher = createDecipheriv(algorithm, key.sealing, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(name))
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

function nameOf(kind: string, id: string): string {
  return `${kind}.${id}`
}
