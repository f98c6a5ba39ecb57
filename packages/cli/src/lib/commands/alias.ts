import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
}

export function addAlias(program: Command, terminal: Terminal): void {
  const alias = program.command('alias').description('Names that stand for a branch and can be moved to another.')

  const list = alias
    .command('list')
    .description('List the aliases of a space.')
    .option('--space <slug>', 'space (LATCHKEY_SPACE)')
  handle<Where>(terminal, list, async (context, options) => {
    const client = await context.client()
    const aliases = await gather(client.items('aliases.list', { params: { space: context.space(options.space) } }))
    context.output.list(aliases, ({ name, branch, updated_at }) => ({
      name,
      branch: branch?.name ?? '',
      moved: updated_at,
    }))
  })

  const set = alias
    .command('set')
    .description('Make an alias, or move it to another branch: for every request from then on.')
    .argument('<alias>', 'its name')
    .argument('<branch>', 'name or id of the branch')
    .option('--space <slug>', 'space (LATCHKEY_SPACE)')
    .addHelpText('after', '\nExample:\n  latchkey alias set live redesign --space shop')
  handle<Where>(terminal, set, async (context, options, name = '', branch = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), alias: name }
    context.output.record(await client.aliases.put(params, { body: { branch } }))
  })

  const remove = alias
    .command('delete')
    .description('Delete an alias; its branch stays.')
    .argument('<alias>', 'its name')
    .option('--space <slug>', 'space (LATCHKEY_SPACE)')
  handle<Where>(terminal, remove, async (context, options, name = '') => {
    const client = await context.client()
    await client.aliases.delete({ space: context.space(options.space), alias: name })
    context.output.done(`Deleted ${name}.`, { deleted: name })
  })
}
