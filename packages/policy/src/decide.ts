import type { Policy } from './compile.ts'
import type { Grant } from './grant.ts'
import type { Collection, Request } from './request.ts'

export type Allowed = { readonly allowed: true; readonly because: readonly number[] }

export type Refused = {
  readonly allowed: false
  readonly reason: 'no-allow' | 'deny'
  /** Indices of the denies that hold; empty for `no-allow`. */
  readonly because: readonly number[]
  /** With `no-allow`: the smallest grant whose addition permits the request. Absent where no grant of this list could. */
  readonly missing?: Grant
}

export type Decision = Allowed | Refused

/** Whether the grants permit the request, and which of them decided. */
export function decide(_policy: Policy, _request: Request): Decision {
  throw new Error('decide is being written')
}

/** Whether any allow names the action for the collection at all; asked before anything is loaded. */
export function mayEver(_policy: Policy, _action: string, _collection: Collection): boolean {
  throw new Error('mayEver is being written')
}
