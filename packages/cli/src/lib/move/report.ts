import type { Loss } from './cargo.ts'

/** Losses of one reason together, so that a report of thousands is read in a minute. */
export interface LossGroup extends Pick<Loss, 'what' | 'field' | 'outcome' | 'reason'> {
  readonly count: number
  readonly examples: readonly string[]
}

const examplesMax = 3

export function groupLosses(losses: readonly Loss[]): LossGroup[] {
  const groups = Map.groupBy(losses, ({ what, field, outcome, reason }) =>
    JSON.stringify([outcome, what, field, reason]),
  )
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const { what, field, outcome, reason } = first
      const names = [...new Set(group.map(({ name }) => name))]
      return [{ what, field, outcome, reason, count: group.length, examples: names.slice(0, examplesMax) }]
    })
    .toSorted((one, other) => (one.outcome < other.outcome ? 1 : one.outcome > other.outcome ? -1 : 0))
}

/** `not carried · entry · cta: … (12 times: home, about, …)` */
export function sentenceOfGroup({ what, field, outcome, reason, count, examples }: LossGroup): string {
  const more = count > examples.length ? ', …' : ''
  const where = `${what}${field === null ? '' : ` · ${field}`}`
  const times = count === 1 ? '' : `${count} times: `
  return `${outcome === 'lost' ? 'not carried' : 'changed'} · ${where}: ${reason} (${times}${examples.join(', ')}${more})`
}
