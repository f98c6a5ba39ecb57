import { kinds, type TokenKind, tokenKinds } from './kinds.ts'
import { isBase62, randomBase62, readBase62, writeBase62 } from './lib/base62.ts'
import { crc32 } from './lib/crc32.ts'
import { kindsByPrefix } from './lib/prefixes.ts'
import type { Random } from './random.ts'
import { Secret } from './secret.ts'

// lk_<kind>_<id>_<secret><checksum> in fixed columns: lk_pat_7Hq2mK9xB1aZ_<32 digits of secret><6 digits of CRC-32>
const kindStart = 3
const kindEnd = 6
const idStart = 7
const idEnd = 19
const secretStart = 20
const secretEnd = 52

/** What every token begins with. */
export const tokenStart = 'lk_'

/** Length of every token, in characters. */
export const tokenLength = 58

/** The public part of a token: it names the token in lists, logs and URLs. */
export interface TokenHandle {
  readonly kind: TokenKind
  /** 12 base62 digits. */
  readonly id: string
}

/** A token's text in its parts. */
export interface TokenParts extends TokenHandle {
  /** 32 base62 digits, over 190 bits. */
  readonly secret: Secret
}

/** A token as it is handed out. */
export interface IssuedToken extends TokenParts {
  /** The whole text, which its holder sends. */
  readonly text: Secret
}

export type ParsedText = ({ readonly ok: true } & TokenParts) | { readonly ok: false }

const notAToken: ParsedText = { ok: false }

/**
 * Finds what is shaped like a token of these kinds, for secret scanners; RE2-safe, to be compiled with the flags that the
 * scanner needs.
 *
 * The checksum then tells tokens from look-alikes: see `scan`.
 */
export function patternOf(among: readonly TokenKind[]): string {
  const prefixes = among.map((kind) => kinds[kind].prefix).join('|')
  const id = `[0-9A-Za-z]{${idEnd - idStart}}`
  return `${tokenStart}(?:${prefixes})_${id}_[0-9A-Za-z]{${tokenLength - secretStart}}`
}

/** The same for every kind. */
export const tokenPattern = patternOf(tokenKinds)

/** Makes a new token: its id, its secret, and its text. */
export function issue(kind: TokenKind, random: Random): IssuedToken {
  return reissue(kind, randomBase62(idEnd - idStart, random), random)
}

/** Makes a new secret for a token that exists, as in a rotation. */
export function reissue(kind: TokenKind, id: string, random: Random): IssuedToken {
  const secret = new Secret(randomBase62(secretEnd - secretStart, random))
  return { kind, id, secret, text: write({ kind, id, secret }) }
}

/** Puts the parts together; the last six characters are the CRC-32 of everything before. */
export function write({ kind, id, secret }: TokenParts): Secret {
  const body = `${tokenStart}${kinds[kind].prefix}_${id}_${secret.expose()}`
  if (body.length !== secretEnd || !isBase62(body, idStart, idEnd) || !isBase62(body, secretStart, secretEnd)) {
    throw new Error('A token has an id of 12 and a secret of 32 base62 digits: pass those that issue or parse gave.')
  }
  return new Secret(body + writeBase62(crc32(body, secretEnd), tokenLength - secretEnd))
}

/** Takes a text apart. What is mistyped or foreign is refused here, before anything is looked up. */
export function parse(text: string): ParsedText {
  const handle = handleOf(text)
  if (handle === null || readBase62(text, secretEnd, tokenLength) !== crc32(text, secretEnd)) return notAToken
  return { ok: true, kind: handle.kind, id: handle.id, secret: new Secret(text.slice(secretStart, secretEnd)) }
}

/** Reads the public part of what is shaped like a token, whether its checksum holds or not; null where the shape is another. */
export function handleOf(text: string): TokenHandle | null {
  if (text.length !== tokenLength || !text.startsWith(tokenStart)) return null
  if (text[kindEnd] !== '_' || text[idEnd] !== '_') return null
  const kind = kindsByPrefix.get(text.slice(kindStart, kindEnd))
  if (kind === undefined) return null
  if (!isBase62(text, idStart, idEnd) || !isBase62(text, secretStart, tokenLength)) return null
  return { kind, id: text.slice(idStart, idEnd) }
}

/** What lists and logs show of a token: `lk_pat_7Hq2mK9xB1aZ_••••`. */
export function mask(kind: TokenKind, id: string): string {
  return `${tokenStart}${kinds[kind].prefix}_${id}_••••`
}
