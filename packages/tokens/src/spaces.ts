import { type OperationFacts, ownValidation, type Scope } from './scope.ts'

/** Where a token may be used: everywhere its account is, also later; in the spaces that it owns, also later; or in those listed, by id. */
export type Spaces = 'all' | 'owned' | readonly string[]

/** A space as a request finds it. */
export interface SpaceFacts {
  readonly id: string
  /** Whether the token's account owns it now. */
  readonly owned: boolean
}

/** Full user permission: everything that the account can do, wherever it is. It excludes every narrower choice. */
export const full = { scope: { form: 'all' }, spaces: 'all' } as const satisfies { scope: Scope; spaces: Spaces }

/** Whether scope and spaces together are full user permission. */
export function isFull(scope: Scope, spaces: Spaces): boolean {
  return scope.form === full.scope.form && spaces === full.spaces
}

/**
 * Whether a token may call the operation in the space.
 *
 * `space` null: the operation names none, which a token that is restricted to spaces may call only to validate itself.
 */
export function spacesAllow(spaces: Spaces, space: SpaceFacts | null, operation: OperationFacts): boolean {
  if (spaces === 'all' || operation.tags.includes(ownValidation)) return true
  if (space === null) return false
  return spaces === 'owned' ? space.owned : spaces.includes(space.id)
}

/**
 * Whether `child` reaches no space, now or later, that `maker` does not.
 *
 * Conservative: a list is not covered by `owned`, since ownership can be given away, and `owned` by no list.
 */
export function spacesCover(maker: Spaces, child: Spaces): boolean {
  if (maker === 'all') return true
  if (maker === 'owned' || child === 'all' || child === 'owned') return maker === child
  return child.every((space) => maker.includes(space))
}
