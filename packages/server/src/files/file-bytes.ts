import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { ByteRange } from '../blobs/blob-store.ts'

/** The file is not what an image of its type is made of. */
export class DamagedImage extends Error {
  override readonly name = 'DamagedImage'
}

/** Reads a file here and there, a small piece at a time. */
export class FileBytes {
  readonly #handle: FileHandle
  readonly size: number

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.size = size
  }

  /** Exactly so many bytes. A file that ends before is damaged. */
  async at(position: number, length: number): Promise<Buffer> {
    const bytes = await this.upTo(position, length)
    if (bytes.length < length) throw new DamagedImage('It ends too early.')
    return bytes
  }

  /** So many bytes, or what there is. */
  async upTo(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, this.size - position)))
    const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, position)
    return buffer.subarray(0, bytesRead)
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, position)
  }
}

/** A part of a new file: bytes of its own, or a range of the old one. */
export type Piece = Buffer | ByteRange

/** How many bytes pieces have together. */
export function bytesOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + ('start' in piece ? piece.end - piece.start + 1 : piece.length), 0)
}

/** The bytes of pieces, one after the other; ranges are read from the file as they come. */
export async function* joinPieces(path: string, pieces: readonly Piece[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if ('start' in piece) yield* createReadStream(path, piece)
    else yield piece
  }
}
