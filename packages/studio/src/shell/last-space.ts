const storageKey = 'latchkey-space'

/** The slug of the space that was last worked in, on this device; null for none. */
export function lastSpace(): string | null {
  return localStorage.getItem(storageKey)
}

export function rememberSpace(slug: string): void {
  localStorage.setItem(storageKey, slug)
}
