import type { Policy } from './compile.ts'
import type { Decision } from './decide.ts'
import type { Effect } from './grant.ts'
import type { Request } from './request.ts'

/** The first thing that kept a grant from matching any part of the request. */
export type Mismatch = 'action' | 'space' | 'resource' | 'own' | 'status' | 'locales' | 'fields'

export interface GrantExplanation {
  readonly index: number
  readonly effect: Effect
  /** It is one of the grants that decided. */
  readonly decided: boolean
  /** Absent when the grant matches some part of the request. */
  readonly mismatch?: Mismatch
}

export interface Explanation {
  readonly decision: Decision
  readonly grants: readonly GrantExplanation[]
}

/** The decision, and for each grant whether it decided or what kept it from matching. */
export function explain(_policy: Policy, _request: Request): Explanation {
  throw new Error('explain is being written')
}
