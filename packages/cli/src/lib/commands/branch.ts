import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@latchkey/client/client'
import type { ItemOf } from '@latchkey/client/operations'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { gather } from '../gather.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
}

interface CreateOptions extends Where {
  readonly source?: string
  readonly wait?: boolean
}

type Branch = ItemOf<'branches.list'>

/** How often a branch that is being made is looked at. */
const lookMs = 500

function inSpace(command: Command): Command {
  return command.option('--space <slug>', 'space (LATCHKEY_SPACE)')
}

export function addBranch(program: Command, terminal: Terminal): void {
  const branch = program.command('branch').description('Copies of a space’s types and content that go their own way.')

  const list = inSpace(branch.command('list')).description('List the branches of a space.')
  handle<Where>(terminal, list, async (context, options) => {
    const client = await context.client()
    const branches = await gather(client.items('branches.list', { params: { space: context.space(options.space) } }))
    context.output.list(branches, columnsOf)
  })

  const show = inSpace(branch.command('show')).description('Show a branch.').argument('<branch>', 'name or id')
  handle<Where>(terminal, show, async (context, options, name = '') => {
    const client = await context.client()
    context.output.record(await client.branches.show({ space: context.space(options.space), branch: name }))
  })

  const create = inSpace(branch.command('create'))
    .description('Create a branch: a copy of another as it is at this moment.')
    .argument('<name>', 'its name')
    .option('--source <branch>', 'branch or alias to copy (main)')
    .option('--no-wait', 'do not wait until it can be used')
    .addHelpText('after', '\nExample:\n  latchkey branch create redesign --space shop')
  handle<CreateOptions>(terminal, create, async (context, { source, wait, ...options }, name = '') => {
    const client = await context.client()
    const space = context.space(options.space)
    const made = await client.branches.create({ space }, { body: { name, ...(source !== undefined && { source }) } })
    context.output.record(wait === false ? made : await untilActive(context, client, space, made))
  })

  const rename = inSpace(branch.command('rename'))
    .description('Rename a branch; tokens and aliases stay tied to it.')
    .argument('<branch>', 'name or id')
    .argument('<name>', 'its new name')
  handle<Where>(terminal, rename, async (context, options, branch_ = '', name = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), branch: branch_ }
    context.output.record(await client.branches.update(params, { body: { name } }))
  })

  const remove = inSpace(branch.command('delete'))
    .description('Delete a branch with what is on it alone.')
    .argument('<branch>', 'name or id')
  handle<Where>(terminal, remove, async (context, options, name = '') => {
    const client = await context.client()
    await client.branches.delete({ space: context.space(options.space), branch: name })
    context.output.done(`Deleted ${name}.`, { deleted: name })
  })
}

async function untilActive({ terminal }: Context, client: Client, space: string, made: Branch): Promise<Branch> {
  let branch = made
  while (branch.state === 'creating') {
    await pause(lookMs, undefined, { signal: terminal.signal })
    branch = await client.branches.show({ space, branch: made.id })
  }
  return branch
}

function columnsOf({ name, state, source, id, created_at }: Branch) {
  return { name, state, source: source?.name ?? '', created: created_at, id }
}
