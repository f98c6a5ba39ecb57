import { kinds, type TokenKind } from './kinds.ts'
import { isBase62, randomBase62, readBase62, writeBase62 } from './lib/base62.ts'
import { crc32 } from './lib/crc32.ts'
import { kindsByPrefix } from './lib/prefixes.ts'
import type { Random } from './random.ts'
import { Secret } from './secret.ts'

// `lk_<kind>_<id><secret><checksum>` in fixed columns: lk_pat_7Hq2mK9xB1aZ_<32 digits of secret><6 digits of CRC-32>
const idStart = 7
const idEnd = 19
const secretStart = 20
const secretEnd = 52
const end = 58

/** A token's text in its parts. The id is public: it names the token in lists, logs and URLs. */
export interface TokenParts {
  readonly kind: TokenKind
  /** 12 base62 digits. */
  readonly id: string
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
 * Finds what is shaped like a token, for secret scanners; RE2-safe, to be compiled with the flags that the scanner needs.
 *
 * The checksum then tells tokens from look-alikes: see `scan`.
 */
export const tokenPattern = `lk_(?:${[...kindsByPrefix.keys()].join('|')})_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}`

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
  const body = `lk_${kinds[kind].prefix}_${id}_${secret.expose()}`
  if (body.length !== secretEnd || !isBase62(body, idStart, idEnd) || !isBase62(body, secretStart, secretEnd)) {
    throw new Error('A token has an id of 12 and a secret of 32 base62 digits: pass those that issue or parse gave.')
  }
  return new Secret(body + writeBase62(crc32(body, secretEnd), end - secretEnd))
}

/** Takes a text apart. What is mistyped or foreign is refused here, before anything is looked up. */
export function parse(text: string): ParsedText {
  if (text.length !== end || !text.startsWith('lk_') || text[idStart - 1] !== '_' || text[idEnd] !== '_')
    return notAToken
  const kind = kindsByPrefix.get(text.slice(3, idStart - 1))
  if (kind === undefined) return notAToken
  if (!isBase62(text, idStart, idEnd) || !isBase62(text, secretStart, secretEnd)) return notAToken
  if (readBase62(text, secretEnd, end) !== crc32(text, secretEnd)) return notAToken
  return { ok: true, kind, id: text.slice(idStart, idEnd), secret: new Secret(text.slice(secretStart, secretEnd)) }
}

/** What lists and logs show of a token: `lk_pat_7Hq2mK9xB1aZ_••••`. */
export function mask(kind: TokenKind, id: string): string {
  return `lk_${kinds[kind].prefix}_${id}_••••`
}
