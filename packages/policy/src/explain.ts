import { withinBound, type Policy } from './compile.ts'
import { decide, type Decision } from './decide.ts'
import type { Effect } from './grant.ts'
import { questionOf, type Question } from './lib/question.ts'
import { fieldsHold, holdsFor, localesHold, type Facts, type Rule } from './lib/rule.ts'
import { arrange, matching } from './lib/shelf.ts'
import { reachesSpace } from './lib/pattern.ts'
import type { Request } from './request.ts'

/** The first thing that keeps a grant from reaching any part of a request, in this order. */
export type Mismatch = 'action' | 'space' | 'resource' | 'own' | 'tags' | 'status' | 'locales' | 'fields'

export interface GrantExplanation {
  /** Index into the policy's grants. */
  readonly index: number
  readonly effect: Effect
  /** It is one of the grants that decided. */
  readonly decided: boolean
  /** Absent when the grant reaches some part of the request. */
  readonly mismatch?: Mismatch
}

export interface Explanation {
  readonly decision: Decision
  readonly grants: readonly GrantExplanation[]
}

/** The decision, and of each grant whether it decided or what kept it from reaching the request. */
export function explain(policy: Policy, request: Request): Explanation {
  const decision = decide(policy, request)
  const question = questionOf(request)
  const grants = policy.rules.map((rule) => {
    const mismatch = mismatchOf(policy, rule, question)
    const decided = decision.because.includes(rule.index)
    return { index: rule.index, effect: rule.grant.effect, decided, ...(mismatch && { mismatch }) }
  })
  return { decision, grants }
}

function mismatchOf(policy: Policy, rule: Rule, question: Question): Mismatch | undefined {
  const { request, facts, parts, sides } = question
  const { actions } = rule.grant
  if (!actions.includes(request.action) && !actions.includes('*')) return 'action'
  const { space } = request.target
  if (!withinBound(policy, space) || !rule.patterns.some((pattern) => reachesSpace(pattern, space))) return 'space'
  const unconditional: Facts = { own: true, statuses: rule.statuses, tags: null }
  const shelf = arrange([{ ...rule, tags: null }])
  if (!sides.some((side) => matching(shelf, side, unconditional).length > 0)) return 'resource'
  if (!holdsFor({ ...rule, tags: null, statuses: 0 }, facts)) return 'own'
  if (!holdsFor({ ...rule, statuses: 0 }, facts)) return 'tags'
  if (!holdsFor(rule, facts)) return 'status'
  const inLocale = parts.filter((part) => localesHold(rule, part.locales))
  if (inLocale.length === 0) return 'locales'
  if (question.byField && !inLocale.some((part) => fieldsHold(rule, part, policy.fieldNumbers))) return 'fields'
  return undefined
}
