import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
}

interface CreateOptions extends Where {
  readonly description?: string
  readonly environment?: string[]
  readonly person?: string[]
}

interface AddOptions extends Where {
  readonly type?: string
  readonly unpublish?: boolean
  readonly at?: string
  readonly locale?: string[]
}

export function addRelease(program: Command, terminal: Terminal): void {
  const release = program.command('release').description('Publish entries together, at once or at a time.')
  addListing(release, terminal)
  addCreate(release, terminal)
  addItems(release, terminal)
  addPublishing(release, terminal)
}

function inSpace(command: Command): Command {
  return command.option('--space <slug>', 'space of the release (LATCHKEY_SPACE)')
}

function ofRelease(release: Command, name: string, sentence: string): Command {
  return inSpace(release.command(name).description(sentence).argument('<id>', 'id of the release'))
}

function addListing(release: Command, terminal: Terminal): void {
  const list = inSpace(release.command('list').description('List the releases that you may know of.'))
  handle<Where>(terminal, list, async (context, options) => {
    const client = await context.client()
    const found = await gather(client.items('releases.list', { params: { space: context.space(options.space) } }))
    context.output.list(found, ({ id, name, state, environments, release_at }) => ({
      id,
      name,
      state,
      environments: environments.join(' '),
      at: release_at ?? '',
    }))
  })
  const show = ofRelease(release, 'show', 'Show a release.')
  handle<Where>(terminal, show, async (context, options, id = '') => {
    const client = await context.client()
    context.output.record(await client.releases.show({ space: context.space(options.space), release: id }))
  })
}

function addCreate(release: Command, terminal: Terminal): void {
  const create = inSpace(
    release
      .command('create')
      .description('Create a release, and write its id; you own it.')
      .argument('<name>', 'its name')
      .option('--description <text>', 'more about it')
      .option('--environment <slug>', 'environment that it publishes to; repeatable (production)', collect)
      .option('--person <id>', 'account that it is restricted to, besides you; repeatable (no restriction)', collect)
      .addHelpText('after', '\nExample:\n  latchkey release create "Spring" --space shop'),
  )
  handle<CreateOptions>(terminal, create, async (context, options, name = '') => {
    const { description, environment: environments, person: people } = options
    const client = await context.client()
    const created = await client.releases.create(
      { space: context.space(options.space) },
      {
        body: {
          name,
          ...(description !== undefined && { description }),
          ...(environments && { environments }),
          ...(people && { people }),
        },
      },
    )
    context.output.done(created.id, created)
  })
  const remove = ofRelease(release, 'delete', 'Delete a release; what it has published stays.')
  handle<Where>(terminal, remove, async (context, options, id = '') => {
    const client = await context.client()
    await client.releases.delete({ space: context.space(options.space), release: id })
    context.output.done(`${id} is deleted.`, { id })
  })
}

function addItems(release: Command, terminal: Terminal): void {
  const items = ofRelease(release, 'items', 'List the entries of a release.')
  handle<Where>(terminal, items, async (context, options, id = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), release: id }
    const found = await gather(client.items('release-items.list', { params }))
    context.output.list(found, ({ entry, action, version, locales, outdated }) => ({
      entry: `${entry.type}/${entry.slug}`,
      action,
      version: version === null ? '' : String(version),
      locales: locales?.join(' ') ?? 'all',
      outdated: outdated === true ? 'yes' : '',
      id: entry.id,
    }))
  })
  const add = ofRelease(release, 'add', 'Put entries into a release, as they are now.')
    .argument('<entries...>', 'ids, or slugs with --type')
    .option('--type <slug>', 'type of entries that are named by their slugs')
    .option('--unpublish', 'take them offline')
    .option('--at <version>', 'what they held in this version (now)')
    .option('--locale <code>', 'a locale that goes live; repeatable (all)', collect)
    .addHelpText(
      'after',
      '\nExample:\n  latchkey release add $RELEASE red-shirt blue-shirt --type products --space shop',
    )
  handle<AddOptions>(terminal, add, async (context, options, id = '', ...entries) => {
    const { type, unpublish, at, locale: locales } = options
    const params = { space: context.space(options.space), release: id }
    const pin = {
      ...(type !== undefined && { type }),
      ...(unpublish && { action: 'unpublish' as const }),
      ...(at !== undefined && { version: Number(at) }),
      ...(locales && { locales }),
    }
    const client = await context.client()
    for (const entry of entries) {
      const item = await client.releaseItems.add(params, { body: { entry, ...pin } })
      context.output.done(`${item.entry.type}/${item.entry.slug} is in the release.`, item)
    }
  })
  const remove = ofRelease(release, 'remove', 'Take entries out of a release.').argument('<entries...>', 'their ids')
  handle<Where>(terminal, remove, async (context, options, id = '', ...entries) => {
    const client = await context.client()
    for (const entry of entries) {
      await client.releaseItems.remove({ space: context.space(options.space), release: id, entry })
      context.output.done(`${entry} is out of the release.`, { entry })
    }
  })
}

function addPublishing(release: Command, terminal: Terminal): void {
  const publish = ofRelease(release, 'publish', 'Publish all entries of a release, or none of them.')
  handle<Where>(terminal, publish, async (context, options, id = '') => {
    const client = await context.client()
    const published = await client.releases.publish({ space: context.space(options.space), release: id })
    context.output.done(`${published.name} is live in ${published.environments.join(', ')}.`, published)
  })
  const schedule = ofRelease(release, 'schedule', 'Publish a release at a time.').argument(
    '<time>',
    'such as 2027-03-01T08:00:00Z',
  )
  handle<Where>(terminal, schedule, async (context, options, id = '', time = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), release: id }
    const scheduled = await client.releases.schedule(params, { body: { release_at: time } })
    context.output.done(`${scheduled.name} goes live at ${scheduled.release_at}.`, scheduled)
  })
  const unschedule = ofRelease(release, 'unschedule', 'Take back the schedule of a release.')
  handle<Where>(terminal, unschedule, async (context, options, id = '') => {
    const client = await context.client()
    const open = await client.releases.unschedule({ space: context.space(options.space), release: id })
    context.output.done(`${open.name} is not scheduled any more.`, open)
  })
}
