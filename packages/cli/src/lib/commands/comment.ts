import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { handle } from '../handle.ts'
import { type OfEntry, ofEntry, queryOf } from '../of-entry.ts'
import type { Terminal } from '../terminal.ts'

interface ListOptions extends OfEntry {
  readonly open?: boolean
}

interface AddOptions extends OfEntry {
  readonly thread?: string
}

export function addComment(program: Command, terminal: Terminal): void {
  const comment = program.command('comment').description('Talk about entries; comments are never delivered.')

  const list = ofEntry(comment, 'list', 'List the comments on an entry, the oldest first.').option(
    '--open',
    'of threads that are not resolved',
  )
  handle<ListOptions>(terminal, list, async (context, options, entry = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), entry }
    const query = { ...queryOf(options), ...(options.open === true && { resolved: false }) }
    const found = await gather(client.items('comments.list', { params, query }))
    context.output.list(found, ({ id, thread, author, created_by, created_at, resolved_at, text }) => ({
      id,
      'answers to': thread === id ? '' : thread,
      by: author ?? created_by,
      written: created_at,
      resolved: resolved_at,
      text,
    }))
  })

  const add = ofEntry(comment, 'add', 'Comment on an entry, and write the id of the comment.')
    .argument('<text>', 'what is said')
    .option('--thread <id>', 'the thread to answer in (a new one)')
    .addHelpText(
      'after',
      '\nExample:\n  latchkey comment add linen-shirt "Is the price right?" --type products --space shop',
    )
  handle<AddOptions>(terminal, add, async (context, options, entry = '', text = '') => {
    const { thread } = options
    const client = await context.client()
    const params = { space: context.space(options.space), entry }
    const body = { text, ...(thread !== undefined && { thread }) }
    const made = await client.comments.create(params, { query: queryOf(options), body })
    context.output.done(made.id, made)
  })

  for (const [verb, sentence, ends] of [
    ['resolve', 'Resolve the thread of a comment.', 'is resolved'],
    ['reopen', 'Open a resolved thread again.', 'is open again'],
    ['delete', 'Delete a comment; the first of a thread goes with its answers.', 'is deleted'],
  ] as const) {
    const command = ofEntry(comment, verb, sentence).argument('<comment>', 'id of the comment')
    handle<OfEntry>(terminal, command, async (context, options, entry = '', id = '') => {
      const client = await context.client()
      const params = { space: context.space(options.space), entry, comment: id }
      const answered = await client.comments[verb](params, { query: queryOf(options) })
      context.output.done(`${id} ${ends}.`, answered ?? { id })
    })
  }
}
