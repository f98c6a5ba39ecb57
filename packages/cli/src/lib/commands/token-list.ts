import type { Filter } from '@latchkey/client/filter'
import { tokenKinds } from '@latchkey/tokens/kinds'
import { type Command, Option } from 'commander'
import { handle } from '../handle.ts'
import { readMoment } from '../moment.ts'
import type { Terminal } from '../terminal.ts'
import { tokenCallsOf } from '../token-calls.ts'
import { anywhereOf, type Where } from '../token-parts.ts'

const states = ['active', 'inactive', 'expired', 'revoked'] as const

interface ListOptions extends Where {
  readonly status: readonly string[]
  readonly kind: readonly string[]
  readonly name?: string
  readonly creator?: string
  readonly expiring?: string
  readonly unused?: string
  readonly search?: string
  readonly order?: string
}

export function addTokenList(token: Command, terminal: Terminal): void {
  const command = anywhereOf(token.command('list'))
    .summary('list tokens')
    .description('Lists tokens, without their secrets, the newest first.')
    .addOption(new Option('--status <states...>', 'of these states alone').choices(states).default([], 'all'))
    .addOption(new Option('--kind <kinds...>', 'of these kinds alone').choices(tokenKinds).default([], 'all'))
    .option('--name <pattern>', 'whole name, `*` for any run of characters')
    .option('--creator <principal>', 'who made it: account:019a…, token:7Hq2mK9xB1aZ, or installation')
    .option('--expiring <time>', 'not over yet, and ends within this time: 14d; or by 2027-01-31')
    .option('--unused <time>', 'active, and not used for this time: 30d; or since 2026-10-01')
    .option('--search <words>', 'words of the name, the description or the id')
    .option('--order <members>', 'up to three members, `-` for descending: state,-last_used_at (-created_at)')
    .addHelpText(
      'after',
      `
Examples:
  latchkey token list --space shop --expiring 14d --order expires_at
  latchkey token list --space shop --unused 30d --json | jq -r '.[].id'
  latchkey token list --personal --status inactive --name 'ci *'`,
    )
  handle<ListOptions>(terminal, command, async (context, options) => {
    const { search, order } = options
    const calls = await tokenCallsOf(context, options)
    const tokens = await calls.list({
      filter: filterOf(options, Date.now()),
      ...(search !== undefined && { search }),
      ...(order !== undefined && { order }),
    })
    context.output.list(tokens, ({ id, kind, name, state, role, last_used_at, expires_at }) => ({
      id,
      kind,
      name,
      state,
      role: role?.name,
      'last used': last_used_at,
      expires: expires_at,
    }))
  })
}

function filterOf({ status, kind, name, creator, expiring, unused }: ListOptions, now: number): Filter {
  const since = unused === undefined ? undefined : readMoment('--unused', unused, now, 'ago')
  const until = expiring === undefined ? undefined : readMoment('--expiring', expiring, now)
  const lasting = since === undefined ? (until === undefined ? [] : ['active', 'inactive']) : ['active']
  const wanted = status.length > 0 ? status : lasting
  return {
    ...(wanted.length > 0 && { state: { in: wanted } }),
    ...(kind.length > 0 && { kind: { in: kind } }),
    ...(name !== undefined && { name: { matches: name } }),
    ...(creator !== undefined && { created_by: creator }),
    ...(until !== undefined && { expires_at: { lte: until } }),
    ...(since !== undefined && {
      or: [{ last_used_at: { lt: since } }, { last_used_at: { exists: false }, created_at: { lt: since } }],
    }),
  }
}
