import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
}

interface CreateOptions extends Where {
  readonly name?: string
  readonly event?: string[]
  readonly type?: string[]
  readonly environment?: string[]
}

export function addWebhook(program: Command, terminal: Terminal): void {
  const webhook = program.command('webhook').description('Have servers told of what happens in a space.')
  addListing(webhook, terminal)
  addCreate(webhook, terminal)
  addChanges(webhook, terminal)
  addDeliveries(webhook, terminal)
}

function inSpace(command: Command): Command {
  return command.option('--space <slug>', 'space of the webhook (LATCHKEY_SPACE)')
}

function ofWebhook(webhook: Command, name: string, sentence: string): Command {
  return inSpace(webhook.command(name).description(sentence).argument('<id>', 'id of the webhook'))
}

function addListing(webhook: Command, terminal: Terminal): void {
  const list = inSpace(webhook.command('list').description('List the webhooks of a space.'))
  handle<Where>(terminal, list, async (context, options) => {
    const client = await context.client()
    const { items } = await client.webhooks.list({ space: context.space(options.space) })
    context.output.list(items, ({ id, name, url, events, state }) => ({
      id,
      name,
      url,
      events: events.join(' '),
      state,
    }))
  })
}

function addCreate(webhook: Command, terminal: Terminal): void {
  const create = inSpace(
    webhook
      .command('create')
      .description('Create a webhook, and write its signing secret.')
      .argument('<url>', 'where events go')
      .option('--name <name>', 'its name (the host of the URL)')
      .option('--event <event>', 'an event, or all of a resource as `entries.*`; repeatable (all events)', collect)
      .option('--type <slug>', 'content of this type only; repeatable', collect)
      .option('--environment <slug>', 'only what is published to or taken from this environment; repeatable', collect)
      .addHelpText(
        'after',
        '\nExample:\n  latchkey webhook create https://example.com/rebuild --space shop --event entries.publish',
      ),
  )
  handle<CreateOptions>(terminal, create, async (context, options, url = '') => {
    const { name = URL.parse(url)?.hostname ?? url, event = ['*'], type, environment } = options
    const client = await context.client()
    const created = await client.webhooks.create(
      { space: context.space(options.space) },
      {
        body: {
          name,
          url,
          events: event,
          ...(type && { types: type }),
          ...(environment && { environments: environment }),
        },
      },
    )
    context.output.done(created.secret ?? '', created)
  })
}

function addChanges(webhook: Command, terminal: Terminal): void {
  for (const [name, state, sentence] of [
    ['pause', 'paused', 'Pause a webhook: it is told of nothing until it is resumed.'],
    ['resume', 'active', 'Resume a webhook; it acts for you from then on.'],
  ] as const) {
    handle<Where>(terminal, ofWebhook(webhook, name, sentence), async (context, options, id = '') => {
      const client = await context.client()
      const changed = await client.webhooks.update(
        { space: context.space(options.space), webhook: id },
        { body: { state } },
      )
      context.output.done(`${changed.name} is ${changed.state}.`, changed)
    })
  }
  const rotate = ofWebhook(webhook, 'rotate-secret', 'Write a new signing secret; for a while both sign.').option(
    '--grace <seconds>',
    'how long the old one signs too (86400)',
  )
  handle<Where & { grace?: string }>(terminal, rotate, async (context, options, id = '') => {
    const client = await context.client()
    const body = options.grace === undefined ? {} : { grace_seconds: Number(options.grace) }
    const rotated = await client.webhooks.rotateSecret({ space: context.space(options.space), webhook: id }, { body })
    context.output.done(rotated.secret ?? '', rotated)
  })
  const remove = ofWebhook(webhook, 'delete', 'Delete a webhook and what is on its way.')
  handle<Where>(terminal, remove, async (context, options, id = '') => {
    const client = await context.client()
    await client.webhooks.delete({ space: context.space(options.space), webhook: id })
    context.output.done(`${id} is deleted.`, { id })
  })
}

function addDeliveries(webhook: Command, terminal: Terminal): void {
  const test = ofWebhook(webhook, 'test', 'Send an event that means nothing.')
  handle<Where>(terminal, test, async (context, options, id = '') => {
    const client = await context.client()
    const delivery = await client.webhooks.test({ space: context.space(options.space), webhook: id })
    context.output.done(`${delivery.id} is on its way.`, delivery)
  })

  const deliveries = ofWebhook(webhook, 'deliveries', 'List what went to a webhook, newest first.').option(
    '--state <state>',
    'pending, delivered, failed or cancelled',
  )
  handle<Where & { state?: 'failed' }>(terminal, deliveries, async (context, options, id = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), webhook: id }
    const query = options.state === undefined ? {} : { state: options.state }
    const found = await gather(client.items('webhook-deliveries.list', { params, query }))
    context.output.list(found, ({ id: delivery, event, state, attempts, last_error, created_at }) => ({
      id: delivery,
      event,
      state,
      attempts,
      'last error': last_error,
      created: created_at,
    }))
  })

  const replay = ofWebhook(webhook, 'replay', 'Send one event again, or all that was given up.').argument(
    '[delivery]',
    'id of a delivery (all that failed)',
  )
  handle<Where>(terminal, replay, async (context, options, id = '', delivery) => {
    const client = await context.client()
    const params = { space: context.space(options.space), webhook: id }
    if (delivery === undefined) {
      const answer = await client.webhookDeliveries.replayFailed(params)
      context.output.done(`${answer.replayed} events are on their way again.`, answer)
    } else {
      const answer = await client.webhookDeliveries.replay({ ...params, delivery })
      context.output.done(`${answer.id} is on its way again.`, answer)
    }
  })
}
