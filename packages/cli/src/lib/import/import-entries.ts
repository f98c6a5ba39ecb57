import type { Client } from '@latchkey/client/client'
import type { Result } from '@latchkey/client/operations'
import { LatchkeyProblem, type ProblemDocument } from '@latchkey/client/problem'
import { batches, type BatchLimits, bytesOf, type Sized } from './batches.ts'
import type { ImportState } from './import-state.ts'
import { columnsOf, type Mapping, slugOf } from './mapping.ts'
import { type Patience, untilAnswered } from './patience.ts'
import type { Row } from './row.ts'
import { fieldsOf, type Shape } from './shape.ts'

/** A body may have 1 MiB; the rest is for what stands around the items. */
export const limits: BatchLimits = { itemsMax: 100, bytesMax: 1024 * 1024 - 1024 }

export interface Destination {
  readonly space: string
  readonly type: string
  readonly shape: Shape
  readonly mapping: Mapping
  /** Values are text, as cells of a CSV file are, and read as their fields have them. */
  readonly text: boolean
  readonly publish: boolean
}

/** What an import tells while it runs. */
export interface Watcher {
  /** After every batch that the server has answered. */
  progress(summary: Summary): void
  /** A row that is not imported, and why; all others are. */
  refused(refusal: Refusal): void
}

export interface Refusal {
  readonly line: number
  readonly slug: string | null
  readonly reasons: readonly string[]
}

/** Rows by what became of them. `skipped` were imported by an earlier run. */
export interface Summary {
  readonly rows: number
  readonly skipped: number
  readonly created: number
  readonly updated: number
  readonly refused: number
}

interface Item {
  readonly type: string
  readonly slug: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly publish?: boolean
}

interface Prepared {
  /** Which row of the file it is, counted from 1. */
  readonly row: number
  readonly line: number
  readonly item: Item
}

/**
 * Writes rows as entries, in their order, a batch at a time; each row that is refused is told of and the others go on.
 *
 * Rejects when the server does not answer for long or refuses the import as a whole. What was answered until then is kept,
 * and `state` knows how far that is.
 */
export async function importEntries(
  client: Client,
  rows: AsyncIterable<Row>,
  destination: Destination,
  { state, watcher, patience }: { state: ImportState; watcher: Watcher; patience: Patience },
): Promise<Summary> {
  const { space, shape } = destination
  const summary = { rows: 0, skipped: state.rows, created: 0, updated: 0, refused: 0 }
  const query = shape.fields === null ? (shape.locale === null ? {} : { locale: shape.locale }) : { locale: '*' }
  const refuse = (refusal: Refusal) => {
    summary.refused += 1
    watcher.refused(refusal)
  }
  async function* counted(): AsyncGenerator<Row> {
    for await (const row of rows) {
      summary.rows += 1
      yield row
    }
  }
  const prepared = prepare(counted(), destination, state.rows, refuse)
  const write = (items: readonly Prepared[]) =>
    untilAnswered(
      () =>
        client.entries.bulk(
          { space },
          { query, body: { items: items.map(({ item }) => item) }, signal: patience.signal },
        ),
      patience,
    )
  for await (const batch of batches(prepared, limits)) {
    for await (const { of, answer } of answersTo(batch, write, patience)) {
      if (answer.status === 201) summary.created += 1
      else if (answer.status === 200) summary.updated += 1
      else refuse({ line: of.line, slug: of.item.slug, reasons: reasonsOf(answer.problem) })
    }
    await state.advance(batch.at(-1)?.row ?? state.rows)
    watcher.progress({ ...summary })
  }
  await state.finish()
  return summary
}

/** Rows as items to send; the first `from` rows were imported by an earlier run. */
async function* prepare(
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

type Answer = Result<'entries.bulk'>['items'][number]
interface Answered {
  readonly of: Prepared
  readonly answer: Pick<Answer, 'status' | 'problem'>
}

/**
 * The server's answer for each item. A body that is refused as a whole because of one of its items is halved until that
 * item stands alone, so that it takes no other along; an item whose turn did not come is sent again.
 */
async function* answersTo(
  batch: readonly Prepared[],
  write: (items: readonly Prepared[]) => Promise<Result<'entries.bulk'>>,
  patience: Patience,
): AsyncGenerator<Answered> {
  let waiting = batch
  for (let round = 1; waiting.length > 0; round += 1) {
    let answers
    try {
      answers = await write(waiting)
    } catch (error) {
      if (!(error instanceof LatchkeyProblem) || ![400, 413, 422].includes(error.status)) throw error
      const [first] = waiting
      if (waiting.length === 1 && first) {
        yield { of: first, answer: { status: error.status, problem: error.document } }
        return
      }
      const half = Math.ceil(waiting.length / 2)
      yield* answersTo(waiting.slice(0, half), write, patience)
      yield* answersTo(waiting.slice(half), write, patience)
      return
    }
    const again: Prepared[] = []
    for (const answer of answers.items) {
      const of = waiting[answer.index]
      if (of === undefined) throw new Error('The server answered for an item that was not sent.')
      if (isPassing(answer) && round < patience.triesMax) again.push(of)
      else yield { of, answer }
    }
    waiting = again
    if (again.length > 0) await patience.wait(patience.pauseMs, patience.signal)
  }
}

/** Refused for the moment only. */
function isPassing({ status, problem }: Answer): boolean {
  return status === 429 || status === 503 || (status === 409 && documentOf(problem).type === '/problems/rights-changed')
}

function reasonsOf(problem: unknown): readonly string[] {
  const { errors = [], detail, title } = documentOf(problem)
  if (errors.length === 0) return [detail ?? title ?? 'The server refused it.']
  return errors.map((issue) => `${issue.pointer ?? issue.parameter ?? ''} ${issue.detail}`.trim())
}

function documentOf(problem: unknown): Partial<ProblemDocument> {
  return typeof problem === 'object' && problem !== null ? problem : {}
}
