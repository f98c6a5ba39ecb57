import type { Grant } from './grant.ts'
import { canonicalGrant, sorted } from './lib/canonical.ts'

/**
 * The canonical form of a list: sorted, deduplicated, `space:` prefixes, no redundant `:*`.
 *
 * `print(parse(g))` is `g` for what this returns. Lists that differ in order, repetition or spelling alone print equal.
 */
export function printGrants(grants: readonly Grant[]): readonly Grant[] {
  const byText = new Map(grants.map(canonicalGrant).map((grant) => [JSON.stringify(grant), grant]))
  return sorted([...byText.keys()]).flatMap((text) => byText.get(text) ?? [])
}
