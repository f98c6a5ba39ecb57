import { hash } from 'node:crypto'
import { problems } from '@latchkey/contract/problems'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { whyUnusable } from '@latchkey/tokens/life'
import { parse } from '@latchkey/tokens/text'
import { LRUCache } from 'lru-cache'
import type { Database, Reader } from '../database/database.ts'
import type { Stamp } from '../database/stamp.ts'
import { type Credential, invalidToken, type Signature, type TokenCredential } from './credential.ts'
import { heldSecret } from './held-secret.ts'
import { IdleSessions } from './idle-sessions.ts'
import type { Caller } from './principal.ts'
import { readRights, type TokenRow } from './read-rights.ts'
import { Refusal, refuse } from './refusal.ts'

/** In the place of a space's name: the space that the token belongs to, whichever that is. */
export const ownSpace = Symbol('own space')

/** What a request says of the space that it is about; null: nothing. */
export type SpaceSegment = string | null | typeof ownSpace

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
  /** Told of a secret that was right until it retired: somebody still uses it. */
  readonly onRetired: (tokenId: string, secretVersion: number, now: number) => void
}

/** Verifies tokens. What verified once is remembered and re-checked by its stamp on every request. */
export class Authenticator {
  readonly #database: Database
  readonly #ring: KeyRing
  readonly #now: () => number
  // Keyed by a digest of the text, so that no secret stays in memory. Failures are never remembered.
  readonly #verified = new LRUCache<string, Verified>({ max: 10_000 })
  readonly #idle: IdleSessions
  readonly #onRetired: AuthenticatorOptions['onRetired']

  constructor(database: Database, { ring, now, studioIdleMs, onRetired }: AuthenticatorOptions) {
    this.#database = database
    this.#ring = ring
    this.#now = now
    this.#idle = new IdleSessions(database, studioIdleMs, now)
    this.#onRetired = onRetired
  }

  /**
   * Authenticates a credential for a place. Answers at once on SQLite when the token was seen before as a bearer.
   *
   * Throws invalid-token with the same words for every reason. A session counts in the one place that it was given to:
   * the text of another session, put into somebody's cookie, is none.
   */
  authenticate(credential: Credential, spaceSegment: SpaceSegment): Authenticated | Promise<Authenticated> {
    switch (credential.via) {
      case 'bearer':
        return this.#authenticate(credential, spaceSegment)
      case 'cookie':
        return this.#authenticateStudio(credential, spaceSegment)
      case 'signature':
        return this.#authenticateSignature(credential, spaceSegment)
    }
  }

  /** As the token that has signed, with the rights that it has now: when the token ends, so do its URLs. */
  async #authenticateSignature(credential: Signature, spaceSegment: SpaceSegment): Promise<Authenticated> {
    const { tokenId } = credential
    const find: Find = async (db) => {
      const token = await readToken(db, tokenId)
      if (!token || !this.#isUsable(token)) return null
      const caller = await readRights(db, token, segmentFor(token, spaceSegment))
      return caller && { caller, until: token.expires_at }
    }
    try {
      const authenticated = await this.#identify(`signed ${tokenId}${keyOf(spaceSegment)}`, credential, find)
      const { via } = authenticated.caller.principal
      if (via === 'cookie' && !(await this.#idle.isLive(tokenId))) throw invalidToken()
      return authenticated
    } catch (error) {
      // The same words for every reason: who holds a URL is told nothing of the token.
      if (error instanceof Refusal) throw refuse(problems.invalidSignedUrl)
      throw error
    }
  }

  async #authenticateStudio(credential: TokenCredential, spaceSegment: SpaceSegment): Promise<Authenticated> {
    const authenticated = await this.#authenticate(credential, spaceSegment)
    if (!(await this.#idle.use(authenticated.caller.principal.tokenId))) throw invalidToken()
    return authenticated
  }

  #authenticate(credential: TokenCredential, spaceSegment: SpaceSegment): Authenticated | Promise<Authenticated> {
    const { text, via } = credential
    const key = `${hash('sha256', text, 'base64url')}${keyOf(spaceSegment)}`
    const known = this.#verified.get(key)
    // A text that is none ends at its checksum: it costs the database nothing.
    if (known === undefined ? !parse(text).ok : known.caller.principal.via !== via) throw invalidToken()
    return this.#identify(key, credential, async (db) => {
      const verified = await this.#find(db, text, spaceSegment)
      return verified?.caller.principal.via === via ? verified : null
    })
  }

  /** Who was verified before, when its stamp says that nothing has changed since; else `find` is asked. */
  #identify(key: string, credential: Credential, find: Find): Authenticated | Promise<Authenticated> {
    const known = this.#verified.get(key)
    if (known === undefined) return this.#verify(key, credential, find)
    const { principal, spaceSegment } = known.caller
    const stamp = this.#database.stamps.stamp(principal.tokenId, spaceSegment)
    return stamp instanceof Promise
      ? stamp.then((current) => this.#recall(key, credential, find, known, current))
      : this.#recall(key, credential, find, known, stamp)
  }

  #recall(
    key: string,
    credential: Credential,
    find: Find,
    { caller, until }: Verified,
    current: Stamp | null,
  ): Authenticated | Promise<Authenticated> {
    // What has come to an end is looked at once more, to tell a retired secret from the others.
    if (current === null || !sameAuthority(caller.stamp, current) || (until !== null && this.#now() >= until)) {
      this.#verified.delete(key)
      return this.#verify(key, credential, find)
    }
    return { caller, credential, contentVersion: current.contentVersion }
  }

  async #verify(key: string, credential: Credential, find: Find): Promise<Authenticated> {
    const verified = await this.#database.read(find)
    if (verified === null) throw invalidToken()
    const { caller } = verified
    this.#verified.set(key, verified)
    return { caller, credential, contentVersion: caller.stamp.contentVersion }
  }

  async #find(db: Reader, text: string, spaceSegment: SpaceSegment): Promise<Verified | null> {
    const parsed = parse(text)
    const token = parsed.ok ? await readToken(db, parsed.id) : undefined
    if (!parsed.ok || token === undefined || !this.#isUsable(token)) return null
    const held = heldSecret(this.#ring, token, parsed, this.#now())
    if (held.is === 'retired') this.#onRetired(token.id, held.version, this.#now())
    if (held.is !== 'live') return null
    const caller = await readRights(db, { ...token, secret_version: held.version }, segmentFor(token, spaceSegment))
    return caller && { caller, until: held.until }
  }

  #isUsable({ state, expires_at: expiresAt, deleted_at: deletedAt }: TokenRow): boolean {
    return whyUnusable({ state, expiresAt, deleted: deletedAt !== null }, this.#now()) === null
  }
}

/** What a text was found to be. */
interface Verified {
  readonly caller: Caller
  /** When the token expires or this secret of it retires, UTC milliseconds; null: never. */
  readonly until: number | null
}

/** Reads all that decides about a caller; null when there is none. */
type Find = (db: Reader) => Promise<Verified | null>

function readToken(db: Reader, id: string): Promise<TokenRow | undefined> {
  return db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()
}

function segmentFor(token: TokenRow, segment: SpaceSegment): string | null {
  return segment === ownSpace ? token.space_id : segment
}

/** No name of a space makes the key of another place. */
function keyOf(segment: SpaceSegment): string {
  return segment === ownSpace ? '' : ` ${segment ?? ''}`
}

/** Content versions decide about cached answers, not about rights. */
function sameAuthority(one: Stamp, other: Stamp): boolean {
  return (
    one.tokenVersion === other.tokenVersion &&
    one.spaceEpoch === other.spaceEpoch &&
    one.accountEpoch === other.accountEpoch &&
    one.spaceId === other.spaceId
  )
}
