/** A person's name in the vendor's two parts: all but the last word, and that; of one word the first alone. */
export function partsOfName(name: string): { readonly firstName: string; readonly lastName: string } {
  const words = name.split(' ').filter((word) => word !== '')
  return { firstName: words.slice(0, Math.max(1, words.length - 1)).join(' '), lastName: words.slice(1).at(-1) ?? '' }
}

/** Both parts as the one name that an account has. */
export function nameOfParts(firstName: string, lastName: string): string {
  return `${firstName} ${lastName}`.trim()
}
