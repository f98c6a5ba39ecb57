import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
  readonly type?: string
}

interface RestoreOptions extends Where {
  readonly slug?: string
}

export function addTrash(program: Command, terminal: Terminal): void {
  const trash = program.command('trash').description('Deleted entries: list, restore, and delete them for good.')

  const list = inSpace(
    trash.command('list').description('List what lies in the trash, the last deleted first.'),
  ).option('--type <slug>', 'entries of this type (all)')
  handle<Where>(terminal, list, async (context, { space, type }) => {
    const client = await context.client()
    const query = type === undefined ? {} : { type }
    const entries = await gather(client.items('trash.list', { params: { space: context.space(space) }, query }))
    context.output.list(entries, ({ id, type: ofType, slug, status, deleted_by, deleted_at }) => ({
      id,
      type: ofType,
      slug,
      status,
      deleted: deleted_at,
      by: deleted_by,
    }))
  })

  const restore = inSpace(
    trash.command('restore').description('Take an entry out of the trash.').argument('<id>', 'its id'),
  ).option('--slug <slug>', 'another slug, where its own is taken')
  handle<RestoreOptions>(terminal, restore, async (context, { space, slug }, id = '') => {
    const client = await context.client()
    const body = slug === undefined ? {} : { slug }
    const back = await client.trash.restore({ space: context.space(space), entry: id }, { body })
    context.output.done(`${id} is back as a ${back.status}.`, back)
  })

  const remove = inSpace(trash.command('delete').description('Delete an entry for good.').argument('<id>', 'its id'))
  handle<Where>(terminal, remove, async (context, { space }, id = '') => {
    const client = await context.client()
    await client.trash.delete({ space: context.space(space), entry: id })
    context.output.done(`${id} is gone for good.`, { id })
  })

  const empty = inSpace(trash.command('empty').description('Delete for good all that you may.')).option(
    '--type <slug>',
    'entries of this type (all)',
  )
  handle<Where>(terminal, empty, async (context, { space, type }) => {
    const client = await context.client()
    const query = type === undefined ? {} : { type }
    const done = await client.trash.empty({ space: context.space(space) }, { query })
    context.output.done(`${done.deleted} gone for good, ${done.kept} kept.`, done)
  })
}

function inSpace(command: Command): Command {
  return command.option('--space <slug>', 'space of the entries (LATCHKEY_SPACE)')
}
