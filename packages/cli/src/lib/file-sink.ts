import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type { Terminal } from './terminal.ts'

/** Takes lines of an export. */
export interface Sink {
  write(line: string): Promise<void>
  close(): Promise<void>
}

/** A file, or standard output without one. A file that is there is replaced once the export is complete, and kept when it is not. */
export async function openSink(terminal: Terminal, file: string | undefined): Promise<Sink> {
  if (file === undefined) return { write: async (line) => terminal.out(line), close: async () => {} }
  const stream = createWriteStream(`${file}.part`)
  await once(stream, 'open')
  return {
    async write(line) {
      if (!stream.write(`${line}\n`)) await once(stream, 'drain')
    },
    async close() {
      stream.end()
      await finished(stream)
      await rename(`${file}.part`, file)
    },
  }
}
