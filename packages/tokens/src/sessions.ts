/** How long a session lasts by itself, and whether it takes one of its account's slots. Null: no such limit. */
export interface SessionRules {
  /** Milliseconds without a request. */
  readonly idleMs: number | null
  /** Milliseconds since the login. */
  readonly lifetimeMs: number | null
  readonly takesSlot: boolean
}

const minuteMs = 60 * 1000

/** What holds unless the instance says otherwise: by the API ("authtoken"), and by the studio's cookie. */
export const sessionRules: Readonly<Record<'api' | 'studio', SessionRules>> = {
  api: { idleMs: null, lifetimeMs: null, takesSlot: true },
  studio: { idleMs: 30 * minuteMs, lifetimeMs: 12 * 60 * minuteMs, takesSlot: false },
}

/** The first moment at which the session is over, in UTC milliseconds; null: it does not end by itself. */
export function sessionEnd(rules: SessionRules, startedAt: number, lastUsedAt: number): number | null {
  const ends = [
    ...(rules.idleMs === null ? [] : [lastUsedAt + rules.idleMs]),
    ...(rules.lifetimeMs === null ? [] : [startedAt + rules.lifetimeMs]),
  ]
  return ends.length === 0 ? null : Math.min(...ends)
}

/** Whether a login yields a session. One through an identity provider does so in the studio only, never over the API. */
export function loginYieldsSession(login: 'password' | 'identity-provider', over: 'api' | 'studio'): boolean {
  return login === 'password' || over === 'studio'
}

/** What an account is to an organization. */
export interface OrganizationStanding {
  readonly ssoEnabled: boolean
  readonly owner: boolean
  /** A member who is allowed to sign in without SSO. */
  readonly exemptFromSso: boolean
}

/** Whether a session that began with a password may be used in the spaces of the organization. */
export function passwordSessionUsableIn({ ssoEnabled, owner, exemptFromSso }: OrganizationStanding): boolean {
  return !ssoEnabled || owner || exemptFromSso
}
