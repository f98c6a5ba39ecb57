/** Where pages come from: one origin, or those of all the names below a name. */
export type OriginPattern =
  | { readonly sort: 'one'; readonly origin: string }
  /** `suffix` with the dot before it, and the port behind where it is no default: `.example.com`. */
  | { readonly sort: 'below'; readonly suffix: string }

/**
 * Reads `https://shop.example`, `https://shop.example:8443`, `https://*.shop.example`, or `http://localhost:3000`. Null for
 * anything else: a path, a wildcard in another place or of a whole top-level domain, and `http`, which anybody on the way
 * can speak for, but on the machine itself.
 */
export function parseOrigin(text: string): OriginPattern | null {
  const below = /^https:\/\/\*\.([^/*]+)$/i.exec(text)?.[1]
  const origin = originOf(below === undefined ? text : `https://${below}`)
  if (origin === null || text.includes('@') || /[/?#]$/.test(text)) return null
  const { protocol, hostname, host, pathname, search, hash } = new URL(below === undefined ? text : origin)
  if (pathname !== '/' || search !== '' || hash !== '' || hostname.includes('*')) return null
  if (below !== undefined) return hostname.includes('.') ? { sort: 'below', suffix: `.${host}` } : null
  const isSafe = protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname))
  return isSafe ? { sort: 'one', origin } : null
}

/** The one way to write it. */
export function printOrigin(pattern: OriginPattern): string {
  return pattern.sort === 'one' ? pattern.origin : `https://*${pattern.suffix}`
}

/** Whether an origin, as browsers write it, is one of the patterns. */
export function isAmong(origin: string, patterns: readonly OriginPattern[]): boolean {
  return patterns.some((pattern) => {
    if (pattern.sort === 'one') return pattern.origin === origin
    return originOf(origin) === origin && origin.startsWith('https://') && origin.endsWith(pattern.suffix)
  })
}

/** The origin of a URL, such as a `Referer`; null for what is none, or has none. */
export function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { origin } = new URL(url)
  return origin === 'null' ? null : origin
}
