import type { IncomingHttpHeaders } from 'node:http'
import { problems } from '@latchkey/contract/problems'
import type { Secret } from '@latchkey/tokens/secret'
import { stringifySetCookie } from 'cookie'
import type { CredentialScheme, CredentialSource } from './credential.ts'
import { refuse } from './refusal.ts'

/** The header that the studio sends with every request. No form can send it, and no page of another origin may. */
export const studioHeader = 'latchkey-studio'

/**
 * The origin that the studio is served from; null where no cookie is read or given.
 *
 * Without a public URL that is `http://localhost` alone, which browsers keep on the machine itself: elsewhere a cookie
 * would travel in the clear.
 */
export function studioOrigin(publicUrl: string | null, host: string): string | null {
  if (publicUrl !== null) return publicUrl
  return /^localhost(:\d{1,5})?$/.test(host) ? `http://${host}` : null
}

/** RFC 6265bis 4.1.3.2: browsers take a `__Host-` cookie from the host itself over TLS alone, never from a neighbour. */
export function studioCookieName(origin: string): string {
  return origin.startsWith('https:') ? '__Host-latchkey' : 'latchkey'
}

/** The studio's cookie on the management API. It is as good as absent everywhere else. */
export function cookieScheme(publicUrl: string | null): CredentialScheme {
  return ({ method, host, headers }, surface) => {
    if (headers.cookie === undefined || surface !== 'management') return 'not-mine'
    const origin = studioOrigin(publicUrl, host)
    const text = origin === null ? null : studioCookie(headers.cookie, origin)
    if (origin === null || text === null) return 'not-mine'
    if (!isFromStudio(method, headers, origin)) return refuse(problems.crossOrigin)
    return { text, via: 'cookie' }
  }
}

/**
 * Whether a browser says that a page of the studio's own origin asks. Nothing that it says may contradict.
 *
 * To read, one sign is enough: `Sec-Fetch-Site`, `Origin`, or the studio's header, which another origin cannot send
 * without being asked first. To write it takes the header and one of the other two.
 */
export function isFromStudio(method: string, headers: IncomingHttpHeaders, origin: string): boolean {
  const { origin: from } = headers
  const site = headers['sec-fetch-site']
  const marked = headers[studioHeader] !== undefined
  const reads = method === 'GET' || method === 'HEAD'
  // `none`: the person has typed the address.
  if (site !== undefined && site !== 'same-origin' && !(reads && site === 'none')) return false
  if (from !== undefined && from !== origin) return false
  const told = site !== undefined || from !== undefined
  return reads ? told || marked : told && marked
}

/** The value of the studio's cookie; null when there is none, or more than one. */
export function studioCookie(header: string, origin: string): string | null {
  const [only, ...others] = pairsOf(header).filter(([name]) => name === studioCookieName(origin))
  return only === undefined || others.length > 0 ? null : only[1]
}

/** What else a `Cookie` header holds: all of it, where the studio's cookie is not there exactly once. */
export function otherCookies(header: string, origin: string | null): string {
  if (origin === null || studioCookie(header, origin) === null) return header
  const others = pairsOf(header).filter(([name]) => name !== studioCookieName(origin))
  return others.map((pair) => pair.join('=')).join('; ')
}

function pairsOf(header: string): readonly (readonly [name: string, value: string])[] {
  return header.split(';').map((pair) => {
    const at = pair.indexOf('=')
    return at === -1 ? ['', pair.trim()] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}

/** The studio's cookie in the answer to one request. */
export class AnswerCookie {
  readonly #publicUrl: string | null
  readonly #source: CredentialSource
  #header: string | null = null

  constructor(publicUrl: string | null, source: CredentialSource) {
    this.#publicUrl = publicUrl
    this.#source = source
  }

  /** The `Set-Cookie` header; null when the cookie stays as it is. */
  get header(): string | null {
    return this.#header
  }

  /** The studio's own. Refused with conflict where there is none. */
  get origin(): string {
    const origin = studioOrigin(this.#publicUrl, this.#source.host)
    if (origin !== null) return origin
    throw refuse(
      problems.conflict,
      'The studio signs in at its public URL alone: set LATCHKEY_PUBLIC_URL, or use http://localhost.',
    )
  }

  /** Refuses what no page of the studio has asked: another origin must not sign anybody in. */
  assertFromStudio(): void {
    const { method, headers } = this.#source
    if (!isFromStudio(method, headers, this.origin)) throw refuse(problems.crossOrigin)
  }

  /** Gives the session to the browser. Who may ask for it is settled before. `lifetimeMs` null: until the browser is closed. */
  give(text: Secret, lifetimeMs: number | null): void {
    this.#set(text.expose(), lifetimeMs === null ? undefined : Math.floor(lifetimeMs / 1000))
  }

  /** Takes the session from the browser. */
  clear(): void {
    this.#set('', 0)
  }

  #set(value: string, maxAge: number | undefined): void {
    const { origin } = this
    const secure = origin.startsWith('https:')
    const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
    const name = studioCookieName(origin)
    this.#header = stringifySetCookie({ name, value, ...attributes, ...(maxAge !== undefined && { maxAge }) })
  }
}
