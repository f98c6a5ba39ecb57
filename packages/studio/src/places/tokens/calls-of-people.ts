import type { ActionFacts } from '@latchkey/tokens/scope'
import type { Catalogue } from '../../api/answers.ts'
import type { Level } from './draft.ts'

export type Call = Catalogue['operations'][number]

/** The calls that a personal token can make, by resource. */
export function callsByResource({ operations }: Catalogue): ReadonlyMap<string, readonly Call[]> {
  return Map.groupBy(
    operations.filter(({ callers }) => callers.includes('personal')),
    ({ resource }) => resource,
  )
}

/** What scopes are judged by. */
export function factsOf({ operations }: Catalogue): readonly ActionFacts[] {
  return operations
    .filter(({ callers }) => callers.includes('personal'))
    .map(({ id, access, cli, resource, action }) => ({
      id,
      access,
      tags: cli ? ['cli'] : [],
      resource,
      action: action ?? '',
    }))
}

/** The levels that a resource has: some are read only, few are published. */
export function levelsOf(resource: string, facts: readonly ActionFacts[]): readonly Level[] {
  const of = facts.filter((each) => each.resource === resource)
  const writes = of.some(({ access }) => access !== 'read')
  const publishes = of.some(({ access }) => access === 'publish')
  return ['read', ...(writes ? (['write'] as const) : []), ...(publishes ? (['publish'] as const) : [])]
}
