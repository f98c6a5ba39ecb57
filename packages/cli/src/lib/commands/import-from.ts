import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { PartialFailure, UsageError } from '../exit-codes.ts'
import { handle } from '../handle.ts'
import type { Cargo, Loss } from '../move/cargo.ts'
import { carry, stepsOf } from '../move/carry.ts'
import { contentstackCargo } from '../move/contentstack/cargo.ts'
import { readContentstackFolder } from '../move/contentstack/read-folder.ts'
import { readContentstackLive } from '../move/contentstack/read-live.ts'
import { openJournal } from '../move/journal.ts'
import { groupLosses, sentenceOfGroup } from '../move/report.ts'
import { storyblokCargo } from '../move/storyblok/cargo.ts'
import { readStoryblokFolder } from '../move/storyblok/read-folder.ts'
import { readStoryblokLive } from '../move/storyblok/read-live.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

interface ImportOptions {
  readonly space?: string
  readonly branch?: string
  readonly from?: string
  readonly dryRun?: boolean
  readonly report?: string
  readonly journal?: string
}

interface StoryblokOptions extends ImportOptions {
  readonly fromSpace?: string
}

interface ContentstackOptions extends ImportOptions {
  readonly stack?: string
  readonly fromBranch?: string
}

/** What is read, before anything is known of the space that it goes to. */
type ReadCargo = (locale: string) => Cargo

const tokenVariable = 'LATCHKEY_FROM_TOKEN'

export function addImportFrom(program: Command, terminal: Terminal): void {
  const command = program.command('import').description('Move a space over from another platform.')
  const storyblok = common(
    command.command('storyblok').summary('move a Storyblok space over'),
    'stories, components, datasources and files of a Storyblok space',
  )
    .argument('[folder]', 'folder with exported JSON, as its API or its command line gives it')
    .option('--from-space <number>', 'with --from: the space to read')
    .addHelpText(
      'after',
      `
Examples:
  latchkey import storyblok .storyblok --space site --dry-run
  ${tokenVariable}=… latchkey import storyblok --from https://mapi.storyblok.com --from-space 12345 --space site`,
    )
  handle<StoryblokOptions>(terminal, storyblok, async (context, options, folder) => {
    const { signal } = terminal
    const { from, fromSpace } = options
    const place = placeOf(terminal, folder, from)
    if (place.folder === null && fromSpace === undefined) throw new UsageError('Say which space is read: --from-space.')
    const source =
      place.folder !== null
        ? await readStoryblokFolder(place.folder, signal)
        : await readStoryblokLive({ url: place.url, token: place.token, space: fromSpace ?? '', signal })
    await move(context, options, [place.folder ?? place.url, fromSpace], (locale) => storyblokCargo(source, locale))
  })

  const contentstack = common(
    command.command('contentstack').summary('move a Contentstack stack over'),
    'content types, entries and files of a Contentstack stack',
  )
    .argument('[folder]', 'folder that its export command has written')
    .option('--stack <key>', 'with --from: API key of the stack to read')
    .option('--from-branch <name>', 'with --from: branch to read')
    .addHelpText(
      'after',
      `
Examples:
  latchkey import contentstack ./export --space site --dry-run
  ${tokenVariable}=… latchkey import contentstack --from https://api.contentstack.io --stack blt… --space site`,
    )
  handle<ContentstackOptions>(terminal, contentstack, async (context, options, folder) => {
    const { signal } = terminal
    const { from, stack, fromBranch } = options
    const place = placeOf(terminal, folder, from)
    if (place.folder === null && stack === undefined) throw new UsageError('Say which stack is read: --stack.')
    const branch = fromBranch ?? null
    const source =
      place.folder !== null
        ? await readContentstackFolder(place.folder, signal)
        : await readContentstackLive({ url: place.url, token: place.token, stack: stack ?? '', branch, signal })
    const identity = [place.folder ?? place.url, stack, branch]
    await move(context, options, identity, (locale) => contentstackCargo(source, locale))
  })
}

function common(command: Command, what: string): Command {
  return command
    .description(
      `Brings ${what} into a space. Entries are written by type and slug: what is there already is updated. An import that was stopped goes on where it was, and nothing is doubled. What could not be carried, or not as it was, is told at the end, by field and reason.`,
    )
    .option('--space <slug>', 'space to write to (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch or alias to write to (main)')
    .option('--from <address>', `read the running API there instead of a folder, with the token in ${tokenVariable}`)
    .option('--dry-run', 'read everything and report; write nothing')
    .option('--report <file>', 'write every single loss there, as JSON')
    .option('--journal <file>', 'keep how far it has come in this file instead of the state folder')
}

type SourcePlace = { readonly folder: string } | { readonly folder: null; readonly url: string; readonly token: string }

function placeOf({ env }: Terminal, folder: string | undefined, from: string | undefined): SourcePlace {
  if ((folder === undefined) === (from === undefined)) throw new UsageError('Say a folder, or --from, and not both.')
  if (folder !== undefined) return { folder: resolve(folder) }
  const token = env[tokenVariable]
  if (token === undefined) throw new UsageError(`Put the token of the other platform into ${tokenVariable}.`)
  if (from === undefined || !URL.canParse(from) || !/^https?:$/.test(new URL(from).protocol))
    throw new UsageError(`${from} is no address: write it like https://mapi.storyblok.com.`)
  return { folder: null, url: new URL(from).href.replace(/\/+$/, ''), token }
}

async function move(
  context: Context,
  options: ImportOptions,
  identity: readonly unknown[],
  read: ReadCargo,
): Promise<void> {
  const { terminal } = context
  const space = context.space(options.space)
  const client = await context.client()
  const { items: locales } = await client.locales.list({ space })
  const cargo = read(locales.find((each) => each.default)?.code ?? 'en')
  const counts = {
    content_types: cargo.types.length,
    datasources: cargo.datasources.length,
    locales: cargo.locales.length,
    files: cargo.files.length,
    entries: cargo.entries.length,
  }
  if (options.dryRun) return tell(context, options, { ...counts, written: false }, cargo.losses)
  const where = [await context.url(), space, options.branch ?? null]
  const journal = await openJournal(terminal, [...identity, ...where], options.journal)
  if (journal.unfinished) terminal.err('Going on where an earlier run was stopped.')
  const progress = openProgress(terminal, stepsOf(cargo))
  const { signal } = terminal
  const losses = [...cargo.losses]
  try {
    const place = { client, space, branch: options.branch }
    const lost = await carry(place, cargo, {
      journal,
      patience: { triesMax: 6, pauseMs: 500, wait: (pauseMs) => pause(pauseMs, undefined, { signal }), signal },
      done(sentence) {
        signal.throwIfAborted()
        progress.read(1)
        progress.show(sentence)
      },
    })
    losses.push(...lost)
  } finally {
    progress.close()
  }
  await tell(context, options, { ...counts, written: true }, losses)
}

interface Counts {
  readonly content_types: number
  readonly datasources: number
  readonly locales: number
  readonly files: number
  readonly entries: number
  readonly written: boolean
}

/** The report: what there was, and every loss by field and reason. */
async function tell(
  { output }: Context,
  { report }: ImportOptions,
  counts: Counts,
  losses: readonly Loss[],
): Promise<void> {
  if (report !== undefined) await writeFile(report, `${JSON.stringify({ ...counts, losses }, null, 2)}\n`)
  const groups = groupLosses(losses)
  const { written, ...things } = counts
  const counted = Object.entries(things).map(([name, count]) => numbered(count, name))
  const sentence = `${counted.join(', ')} ${written ? 'carried' : 'read; nothing was written'}.`
  output.done([sentence, ...groups.map(sentenceOfGroup)].join('\n'), { ...counts, losses: groups })
  const lost = groups.filter(({ outcome }) => outcome === 'lost').reduce((sum, { count }) => sum + count, 0)
  if (written && lost > 0) throw new PartialFailure(`${lost} things could not be carried; the report says which.`)
}

/** `1 content type`, `2 entries`. */
function numbered(count: number, name: string): string {
  const words = name.replaceAll('_', ' ')
  return `${count} ${count === 1 ? words.replace(/ies$/, 'y').replace(/s$/, '') : words}`
}
