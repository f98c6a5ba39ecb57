import type { ItemOf } from '@latchkey/client/operations'
import type { Field } from '@latchkey/contract/content-types/schemas'
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { handle } from '../handle.ts'
import { csvCell, csvColumns } from '../export-csv.ts'
import { openSink } from '../file-sink.ts'
import { type Format, formatOf, formats } from '../import/row.ts'
import type { Terminal } from '../terminal.ts'

interface ExportOptions {
  readonly space?: string
  readonly branch?: string
  readonly type: string
  readonly format?: Format
}

export function addExport(content: Command, terminal: Terminal): void {
  const command = content
    .command('export')
    .summary('read the entries of a type into a JSON, NDJSON or CSV file')
    .description(
      'Writes the working copy of every entry of a type, all locales together, in the form that `content import` reads.',
    )
    .argument('[file]', 'file to write; standard output without one')
    .requiredOption('--type <slug>', 'content type of the entries')
    .option('--space <slug>', 'space to read (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch or alias to read (main)')
    .addOption(new Option('--format <format>', 'format, when the name of the file does not tell').choices(formats))
    .addHelpText(
      'after',
      `
Examples:
  latchkey content export products.csv --space shop --type products
  latchkey content export --space shop --type products | jq .slug`,
    )
  handle<ExportOptions>(terminal, command, runExport)
}

async function runExport(context: Context, options: ExportOptions, file?: string): Promise<void> {
  const space = context.space(options.space)
  const client = await context.client()
  const format = options.format ?? (file === undefined ? 'ndjson' : formatOf(file)) ?? 'ndjson'
  const query = options.branch === undefined ? {} : { branch: options.branch }
  const { fields } = await client.contentTypes.show({ space, type: options.type }, { query })
  const codes = format === 'csv' ? (await client.locales.list({ space })).items.map(({ code }) => code) : []
  const entries = client.items('entries.list', {
    params: { space },
    query: { ...query, type: options.type, locale: '*', limit: 200 },
    signal: context.terminal.signal,
  })
  let count = 0
  async function* counted(): AsyncGenerator<Entry> {
    for await (const entry of entries) {
      count += 1
      yield entry
    }
  }
  const sink = await openSink(context.terminal, file)
  for await (const line of linesOf(counted(), format, fields, codes)) await sink.write(line)
  await sink.close()
  context.terminal.err(`${count} ${count === 1 ? 'entry' : 'entries'} exported.`)
}

type Entry = ItemOf<'entries.list'>

async function* linesOf(
  entries: AsyncIterable<Entry>,
  format: Format,
  fields: readonly Field[],
  codes: readonly string[],
) {
  switch (format) {
    case 'ndjson':
      for await (const { slug, fields: values } of entries) yield JSON.stringify({ slug, ...values })
      return
    case 'json': {
      let before = '['
      for await (const { slug, fields: values } of entries) {
        yield before + JSON.stringify({ slug, ...values })
        before = ','
      }
      yield before === '[' ? '[]' : ']'
      return
    }
    case 'csv': {
      const columns = csvColumns(fields, codes)
      yield ['slug', ...columns.map(({ name }) => name)].map(csvCell).join(',')
      for await (const entry of entries) {
        yield [entry.slug, ...columns.map((column) => column.value(entry.fields))].map(csvCell).join(',')
      }
    }
  }
}
