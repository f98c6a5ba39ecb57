import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { PartialFailure, UsageError } from '../exit-codes.ts'
import { handle } from '../handle.ts'
import { type Ignored, ignoreFileName, parseIgnoreFile } from '../scan/ignore-file.ts'
import { sarifOf } from '../scan/sarif.ts'
import { type Found, type FoundIn, scanText } from '../scan/scan-text.ts'
import { textsOf } from '../scan/texts-of.ts'
import type { Skipped } from '../scan/walk.ts'
import type { Terminal } from '../terminal.ts'

const formats = ['text', 'json', 'sarif'] as const

interface ScanOptions {
  readonly format: (typeof formats)[number]
  readonly check?: true
  readonly ignoreFile?: string
}

export function addScan(program: Command, terminal: Terminal): void {
  const command = program
    .command('scan')
    .summary('find tokens in files, offline')
    .description(
      'Finds every token of Latchkey in a file, below a folder, or in standard input (-), and says where. Offline: the checksum\n' +
        'tells what was issued from what only looks like it. Secrets are never printed. Ends with 1 when something was found.',
    )
    .argument('<path>', 'file, folder, or - for standard input')
    .addOption(new Option('--format <format>', 'how to print it').choices(formats).default('text'))
    .option('--check', 'ask the server which of them are active; takes a login that may read them')
    .option('--ignore-file <file>', `what to leave out (${ignoreFileName} in the folder)`)
    .addHelpText(
      'after',
      `
A line of ${ignoreFileName} is a glob over paths (docs/**, *.snap), or token:<id> for a token that is known.

Examples:
  latchkey scan .
  git diff --cached | latchkey scan -
  latchkey scan . --format sarif > latchkey.sarif`,
    )
  handle<ScanOptions>(terminal, command, runScan)
}

async function runScan(context: Context, options: ScanOptions, path = ''): Promise<void> {
  const { terminal } = context
  const ignored = await readIgnored(path, options.ignoreFile)
  const skipped: Skipped[] = []
  const hits: FoundIn[] = []
  const texts = textsOf({ terminal, path, ignored, onSkipped: (each) => skipped.push(each) })
  for await (const { path: at, text } of texts) hits.push(...scanText(at, text, ignored))
  const found = options.check ? await check(context, hits) : hits.map((hit) => hit.found)
  tell(context, options.format, found)
  tellSkipped(terminal, skipped)
  if (found.length > 0) throw new PartialFailure(`${found.length} ${found.length === 1 ? 'token' : 'tokens'} found.`)
}

async function readIgnored(path: string, file: string | undefined): Promise<Ignored> {
  const named = file ?? (path === '-' ? undefined : join(path, ignoreFileName))
  const text = named === undefined ? null : await readFile(named, 'utf8').catch(() => null)
  if (file !== undefined && text === null) throw new UsageError(`--ignore-file ${file} cannot be read.`)
  try {
    return parseIgnoreFile(text ?? '')
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Asks about each token once, however often it stands there. */
async function check(context: Context, hits: readonly FoundIn[]): Promise<Found[]> {
  const client = await context.client()
  const known = new Map<string, boolean>()
  for (const { secret } of hits) {
    if (known.has(secret)) continue
    known.set(secret, (await client.oauth.introspect({ body: { token: secret } })).active)
  }
  return hits.map(({ found, secret }) => ({ ...found, active: known.get(secret) ?? false }))
}

function tell({ terminal, output }: Context, format: ScanOptions['format'], found: readonly Found[]): void {
  if (format === 'sarif') terminal.out(JSON.stringify(sarifOf(found), null, 2))
  else if (format === 'json' || output.json) terminal.out(JSON.stringify(found, null, 2))
  else for (const each of found) terminal.out(lineOf(each))
}

function lineOf({ path, line, column, kind, id, masked, active }: Found): string {
  const told = active === undefined ? '' : active ? ', active' : ', not active for this login'
  return `${path}:${line}:${column}: ${kind} token ${id} (${masked})${told}`
}

/** What was not looked into is said, so that nobody takes silence for a clean bill. */
function tellSkipped(terminal: Terminal, skipped: readonly Skipped[]): void {
  for (const [reason, several] of Map.groupBy(skipped, (each) => each.reason)) {
    const named = several.slice(0, 3).map(({ path }) => path)
    const rest = several.length - named.length
    terminal.err(`Skipped as ${reason}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`)
  }
}
