/** How a kind gets a new secret: rotated with an overlap, never (issue another and swap), reset at once, or by a new login. */
export type Renewal = 'rotate' | 'constant' | 'reset' | 'login'

/** The secret versions of a token: the current one, and the one before it while that is remembered. */
export interface SecretVersions {
  /** Counts up from 1. */
  readonly current: number
  /** `until`: UTC milliseconds of the first moment at which the previous secret is retired. Null before the first renewal. */
  readonly previous: { readonly version: number; readonly until: number } | null
}

/** What a secret that matches one of the two remembered versions is worth. */
export type SecretStanding = 'live' | 'retired'

export type RenewalRefusal = 'secret-is-constant' | 'renewed-by-login' | 'grace-out-of-range' | 'reset-has-no-grace'

export type RenewalOutcome =
  | { readonly ok: true; readonly versions: SecretVersions }
  | { readonly ok: false; readonly refusal: RenewalRefusal }

/** How long the old secret keeps working after a rotation, in milliseconds: one hour unless the request says otherwise. */
export const defaultGraceMs = 60 * 60 * 1000

/** The longest overlap of two secrets, in milliseconds: seven days. */
export const longestGraceMs = 7 * 24 * 60 * 60 * 1000

/** The versions of a new token. */
export const firstVersion: SecretVersions = { current: 1, previous: null }

/**
 * Renews a secret: the current one becomes the previous one and works for `graceMs` more (0 to `longestGraceMs`; null: the kind's default).
 *
 * A previous secret that was still live retires at once, so that there are never more than two and a second rotation always ends a leaked one.
 */
export function renew(renewal: Renewal, versions: SecretVersions, graceMs: number | null, now: number): RenewalOutcome {
  switch (renewal) {
    case 'constant':
      return { ok: false, refusal: 'secret-is-constant' }
    case 'login':
      return { ok: false, refusal: 'renewed-by-login' }
    case 'reset':
      return graceMs === null || graceMs === 0
        ? { ok: true, versions: next(versions, now) }
        : { ok: false, refusal: 'reset-has-no-grace' }
    case 'rotate': {
      const grace = graceMs ?? defaultGraceMs
      return Number.isSafeInteger(grace) && grace >= 0 && grace <= longestGraceMs
        ? { ok: true, versions: next(versions, now + grace) }
        : { ok: false, refusal: 'grace-out-of-range' }
    }
  }
}

/** Ends the overlap now, as when the new secret is seen in use everywhere. Never touches the current secret. */
export function retirePrevious(versions: SecretVersions, now: number): SecretVersions {
  if (versions.previous === null || versions.previous.until <= now) return versions
  return { ...versions, previous: { ...versions.previous, until: now } }
}

/** What a secret version is worth at a moment. A retired one is refused and its owner warned; the live one is left alone. */
export function standing(versions: SecretVersions, version: number, now: number): SecretStanding {
  if (version === versions.current) return 'live'
  return version === versions.previous?.version && now < versions.previous.until ? 'live' : 'retired'
}

function next(versions: SecretVersions, until: number): SecretVersions {
  return { current: versions.current + 1, previous: { version: versions.current, until } }
}
