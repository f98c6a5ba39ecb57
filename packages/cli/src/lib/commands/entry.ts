import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import { type OfEntry, ofEntry, queryOf } from '../of-entry.ts'
import type { Terminal } from '../terminal.ts'

interface RestoreOptions extends OfEntry {
  readonly field?: string[]
}

interface CompareOptions extends OfEntry {
  readonly with?: string
}

interface ScheduleOptions extends OfEntry {
  readonly at: string
  readonly environment?: string[]
  readonly locale?: string[]
  readonly entryVersion?: string
}

interface LiveOptions extends OfEntry {
  readonly environment?: string[]
  readonly locale?: string[]
  readonly entryVersion?: string
}

/** What an entry is and was, and when it goes live. */
export function addEntry(program: Command, terminal: Terminal): void {
  const entry = program
    .command('entry')
    .description('Look at entries and back at what they were; publish them, now or at a time.')
  addStates(entry, terminal)
  addHistory(entry, terminal)
  addScheduling(entry, terminal)
}

function addStates(entry: Command, terminal: Terminal): void {
  handle<OfEntry>(
    terminal,
    ofEntry(entry, 'show', 'Show the working copy of an entry.'),
    async (context, options, id = '') => {
      const client = await context.client()
      const params = { space: context.space(options.space), entry: id }
      context.output.record(await client.entries.show(params, { query: queryOf(options) }))
    },
  )

  for (const [verb, sentence] of [
    ['publish', 'Publish an entry as it is now, or was in a version.'],
    ['unpublish', 'Take an entry offline.'],
  ] as const) {
    const command = ofEntry(entry, verb, sentence)
      .option('--environment <slug>', 'where; repeatable (production)', collect)
      .option('--locale <code>', 'in this locale only; repeatable (all)', collect)
    if (verb === 'publish') command.option('--entry-version <version>', 'what it held in this version (now)')
    handle<LiveOptions>(terminal, command, async (context, options, id = '') => {
      const { environment, locale, entryVersion } = options
      const client = await context.client()
      const params = { space: context.space(options.space), entry: id }
      const where = { ...(environment && { environments: environment }), ...(locale && { locales: locale }) }
      const query = queryOf(options)
      const changed =
        verb === 'publish'
          ? await client.entries.publish(params, {
              query,
              body: { ...where, ...(entryVersion !== undefined && { version: Number(entryVersion) }) },
            })
          : await client.entries.unpublish(params, { query, body: where })
      context.output.done(`${id} is ${changed.status}.`, changed)
    })
  }

  const archive = ofEntry(entry, 'archive', 'Archive an entry; it goes offline and is shown by no delivery.')
  handle<OfEntry>(terminal, archive, async (context, options, id = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), entry: id }
    const archived = await client.entries.archive(params, { query: queryOf(options) })
    context.output.done(`${id} is ${archived.status}.`, archived)
  })

  const remove = ofEntry(entry, 'delete', 'Move an entry to the trash; it goes offline everywhere.')
  handle<OfEntry>(terminal, remove, async (context, options, id = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), entry: id }
    await client.entries.delete(params, { query: queryOf(options) })
    context.output.done(`${id} is in the trash.`, { entry: id })
  })
}

function addHistory(entry: Command, terminal: Terminal): void {
  handle<OfEntry>(
    terminal,
    ofEntry(entry, 'revisions', 'List the saves of an entry, the newest first.'),
    async (context, options, id = '') => {
      const client = await context.client()
      const params = { space: context.space(options.space), entry: id }
      const saves = await gather(client.items('revisions.list', { params, query: queryOf(options) }))
      context.output.list(saves, ({ version, saved_at, saved_by, locales, shared, live_in }) => ({
        version,
        saved: saved_at,
        by: saved_by,
        changed: [...(shared ? ['shared'] : []), ...locales].join(' '),
        'live in': live_in.join(' '),
      }))
    },
  )

  const compare = ofEntry(entry, 'compare', 'Compare a version with another one, or with the working copy.')
    .argument('<version>', 'a version of the entry')
    .option('--with <version>', 'another version (the working copy)')
  handle<CompareOptions>(terminal, compare, async (context, options, id = '', version = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), entry: id, version }
    const against = options.with === undefined ? {} : { with: Number(options.with) }
    const comparison = await client.revisions.compare(params, { query: { ...queryOf(options), ...against } })
    context.output.list(comparison.fields, ({ field, locale, old, new: now }) => ({
      field,
      locale,
      old: JSON.stringify(old),
      new: JSON.stringify(now),
    }))
  })

  const restore = ofEntry(entry, 'restore', 'Give the working copy the fields of a version; publishes nothing.')
    .argument('<version>', 'a version of the entry')
    .option('--field <id>', 'this field only; repeatable (all)', collect)
  handle<RestoreOptions>(terminal, restore, async (context, options, id = '', version = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), entry: id, version }
    const body = options.field === undefined ? {} : { fields: options.field }
    const restored = await client.entries.restoreRevision(params, { query: queryOf(options), body })
    context.output.done(`${id} holds version ${version} again, as version ${restored.version}.`, restored)
  })
}

const actions = {
  publish: 'Publish an entry at a time to come.',
  unpublish: 'Take an entry offline at a time to come.',
}

function addScheduling(entry: Command, terminal: Terminal): void {
  for (const [action, sentence] of Object.entries(actions)) {
    const command = ofEntry(entry, `schedule-${action}`, sentence)
      .requiredOption('--at <time>', 'when, such as 2026-12-24T18:00:00Z')
      .option('--environment <slug>', 'where; repeatable (production)', collect)
      .option('--locale <code>', 'in this locale only; repeatable (all)', collect)
    if (action === 'publish')
      command.option('--entry-version <version>', 'what it holds in this version (what it then holds)')
    handle<ScheduleOptions>(terminal, command, async (context, options, id = '') => {
      const client = await context.client()
      const { at, environment, locale, entryVersion } = options
      const body = {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of the table above.
        action: action as keyof typeof actions,
        at,
        ...(environment && { environments: environment }),
        ...(locale && { locales: locale }),
        ...(entryVersion !== undefined && { version: Number(entryVersion) }),
      }
      const params = { space: context.space(options.space), entry: id }
      const made = await client.schedules.create(params, { query: queryOf(options), body })
      context.output.done(`${made.id} is ${made.state}.`, made)
    })
  }

  const list = entry
    .command('schedules')
    .description('List what is scheduled in a space, and what became of it.')
    .option('--space <slug>', 'the space (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch or alias (main)')
  handle<OfEntry>(terminal, list, async (context, options) => {
    const client = await context.client()
    const params = { space: context.space(options.space) }
    const schedules = await gather(client.items('schedules.list', { params, query: queryOf(options) }))
    context.output.list(schedules, ({ id, entry: { type, slug }, action, at, environments, state, reason }) => ({
      id,
      entry: `${type}/${slug}`,
      action,
      at,
      environments: environments.join(' '),
      state,
      reason,
    }))
  })

  const cancel = ofEntry(entry, 'cancel-schedule', 'Cancel what is scheduled for an entry.').argument(
    '<schedule>',
    'id of the schedule',
  )
  handle<OfEntry>(terminal, cancel, async (context, options, id = '', schedule = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), entry: id, schedule }
    await client.schedules.cancel(params, { query: queryOf(options) })
    context.output.done(`${schedule} is cancelled.`, { id: schedule })
  })
}
