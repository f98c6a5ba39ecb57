import type { Static } from '@latchkey/contract/schema'
import type { TokenUsage } from '@latchkey/contract/tokens/usage'
import type { Grant } from '@latchkey/policy/grant'
import { date } from './days.ts'
import type { readUsage } from './store.ts'
import { type Aspect, parseRefused } from './tally.ts'
import { other } from './whence.ts'

type Stored = Awaited<ReturnType<typeof readUsage>>
type Detail = Stored['details'][number]

/** What is told besides what is stored. */
export interface Telling {
  /** The start of the first day, UTC milliseconds. */
  readonly since: number
  readonly lastUsedAt: number | null
  /** Whether the reader may be told of what the grant names. */
  readonly mayKnow: (grant: Grant) => boolean
}

/** What a token was used for, on the wire. */
export function renderUsage(
  { days, details }: Stored,
  { since, lastUsedAt, mayKnow }: Telling,
): Static<typeof TokenUsage> {
  const byDay = Map.groupBy(details, ({ day }) => day)
  return {
    since: date(since),
    last_used_at: lastUsedAt === null ? null : time(lastUsedAt),
    calls: sum(days.map(({ calls }) => calls)),
    refused: sum(days.map(({ refused }) => refused)),
    days: days.map(({ day, calls, refused }) => {
      const of = (aspect: Aspect) => (byDay.get(day) ?? []).filter((detail) => detail.aspect === aspect)
      return {
        day: date(day),
        calls,
        refused,
        operations: of('operation').map((each) => ({ operation: each.value, ...seen(each) })),
        networks: of('network').map((each) => ({ network: each.value, ...seen(each) })),
        agents: of('agent').map((each) => ({ agent: each.value, ...seen(each) })),
        refusals: of('missing').map((each) => ({ ...renderRefused(each.value, mayKnow), ...seen(each) })),
      }
    }),
  }
}

function renderRefused(text: string, mayKnow: Telling['mayKnow']) {
  const refused = parseRefused(text)
  if (refused === null) return { problem: other, layer: null, missing_grant: null }
  const { problem, layer = null, missingGrant } = refused
  return { problem, layer, missing_grant: missingGrant !== undefined && mayKnow(missingGrant) ? missingGrant : null }
}

function seen({ calls, last_used_at }: Detail) {
  return { calls, last_used_at: time(last_used_at) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
