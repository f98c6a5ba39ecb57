/** What stands for itself in a snippet until it is known: `{{space}}`. */
export interface SnippetValues {
  /** The token's text. */
  readonly token: string
  /** The address of the server, without a slash at its end: `https://content.example.com`. */
  readonly url: string
  /** The parts of that address, for clients that take no other: `https`, `content.example.com`, `443`. */
  readonly protocol: string
  readonly host: string
  readonly port: string
  /** Slug of the space that the token belongs to; empty for a token of an account. */
  readonly space: string
  /** Slug of the environment that the token reads. */
  readonly environment: string
}

/** The values for a token and the server that is at an address. */
export function snippetValues(
  url: string,
  token: Pick<SnippetValues, 'token' | 'space' | 'environment'>,
): SnippetValues {
  const { origin, protocol, hostname, port } = new URL(url)
  const scheme = protocol.slice(0, -':'.length)
  return { ...token, url: origin, protocol: scheme, host: hostname, port: port || (scheme === 'https' ? '443' : '80') }
}

/** Writes what is known in the places that a snippet leaves for it. */
export function fillSnippet(text: string, values: SnippetValues): string {
  const known: Readonly<Record<string, string>> = { ...values }
  return text.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => known[name] ?? place)
}
