import type { Readable } from 'node:stream'
import type { ByteRange } from '../blobs/blob-store.ts'

/** The bytes of a file, found and ready to be sent. */
export interface FileContent {
  readonly bytes: number
  readonly mediaType: string
  /** Null when they are not there any more. */
  readonly open: (range?: ByteRange) => Promise<Readable | null>
}

/** What an operation that answers a file hands over; the pipeline makes an answer of it. */
export class FileAnswer {
  readonly fileName: string
  /** A strong validator of the bytes: `"…"`. */
  readonly tag: string
  /** Gets them, outside the snapshot that decided: may take a while, and is not asked when the caller has them already. */
  readonly content: () => Promise<FileContent>

  constructor({ fileName, tag, content }: Pick<FileAnswer, 'fileName' | 'tag' | 'content'>) {
    this.fileName = fileName
    this.tag = tag
    this.content = content
  }
}

export function isFileAnswer(value: unknown): value is FileAnswer {
  return value instanceof FileAnswer
}
