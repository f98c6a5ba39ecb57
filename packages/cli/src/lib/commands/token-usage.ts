import type { Result } from '@latchkey/client/operations'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'
import { tokenCallsOf } from '../token-calls.ts'
import { anywhereOf, type Where } from '../token-parts.ts'

type Usage = Result<'tokens.usage'>
type Day = Usage['days'][number]

export function addTokenUsage(token: Command, terminal: Terminal): void {
  const command = anywhereOf(
    token
      .command('usage')
      .description('Show what a token was used for, from where, and what it was refused.')
      .argument('<id>', 'its id')
      .option('--days <count>', 'how many days, today among them (90)'),
  )
  handle<Where & { readonly days?: string }>(terminal, command, async (context, options, id = '') => {
    const calls = await tokenCallsOf(context, options)
    const usage = await calls.usage(id, options.days === undefined ? {} : { days: Number(options.days) })
    if (context.output.json) context.output.record(usage)
    else tellUsage(context, usage)
  })
}

function tellUsage({ output, terminal }: Context, { since, last_used_at, calls, refused, days }: Usage): void {
  output.record({ since, calls, refused, 'last used': last_used_at })
  const part = (title: string, rows: readonly Readonly<Record<string, string | number>>[]) => {
    if (rows.length === 0) return
    terminal.out(`
${title}`)
    output.list(rows, (row) => row)
  }
  part(
    'By day',
    days.map(({ day, calls: ofDay, refused: refusedThen }) => ({ day, calls: ofDay, refused: refusedThen })),
  )
  part(
    'Calls',
    summed(days, ({ operations }) => operations.map(({ operation, ...seen }) => [operation, seen])),
  )
  part(
    'Networks',
    summed(days, ({ networks }) => networks.map(({ network, ...seen }) => [network, seen])),
  )
  part(
    'Programs',
    summed(days, ({ agents }) => agents.map(({ agent, ...seen }) => [agent, seen])),
  )
  part(
    'Refused',
    summed(days, ({ refusals }) => refusals.map(({ calls: count, ...refusal }) => [lackOf(refusal), { calls: count }])),
  )
}

/** What would have helped, or what stood in the way. */
function lackOf({ problem, layer, missing_grant }: Omit<Day['refusals'][number], 'calls'>): string {
  if (missing_grant !== null) return JSON.stringify(missing_grant)
  return layer === null ? problem : `${problem} (${layer})`
}

/** The calls of all days by what they have in common, the most first. */
function summed(
  days: readonly Day[],
  partsOf: (day: Day) => readonly (readonly [what: string, seen: { readonly calls: number }])[],
): { what: string; calls: number }[] {
  const counts = new Map<string, number>()
  for (const [what, { calls }] of days.flatMap(partsOf)) counts.set(what, (counts.get(what) ?? 0) + calls)
  return [...counts].map(([what, calls]) => ({ what, calls })).toSorted((one, other) => other.calls - one.calls)
}
