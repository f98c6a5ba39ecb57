import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** Writes a file that is whole and durable when it has its name: before that, and after a kill, it is called `….part`. */
export async function writeWhole(path: string, write: (file: Writable) => Promise<unknown> | void): Promise<void> {
  const part = `${path}.part`
  const file = createWriteStream(part, { mode: 0o600, flush: true })
  try {
    await Promise.all([finished(file), write(file)])
  } catch (error) {
    file.destroy()
    await rm(part, { force: true })
    throw error
  }
  await rename(part, path)
}
