import { type BatchLimits, bytesOf, type Sized } from './batches.ts'
import { columnsOf, type Mapping, slugOf } from './mapping.ts'
import type { Row } from './row.ts'
import { fieldsOf, type Shape } from './shape.ts'

/** A body may have 1 MiB; the rest is for what stands around the items. */
export const limits: BatchLimits = { itemsMax: 100, bytesMax: 1024 * 1024 - 1024 }

export interface Destination {
  readonly space: string
  /** A branch or an alias; absent: `main`. */
  readonly branch?: string | undefined
  readonly type: string
  readonly shape: Shape
  readonly mapping: Mapping
  /** Values are text, as cells of a CSV file are, and read as their fields have them. */
  readonly text: boolean
  readonly publish: boolean
}

/** A row that is not imported, and why. */
export interface Refusal {
  readonly line: number
  readonly slug: string | null
  readonly reasons: readonly string[]
}

interface Item {
  readonly type: string
  readonly slug: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly publish?: boolean
}

/** A row that can be sent. */
export interface Prepared {
  /** Which row of the file it is, counted from 1. */
  readonly row: number
  readonly line: number
  readonly item: Item
}

/** Rows as items to send; the first `from` rows were imported by an earlier run. */
export async function* prepareRows(
  rows: AsyncIterable<Row>,
  { type, shape, mapping, text, publish }: Destination,
  from: number,
  refuse: (refusal: Refusal) => void,
): AsyncGenerator<Sized<Prepared>> {
  let row = 0
  for await (const read of rows) {
    row += 1
    if (row <= from) continue
    const { line } = read
    if ('problem' in read) {
      refuse({ line, slug: null, reasons: [read.problem] })
      continue
    }
    const slug = slugOf(read.values, mapping)
    if (slug === null) {
      refuse({ line, slug, reasons: ['There is no slug: give the row one, or say --slug-from.'] })
      continue
    }
    const judged = fieldsOf(columnsOf(read.values, mapping), shape, text)
    if (!judged.ok) {
      refuse({ line, slug, reasons: [judged.problem] })
      continue
    }
    const item = { type, slug, fields: judged.fields, ...(publish && { publish }) }
    const bytes = bytesOf(item)
    if (bytes <= limits.bytesMax) yield { item: { row, line, item }, bytes }
    else refuse({ line, slug, reasons: [`The row has ${bytes} bytes; a request takes up to 1 MiB.`] })
  }
}
