import type { Client } from '@latchkey/client/client'
import type { Request, Result } from '@latchkey/client/operations'
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { UsageError } from '../exit-codes.ts'
import { readExpiry } from '../expiry.ts'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import { readJson, readPairs } from '../json-argument.ts'
import { linesOf } from '../output.ts'
import type { Terminal } from '../terminal.ts'

type Token = Result<'tokens.show'>

interface Where {
  readonly space?: string
  readonly personal?: boolean
}

const kinds = ['delivery', 'preview', 'management', 'api'] as const
const modes = ['read', 'write', 'read-write'] as const
const forms = ['all', 'read', 'cli'] as const
const levels = ['read', 'write', 'publish'] as const

interface CreateOptions extends Where {
  readonly name: string
  readonly description?: string
  readonly expires?: string
  readonly kind?: (typeof kinds)[number]
  readonly environment?: string
  readonly role?: string
  readonly grants?: string
  readonly mode?: (typeof modes)[number]
  readonly scope?: (typeof forms)[number]
  readonly operation: readonly string[]
  readonly resource: readonly string[]
  readonly spaces: readonly string[]
}

export function addToken(program: Command, terminal: Terminal): void {
  const token = program
    .command('token')
    .description('Issue, look at, pause and end tokens: those of a space (--space), or your own (--personal).')
  addCreate(token, terminal)
  addReading(token, terminal)
  addEndings(token, terminal)
  addExplain(token, terminal)
}

function addCreate(token: Command, terminal: Terminal): void {
  const command = whereOf(token.command('create'))
    .summary('issue a token')
    .description(
      'Issues a token. Its secret is written to standard output, this once; all else goes to standard error.',
    )
    .requiredOption('--name <name>', 'what it is for')
    .option('--description <text>', 'more about it')
    .option('--expires <time>', 'when it ends: 90d, 12h, or 2027-01-31T12:00:00Z')
    .addOption(new Option('--kind <kind>', 'kind of a space’s token').choices(kinds))
    .option('--environment <slug>', 'environment that a delivery or preview token reads')
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
    .addHelpText(
      'after',
      `
Examples:
  latchkey token create --space shop --kind delivery --name "Storefront" --role "Product Read-only"
  LATCHKEY_TOKEN=$(latchkey token create --personal --scope cli --name deploy --expires 90d)`,
    )
  handle<CreateOptions>(terminal, command, async (context, options) => {
    const client = await context.client()
    const issued = options.personal
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
  terminal.err(linesOf(partsOf(record)))
  for (const warning of record.warnings ?? []) terminal.err(`Warning: ${warning}`)
  if (secret === undefined) throw new Error('The secret was in an earlier answer, and is not shown again.')
  terminal.err('The secret, shown this once:')
  terminal.out(secret)
}

type NewSpaceToken = NonNullable<Request<'tokens.create'>['body']>
type NewPersonalToken = NonNullable<Request<'account-tokens.create'>['body']>

async function newSpaceToken({ terminal }: Context, options: CreateOptions): Promise<NewSpaceToken> {
  const { kind, environment, role, grants, mode, spaces } = options
  if (kind === undefined) throw new UsageError(`Say which kind: --kind ${kinds.join(', ')}; or --personal.`)
  return {
    ...commonOf(options),
    kind,
    ...(environment !== undefined && { environment }),
    ...(role !== undefined && { role }),
    ...(grants !== undefined && { grants: await readJson(terminal, '--grants', grants) }),
    ...(mode !== undefined && { mode }),
    ...(spaces.length > 0 && { spaces }),
  }
}

function newPersonalToken(options: CreateOptions): NewPersonalToken {
  const { spaces } = options
  const [only] = spaces
  const reach = spaces.length === 1 && (only === 'all' || only === 'owned') ? only : spaces
  return { ...commonOf(options), scope: scopeOf(options), ...(spaces.length > 0 && { spaces: reach }) }
}

function commonOf({ name, description, expires }: CreateOptions) {
  return {
    name,
    ...(description !== undefined && { description }),
    ...(expires !== undefined && { expires_at: readExpiry(expires, Date.now()) }),
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

function addReading(token: Command, terminal: Terminal): void {
  const list = whereOf(token.command('list').description('List tokens, without their secrets.'))
  handle<Where>(terminal, list, async (context, options) => {
    const client = await context.client()
    const tokens = options.personal
      ? await gather(client.items('account-tokens.list'))
      : await gather(client.items('tokens.list', { params: { space: context.space(options.space) } }))
    context.output.list(tokens, ({ id, kind, name, state, role, last_used_at, expires_at }) => ({
      id,
      kind,
      name,
      state,
      role: role?.name,
      'last used': last_used_at,
      expires: expires_at,
    }))
  })

  const show = whereOf(token.command('show').description('Show a token.').argument('<id>', 'its id'))
  handle<Where>(terminal, show, async (context, options, id = '') => {
    const client = await context.client()
    const found = options.personal
      ? await client.accountTokens.show({ token: id })
      : await client.tokens.show({ space: context.space(options.space), token: id })
    context.output.record(found, partsOf)
  })

  const reveal = token
    .command('reveal')
    .description('Write the secret of a token whose kind is readable again; asks for a login of the last 15 minutes.')
    .argument('<id>', 'its id')
    .option('--space <slug>', 'space of the token (LATCHKEY_SPACE)')
  handle<Where>(terminal, reveal, async (context, options, id = '') => {
    const client = await context.client()
    const revealed = await client.tokens.reveal({ space: context.space(options.space), token: id })
    context.output.done(revealed.secret, revealed)
  })
}

const changes = {
  deactivate: 'Pause a token: it is refused from the next request on, until it is activated again.',
  activate: 'Resume a paused token.',
  revoke: 'Revoke a token, for good.',
} as const

function addEndings(token: Command, terminal: Terminal): void {
  for (const [name, sentence] of Object.entries(changes)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above.
    const change = name as keyof typeof changes
    const command = whereOf(token.command(change).description(sentence).argument('<id>', 'its id'))
    handle<Where>(terminal, command, async (context, options, id = '') => {
      const client = await context.client()
      const changed = options.personal
        ? await client.accountTokens[change]({ token: id })
        : await client.tokens[change]({ space: context.space(options.space), token: id })
      context.output.done(`${changed.name} is ${changed.state}.`, changed)
    })
  }
  const remove = whereOf(
    token.command('delete').description('Revoke a token and take it out of the lists.').argument('<id>', 'its id'),
  )
  handle<Where>(terminal, remove, async (context, options, id = '') => {
    const client: Client = await context.client()
    if (options.personal) await client.accountTokens.delete({ token: id })
    else await client.tokens.delete({ space: context.space(options.space), token: id })
    context.output.done(`${id} is deleted.`, { id })
  })
}

interface ExplainOptions {
  readonly space?: string
  readonly action: string
  readonly type?: string
  readonly entry?: string
  readonly resource?: string
  readonly field: readonly string[]
  readonly locale: readonly string[]
}

function addExplain(token: Command, terminal: Terminal): void {
  const command = token
    .command('explain')
    .description('Say whether a token may do something, which grants decide it, and what would be missing.')
    .argument('<id>', 'its id')
    .requiredOption('--action <name>', 'what is asked: content.update')
    .option('--space <slug>', 'space of the token (LATCHKEY_SPACE)')
    .option('--type <slug>', 'content type')
    .option('--entry <slug>', 'entry of the type')
    .option('--resource <name>', 'another resource: roles:editor')
    .option('--field <name>', 'field that would be touched; several times', collect, [])
    .option('--locale <code>', 'locale that would be touched; several times', collect, [])
    .addHelpText(
      'after',
      '\nExample:\n  latchkey token explain 7Hq2mK9xB1aZ --space shop --action content.update --type products --field price',
    )
  handle<ExplainOptions>(terminal, command, async (context, options, id = '') => {
    const client = await context.client()
    const { action, type, entry, resource, field, locale } = options
    const explanation = await client.tokens.explain(
      { space: context.space(options.space), token: id },
      {
        body: {
          action,
          ...(type !== undefined && { type }),
          ...(entry !== undefined && { entry }),
          ...(resource !== undefined && { resource }),
          ...(field.length > 0 && { fields: field }),
          ...(locale.length > 0 && { locales: locale }),
        },
      },
    )
    if (context.output.json) {
      context.output.record(explanation)
      return
    }
    context.terminal.out(explanation.sentence)
    context.output.list(explanation.layers, ({ layer, allowed, because }) => ({
      layer,
      allowed: allowed ? 'yes' : 'no',
      because,
    }))
    if (explanation.missing_grant) context.terminal.out(`Missing: ${JSON.stringify(explanation.missing_grant)}`)
  })
}

function whereOf(command: Command): Command {
  return command
    .addOption(new Option('--space <slug>', 'a token of this space (LATCHKEY_SPACE)').conflicts('personal'))
    .option('--personal', 'a token of your own')
}

function partsOf(token: Omit<Token, 'secret'>) {
  const { id, kind, name, description, masked, state, space, environment, role, mode, scope, spaces, grants } = token
  const shown = {
    id,
    name,
    kind,
    state,
    description: description || null,
    token: masked,
    space: space?.slug,
    environment: environment?.slug,
    role: role?.name,
    mode,
    scope,
    spaces,
    grants,
    created: token.created_at,
    by: token.created_by,
    'last used': token.last_used_at,
    expires: token.expires_at,
  }
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== null && value !== undefined))
}
