import type { TokenUsage } from '../../api/answers.ts'

/** How often something was seen over all days, and when last. */
export interface Seen {
  readonly name: string
  readonly calls: number
  readonly lastAt: string
}

/** What a token lacked, over all days. */
export interface Lacked extends Seen {
  /** The grant that would have helped; null where none would, or where it names what the reader may not know. */
  readonly grant: TokenUsage['days'][number]['refusals'][number]['missing_grant']
}

type Day = TokenUsage['days'][number]

/** The operations of all days together, the most frequent first; networks and agents alike. */
export const operationsOf = ({ days }: TokenUsage): readonly Seen[] =>
  summed(days, (day) => day.operations.map(({ operation, ...seen }) => [operation, seen]))

export const networksOf = ({ days }: TokenUsage): readonly Seen[] =>
  summed(days, (day) => day.networks.map(({ network, ...seen }) => [network, seen]))

export const agentsOf = ({ days }: TokenUsage): readonly Seen[] =>
  summed(days, (day) => day.agents.map(({ agent, ...seen }) => [agent, seen]))

/** What was refused, by what would have been needed. */
export function lackedOf({ days }: TokenUsage): readonly Lacked[] {
  const refusals = days.flatMap((day) => day.refusals)
  const grants = new Map(refusals.map((each) => [keyOf(each), each]))
  return summed(days, (day) => day.refusals.map((each) => [keyOf(each), each])).map((seen) => {
    const { problem = seen.name, missing_grant: grant = null } = grants.get(seen.name) ?? {}
    return { ...seen, name: problem, grant }
  })
}

function keyOf({ problem, missing_grant: grant }: Day['refusals'][number]): string {
  return grant === null ? problem : `${problem} ${JSON.stringify(grant)}`
}

function summed(
  days: readonly Day[],
  seenOn: (day: Day) => readonly (readonly [string, { readonly calls: number; readonly last_used_at: string }])[],
): Seen[] {
  const sums = new Map<string, Seen>()
  for (const [name, { calls, last_used_at: at }] of days.flatMap(seenOn)) {
    const before = sums.get(name)
    const lastAt = before !== undefined && before.lastAt > at ? before.lastAt : at
    sums.set(name, { name, calls: calls + (before?.calls ?? 0), lastAt })
  }
  return [...sums.values()].toSorted((left, right) => right.calls - left.calls || left.name.localeCompare(right.name))
}
