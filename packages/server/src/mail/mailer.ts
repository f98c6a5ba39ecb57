/** A letter to one person. */
export interface Letter {
  readonly to: string
  /** One line of ASCII. */
  readonly subject: string
  /** Plain text; it may hold a secret link. */
  readonly text: string
}

/**
 * Hands letters over to what delivers them.
 *
 * Resolves once that has taken the letter; throws when it has not. Not guaranteed: that anybody ever reads it.
 */
export interface Mailer {
  send(letter: Letter): Promise<void>
}
