import { hash, randomBytes } from 'node:crypto'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { type Ending, Endings } from './ending.ts'

/** How far a journal has come: its first `bytes` bytes have this digest. A later state of the same file begins with them. */
export interface JournalPosition {
  readonly bytes: number
  /** SHA-256 in hex. */
  readonly sha256: string
}

/**
 * The endings of tokens, in a file outside the database: a copy of the database that is put back does not take them back.
 *
 * A line of JSON each, only ever added to: `{"token":"7Hq2mK9xB1aZ","secret_version":null,"at":"2026-11-27T…"}`.
 */
export interface RevocationJournal {
  /** What it says up to now. */
  readonly endings: Endings
  position(): Promise<JournalPosition>
  /** On disk when it resolves. What cannot be written is kept in memory and written with the next lines; then it rejects. */
  append(endings: readonly Ending[], now: number): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the journal, made where it is missing (mode 0600). Several processes may share one file on a local disk.
 *
 * Throws a sentence when a line in it cannot be read.
 */
export async function openJournal(path: string): Promise<RevocationJournal> {
  const file = await open(path, 'a', 0o600)
  try {
    const bytes = await readFile(path)
    const journal = new JournalFile(file, path, parseJournal(bytes, path))
    if (bytes.length === 0) await journal.begin()
    return journal
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Reads what a journal says. Nothing in it is guessed: a line that was passed over would revive a token. */
export function parseJournal(bytes: Uint8Array, path: string): Endings {
  const endings = new Endings()
  for (const [index, line] of Buffer.from(bytes).toString('utf8').split('\n').entries()) {
    // A line without its end was being written when a process was killed: what it tells of was never answered.
    if (!line.endsWith('}') || isBeginning(line)) continue
    const ending = endingOf(line)
    if (ending === null) {
      throw new Error(
        `${path} is damaged in line ${index + 1}. Put a copy of it in place; without one, move it away: ` +
          'a new one is made from the database, and knows only what that knows.',
      )
    }
    endings.add(ending)
  }
  return endings
}

class JournalFile implements RevocationJournal {
  readonly endings: Endings
  readonly #file: FileHandle
  readonly #path: string
  #pending: string[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor(file: FileHandle, path: string, endings: Endings) {
    this.#file = file
    this.#path = path
    this.endings = endings
  }

  /** Names the journal, so that no other one is taken for it. */
  begin(): Promise<void> {
    return this.#write([JSON.stringify({ journal: randomBytes(16).toString('hex') })])
  }

  async position(): Promise<JournalPosition> {
    return positionOf(await readFile(this.#path))
  }

  async append(endings: readonly Ending[], now: number): Promise<void> {
    const at = new Date(now).toISOString()
    const news = endings.filter((ending) => this.endings.add(ending))
    if (news.length === 0 && this.#pending.length === 0) return this.#writing
    return this.#write(
      news.map(({ token, secretVersion }) => JSON.stringify({ token, secret_version: secretVersion, at })),
    )
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined)
    await this.#file.close()
  }

  /** One after the other; lines that come while others are being written go to the disk together. */
  #write(lines: readonly string[]): Promise<void> {
    this.#pending.push(...lines)
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#flush())
    return this.#writing
  }

  async #flush(): Promise<void> {
    const lines = this.#pending
    if (lines.length === 0) return
    this.#pending = []
    try {
      // On a line of its own, also after one that was torn off.
      await this.#file.appendFile(`\n${lines.join('\n')}\n`)
      await this.#file.datasync()
    } catch (error) {
      this.#pending = [...lines, ...this.#pending]
      throw error
    }
  }
}

function isBeginning(line: string): boolean {
  return typeof parse(line)?.['journal'] === 'string'
}

function endingOf(line: string): Ending | null {
  const { token, secret_version: secretVersion } = parse(line) ?? {}
  if (typeof token !== 'string' || token === '') return null
  if (secretVersion === null) return { token, secretVersion }
  return Number.isSafeInteger(secretVersion) ? { token, secretVersion: Number(secretVersion) } : null
}

function parse(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

/** Where a journal of these bytes stands. */
export function positionOf(journal: Uint8Array): JournalPosition {
  return { bytes: journal.length, sha256: hash('sha256', journal) }
}

/** Whether the bytes of a journal go on from a position, so that they know all that it knew then. */
export function continues(journal: Uint8Array, position: JournalPosition): boolean {
  return journal.length >= position.bytes && positionOf(journal.subarray(0, position.bytes)).sha256 === position.sha256
}
