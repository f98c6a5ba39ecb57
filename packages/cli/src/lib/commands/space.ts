import { type Command, Option } from 'commander'
import { gather } from '../gather.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface CreateOptions {
  readonly name?: string
  readonly locale?: string
  readonly createdAt?: string
}

interface UpdateOptions {
  readonly name?: string
  readonly slug?: string
  readonly sharedCaches?: 'on' | 'off'
}

export function addSpace(program: Command, terminal: Terminal): void {
  const space = program.command('space').description('List, create and change spaces.')

  handle(terminal, space.command('list').description('List the spaces that you may see.'), async (context) => {
    const client = await context.client()
    const spaces = await gather(client.items('spaces.list'))
    context.output.list(spaces, ({ slug, name, sandbox, default_locale, id, created_at }) => ({
      slug,
      name: sandbox ? `${name} (your own)` : name,
      locale: default_locale,
      created: created_at,
      id,
    }))
  })

  const create = space
    .command('create')
    .description('Create a space; you own it.')
    .argument('<slug>', 'its name in URLs')
    .option('--name <name>', 'its name for people (the slug)')
    .option('--locale <code>', 'its default locale')
    .option('--created-at <time>', 'when it was made where it comes from: 2019-03-01T00:00:00Z')
    .addHelpText('after', '\nExample:\n  latchkey space create shop --name "Clothing store" --locale en')
  handle<CreateOptions>(terminal, create, async (context, { name, locale, createdAt }, slug = '') => {
    const client = await context.client()
    const body = {
      slug,
      name: name ?? slug,
      ...(locale !== undefined && { default_locale: locale }),
      ...(createdAt !== undefined && { created_at: createdAt }),
    }
    context.output.record(await client.spaces.create({ body }))
  })

  const update = space
    .command('update')
    .description('Rename a space, or open its deliveries to shared caches such as a CDN.')
    .argument('<space>', 'its slug')
    .option('--name <name>', 'its name for people')
    .option('--slug <slug>', 'its name in URLs')
    .addOption(
      new Option('--shared-caches <on>', 'whether they may keep what delivery tokens read').choices(['on', 'off']),
    )
  handle<UpdateOptions>(terminal, update, async (context, { name, slug, sharedCaches }, which = '') => {
    const client = await context.client()
    const body = {
      ...(name !== undefined && { name }),
      ...(slug !== undefined && { slug }),
      ...(sharedCaches !== undefined && { shared_caches: sharedCaches === 'on' }),
    }
    context.output.record(await client.spaces.update({ space: which }, { body }))
  })

  const sandbox = space.command('sandbox').description('Show your Sandbox, and make it the first time.')
  handle(terminal, sandbox, async (context) => {
    const client = await context.client()
    context.output.record(await client.accountSandbox.open())
  })
}
