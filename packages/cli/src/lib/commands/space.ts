import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface CreateOptions {
  readonly name?: string
  readonly locale?: string
  readonly createdAt?: string
}

export function addSpace(program: Command, terminal: Terminal): void {
  const space = program.command('space').description('List and create spaces.')

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

  const sandbox = space.command('sandbox').description('Show your Sandbox, and make it the first time.')
  handle(terminal, sandbox, async (context) => {
    const client = await context.client()
    context.output.record(await client.accountSandbox.open())
  })
}
