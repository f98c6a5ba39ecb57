/** Where a token is in its life. `active ⇄ inactive → revoked`, and `expired` once `expiresAt` is reached; the last two are final. */
export type State = 'active' | 'inactive' | 'revoked' | 'expired'

/** The part of a token's record that its life cycle reads and changes. */
export interface Life {
  /** As stored; `stateAt` says what it means at a moment. */
  readonly state: State
  /** UTC milliseconds of the first moment at which the token is no longer valid; null means never. */
  readonly expiresAt: number | null
  /** Deleted records are revoked and are in no list. */
  readonly deleted: boolean
}

/** What can happen to a token. Reaching `expiresAt` is no event: it follows from the clock. */
export type LifeEvent = 'activate' | 'deactivate' | 'revoke' | 'delete'

/** Why an event, or a beginning, is refused. */
export type LifeRefusal = 'deleted' | 'revoked-is-final' | 'expired-is-final' | 'expiry-not-in-the-future'

/** Why a token opens nothing. */
export type Unusable = 'deleted' | 'revoked' | 'expired' | 'inactive'

export type LifeOutcome =
  | { readonly ok: true; readonly life: Life }
  | { readonly ok: false; readonly refusal: LifeRefusal }

/**
 * Begins a token's life. `now` is in UTC milliseconds and never steps back: the larger of the clock and its stored high-water mark.
 *
 * `expiresAt` must be a whole number of milliseconds after `now`; null means that the token never expires.
 */
export function begin(state: 'active' | 'inactive', expiresAt: number | null, now: number): LifeOutcome {
  if (expiresAt !== null && !(Number.isSafeInteger(expiresAt) && expiresAt > now)) {
    return { ok: false, refusal: 'expiry-not-in-the-future' }
  }
  return { ok: true, life: { state, expiresAt, deleted: false } }
}

/** The state at a moment: what is revoked stays revoked, everything else is expired from `expiresAt` on. */
export function stateAt(life: Life, now: number): State {
  if (life.state === 'revoked' || life.expiresAt === null || now < life.expiresAt) return life.state
  return 'expired'
}

/**
 * Applies an event. An event that changes nothing succeeds, so that repeating a request is harmless.
 *
 * An expired token can still be revoked and deleted: that frees its slot. No event ever changes `expiresAt`.
 */
export function transition(life: Life, event: LifeEvent, now: number): LifeOutcome {
  if (life.deleted) return { ok: false, refusal: 'deleted' }
  const state = stateAt(life, now)
  switch (event) {
    case 'revoke':
      return { ok: true, life: { ...life, state: 'revoked' } }
    case 'delete':
      return { ok: true, life: { ...life, state: 'revoked', deleted: true } }
    case 'activate':
    case 'deactivate':
      if (state === 'revoked') return { ok: false, refusal: 'revoked-is-final' }
      if (state === 'expired') return { ok: false, refusal: 'expired-is-final' }
      return { ok: true, life: { ...life, state: event === 'activate' ? 'active' : 'inactive' } }
  }
}

/** Why the token opens nothing at this moment; null means that it is usable. */
export function whyUnusable(life: Life, now: number): Unusable | null {
  if (life.deleted) return 'deleted'
  const state = stateAt(life, now)
  return state === 'active' ? null : state
}

/** Whether the token is valid at this moment. */
export function isUsable(life: Life, now: number): boolean {
  return whyUnusable(life, now) === null
}
