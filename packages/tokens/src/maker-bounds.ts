import { type BranchScope, branchesCover } from './branch-scope.ts'
import { type OperationFacts, type Scope, scopeCovers } from './scope.ts'
import { type Spaces, spacesCover } from './spaces.ts'

/** What bounds a token besides its grants. Null: the token has no such bound. */
export interface Bounds {
  readonly scope: Scope | null
  readonly spaces: Spaces
  readonly branches: BranchScope | null
  /** UTC milliseconds; null: never expires. */
  readonly expiresAt: number | null
}

/**
 * In what a token would exceed the token that makes it; empty when in nothing. Grants are compared by the policy engine.
 *
 * A child without a scope of its own, such as an api token, is bound by its grants: those are compared under the maker's scope.
 */
export function exceeding(
  maker: Bounds,
  child: Bounds,
  operations: readonly OperationFacts[],
): readonly (keyof Bounds)[] {
  const within: Readonly<Record<keyof Bounds, boolean>> = {
    scope: maker.scope === null || child.scope === null || scopeCovers(maker.scope, child.scope, operations),
    spaces: spacesCover(maker.spaces, child.spaces),
    branches: maker.branches === null || (child.branches !== null && branchesCover(maker.branches, child.branches)),
    expiresAt: maker.expiresAt === null || (child.expiresAt !== null && child.expiresAt <= maker.expiresAt),
  }
  return (['scope', 'spaces', 'branches', 'expiresAt'] as const).filter((bound) => !within[bound])
}
