import { AsyncLocalStorage } from 'node:async_hooks'

/** Tells a write inside a write, which would wait for itself on SQLite and be a second transaction on PostgreSQL. */
export class WriteScope {
  readonly #inside = new AsyncLocalStorage<true>()

  /** `write` or `read`, as the caller named it. */
  assertOutside(called: 'read' | 'write'): void {
    if (this.#inside.getStore() === undefined) return
    throw new Error(`database.${called} was called inside database.write: use the transaction that write handed over.`)
  }

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#inside.run(true, work)
  }
}
