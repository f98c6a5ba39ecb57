import type { Client } from '@latchkey/client/client'
import { batches } from './batches.ts'
import type { ImportState } from './import-state.ts'
import { type Patience, untilAnswered } from './patience.ts'
import { type Destination, limits, type Prepared, prepareRows, type Refusal } from './prepare-rows.ts'
import type { Row } from './row.ts'
import { reasonsOf, writeBatch } from './write-batch.ts'

/** What an import tells while it runs. */
export interface Watcher {
  /** After every batch that the server has answered. */
  progress(summary: Summary): void
  /** A row that is not imported, and why; all others are. */
  refused(refusal: Refusal): void
}

/** Rows by what became of them. `skipped` were imported by an earlier run. */
export interface Summary {
  readonly rows: number
  readonly skipped: number
  readonly created: number
  readonly updated: number
  readonly refused: number
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
  const { space, branch, shape } = destination
  const summary = { rows: 0, skipped: state.rows, created: 0, updated: 0, refused: 0 }
  const locale = shape.fields === null ? shape.locale : '*'
  const query = { ...(branch !== undefined && { branch }), ...(locale !== null && { locale }) }
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
  const prepared = prepareRows(counted(), destination, state.rows, refuse)
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
    for await (const { of, answer } of writeBatch(batch, write, patience)) {
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
