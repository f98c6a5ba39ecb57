import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, KeyRing } from '@latchkey/tokens/key-ring'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Static } from '@latchkey/contract/schema'

/*
 * A backup is a gzipped tar that any tar program can list:
 *
 *   backup.json                     what it is, for a first look
 *   tables/entries/000001.ndjson    rows, one JSON object a line
 *   blobs/<name>                    bytes of files
 *   manifest.json                   every member with its size and digest, and what all of it adds up to
 *   manifest.mac                    says that the manifest was written by an installation with this key ring
 */

export const headName = 'backup.json'
export const manifestName = 'manifest.json'
export const macName = 'manifest.mac'

/** Raised when a reader of the format before could not read it. */
export const formatVersion = 1

const Count = Type.Integer({ minimum: 0 })
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const Head = Type.Object({
  format: Type.Literal(formatVersion),
  latchkey: Type.String(),
  created_at: Type.String(),
  /** The migrations of its tables, in order. */
  schema: Type.Array(Type.String(), { minItems: 1 }),
  /** Where the journal of revocations stood before the snapshot; null when there was none. */
  journal: Type.Union([Type.Object({ bytes: Count, sha256: Digest }), Type.Null()]),
})

export const Manifest = Type.Object({
  head: Head,
  members: Type.Array(Type.Object({ name: Type.String(), bytes: Count, sha256: Digest })),
  /** Rows by table. */
  rows: Type.Record(Type.String(), Count),
  /** Heads of the chains of the audit trail. */
  chains: Type.Record(Type.String(), Type.Object({ seq: Count, hash: Type.String() })),
  blobs: Type.Object({
    /** Whether the bytes of files were asked for. */
    included: Type.Boolean(),
    /** Files whose bytes were gone by then. */
    missing: Type.Array(Type.String()),
  }),
})

export type Head = Static<typeof Head>
export type Manifest = Static<typeof Manifest>

/** A file that is no backup, or no longer what was written; the message says so to the operator. */
export class DamagedBackup extends Error {
  override readonly name = 'DamagedBackup'
}

export function parseHead(text: string): Head {
  const value = parseJson(text)
  if (typeof value === 'object' && value !== null && 'format' in value && Number(value.format) > formatVersion) {
    throw new DamagedBackup(
      `The backup has the format ${Number(value.format)}: restore it with a newer version of Latchkey.`,
    )
  }
  if (!Check(Head, value)) throw new DamagedBackup('This is no backup of Latchkey.')
  return value
}

export function parseManifest(text: string): Manifest {
  const value = parseJson(text)
  if (!Check(Manifest, value)) throw new DamagedBackup('The manifest of the backup cannot be read.')
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Signs the bytes of a manifest: `key_3f… 9c…`. */
export function signManifest({ id, hashing }: Key, manifest: Uint8Array): string {
  return `${id} ${macOf({ hashing }, manifest).toString('hex')}`
}

/** Whether the manifest was signed under a key of the ring; `unknown-key` when the ring does not have it. */
export function verifyManifest(ring: KeyRing, manifest: Uint8Array, mac: string): 'signed' | 'forged' | 'unknown-key' {
  const [id = '', hex = ''] = mac.trim().split(' ')
  const key = ring.keys.get(id)
  if (key === undefined) return 'unknown-key'
  const given = Buffer.from(hex, 'hex')
  const expected = macOf(key, manifest)
  return given.length === expected.length && timingSafeEqual(given, expected) ? 'signed' : 'forged'
}

function macOf({ hashing }: Pick<Key, 'hashing'>, manifest: Uint8Array): Buffer {
  // What tokens are hashed from begins with a kind: the two never are the same bytes.
  return createHmac('sha256', hashing).update('latchkey-backup\0').update(manifest).digest()
}
