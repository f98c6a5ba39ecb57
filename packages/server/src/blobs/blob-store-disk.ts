import { copyFile, type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { assertBlobName, type BlobStore, type ByteRange, isBlobName, type StoredBlob } from './blob-store.ts'

/**
 * Blobs as files below a folder, 256 folders wide: `ab/ab34…`.
 *
 * Several nodes may use one folder that they share. Files are opened when they are asked for, so that a missing one is known
 * before an answer has begun.
 */
export class DiskBlobStore implements BlobStore {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  async keep(name: string, file: string): Promise<void> {
    const path = this.#pathOf(name)
    const folder = join(path, '..')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await sync(file)
    await moveFile(file, path)
    await sync(folder)
  }

  async open(name: string, range?: ByteRange): Promise<Readable | null> {
    const file = await orNull(open(this.#pathOf(name), 'r'))
    return file && file.createReadStream(range ?? {})
  }

  async size(name: string): Promise<number | null> {
    const found = await orNull(stat(this.#pathOf(name)))
    return found && found.size
  }

  async remove(name: string): Promise<void> {
    await rm(this.#pathOf(name), { force: true })
  }

  async *list(): AsyncIterable<StoredBlob> {
    const root = await orNull(opendir(this.#root, { recursive: true }))
    if (root === null) return
    for await (const { name } of root) {
      if (!isBlobName(name)) continue
      const found = await orNull(stat(this.#pathOf(name)))
      if (found !== null) yield { name, bytes: found.size, storedAt: found.mtimeMs }
    }
  }

  /** A disk has no address of its own: bytes come through the server. */
  async presign(): Promise<null> {
    return null
  }

  #pathOf(name: string): string {
    assertBlobName(name)
    return join(this.#root, name.slice(0, 2), name)
  }
}

/** Moves a file; from another file system by a copy beside its place, so that a half one never has the name. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error
    await copyFile(from, `${to}.part`)
    await sync(`${to}.part`)
    await rename(`${to}.part`, to)
    await rm(from, { force: true })
  }
}

/** Waits until what was written to a file or folder would survive the loss of power. */
async function sync(path: string): Promise<void> {
  let handle: FileHandle | null = null
  try {
    handle = await open(path, 'r')
    await handle.sync()
  } finally {
    await handle?.close()
  }
}

async function orNull<Value>(found: Promise<Value>): Promise<Value | null> {
  try {
    return await found
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
