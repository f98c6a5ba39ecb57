import { rulesFor, withinBound, type Policy } from './compile.ts'
import type { Grant } from './grant.ts'
import { gapsOf, judge } from './lib/judge.ts'
import { missingGrant } from './lib/missing.ts'
import { questionOf } from './lib/question.ts'
import { reachesInto } from './lib/shelf.ts'
import type { Collection, Request } from './request.ts'

export interface Allowed {
  readonly allowed: true
  /** Indices of the grants that decided: for each part of the request the first allow that covers it. */
  readonly because: readonly number[]
}

export interface Refused {
  readonly allowed: false
  readonly reason: 'no-allow' | 'deny'
  /** Indices of the denies that hold; empty for `no-allow`. */
  readonly because: readonly number[]
  /** With `no-allow`: the smallest grant whose addition permits the request. Absent where no grant in this list could. */
  readonly missing?: Grant
}

export type Decision = Allowed | Refused

/** Whether the grants permit the request, and which of them decided. A request is permitted whole or not at all. */
export function decide(policy: Policy, request: Request): Decision {
  const question = questionOf(request)
  const verdict = judge(policy, question)
  if (verdict.is === 'allowed') return { allowed: true, because: verdict.because }
  if (verdict.is === 'denied') return { allowed: false, reason: 'deny', because: verdict.because }
  const refused: Refused = { allowed: false, reason: 'no-allow', because: [] }
  if (!withinBound(policy, request.target.space)) return refused
  return { ...refused, missing: missingGrant(gapsOf(policy, question)) }
}

/** Whether any allow names the action for the collection at all; asked before anything is loaded. */
export function mayEver(policy: Policy, action: string, collection: Collection): boolean {
  return withinBound(policy, collection.space) && reachesInto(rulesFor(policy, action).allows, collection)
}
