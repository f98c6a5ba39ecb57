import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@latchkey/client/client'
import { LatchkeyProblem } from '@latchkey/client/problem'
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Context } from '../context.ts'
import { PartialFailure, UsageError } from '../exit-codes.ts'
import { collect, handle } from '../handle.ts'
import { importEntries, type Summary } from '../import/import-entries.ts'
import { forgetful, openState } from '../import/import-state.ts'
import { parseMapping } from '../import/mapping.ts'
import type { Refusal } from '../import/prepare-rows.ts'
import { readRows } from '../import/read-rows.ts'
import { type Format, formatOf, formats } from '../import/row.ts'
import type { Shape } from '../import/shape.ts'
import { openProgress } from '../progress.ts'
import { cellOf } from '../table.ts'
import type { Terminal } from '../terminal.ts'

interface ImportOptions {
  readonly space?: string
  readonly branch?: string
  readonly type: string
  readonly format?: Format
  readonly delimiter?: string
  readonly slugFrom: readonly string[]
  readonly map: readonly string[]
  readonly locale?: string
  readonly publish?: boolean
  readonly restart?: boolean
}

export function addImport(content: Command, terminal: Terminal): void {
  const command = content
    .command('import')
    .summary('write entries from a JSON, NDJSON or CSV file')
    .description(
      'Writes one entry for each row: the entry of the type with the row’s slug is created, or updated when there is one.\n' +
        'A row that is refused is reported with its line, and all others are imported. When the import is stopped, the same\n' +
        'command goes on after the last row that the server has answered; sending a row twice does no harm.',
    )
    .argument('<file>', 'file to read; - for standard input')
    .requiredOption('--type <slug>', 'content type of the entries')
    .option('--space <slug>', 'space to write to (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch or alias to write to (main)')
    .addOption(new Option('--format <format>', 'format, when the name of the file does not tell').choices(formats))
    .option('--delimiter <character>', 'between the cells of a CSV row', ',')
    .option('--slug-from <path>', 'make the slug of this value; several are joined by a hyphen', collect, [])
    .option('--map <field=path>', 'take a field from this value; then only mapped fields are imported', collect, [])
    .option('--locale <code>', 'locale of values that name none (the default locale of the space)')
    .option('--publish', 'publish every entry that was written')
    .option('--restart', 'begin with the first row, also after an import that was stopped')
    .addHelpText(
      'after',
      `
A localized field takes its values from columns such as title@de, or from an object of values by locale:
  slug,title,title@de,price
  red-shirt,Red shirt,Rotes Hemd,19.9

Examples:
  latchkey content import products.csv --space shop --type products --publish
  latchkey content import countries.json --space world --type countries --slug-from cca3 \\
    --map title=name.common --map title@de=translations.deu.common --map capital=capital.0`,
    )
  handle<ImportOptions>(terminal, command, runImport)
}

async function runImport(context: Context, options: ImportOptions, file = '-'): Promise<void> {
  const space = context.space(options.space)
  const client = await context.client()
  const format = options.format ?? formatOf(file)
  if (format === null) throw new UsageError(`The name of the file does not tell its format: say --format.`)
  const mapping = parseMapping(options.map, options.slugFrom)
  const shape = await shapeOf(client, space, options)
  const { signal } = context.terminal
  const piped = file === '-'
  const { restart, ...identity } = options
  const state = piped ? forgetful : await openState(context.terminal, file, [await context.url(), space, identity])
  const from = restart ? forgetful.rows : state.rows
  if (from > 0) context.terminal.err(`Going on after row ${from}, which an earlier run has imported.`)
  const chunks: AsyncIterable<Uint8Array> = piped ? context.terminal.input : createReadStream(file)
  const progress = openProgress(context.terminal, piped ? null : (await stat(file)).size)
  const refusals: Refusal[] = []
  let summary
  try {
    summary = await importEntries(
      client,
      readRows(chunks, {
        format,
        onBytes: (bytes) => progress.read(bytes),
        ...(options.delimiter && { delimiter: options.delimiter }),
      }),
      {
        space,
        branch: options.branch,
        type: options.type,
        shape,
        mapping,
        text: format === 'csv',
        publish: options.publish === true,
      },
      {
        state: { ...state, rows: from },
        watcher: {
          progress: (so) => progress.show(sentenceOf(so)),
          refused: (refusal) => {
            refusals.push(refusal)
            progress.say(complaint(refusal))
          },
        },
        patience: { triesMax: 6, pauseMs: 500, wait: (pauseMs) => pause(pauseMs, undefined, { signal }), signal },
      },
    )
  } finally {
    progress.close()
  }
  context.output.done(sentenceOf(summary), { ...summary, refusals })
  if (summary.refused > 0) throw new PartialFailure(`${summary.refused} of ${summary.rows} rows are not imported.`)
}

/** What can be known of the type before anything is sent; a token that may not read it imports all the same. */
async function shapeOf(client: Client, space: string, { type, locale, branch }: ImportOptions): Promise<Shape> {
  const contentType = await unlessRefused(
    client.contentTypes.show({ space, type }, { query: branch === undefined ? {} : { branch } }),
  )
  const list = contentType && (await unlessRefused(client.locales.list({ space })))
  return {
    fields: contentType && new Map(contentType.fields.map((field) => [field.id, field])),
    locales: list && new Set(list.items.map(({ code }) => code)),
    locale: locale ?? list?.items.find((each) => each.default)?.code ?? null,
  }
}

/** Null when the token may not ask; a type that is not there is no such case. */
async function unlessRefused<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof LatchkeyProblem && error.status === 403) return null
    throw error
  }
}

function sentenceOf({ rows, skipped, created, updated, refused }: Summary): string {
  const parts = [`${created} created`, `${updated} updated`]
  if (refused > 0) parts.push(`${refused} refused`)
  if (skipped > 0) parts.push(`${skipped} imported before`)
  return `${rows} rows: ${parts.join(', ')}`
}

function complaint({ line, slug, reasons }: Refusal): string {
  return `line ${line}${slug === null ? '' : ` (${cellOf(slug)})`}: ${reasons.map(cellOf).join(' · ')}`
}
