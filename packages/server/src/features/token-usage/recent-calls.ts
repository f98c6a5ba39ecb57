import type { Static } from '@latchkey/contract/schema'
import type { ListedToken } from '@latchkey/contract/tokens/schemas'
import type { Context } from '../../pipeline/implementation.ts'
import { date, firstDay } from './days.ts'
import { readCallsOf } from './store.ts'

type OfList = Pick<
  Context<{ readonly params: unknown; readonly query: { readonly usage_days?: number }; readonly body: unknown }>,
  'db' | 'input' | 'now'
>

/** Reads how often the tokens of a page called lately. Answers what a list adds to each; nothing where it was not asked for. */
export async function readRecentCalls(
  { db, input, now }: OfList,
  tokens: readonly { readonly id: string }[],
): Promise<(tokenId: string) => Pick<Static<typeof ListedToken>, 'usage'>> {
  const { usage_days: days } = input.query
  if (days === undefined) return () => ({})
  const ids = tokens.map(({ id }) => id)
  const rows = ids.length === 0 ? [] : await readCallsOf(db, ids, firstDay(now, days))
  const byToken = Map.groupBy(rows, ({ token_id }) => token_id)
  return (tokenId) => ({
    usage: (byToken.get(tokenId) ?? []).map(({ day, calls, refused }) => ({ day: date(day), calls, refused })),
  })
}
