/** Where a server's studio is: without a public URL its cookie counts on `localhost` alone. */
export function studioUrl(url: string): string {
  return url.replace('127.0.0.1', 'localhost')
}

/** What a browser says for a page of the studio, and the studio itself. */
export function studioHeaders(url: string): Readonly<Record<string, string>> {
  return { origin: new URL(url).origin, 'latchkey-studio': '1' }
}
