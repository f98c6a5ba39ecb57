import { Readable } from 'node:stream'
import { type CsvError, type Info, parse } from 'csv-parse'
import type { Row } from './row.ts'

/** Reads comma-separated values (RFC 4180): the first row names the columns. An empty cell is no value. */
export async function* readCsv(texts: AsyncIterable<string>, delimiter = ','): AsyncGenerator<Row> {
  const skipped: Row[] = []
  const parser = Readable.from(texts).pipe(
    parse({
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error: CsvError | undefined) => {
        const line = typeof error?.lines === 'number' ? error.lines : 0
        skipped.push({ line, problem: error?.message ?? 'This row cannot be read.' })
        return undefined
      },
    }),
  )
  let header: readonly string[] | null = null
  for await (const { record, info } of parser as AsyncIterable<{ record: readonly string[]; info: Info }>) {
    yield* skipped.splice(0)
    if (header === null) header = namesOf(record)
    else yield rowOfCells(header, record, info.lines)
  }
  yield* skipped
  if (header === null) throw new Error('The file is empty: the first row names the columns.')
}

function namesOf(record: readonly string[]): readonly string[] {
  const names = record.map((name) => name.trim())
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw new Error(`The column ${JSON.stringify(repeated)} stands there twice: rename one.`)
  return names
}

function rowOfCells(header: readonly string[], record: readonly string[], line: number): Row {
  if (record.length !== header.length) {
    return { line, problem: `The row has ${record.length} cells, and the header ${header.length}.` }
  }
  return {
    line,
    values: Object.fromEntries(
      header.map((name, index) => [name, record[index]] as const).filter(([, cell]) => cell !== ''),
    ),
  }
}
