import type { Command } from 'commander'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface ListOptions {
  readonly space?: string
  readonly branch?: string
  readonly type?: string
  readonly files?: boolean
}

export function addTag(program: Command, terminal: Terminal): void {
  const tag = program.command('tag').description('Words on entries and files.')

  const list = tag
    .command('list')
    .description('List the tags of the entries that you may read, with the number of those entries.')
    .option('--space <slug>', 'the space (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch or alias (main)')
    .option('--type <slug>', 'entries of this type (all)')
    .option('--files', 'the tags of files instead')
  handle<ListOptions>(terminal, list, async (context, { type, branch, files, ...options }) => {
    const client = await context.client()
    const params = { space: context.space(options.space) }
    const query = { ...(branch !== undefined && { branch }) }
    if (files === true) {
      const { items } = await client.assetTags.list(params, { query })
      context.output.list(items, ({ tag: word, assets }) => ({ tag: word, files: assets }))
    } else {
      const { items } = await client.tags.list(params, { query: { ...query, ...(type !== undefined && { type }) } })
      context.output.list(items, ({ tag: word, entries }) => ({ tag: word, entries }))
    }
  })
}
