import { normalizeEmail } from '../users/email.ts'

/** The claims of a provider by which an organization knows its people. */
export interface ClaimNames {
  readonly email: string
  readonly email_verified: string
  readonly name: string
}

export const defaultClaims: ClaimNames = { email: 'email', email_verified: 'email_verified', name: 'name' }
export const defaultScopes: readonly string[] = ['openid', 'email', 'profile']

/** Somebody whom a provider vouches for. */
export interface Vouched {
  readonly subject: string
  readonly email: string
  readonly name: string
}

export type Vouching =
  | { readonly ok: true; readonly person: Vouched }
  | { readonly ok: false; readonly reason: 'no-subject' | 'no-email' | 'email-not-verified' | 'foreign-domain' }

/**
 * Whom the claims of a provider vouch for: an address that it has verified, of a domain that is the organization's.
 *
 * `email_verified` has to be `true`, exactly: a provider that does not say so vouches for nobody's address.
 */
export function readVouched(
  claims: Readonly<Record<string, unknown>>,
  names: ClaimNames,
  domains: readonly string[],
): Vouching {
  const subject = textOf(claims, 'sub')
  if (subject === null) return { ok: false, reason: 'no-subject' }
  const email = textOf(claims, names.email)
  if (email === null || !/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) return { ok: false, reason: 'no-email' }
  if (valueOf(claims, names.email_verified) !== true) return { ok: false, reason: 'email-not-verified' }
  if (!domains.includes(domainOf(email))) return { ok: false, reason: 'foreign-domain' }
  const name = (textOf(claims, names.name) ?? email).slice(0, 100)
  return { ok: true, person: { subject, email, name } }
}

/** The domain of an address, as domains are claimed: `Ada@Example.COM` → `example.com`. */
export function domainOf(email: string): string {
  const normal = normalizeEmail(email)
  return normal.slice(normal.lastIndexOf('@') + 1)
}

/** Whether a text is the URL of a provider that can be trusted to be it: https, or a server on this very machine. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

/** Own claims alone: one that is named `constructor` finds nothing inherited. */
function valueOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

function textOf(claims: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = valueOf(claims, name)
  return typeof value === 'string' && value !== '' ? value : null
}
