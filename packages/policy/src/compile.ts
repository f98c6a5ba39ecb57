import type { Grant } from './grant.ts'
import type { SpaceName } from './request.ts'

/** A prepared list of grants; made by `compile`, asked by `decide`, `mayEver`, `filterFor`, `covers` and `explain`. */
export interface Policy {
  /** As given; `because` holds indices into this list. */
  readonly grants: readonly Grant[]
  /** The spaces that the grants can reach at all; null means anywhere. */
  readonly bound: readonly SpaceName[] | null
}

/** Prepares a list once for many decisions. `bound`: the spaces it may ever reach (a role's own, a token's list); absent means anywhere. */
export function compile(_grants: readonly Grant[], _bound?: { readonly spaces: readonly SpaceName[] }): Policy {
  throw new Error('compile is being written')
}
