import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, KeyRing } from '@latchkey/tokens/key-ring'

/** A signature as a URL carries it, and what it has to be for. */
export interface SignedAddress {
  /** `7Hq2mK9xB1aZ.1763888400.<subject>.<signature>`: who has signed, until when, for what. */
  readonly signed: string
  /** Path and further parameters that decide what is answered: see `placeOf`. */
  readonly place: string
}

/** What is signed. A signature gives what the token that made it may have, there and then, and nothing else. */
export interface Signing {
  readonly tokenId: string
  /** UTC milliseconds, rounded to the next second. */
  readonly expiresAt: number
  /** The version of the thing, in base64url: the URL ends with it. */
  readonly subject: string
  readonly place: string
}

/** Parameters beside the signature that change which thing a path names; others do not count. */
const decisive = ['environment', 'branch', 'state'] as const

/** Where a URL leads, whatever else stands in it: `/delivery/v1/…/file?environment=staging`. */
export function placeOf(path: string, query: Readonly<Partial<Record<(typeof decisive)[number], string>>>): string {
  const parameters = new URLSearchParams()
  for (const name of decisive) if (query[name] !== undefined) parameters.set(name, query[name])
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** The signature in a URL; null without one. */
export function signedAddressOf(url: string): SignedAddress | null {
  const signed = new URLSearchParams(url.split('?', 2)[1]).get('signed')
  return signed === null ? null : { signed, place: placeIn(url) }
}

/** Where a URL leads, as it would be signed. */
export function placeIn(url: string): string {
  const [path = '', text] = url.split('?', 2)
  return placeOf(path, Object.fromEntries(new URLSearchParams(text)))
}

/** A URL with its signature. */
export function signUrl(ring: KeyRing, signing: Signing): string {
  const { place } = signing
  return `${place}${place.includes('?') ? '&' : '?'}signed=${signPlace(ring, signing)}`
}

/** The signature alone, for where it does not stand in the URL. */
export function signPlace(ring: KeyRing, { tokenId, subject, place, expiresAt }: Signing): string {
  const expires = Math.ceil(expiresAt / 1000)
  const signature = sign(ring.current, { tokenId, expires, subject, place }).toString('base64url')
  return `${tokenId}.${expires}.${subject}.${signature}`
}

/** The token that has signed an address, and what for; null for a signature that is none, is for something else, or has expired. */
export function verifyAddress(
  ring: KeyRing,
  { signed, place }: SignedAddress,
  now: number,
): Pick<Signing, 'tokenId' | 'subject'> | null {
  const match = /^([0-9A-Za-z]{12})\.(\d{1,12})\.([\w-]{1,64})\.([\w-]{43})$/.exec(signed)
  const [, tokenId, expiresText, subject, signature] = match ?? []
  if (tokenId === undefined || subject === undefined || signature === undefined) return null
  const expires = Number(expiresText)
  // Compared as text: base64url has several spellings of the same bytes, of which one was signed.
  const given = Buffer.from(signature)
  const isSigned = [...ring.keys.values()].some((key) => {
    const expected = Buffer.from(sign(key, { tokenId, expires, subject, place }).toString('base64url'))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return isSigned && now < expires * 1000 ? { tokenId, subject } : null
}

/** The version that a signature is for, whether or not it is good; null where there is none. */
export function subjectOf(signed: string): string | null {
  return signed.split('.')[2] ?? null
}

function sign(
  key: Key,
  { tokenId, expires, subject, place }: Omit<Signing, 'expiresAt'> & { readonly expires: number },
): Buffer {
  // Begins with a word that is no kind of token: never the hash of a secret.
  return createHmac('sha256', key.hashing).update(`signed-url.${tokenId}.${expires}.${subject}.${place}`).digest()
}
