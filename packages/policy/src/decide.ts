import { rulesFor, withinBound, type Policy } from './compile.ts'
import type { Grant } from './grant.ts'
import { gapsOf, judge } from './lib/judge.ts'
import { missingGrant } from './lib/missing.ts'
import { questionOf, type Question } from './lib/question.ts'
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
  /**
   * With `no-allow`: the smallest grant whose addition permits the request. Absent where no grant in this list could.
   * Worked out when it is asked for, so a copy by spread or JSON is without it.
   */
  readonly missing?: Grant
}

export type Decision = Allowed | Refused

const none: readonly number[] = []

// Most refusals only hide a thing, and finding the missing grant costs ten times the decision. A class, because a getter
// on the prototype is free, where one on each object costs more than the decision too.
class Uncovered implements Refused {
  readonly allowed = false
  readonly reason = 'no-allow'
  readonly because = none
  readonly #policy: Policy
  readonly #question: Question
  #missing: Grant | undefined

  constructor(policy: Policy, question: Question) {
    this.#policy = policy
    this.#question = question
  }

  get missing(): Grant {
    return (this.#missing ??= missingGrant(gapsOf(this.#policy, this.#question)))
  }
}

/** Whether the grants permit the request, and which of them decided. A request is permitted whole or not at all. */
export function decide(policy: Policy, request: Request): Decision {
  const question = questionOf(request)
  const verdict = judge(policy, question)
  if (verdict.is === 'allowed') return { allowed: true, because: verdict.because }
  if (verdict.is === 'denied') return { allowed: false, reason: 'deny', because: verdict.because }
  if (!withinBound(policy, request.target.space)) return { allowed: false, reason: 'no-allow', because: none }
  return new Uncovered(policy, question)
}

/** Whether any allow names the action for the collection at all; asked before anything is loaded. */
export function mayEver(policy: Policy, action: string, collection: Collection): boolean {
  return withinBound(policy, collection.space) && reachesInto(rulesFor(policy, action).allows, collection)
}
