import type { Writer } from '../database/database.ts'

/** The end of a token, or of the secrets that it had: what is final, and what a copy of the database put back would undo. */
export interface Ending {
  readonly token: string
  /** The last secret version that has ended; null: the token itself has, for good. */
  readonly secretVersion: number | null
}

const endings = new WeakMap<Writer, Ending[]>()

/** Tells of an ending in the transaction that brings it about; it is written to the journal once that has committed. */
export function noteEnding(tx: Writer, ending: Ending): void {
  const noted = endings.get(tx)
  if (noted === undefined) endings.set(tx, [ending])
  else noted.push(ending)
}

/** What was told in a transaction. */
export function endingsIn(tx: Writer): readonly Ending[] {
  return endings.get(tx) ?? []
}

/** What has ended, by token. */
export class Endings {
  readonly #byToken = new Map<string, number | null>()

  /** Takes an ending in. False when it was known. */
  add({ token, secretVersion }: Ending): boolean {
    const known = this.#byToken.get(token)
    if (known === null || (known !== undefined && secretVersion !== null && secretVersion <= known)) return false
    this.#byToken.set(token, secretVersion)
    return true
  }

  /** Takes in all that others know. */
  addAll(others: Endings): void {
    for (const [token, secretVersion] of others.#byToken) this.add({ token, secretVersion })
  }

  /** Whether the token has ended for good. */
  isOver(token: string): boolean {
    return this.#byToken.get(token) === null
  }

  /** The last secret version of a token that has ended; 0 for none. */
  secretsEnded(token: string): number {
    return this.#byToken.get(token) ?? 0
  }
}
