/** The longest pattern that a grant may hold, in UTF-16 code units. */
export const patternLengthMax = 256

/** The most wildcards that one pattern may hold. */
export const wildcardsMax = 16

/** A pattern prepared for matching; made by `prepareGlob`. */
export interface Glob {
  readonly text: string
  /** What the text has to begin with; the whole of it when `middles` is null. */
  readonly head: string
  /** The runs between two wildcards, in order; null when the pattern has no wildcard. */
  readonly middles: readonly Run[] | null
  /** What the text has to end with. */
  readonly tail: string
}

/** A literal run with its failure table (Knuth, Morris, Pratt 1977), so that a search never reads a character twice. */
export interface Run {
  readonly codes: readonly number[]
  /** `falls[i]`: length of the longest proper prefix of the run that is a suffix of its first `i` characters. */
  readonly falls: readonly number[]
}

/** Prepares a pattern in which `*` stands for any run of characters and nothing else is special. */
export function prepareGlob(text: string): Glob {
  const [head = '', ...others] = text.split('*')
  const tail = others.pop()
  if (tail === undefined) return { text, head, middles: null, tail: '' }
  return { text, head, middles: others.filter((run) => run !== '').map(prepareRun), tail }
}

/** Whether the whole text matches, case-sensitively, in time linear in text and pattern. */
export function matchGlob(glob: Glob, text: string): boolean {
  const { head, middles, tail } = glob
  if (middles === null) return text === head
  const end = text.length - tail.length
  if (end < head.length || !text.startsWith(head) || !text.endsWith(tail)) return false
  let from = head.length
  for (const run of middles) {
    // The leftmost place is always the best one: it leaves the most text to the runs that follow.
    from = endOfRun(run, text, from, end)
    if (from < 0) return false
  }
  return true
}

function prepareRun(text: string): Run {
  const codes = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  const falls = [0, 0]
  for (let index = 1, length = 0; index < codes.length; index++) {
    while (length > 0 && codes[index] !== codes[length]) length = falls[length] ?? 0
    if (codes[index] === codes[length]) length++
    falls.push(length)
  }
  return { codes, falls }
}

/** Where the first occurrence of the run within `[from, end)` ends; -1 when there is none. */
function endOfRun(run: Run, text: string, from: number, end: number): number {
  const { codes, falls } = run
  let matched = 0
  for (let index = from; index < end; index++) {
    const code = text.charCodeAt(index)
    while (matched > 0 && codes[matched] !== code) matched = falls[matched] ?? 0
    if (codes[matched] === code) matched++
    if (matched === codes.length) return index + 1
  }
  return -1
}
