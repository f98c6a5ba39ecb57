import { readCsv } from './read-csv.ts'
import { readJsonArray } from './read-json-array.ts'
import { readNdjson } from './read-ndjson.ts'
import type { Format, Row } from './row.ts'

export interface Reading {
  readonly format: Format
  /** Between the cells of a CSV row; a comma by default. */
  readonly delimiter?: string
  /** Told after each piece how many bytes have been read. */
  readonly onBytes?: (bytes: number) => void
}

/** Reads rows as they arrive, never the whole file. Throws when the text is not of the format at all, or not UTF-8. */
export function readRows(
  chunks: AsyncIterable<Uint8Array>,
  { format, delimiter, onBytes }: Reading,
): AsyncGenerator<Row> {
  const texts = decode(chunks, onBytes)
  switch (format) {
    case 'ndjson':
      return readNdjson(texts)
    case 'json':
      return readJsonArray(texts)
    case 'csv':
      return readCsv(texts, delimiter)
  }
}

async function* decode(chunks: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void = () => {}) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of chunks) {
    yield textOf(() => decoder.decode(chunk, { stream: true }))
    onBytes(chunk.length)
  }
  yield textOf(() => decoder.decode())
}

function textOf(read: () => string): string {
  try {
    return read()
  } catch {
    throw new Error('The file is not UTF-8: convert it first.')
  }
}
