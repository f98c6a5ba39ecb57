import type { FilterTerm } from '@latchkey/contract/schema'

/** Alternatives, of which one has to hold; each is terms that all have to. No alternatives: nothing is asked. */
export type Alternatives = readonly (readonly FilterTerm[])[]

/** Several lists of alternatives, each of which has to hold, as the one list that a filter of ours has. */
export function multiplied(lists: readonly Alternatives[]): Alternatives {
  const asked = lists.filter((list) => list.length > 0)
  if (asked.length === 0) return []
  return asked.reduce<Alternatives>(
    (left, right) => left.flatMap((one) => right.map((other) => [...one, ...other])),
    [[]],
  )
}

/** How many alternatives `multiplied` would give. */
export function productSize(lists: readonly Alternatives[]): number {
  return lists.reduce((size, list) => size * Math.max(1, list.length), 1)
}

/** Alternatives as the terms of a filter of ours. */
export function filterTerms(alternatives: Alternatives): readonly FilterTerm[] {
  const [only, ...others] = alternatives
  if (others.length === 0) return only ?? []
  return alternatives.flatMap((terms, index) =>
    terms.map(({ path, value }) => ({ path: ['or', String(index), ...path], value })),
  )
}
