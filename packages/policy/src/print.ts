import type { Grant } from './grant.ts'

/** The canonical form of a list: sorted, deduplicated, `space:` prefixes, no redundant `:*`. Equal lists print equal. */
export function printGrants(_grants: readonly Grant[]): readonly Grant[] {
  throw new Error('printGrants is being written')
}
