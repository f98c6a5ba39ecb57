import type { Request, Result } from '@latchkey/client/operations'
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { UsageError } from '../exit-codes.ts'
import { collect, handle } from '../handle.ts'
import { readJson, readPairs } from '../json-argument.ts'
import { readMoment } from '../moment.ts'
import { linesOf } from '../output.ts'
import { serverTermsOf, type TermOptions, termsOf, withTerms } from '../term-options.ts'
import type { Terminal } from '../terminal.ts'
import { anywhereOf, tokenParts, type Where } from '../token-parts.ts'

const kinds = ['delivery', 'preview', 'management', 'api', 'release', 'asset', 'theme'] as const
const modes = ['read', 'write', 'read-write'] as const
const forms = ['all', 'read', 'cli'] as const
const levels = ['read', 'write', 'publish'] as const

interface CreateOptions extends Where, TermOptions {
  readonly name: string
  readonly description?: string
  readonly expires?: string
  readonly kind?: (typeof kinds)[number]
  readonly environment?: string
  readonly release?: string[]
  readonly role?: string
  readonly grants?: string
  readonly mode?: (typeof modes)[number]
  readonly scope?: (typeof forms)[number]
  readonly operation: readonly string[]
  readonly resource: readonly string[]
  readonly spaces: readonly string[]
  readonly branches: readonly string[]
  readonly aliases: readonly string[]
}

export function addTokenCreate(token: Command, terminal: Terminal): void {
  const command = withTerms(anywhereOf(token.command('create')))
    .summary('issue a token')
    .description(
      'Issues a token. Its secret is written to standard output, this once; all else goes to standard error.',
    )
    .requiredOption('--name <name>', 'what it is for')
    .option('--description <text>', 'more about it')
    .option('--expires <time>', 'when it ends: 90d, 12h, or 2027-01-31T12:00:00Z')
    .addOption(new Option('--kind <kind>', 'kind of a space’s token').choices(kinds))
    .option('--environment <slug>', 'environment that a delivery or preview token reads')
    .option('--release <id>', 'a release as of which a release token reads; several times', collect)
    .option('--role <name>', 'role to bind it to')
    .option('--grants <json>', 'its own grants: JSON, @file, or - for standard input')
    .addOption(new Option('--mode <mode>', 'what a management token may do').choices(modes))
    .addOption(new Option('--scope <scope>', 'what a personal token may do').choices(forms))
    .option('--operation <id>', 'one call that a personal token may make; several times', collect, [])
    .option(
      '--resource <name=level>',
      'read, write or publish on a resource, for a personal token; several times',
      collect,
      [],
    )
    .option('--spaces <slugs...>', 'spaces that a personal or api token may reach (all, owned, or a list)', [])
    .option('--branches <names...>', 'branches that it may name (all, or a list; main)', [])
    .option('--aliases <names...>', 'aliases that it may name (all, or a list; none)', [])
    .addHelpText(
      'after',
      `
Examples:
  latchkey token create --space shop --kind delivery --name "Storefront" --role "Product Read-only"
  LATCHKEY_TOKEN=$(latchkey token create --personal --scope cli --name deploy --expires 90d)`,
    )
  handle<CreateOptions>(terminal, command, async (context, options) => {
    const client = await context.client()
    const issued = options.installation
      ? await client.installationTokens.create({ body: await newInstallationToken(context, options) })
      : options.personal
        ? await client.accountTokens.create({ body: newPersonalToken(options) })
        : await client.tokens.create(
            { space: context.space(options.space) },
            { body: await newSpaceToken(context, options) },
          )
    if (context.output.json) context.output.record(issued)
    else tellIssued(context.terminal, issued)
  })
}

function tellIssued(terminal: Terminal, { secret, ...record }: Result<'tokens.create'>): void {
  terminal.err(linesOf(tokenParts(record)))
  for (const warning of record.warnings ?? []) terminal.err(`Warning: ${warning}`)
  if (secret === undefined) throw new Error('The secret was in an earlier answer, and is not shown again.')
  terminal.err('The secret, shown this once:')
  terminal.out(secret)
}

type NewSpaceToken = NonNullable<Request<'tokens.create'>['body']>
type NewInstallationToken = NonNullable<Request<'installation-tokens.create'>['body']>
type NewPersonalToken = NonNullable<Request<'account-tokens.create'>['body']>

async function newSpaceToken({ terminal }: Context, options: CreateOptions): Promise<NewSpaceToken> {
  const { kind, environment, release, role, grants, mode, spaces, branches, aliases } = options
  if (kind === undefined) throw new UsageError(`Say which kind: --kind ${kinds.join(', ')}; or --personal.`)
  return {
    ...commonOf(options),
    ...(release !== undefined && { releases: release }),
    kind,
    ...(environment !== undefined && { environment }),
    ...(role !== undefined && { role }),
    ...(grants !== undefined && { grants: await readJson(terminal, '--grants', grants) }),
    ...(mode !== undefined && { mode }),
    ...(spaces.length > 0 && { spaces }),
    ...(branches.length > 0 && { branches: allOrListed(branches) }),
    ...(aliases.length > 0 && { aliases: allOrListed(aliases) }),
    ...termsOf(options),
  }
}

async function newInstallationToken({ terminal }: Context, options: CreateOptions): Promise<NewInstallationToken> {
  const { grants } = options
  if (grants === undefined) throw new UsageError('Say what it may do: --grants.')
  return {
    ...commonOf(options),
    ...serverTermsOf(options),
    grants: await readJson(terminal, '--grants', grants),
  }
}

function allOrListed(names: readonly string[]): 'all' | string[] {
  return names.length === 1 && names[0] === 'all' ? 'all' : [...names]
}

function newPersonalToken(options: CreateOptions): NewPersonalToken {
  const { spaces } = options
  const [only] = spaces
  const reach = spaces.length === 1 && (only === 'all' || only === 'owned') ? only : spaces
  return {
    ...commonOf(options),
    ...serverTermsOf(options),
    scope: scopeOf(options),
    ...(spaces.length > 0 && { spaces: reach }),
  }
}

function commonOf({ name, description, expires }: CreateOptions) {
  return {
    name,
    ...(description !== undefined && { description }),
    ...(expires !== undefined && { expires_at: readMoment('--expires', expires, Date.now()) }),
  }
}

function scopeOf({ scope, operation, resource }: CreateOptions): NewPersonalToken['scope'] {
  if ([scope !== undefined, operation.length > 0, resource.length > 0].filter(Boolean).length !== 1) {
    throw new UsageError('Say what a personal token may do: one of --scope, --operation or --resource.')
  }
  if (scope !== undefined) return { form: scope }
  if (operation.length > 0) return { form: 'custom', operations: operation }
  const resources = Object.entries(readPairs('--resource', resource)).map(([name, text]) => {
    const level = levels.find((each) => each === text)
    if (level === undefined) throw new UsageError(`--resource ${name}=${text}: give one of ${levels.join(', ')}.`)
    return [name, level] as const
  })
  return { form: 'resources', resources: Object.fromEntries(resources) }
}
