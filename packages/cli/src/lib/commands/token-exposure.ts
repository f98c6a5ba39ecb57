import type { Request, Result } from '@latchkey/client/operations'
import { type Command, Option } from 'commander'
import { UsageError } from '../exit-codes.ts'
import { collect, handle } from '../handle.ts'
import { readJson } from '../json-argument.ts'
import type { Terminal } from '../terminal.ts'

const kinds = ['delivery', 'preview', 'release', 'asset'] as const

interface ExposureOptions {
  readonly space?: string
  readonly environment?: string
  readonly branch?: string
  readonly release?: readonly string[]
  readonly drafts?: boolean
  readonly kind?: (typeof kinds)[number]
  readonly role?: string
  readonly grants?: string
}

type Exposure = Result<'tokens.exposure'>
type Imagined = NonNullable<Request<'tokens.preview-exposure'>['body']>

export function addTokenExposure(token: Command, terminal: Terminal): void {
  const command = token
    .command('exposure')
    .summary('say what anyone can read with a token')
    .description('Counts what anyone can read with a token: one that exists, or one that you describe and do not make.')
    .argument('[id]', 'its id; without one, say --kind')
    .option('--space <slug>', 'space of the token (LATCHKEY_SPACE)')
    .option('--environment <slug>', 'environment, for kinds that are not tied to one (production)')
    .option('--branch <name>', 'branch or alias (main)')
    .option('--release <id>', 'as of which release; several times for a token that is not made', collect)
    .option('--drafts', 'what it reads when it asks for drafts')
    .addOption(new Option('--kind <kind>', 'kind of a token that is not made').choices(kinds))
    .option('--role <name>', 'role that it would be bound to')
    .option('--grants <json>', 'grants that it would have: JSON, @file, or - for standard input')
    .addHelpText(
      'after',
      `
Examples:
  latchkey token exposure 7Hq2mK9xB1aZ --space shop
  latchkey token exposure --kind delivery --role "Product Read-only" --space shop`,
    )
  handle<ExposureOptions>(terminal, command, async (context, options, id) => {
    const { kind, environment, branch, release: [release, ...others] = [], drafts } = options
    if ((id === undefined) === (kind === undefined))
      throw new UsageError('Name a token, or say --kind for one that is not made.')
    const client = await context.client()
    const space = context.space(options.space)
    const query = {
      ...(environment !== undefined && kind !== 'delivery' && { environment }),
      ...(branch !== undefined && { branch }),
      ...(release !== undefined && others.length === 0 && { release }),
      ...(drafts === true && { state: 'draft' as const }),
    }
    const exposure =
      id === undefined
        ? await client.tokens.previewExposure({ space }, { query, body: await imagined(terminal, options) })
        : await client.tokens.exposure({ space, token: id }, { query })
    if (context.output.json) {
      context.output.record(exposure)
      return
    }
    context.output.record(exposure, partsOf)
    context.output.list(exposure.content_types, ({ slug, entries, locales, fields }) => ({
      type: slug,
      entries,
      locales: locales.map(({ code, entries: count }) => `${code} ${count}`).join(', '),
      fields: fields.join(', '),
    }))
    if (exposure.partial) terminal.err('It may read more than you may: that is not counted here.')
  })
}

async function imagined(
  terminal: Terminal,
  { kind, environment, release, role, grants }: ExposureOptions,
): Promise<Imagined> {
  if (kind === undefined) throw new UsageError(`Say which kind: --kind ${kinds.join(', ')}.`)
  return {
    kind,
    ...(environment !== undefined && kind === 'delivery' && { environment }),
    ...(kind === 'release' && release !== undefined && { releases: [...release] }),
    ...(role !== undefined && { role }),
    ...(grants !== undefined && { grants: await readJson(terminal, '--grants', grants) }),
  }
}

function partsOf({ kind, environment, branch, state, entries, files, datasources, branches }: Exposure) {
  return {
    kind,
    reads: `${state} content of ${environment}, branch ${branch}`,
    entries,
    files: `${files.count}, of which ${files.images} images and ${files.private} private`,
    datasources: datasources.map(({ slug, entries: count }) => `${slug} ${count}`).join(', ') || 'none',
    branches: branches.join(', '),
  }
}
