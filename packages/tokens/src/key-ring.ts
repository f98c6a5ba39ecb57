import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { type Random, take } from './random.ts'
import { Secret } from './secret.ts'

const keyBytes = 32

/** A key of the instance. Its parts are key objects: they print without their bytes, and HMAC with them is six times as fast. */
export interface Key {
  /** `key_` and 16 hex digits, derived from the key itself: a changed key has another id and is never taken for the old one. */
  readonly id: string
  /** For hashing secrets. */
  readonly hashing: KeyObject
  /** For sealing secrets that can be read again; derived from the other. */
  readonly sealing: KeyObject
}

/** The instance's keys. New hashes and seals are made with the current one; the others are retired and only verify. */
export interface KeyRing {
  readonly current: Key
  /** All keys by id, the current one included. */
  readonly keys: ReadonlyMap<string, Key>
}

export type KeyRingParsed =
  /** `problem`: a sentence for the operator, without a byte of any key. */
  { readonly ok: true; readonly ring: KeyRing } | { readonly ok: false; readonly problem: string }

/** Makes a key from 32 fresh bytes. */
export function generateKey(random: Random): Key {
  return keyFrom(take(random, keyBytes))
}

/** The ring of a new instance. */
export function newKeyRing(key: Key): KeyRing {
  return { current: key, keys: new Map([[key.id, key]]) }
}

/** Makes the key current and retires the one that was. */
export function addKey(ring: KeyRing, key: Key): KeyRing {
  return { current: key, keys: new Map([...ring.keys, [key.id, key]]) }
}

/** Forgets a retired key: what is hashed under it can never be verified again. */
export function removeKey(ring: KeyRing, id: string): KeyRing {
  if (id === ring.current.id) throw new Error('The current key cannot be removed: add its successor first.')
  return { ...ring, keys: new Map([...ring.keys].filter(([other]) => other !== id)) }
}

/** How many tokens the ring cannot verify, from their number for each key id. Reported at start-up. */
export function countUnverifiable(ring: KeyRing, tokensByKeyId: ReadonlyMap<string, number>): number {
  return [...tokensByKeyId].reduce((sum, [keyId, tokens]) => (ring.keys.has(keyId) ? sum : sum + tokens), 0)
}

/** Writes the key-ring file: `{ "current": "key_…", "keys": { "key_…": "<32 bytes in base64url>" } }`. */
export function printKeyRing(ring: KeyRing): Secret {
  const keys = Object.fromEntries([...ring.keys].map(([id, key]) => [id, key.hashing.export().toString('base64url')]))
  return new Secret(`${JSON.stringify({ current: ring.current.id, keys }, null, 2)}\n`)
}

/** Reads the key-ring file. Nothing in it is guessed or repaired: a ring that is read wrongly verifies no token. */
export function parseKeyRing(text: string): KeyRingParsed {
  const file = parseJson(text)
  if (!isRecord(file) || !hasOnly(file, ['current', 'keys']) || !isRecord(file['keys'])) {
    return damaged('is not JSON of the form { "current": "key_…", "keys": { "key_…": "…" } }')
  }
  const keys = new Map<string, Key>()
  for (const [id, encoded] of Object.entries(file['keys'])) {
    const bytes = Buffer.from(typeof encoded === 'string' ? encoded : '', 'base64url')
    if (bytes.length !== keyBytes) return damaged(`holds no 32 bytes of base64url under ${id}`)
    const key = keyFrom(bytes)
    if (key.id !== id) return damaged(`holds a key that is not ${id}: it was changed, or filed under a wrong name`)
    keys.set(id, key)
  }
  const current = typeof file['current'] === 'string' ? keys.get(file['current']) : undefined
  return current === undefined
    ? damaged('names a current key that it does not hold')
    : { ok: true, ring: { current, keys } }
}

function keyFrom(bytes: Uint8Array): Key {
  const hashing = createSecretKey(bytes)
  const fingerprint = createHmac('sha256', hashing).update('latchkey: key id').digest('hex')
  const sealing = createSecretKey(new Uint8Array(hkdfSync('sha256', hashing, '', 'latchkey: sealed secrets', 32)))
  return { id: `key_${fingerprint.slice(0, 16)}`, hashing, sealing }
}

function damaged(what: string): KeyRingParsed {
  return { ok: false, problem: `The key-ring file ${what}. Restore it from where you keep its copy.` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasOnly(record: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return Object.keys(record).every((name) => names.includes(name))
}
