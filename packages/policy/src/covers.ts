import type { Policy } from './compile.ts'

export type Coverage = { readonly covered: true } | { readonly covered: false; readonly offending: number }

/**
 * Whether every allow of `child` lies within `maker`, told conservatively: a yes is certain, a no may be over-careful.
 *
 * `ceiling`: what the child's kind may reach at most; allows beyond it are not compared. Absent means no ceiling.
 * `offending` is an index into `child.grants`.
 */
export function covers(_maker: Policy, _child: Policy, _ceiling?: Policy): Coverage {
  throw new Error('covers is being written')
}
