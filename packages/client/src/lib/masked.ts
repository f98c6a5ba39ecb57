/** Holds a token so that printing whatever holds it prints a mask. */
export class Masked {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  expose(): string {
    return this.#text
  }

  toString(): string {
    return '••••'
  }

  toJSON(): string {
    return '••••'
  }

  /** Asked for by `util.inspect`, and so by `console.log`; looked up by name so that browsers can load this file. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '••••'
  }
}
