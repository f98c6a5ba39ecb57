/**
 * Whether a text fits a pattern in which `*` stands for any run of characters and `?` for one, whatever the case.
 *
 * Takes the product of both lengths at most: the pattern is somebody's input, and no regular expression is made of it.
 */
export function fitsGlob(pattern: string, text: string): boolean {
  const wanted = Array.from(pattern.toLowerCase())
  const given = Array.from(text.toLowerCase())
  let [at, from] = [0, 0]
  /** Behind the last `*`, and how much of the text it stands for so far. */
  let star: { readonly next: number; taken: number } | null = null
  while (from < given.length) {
    if (wanted[at] === '*') {
      star = { next: at + 1, taken: from }
      at += 1
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[from])) {
      at += 1
      from += 1
    } else if (star !== null) {
      star = { next: star.next, taken: star.taken + 1 }
      at = star.next
      from = star.taken
    } else {
      return false
    }
  }
  return wanted.slice(at).every((character) => character === '*')
}
