import { type Row, rowOf } from './row.ts'

const space = /\s/

/**
 * Reads the objects of one JSON array as they arrive, so that a large file never stands in memory as a whole.
 *
 * An element that is not JSON is one bad row, and reading goes on after it. Throws when the text is no array.
 */
export async function* readJsonArray(texts: AsyncIterable<string>): AsyncGenerator<Row> {
  const scanner = new ElementScanner()
  for await (const text of texts) yield* scanner.take(text)
  yield* scanner.end()
}

/** Cuts the elements out of an array by its brackets, commas and strings; what is inside them is not judged here. */
class ElementScanner {
  #line = 1
  #depth = 0
  #closed = false
  #inString = false
  #escaped = false
  #element = ''
  #elementLine = 0

  #outside(character: string): void {
    if (space.test(character) || character === '\uFEFF') return
    if (this.#closed) throw new Error(`Line ${this.#line}: something stands after the array; remove it.`)
    if (character !== '[') {
      throw new Error('A JSON import is one array of objects. For one object a line, say --format ndjson.')
    }
    this.#depth = 1
  }

  #string(character: string): void {
    this.#element += character
    if (this.#escaped) this.#escaped = false
    else if (character === '\\') this.#escaped = true
    else if (character === '"') this.#inString = false
  }

  *take(text: string): Generator<Row> {
    for (const character of text) {
      if (this.#depth === 0) this.#outside(character)
      else if (this.#inString) this.#string(character)
      else yield* this.#inside(character)
      if (character === '\n') this.#line += 1
    }
  }

  *end(): Generator<Row> {
    if (this.#closed) return
    if (this.#depth === 0) throw new Error('The file is empty: a JSON import is one array of objects.')
    yield { line: this.#elementLine || this.#line, problem: 'The file ends in the middle of the array.' }
  }

  *#inside(character: string): Generator<Row> {
    if (this.#depth === 1 && (character === ',' || character === ']')) {
      if (this.#element !== '') yield rowOf(this.#element, this.#elementLine)
      this.#element = ''
      this.#elementLine = 0
      if (character === ']') {
        this.#depth = 0
        this.#closed = true
      }
      return
    }
    if (this.#element === '') {
      if (space.test(character)) return
      this.#elementLine = this.#line
    }
    if (character === '"') this.#inString = true
    else if (character === '{' || character === '[') this.#depth += 1
    else if (character === '}' || character === ']') this.#depth -= 1
    this.#element += character
  }
}
