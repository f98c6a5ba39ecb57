import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface OfEntry {
  readonly space?: string
  readonly type?: string
}

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

/** What an entry was, and when it goes live. */
export function addEntry(program: Command, terminal: Terminal): void {
  const entry = program.command('entry').description('Look back at entries, and schedule their publishing.')
  addHistory(entry, terminal)
  addScheduling(entry, terminal)
}

function ofEntry(entry: Command, name: string, sentence: string): Command {
  return entry
    .command(name)
    .description(sentence)
    .argument('<entry>', 'its id, or its slug with --type')
    .option('--space <slug>', 'space of the entry (LATCHKEY_SPACE)')
    .option('--type <slug>', 'type of an entry that is named by its slug')
}

function queryOf({ type }: OfEntry) {
  return type === undefined ? {} : { type }
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
  handle<OfEntry>(terminal, list, async (context, options) => {
    const client = await context.client()
    const params = { space: context.space(options.space) }
    const schedules = await gather(client.items('schedules.list', { params }))
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
