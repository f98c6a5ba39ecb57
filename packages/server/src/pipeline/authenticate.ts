import { hash } from 'node:crypto'
import { verifySecret } from '@latchkey/tokens/hash'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { whyUnusable } from '@latchkey/tokens/life'
import { parse } from '@latchkey/tokens/text'
import { LRUCache } from 'lru-cache'
import type { Database } from '../database/database.ts'
import type { Stamp } from '../database/stamp.ts'
import { type Credential, invalidToken } from './credential.ts'
import { IdleSessions } from './idle-sessions.ts'
import type { Caller } from './principal.ts'
import { readRights, type TokenRow } from './read-rights.ts'

/** A caller, and the stamp that was read for this very request. */
export interface Authenticated {
  readonly caller: Caller
  readonly credential: Credential
  /** As of this request; `caller.stamp` may hold an older content version. */
  readonly contentVersion: number
}

/** What authentication needs besides the database. */
export interface AuthenticatorOptions {
  readonly ring: KeyRing
  readonly now: () => number
  /** Milliseconds without a request that end a session of the studio's cookie; null: none do. */
  readonly studioIdleMs: number | null
}

/** Verifies tokens. What verified once is remembered and re-checked by its stamp on every request. */
export class Authenticator {
  readonly #database: Database
  readonly #ring: KeyRing
  readonly #now: () => number
  // Keyed by a digest of the text, so that no secret stays in memory. Failures are never remembered.
  readonly #verified = new LRUCache<string, Caller>({ max: 10_000 })
  readonly #idle: IdleSessions

  constructor(database: Database, { ring, now, studioIdleMs }: AuthenticatorOptions) {
    this.#database = database
    this.#ring = ring
    this.#now = now
    this.#idle = new IdleSessions(database, studioIdleMs, now)
  }

  /**
   * Authenticates a credential for a place. Answers at once on SQLite when the token was seen before as a bearer.
   *
   * Throws invalid-token with the same words for every reason. A session counts in the one place that it was given to:
   * the text of another session, put into somebody's cookie, is none.
   */
  authenticate(credential: Credential, spaceSegment: string | null): Authenticated | Promise<Authenticated> {
    return credential.via === 'bearer'
      ? this.#authenticate(credential, spaceSegment)
      : this.#authenticateStudio(credential, spaceSegment)
  }

  async #authenticateStudio(credential: Credential, spaceSegment: string | null): Promise<Authenticated> {
    const authenticated = await this.#authenticate(credential, spaceSegment)
    if (!(await this.#idle.use(authenticated.caller.principal.tokenId))) throw invalidToken()
    return authenticated
  }

  #authenticate(credential: Credential, spaceSegment: string | null): Authenticated | Promise<Authenticated> {
    const key = `${hash('sha256', credential.text, 'base64url')} ${spaceSegment ?? ''}`
    const known = this.#verified.get(key)
    if (known === undefined) return this.#verify(key, credential, spaceSegment)
    if (known.principal.via !== credential.via) throw invalidToken()
    const stamp = this.#database.stamps.stamp(known.principal.tokenId, spaceSegment)
    return stamp instanceof Promise
      ? stamp.then((current) => this.#recall(key, credential, known, current))
      : this.#recall(key, credential, known, stamp)
  }

  #recall(
    key: string,
    credential: Credential,
    known: Caller,
    current: Stamp | null,
  ): Authenticated | Promise<Authenticated> {
    if (current === null || !sameAuthority(known.stamp, current)) {
      this.#verified.delete(key)
      return this.#verify(key, credential, known.spaceSegment)
    }
    if (known.principal.expiresAt !== null && this.#now() >= known.principal.expiresAt) throw invalidToken()
    return { caller: known, credential, contentVersion: current.contentVersion }
  }

  async #verify(key: string, credential: Credential, spaceSegment: string | null): Promise<Authenticated> {
    const parsed = parse(credential.text)
    if (!parsed.ok) throw invalidToken()
    const caller = await this.#database.read(async (db) => {
      const token = await db.selectFrom('tokens').selectAll().where('id', '=', parsed.id).executeTakeFirst()
      if (!token || !this.#holds(token, parsed)) return null
      return readRights(db, token, spaceSegment)
    })
    if (caller === null || caller.principal.via !== credential.via) throw invalidToken()
    this.#verified.set(key, caller)
    return { caller, credential, contentVersion: caller.stamp.contentVersion }
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
