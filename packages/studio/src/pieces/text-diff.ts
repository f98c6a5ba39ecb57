/** A piece of a text that is in both, in the old one only, or in the new one only. */
export interface Piece {
  readonly is: 'same' | 'old' | 'new'
  readonly text: string
}

/** Longer texts are told as a whole: comparing takes time and room with the square of their words. */
const wordsMax = 1500

/** What differs between two texts, word by word; all pieces that are not new give the old text, all that are not old the new. */
export function textDiff(old: string, next: string): readonly Piece[] {
  const [one, other] = [wordsOf(old), wordsOf(next)]
  if (one.length > wordsMax || other.length > wordsMax) return joined([...told('old', one), ...told('new', other)])
  const common = commonLengths(one, other)
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      pieces.push({ is: 'same', text: one[i] ?? '' })
      i += 1
      j += 1
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
      pieces.push({ is: 'old', text: one[i] ?? '' })
      i += 1
    } else {
      pieces.push({ is: 'new', text: other[j] ?? '' })
      j += 1
    }
  }
  return joined([...pieces, ...told('old', one.slice(i)), ...told('new', other.slice(j))])
}

/** Words and what stands between them, so that nothing of the text is lost. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|[^\s]+/g) ?? []
}

/** `lengths[i][j]`: how many words the longest common part of the two has from there on. */
function commonLengths(one: readonly string[], other: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: one.length + 1 }, () => Array.from({ length: other.length + 1 }, () => 0))
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const [row, below] = [lengths[i], lengths[i + 1]]
      if (row === undefined || below === undefined) continue
      row[j] = one[i] === other[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return lengths
}

function told(is: Piece['is'], words: readonly string[]): readonly Piece[] {
  return words.map((text) => ({ is, text }))
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.reduce<Piece[]>((all, { is, text }) => {
    const last = all.at(-1)
    if (last?.is === is) all[all.length - 1] = { is, text: last.text + text }
    else all.push({ is, text })
    return all
  }, [])
}
