import { hash } from 'node:crypto'
import { problems } from '@latchkey/contract/problems'
import { verifySecret } from '@latchkey/tokens/hash'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { whyUnusable } from '@latchkey/tokens/life'
import { parse } from '@latchkey/tokens/text'
import { LRUCache } from 'lru-cache'
import type { Database } from '../database/database.ts'
import type { Stamp } from '../database/stamp.ts'
import type { Caller } from './principal.ts'
import { readRights, type TokenRow } from './read-rights.ts'
import { Refusal } from './refusal.ts'

const challenge = { 'WWW-Authenticate': 'Bearer realm="latchkey"' }
const rejected = { 'WWW-Authenticate': 'Bearer realm="latchkey", error="invalid_token"' }

/** A caller, and the stamp that was read for this very request. */
export interface Authenticated {
  readonly caller: Caller
  /** As of this request; `caller.stamp` may hold an older content version. */
  readonly contentVersion: number
}

/** Verifies bearer tokens. What verified once is remembered and re-checked by its stamp on every request. */
export class Authenticator {
  readonly #database: Database
  readonly #ring: KeyRing
  readonly #now: () => number
  // Keyed by a digest of the text, so that no secret stays in memory. Failures are never remembered.
  readonly #verified = new LRUCache<string, Caller>({ max: 10_000 })

  constructor(database: Database, ring: KeyRing, now: () => number) {
    this.#database = database
    this.#ring = ring
    this.#now = now
  }

  /**
   * Authenticates `Authorization: Bearer …` for a place. Answers at once on SQLite when the token was seen before.
   *
   * Throws missing-token without the header, and invalid-token with the same words for every other reason.
   */
  authenticate(header: string | undefined, spaceSegment: string | null): Authenticated | Promise<Authenticated> {
    if (header === undefined) throw new Refusal(problems.missingToken, undefined, {}, challenge)
    const text = bearerText(header)
    if (text === null) throw invalidToken()
    const key = `${hash('sha256', text, 'base64url')} ${spaceSegment ?? ''}`
    const known = this.#verified.get(key)
    if (known === undefined) return this.#verify(key, text, spaceSegment)
    const stamp = this.#database.stamps.stamp(known.principal.tokenId, spaceSegment)
    return stamp instanceof Promise
      ? stamp.then((current) => this.#recall(key, text, known, current))
      : this.#recall(key, text, known, stamp)
  }

  #recall(key: string, text: string, known: Caller, current: Stamp | null): Authenticated | Promise<Authenticated> {
    if (current === null || !sameAuthority(known.stamp, current)) {
      this.#verified.delete(key)
      return this.#verify(key, text, known.spaceSegment)
    }
    if (known.principal.expiresAt !== null && this.#now() >= known.principal.expiresAt) throw invalidToken()
    return { caller: known, contentVersion: current.contentVersion }
  }

  async #verify(key: string, text: string, spaceSegment: string | null): Promise<Authenticated> {
    const parsed = parse(text)
    if (!parsed.ok) throw invalidToken()
    const caller = await this.#database.read(async (db) => {
      const token = await db.selectFrom('tokens').selectAll().where('id', '=', parsed.id).executeTakeFirst()
      if (!token || !this.#holds(token, parsed)) return null
      return readRights(db, token, spaceSegment)
    })
    if (caller === null) throw invalidToken()
    this.#verified.set(key, caller)
    return { caller, contentVersion: caller.stamp.contentVersion }
  }

  /** Whether the secret is the token's, and the token is in a state to be used. */
  #holds(token: TokenRow, { kind, secret }: ParsedToken): boolean {
    if (token.kind !== kind) return false
    const now = this.#now()
    const current = { hash: token.secret_hash, keyId: token.secret_key_id }
    if (!verifySecret(this.#ring, { kind, id: token.id, secret }, current).ok) return false
    const life = { state: token.state, expiresAt: token.expires_at, deleted: token.deleted_at !== null }
    return whyUnusable(life, now) === null
  }
}

type ParsedToken = Extract<ReturnType<typeof parse>, { ok: true }>

/** Content versions decide about cached answers, not about rights. */
function sameAuthority(one: Stamp, other: Stamp): boolean {
  return (
    one.tokenVersion === other.tokenVersion &&
    one.spaceEpoch === other.spaceEpoch &&
    one.accountEpoch === other.accountEpoch &&
    one.spaceId === other.spaceId
  )
}

function bearerText(header: string): string | null {
  return header.length < 512 && /^bearer /i.test(header) ? header.slice('bearer '.length).trim() : null
}

function invalidToken(): Refusal {
  return new Refusal(problems.invalidToken, undefined, { error: 'invalid_token' }, rejected)
}
