import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import { type OfEntry, ofEntry, queryOf } from '../of-entry.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
  readonly branch?: string
}

interface SubmitOptions extends OfEntry {
  readonly unpublish?: boolean
  readonly environment?: string
  readonly locale?: string[]
  readonly entryVersion?: string
  readonly note?: string
}

interface ListOptions extends Where {
  readonly state?: (typeof states)[number]
}

interface AnswerOptions extends Where {
  readonly answer?: string
  readonly entryVersion?: string
}

const states = ['open', 'accepted', 'rejected', 'cancelled'] as const

export function addPublishRequest(program: Command, terminal: Terminal): void {
  const request = program
    .command('publish-request')
    .description('Ask for entries to be published or taken offline, and answer who asks.')
  addSubmit(request, terminal)
  addListing(request, terminal)
  addAnswers(request, terminal)
}

function inSpace(command: Command): Command {
  return command
    .option('--space <slug>', 'space of the request (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch or alias (main)')
}

function addSubmit(request: Command, terminal: Terminal): void {
  const submit = ofEntry(request, 'submit', 'Ask for an entry to be published, and write the id of the request.')
    .option('--unpublish', 'ask for it to be taken offline')
    .option('--environment <slug>', 'where (production)')
    .option('--locale <code>', 'in this locale only; repeatable (all)', collect)
    .option('--entry-version <version>', 'what it held in this version (now)')
    .option('--note <text>', 'what the reviewer should know')
    .addHelpText(
      'after',
      '\nExample:\n  latchkey publish-request submit linen-shirt --type products --note "For Friday" --space shop',
    )
  handle<SubmitOptions>(terminal, submit, async (context, options, named = '') => {
    const { unpublish, environment, locale: locales, entryVersion, note, branch } = options
    const client = await context.client()
    const space = context.space(options.space)
    const { id: entry } = await client.entries.show({ space, entry: named }, { query: queryOf(options) })
    const made = await client.publishRequests.create(
      { space },
      {
        query: queryOf({ ...(branch !== undefined && { branch }) }),
        body: {
          entry,
          action: unpublish === true ? 'unpublish' : 'publish',
          ...(environment !== undefined && { environment }),
          ...(locales && { locales }),
          ...(entryVersion !== undefined && { version: Number(entryVersion) }),
          ...(note !== undefined && { note }),
        },
      },
    )
    context.output.done(made.id, made)
  })
}

function addListing(request: Command, terminal: Terminal): void {
  const list = inSpace(request.command('list').description('List publish requests, the newest first.')).option(
    '--state <state>',
    `${states.join(', ')} (all)`,
  )
  handle<ListOptions>(terminal, list, async (context, { state, ...options }) => {
    const client = await context.client()
    const params = { space: context.space(options.space) }
    const query = { ...queryOf(options), ...(state !== undefined && { state }) }
    const found = await gather(client.items('publish-requests.list', { params, query }))
    context.output.list(found, ({ id, entry, action, environment, version, state: now, created_by, note }) => ({
      id,
      entry: `${entry.type}/${entry.slug}`,
      action,
      environment,
      version,
      state: now,
      by: created_by,
      note,
    }))
  })
}

function addAnswers(request: Command, terminal: Terminal): void {
  for (const [verb, sentence] of [
    ['accept', 'Accept a request: what was asked for is done, in that very version.'],
    ['reject', 'Reject a request.'],
    ['cancel', 'Take back a request that nobody has answered.'],
  ] as const) {
    const command = inSpace(request.command(verb).description(sentence).argument('<id>', 'id of the request'))
    if (verb !== 'cancel') command.option('--answer <text>', 'why')
    if (verb === 'accept')
      command.option('--entry-version <version>', 'confirms the version, where the entry was saved since')
    handle<AnswerOptions>(terminal, command, async (context, options, id = '') => {
      const { answer, entryVersion } = options
      const client = await context.client()
      const params = { space: context.space(options.space), request: id }
      const query = queryOf(options)
      const body = { ...(answer !== undefined && { answer }) }
      const answered = await {
        accept: () =>
          client.publishRequests.accept(params, {
            query,
            body: { ...body, ...(entryVersion !== undefined && { version: Number(entryVersion) }) },
          }),
        reject: () => client.publishRequests.reject(params, { query, body }),
        cancel: () => client.publishRequests.cancel(params, { query }),
      }[verb]()
      context.output.done(`${id} is ${answered.state}.`, answered)
    })
  }
}
