const mask = '••••'

/**
 * A text that must not be seen: a token, or the secret part of one.
 *
 * It prints as `••••` wherever it ends up: in a template, JSON, an error, a log line, the console. `expose` is the only way to the text.
 * A structured clone is an empty object: a secret does not cross to a worker by accident.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text itself. Every call is a place where it leaves our hands. */
  expose(): string {
    return this.#text
  }

  toString(): string {
    return mask
  }

  toJSON(): string {
    return mask
  }

  /** What `util.inspect`, and so `console.log`, asks for; looked up by name so that browsers can load this file. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask
  }
}
