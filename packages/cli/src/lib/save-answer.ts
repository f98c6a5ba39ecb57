import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Writes the bytes of an answer into a file. One that is there is replaced once all bytes have come and `judge` has not
 * thrown, and kept otherwise.
 */
export async function saveAnswer(
  { body }: Response,
  file: string,
  { look, judge }: { readonly look?: (bytes: Uint8Array) => void; readonly judge?: () => void } = {},
): Promise<void> {
  const part = `${file}.part`
  const seen = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      look?.(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(body === null ? Readable.from([]) : Readable.fromWeb(body), seen, createWriteStream(part))
    judge?.()
    await rename(part, file)
  } finally {
    await rm(part, { force: true })
  }
}
