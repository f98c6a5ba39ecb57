import type { Command } from 'commander'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
  readonly branch?: string
}

export function addAssetCategory(asset: Command, terminal: Terminal): void {
  const category = asset.command('category').description('Categories of files: list, create, move and delete them.')
  const add = (name: string, sentence: string) =>
    category
      .command(name)
      .description(sentence)
      .option('--space <slug>', 'the space (LATCHKEY_SPACE)')
      .option('--branch <name>', 'branch or alias (main)')

  const list = add('list', 'List the categories that you may know of, with the number of their files.')
  handle<Where>(terminal, list, async (context, options) => {
    const client = await context.client()
    const { items } = await client.assetCategories.list({ space: context.space(options.space) }, queryOf(options))
    context.output.list(items, ({ id, category: path, assets }) => ({ id, category: path, files: assets }))
  })

  const create = add('create', 'Make a category, so that it is there without files.').argument('<path>', path)
  handle<Where>(terminal, create, async (context, options, name = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space) }
    const made = await client.assetCategories.create(params, { ...queryOf(options), body: { category: name } })
    context.output.done(`${made.category} is there.`, made)
  })

  const move = add('move', 'Rename a category, with its files and what is below it: everything or nothing.')
    .argument('<category>', named)
    .argument('<path>', path)
  handle<Where>(terminal, move, async (context, options, name = '', to = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), category: name }
    const moved = await client.assetCategories.update(params, { ...queryOf(options), body: { category: to } })
    context.output.done(`${name} is ${moved.category} now.`, moved)
  })

  const remove = add('delete', 'Delete a category that no file is in.').argument('<category>', named)
  handle<Where>(terminal, remove, async (context, options, name = '') => {
    const client = await context.client()
    await client.assetCategories.delete({ space: context.space(options.space), category: name }, queryOf(options))
    context.output.done(`${name} is gone.`, { category: name })
  })
}

const path = 'its whole path: `Brand / Logos`'
const named = 'its id, or its whole path'

function queryOf({ branch }: Where) {
  return { query: branch === undefined ? {} : { branch } }
}
