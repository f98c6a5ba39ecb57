import type { ItemOf, Result } from '@latchkey/client/operations'
import type { Command } from 'commander'
import { handle } from '../handle.ts'
import { type OfEntry, ofEntry, queryOf } from '../of-entry.ts'
import type { Terminal } from '../terminal.ts'

type Item = ItemOf<'entry-access.list'>
type Hidden = Result<'entry-access.list'>['hidden']

/** Who can touch a thing, and why. */
export function addExplain(program: Command, terminal: Terminal): void {
  const explain = program.command('explain').description('Say who can touch a thing, and which grants let them.')
  const entry = ofEntry(explain, 'entry', 'List the tokens, roles and members that can touch an entry.').option(
    '--all',
    'also those that can do nothing to it',
  )
  handle<OfEntry & { readonly all?: boolean }>(terminal, entry, async (context, options, id = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), entry: id }
    const items: Item[] = []
    let hidden: Hidden = { tokens: 0, roles: 0, members: 0 }
    for (let after: string | null | undefined; after !== null;) {
      const query = { ...queryOf(options), ...(after !== undefined && { after }) }
      const page = await client.entryAccess.list(params, { query })
      items.push(...page.items)
      hidden = page.hidden
      after = page.next
    }
    const shown = items.filter(({ access }) => options.all === true || access.length > 0)
    if (context.output.json) {
      context.output.record({ items: shown, hidden })
      return
    }
    context.output.list(shown.flatMap(rowsOf), (row) => ({ ...row }))
    const unknown = Object.entries(hidden).filter(([, count]) => count > 0)
    if (unknown.length > 0) {
      const words = unknown.map(([sort, count]) => `${count} ${count === 1 ? sort.slice(0, -1) : sort}`)
      terminal.err(`Besides, of which you may not know more: ${words.join(', ')}.`)
    }
  })
}

interface Row {
  readonly holder: string
  readonly name: string
  readonly id: string
  readonly may: string
  readonly where: string
  readonly because: readonly object[]
}

/** A row for each thing that a holder may do. */
function rowsOf({ holder, access }: Item): readonly Row[] {
  const who = { holder: holder.is, name: holder.name, id: holder.id }
  if (access.length === 0) return [{ ...who, may: 'nothing', where: '', because: [] }]
  return access.map(({ verb, parts, because }) => ({
    ...who,
    may: verb,
    where: parts.map(wordsOf).join('; '),
    because,
  }))
}

/** `title, price in en, de`. */
function wordsOf({ locales, fields, environments }: Item['access'][number]['parts'][number]): string {
  const what = (fields ?? environments ?? []).join(', ')
  return what === '' ? locales.join(', ') : `${what} in ${locales.join(', ')}`
}
