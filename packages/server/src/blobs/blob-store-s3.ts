import { openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { S3mini, S3ServiceError } from 's3mini'
import {
  assertBlobName,
  type BlobStore,
  type ByteRange,
  isBlobName,
  StorageUnavailable,
  type StoredBlob,
} from './blob-store.ts'

/** Where a bucket is, and who may use it. */
export interface S3Location {
  /** Address of the bucket: `https://s3.eu-central-1.amazonaws.com/my-bucket`, or `https://my-bucket.s3.…`. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Parts of a large upload, four of which are in memory at once. The protocol wants 5 MiB at least. */
const partBytes = 8 * 1024 * 1024
const pageSize = 1000

/**
 * Blobs as objects of one bucket, which should hold nothing else.
 *
 * Not guaranteed besides: anything about a bucket with versions or a lock on it (what is removed may stay there), and that
 * parts of an upload that was cut short are gone (give the bucket a rule that ends incomplete uploads).
 */
export class S3BlobStore implements BlobStore {
  readonly #bucket: S3mini

  constructor(location: S3Location) {
    this.#bucket = new S3mini({ ...location, requestSizeInBytes: partBytes, minPartSize: partBytes })
  }

  async keep(name: string, file: string): Promise<void> {
    assertBlobName(name)
    // The type of an asset is said by the server alone: whoever opens the bucket sees bytes.
    const answer = await ask(this.#bucket.putAnyObject(name, await openAsBlob(file), 'application/octet-stream'))
    if (answer?.ok !== true) throw new StorageUnavailable(`The storage answered ${answer?.status ?? 404} to an upload.`)
    await rm(file, { force: true })
  }

  async open(name: string, range?: ByteRange): Promise<Readable | null> {
    assertBlobName(name)
    // The library counts the end of a range exclusively.
    const response = await ask(
      range ? this.#bucket.getObjectRaw(name, false, range.start, range.end + 1) : this.#bucket.getObjectResponse(name),
    )
    if (response === null) return null
    if (!response.ok || response.body === null || (range && response.status !== 206)) {
      await response.body?.cancel()
      throw new StorageUnavailable(`The storage answered ${response.status} to a read.`)
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fetch of Node answers streams of Node; the types of the two worlds differ.
    return Readable.fromWeb(response.body as ReadableStream<Uint8Array>)
  }

  async size(name: string): Promise<number | null> {
    assertBlobName(name)
    if ((await ask(this.#bucket.objectExists(name))) !== true) return null
    return ask(this.#bucket.getContentLength(name))
  }

  async remove(name: string): Promise<void> {
    assertBlobName(name)
    await ask(this.#bucket.deleteObject(name))
  }

  async *list(): AsyncIterable<StoredBlob> {
    let token: string | undefined
    do {
      const page: Listed = await ask(this.#bucket.listObjectsPaged('/', '', pageSize, token))
      for (const { Key: name, Size: bytes, LastModified: storedAt } of page?.objects ?? []) {
        if (isBlobName(name)) yield { name, bytes, storedAt: new Date(storedAt).getTime() }
      }
      token = page?.nextContinuationToken
    } while (token !== undefined)
  }

  async presign(name: string, bytes: number, ttlSeconds: number): Promise<string> {
    assertBlobName(name)
    // The length is signed too: the storage itself refuses more.
    return this.#bucket.getPresignedUrl('PUT', name, ttlSeconds, {}, { 'Content-Length': String(bytes) })
  }
}

type Listed = Awaited<ReturnType<S3mini['listObjectsPaged']>>

/** What the storage answers; its own words stay behind as the cause. Null for an object that is not there. */
async function ask<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof S3ServiceError && error.status === 404) return null
    throw new StorageUnavailable('The storage does not serve.', { cause: error })
  }
}
