import type { Readable } from 'node:stream'

/** Bytes `start` to `end` of a blob, both inclusive and inside it, counted from 0. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** A blob as the store lists it. */
export interface StoredBlob {
  readonly name: string
  readonly bytes: number
  /** UTC milliseconds, by the store's own clock. */
  readonly storedAt: number
}

/**
 * Where the bytes of assets are: on disk, or in storage that speaks the S3 protocol.
 *
 * A blob never changes: other bytes are another blob under another name. Names are generated (`newBlobName`) and say nothing
 * about what they name. Errors are those of the disk or the network, and `StorageUnavailable` for what a store answers.
 *
 * Not guaranteed: that a blob which was removed is gone for readers that opened it before; that two nodes share a store
 * on disk (they do when the folder is shared); that `list` shows blobs which come and go while it runs; that `storedAt`
 * follows the server's clock.
 */
export interface BlobStore {
  /**
   * Keeps a file under a name. Whole and durable when the promise resolves; before that, and after a crash at any moment,
   * nobody can open the name. The local file belongs to the store from then on and is gone afterwards.
   */
  keep(name: string, file: string): Promise<void>
  /** The bytes as a stream, or a part of them; null when there is no such blob. */
  open(name: string, range?: ByteRange): Promise<Readable | null>
  /** Its size in bytes; null when there is no such blob. */
  size(name: string): Promise<number | null>
  /** Removes it; nothing happens when it is not there. */
  remove(name: string): Promise<void>
  /** Every blob, in no particular order. */
  list(): AsyncIterable<StoredBlob>
  /** Lets somebody put exactly so many bytes under a name, once, without passing through the server; null where the store cannot. */
  presign(name: string, bytes: number, ttlSeconds: number): Promise<string | null>
}

/** The store answered that it cannot serve now, or something that makes no sense. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
}

/** A new name: 32 hexadecimal digits of which nobody can guess one. */
export function newBlobName(random: (size: number) => Uint8Array): string {
  return Buffer.from(random(16)).toString('hex')
}

const pattern = /^[0-9a-f]{32}$/

/** Whether a text can be the name of a blob; whatever else lies in a store is left alone. */
export function isBlobName(text: string): boolean {
  return pattern.test(text)
}

/** Stops a name that did not come from `newBlobName` before it reaches a path or a URL. */
export function assertBlobName(name: string): void {
  if (!isBlobName(name)) throw new Error(`${JSON.stringify(name)} is no name of a blob: make names with newBlobName.`)
}
