import { rmSync, statSync, writeFileSync } from 'node:fs'

/** Enough for about a hundred revocations: each writes some ten pages of 4 KiB to the log. */
const reserveBytes = 4 * 1024 * 1024

/** A file that only takes up room, so that a full disk can still take the writes that must not fail. */
export class DiskReserve {
  readonly #path: string
  #spent: boolean

  constructor(path: string) {
    this.#path = path
    this.#spent = statSync(path, { throwIfNoEntry: false })?.size !== reserveBytes
    this.refill()
  }

  /** Gives the room back to the disk; false when it was given back before. */
  spend(): boolean {
    if (this.#spent) return false
    rmSync(this.#path, { force: true })
    this.#spent = true
    return true
  }

  /** Takes the room again where there is some; does nothing while it is held. */
  refill(): void {
    if (!this.#spent) return
    try {
      writeFileSync(this.#path, Buffer.alloc(reserveBytes, 1))
      this.#spent = false
    } catch {
      // Still full: the half-written file must not take what is left.
      rmSync(this.#path, { force: true })
    }
  }
}
