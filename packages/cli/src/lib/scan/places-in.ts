/** Where something stands in a text, as editors count: both from 1, columns in UTF-16 code units. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Says the places of positions that come in rising order, in one pass over the text. */
export function placesIn(text: string): (position: number) => Place {
  let line = 1
  let start = 0
  let next = text.indexOf('\n')
  return (position) => {
    while (next !== -1 && next < position) {
      line += 1
      start = next + 1
      next = text.indexOf('\n', start)
    }
    return { line, column: position - start + 1 }
  }
}
