/** A point in time as the vendor writes it, to the second: `2026-11-22T03:54:29Z`. */
export function timeOf(timestamp: string): string {
  return timestamp.replace(/\.\d+Z$/, 'Z')
}

/** Who did something: an account by its id, a token as the vendor names its own. */
export function principalOf(creator: string): string {
  return creator.startsWith('token:') ? `tok_${creator.slice('token:'.length)}` : creator.replace(/^account:/, '')
}
