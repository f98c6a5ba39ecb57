import type { ItemOf } from '@latchkey/client/operations'
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { csvCell } from '../export-csv.ts'
import { openSink } from '../file-sink.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface ActivityOptions {
  readonly space?: string
  readonly installation?: true
  readonly actor?: string
  readonly operation?: string
  readonly target?: string
  readonly token?: string
  readonly from?: string
  readonly to?: string
  readonly search?: string
}

type Act = ItemOf<'activity.list'>

export function addActivity(program: Command, terminal: Terminal): void {
  const activity = program
    .command('activity')
    .description('Read the audit trail: who did what to which thing, with which token, decided by which grant.')

  const list = filtered(activity.command('list').description('Show the latest acts.')).option(
    '--limit <number>',
    'how many (50)',
  )
  handle<ActivityOptions & { readonly limit?: string }>(
    terminal,
    list,
    async (context, { limit = '50', ...options }) => {
      const acts: Act[] = []
      for await (const act of await actsOf(context, options)) {
        if (acts.push(act) >= Number(limit)) break
      }
      context.output.list(acts, ({ at, actor, operation, target, token, network }) => ({
        at,
        actor,
        operation,
        target,
        token,
        network,
      }))
    },
  )

  const write = filtered(activity.command('export').summary('write the trail into an NDJSON or CSV file'))
    .description('Writes the acts, the newest first, into a file or to standard output.')
    .argument('[file]', 'file to write; standard output without one')
    .addOption(
      new Option('--format <format>', 'format, when the name of the file does not tell').choices(['ndjson', 'csv']),
    )
  handle<ActivityOptions & { readonly format?: 'ndjson' | 'csv' }>(
    terminal,
    write,
    async (context, { format, ...options }, file?: string) => {
      const asCsv = (format ?? (file?.endsWith('.csv') ? 'csv' : 'ndjson')) === 'csv'
      const sink = await openSink(terminal, file)
      if (asCsv) await sink.write(columns.join(','))
      let count = 0
      for await (const act of await actsOf(context, options)) {
        await sink.write(asCsv ? columns.map((column) => csvCell(act[column])).join(',') : JSON.stringify(act))
        count += 1
      }
      await sink.close()
      terminal.err(`${count} ${count === 1 ? 'act' : 'acts'} exported.`)
    },
  )
}

const columns = [
  'seq',
  'at',
  'actor',
  'operation',
  'target',
  'token',
  'secret_version',
  'decided_by',
  'request',
  'network',
  'details',
] as const satisfies readonly (keyof Act)[]

async function actsOf(
  context: Context,
  { space, installation, ...query }: ActivityOptions,
): Promise<AsyncIterable<Act>> {
  const client = await context.client()
  const request = { query: { ...query, limit: 500 }, signal: context.terminal.signal }
  return installation
    ? client.items('activity.list-installation', request)
    : client.items('activity.list', { params: { space: context.space(space) }, ...request })
}

function filtered(command: Command): Command {
  return command
    .option('--space <slug>', 'space to read (LATCHKEY_SPACE)')
    .option('--installation', 'what happened outside every space instead')
    .option('--actor <name>', 'who: account:… or token:…')
    .option('--operation <id>', 'what: entries.publish')
    .option('--target <name>', 'to which thing: content:products:red-shirt')
    .option('--token <id>', 'with which token or session')
    .option('--from <time>', 'not before: 2026-11-01T00:00:00Z')
    .option('--to <time>', 'not after')
    .option('--search <text>', 'text in the target, the actor or the details')
}
