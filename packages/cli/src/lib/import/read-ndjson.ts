import { type Row, rowOf } from './row.ts'

/** Reads one JSON object a line; empty lines are passed over. */
export async function* readNdjson(texts: AsyncIterable<string>): AsyncGenerator<Row> {
  let line = 0
  let rest = ''
  for await (const text of texts) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const each of lines) {
      line += 1
      if (each.trim() !== '') yield rowOf(each, line)
    }
  }
  if (rest.trim() !== '') yield rowOf(rest, line + 1)
}
