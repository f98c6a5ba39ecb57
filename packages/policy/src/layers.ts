import type { Policy } from './compile.ts'
import type { Coverage } from './covers.ts'
import type { Filter, FilterQuery } from './filter.ts'
import type { Grant } from './grant.ts'
import type { Collection, Request } from './request.ts'

/** One of the limits that are laid over each other; a layer can only take away. */
export interface Layer {
  readonly name: 'kind' | 'scope' | 'role' | 'grants' | 'owner' | 'environment' | 'branch'
  readonly policy: Policy
  /** A refusal of this layer may be answered with the missing grant (`role` and `grants`). */
  readonly proposes: boolean
}

export type LayeredDecision =
  /** `because[i]`: indices of the grants of `layers[i]` that decided. */
  | { readonly allowed: true; readonly because: readonly (readonly number[])[] }
  | {
      readonly allowed: false
      readonly layer: Layer['name']
      readonly reason: 'no-allow' | 'deny'
      readonly because: readonly number[]
      /** Present only when proposing layers alone refuse, each for want of an allow; added to each of `lacking` it permits the request. */
      readonly missing?: Grant
      readonly lacking?: readonly Layer['name'][]
    }

/** The decision of all layers together: every one has to allow. */
export function decideAll(_layers: readonly Layer[], _request: Request): LayeredDecision {
  throw new Error('decideAll is being written')
}

/** Whether every layer names the action for the collection at all. */
export function mayEverAll(_layers: readonly Layer[], _action: string, _collection: Collection): boolean {
  throw new Error('mayEverAll is being written')
}

/** The rows that every layer shows. */
export function filterForAll(_layers: readonly Layer[], _action: string, _query: FilterQuery): Filter {
  throw new Error('filterForAll is being written')
}

/** Whether every layer of the maker covers the child. */
export function coversAll(_maker: readonly Layer[], _child: Policy, _ceiling?: Policy): Coverage {
  throw new Error('coversAll is being written')
}
