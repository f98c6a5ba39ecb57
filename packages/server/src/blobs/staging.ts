import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, opendir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A file that has arrived and that nobody shows yet. */
export interface StagedFile {
  readonly path: string
  readonly bytes: number
  /** SHA-256 in base64url, 43 characters. */
  readonly digest: string
}

/** More bytes came than are taken. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes'
}

/**
 * The folder where bytes arrive before it is known what they are. What a killed process leaves there is swept.
 *
 * Bytes go to disk as they come: an upload of any size takes the memory of a few chunks.
 */
export class Staging {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** A path for a new file. */
  async newPath(): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    return join(this.#folder, randomBytes(16).toString('hex'))
  }

  /** Writes a stream to a file. Rejects with `TooManyBytes` at the first byte too many, and leaves nothing behind when it rejects. */
  async receive(source: Readable, bytesMax: number): Promise<StagedFile> {
    const path = await this.newPath()
    const hash = createHash('sha256')
    let bytes = 0
    async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        bytes += chunk.length
        if (bytes > bytesMax) throw new TooManyBytes()
        hash.update(chunk)
        yield chunk
      }
    }
    try {
      await pipeline(source, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    } catch (error) {
      await this.discard(path)
      throw error
    }
    return { path, bytes, digest: hash.digest('base64url') }
  }

  /** Reads a file's digest and size again. */
  async measure(path: string): Promise<StagedFile> {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      hash.update(chunk)
    }
    return { path, bytes, digest: hash.digest('base64url') }
  }

  /** Removes a file that is not wanted any more; nothing happens when the blob store has taken it. */
  async discard(path: string): Promise<void> {
    await rm(path, { force: true })
  }

  /** Removes what has lain here since before a point in time, in UTC milliseconds by the file system's clock. */
  async sweep(before: number): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    let swept = 0
    for await (const { name } of await opendir(this.#folder)) {
      const path = join(this.#folder, name)
      const found = await stat(path).catch(() => null)
      if (found === null || found.mtimeMs >= before) continue
      await this.discard(path)
      swept += 1
    }
    return swept
  }
}
