import { rulesFor, withinBound, type Policy } from '../compile.ts'
import type { Part } from './part.ts'
import type { Question } from './question.ts'
import { fieldsHold, localesHold, type Rule } from './rule.ts'
import { matching, type Shelf } from './shelf.ts'
import type { Side } from './side.ts'

/** A part of a request that no allow covers on one side. */
export interface Gap {
  readonly question: Question
  readonly side: Side
  readonly part: Part
}

export type Refusing = { readonly is: 'denied'; readonly because: readonly number[] } | { readonly is: 'uncovered' }
export type Verdict = { readonly is: 'allowed'; readonly because: readonly number[] } | Refusing

const uncovered: Verdict = { is: 'uncovered' }
const none: readonly number[] = []

/** Deny trumps allow; then each part needs an allow of its own on each side. */
export function judge(policy: Policy, question: Question): Verdict {
  if (!withinBound(policy, question.request.target.space)) return uncovered
  const { allows, denies } = rulesFor(policy, question.request.action)
  const denying = denies.rules.length === 0 ? none : holding(policy, denies, question)
  if (denying.length > 0) return { is: 'denied', because: denying }
  const covering = coveringAll(policy, allows, question)
  return covering === null ? uncovered : { is: 'allowed', because: covering }
}

/** Every part of the request that lacks an allow, on every side where it lacks one. */
export function gapsOf(policy: Policy, question: Question): readonly Gap[] {
  const { allows } = rulesFor(policy, question.request.action)
  return question.sides.flatMap((side) => {
    const candidates = matching(allows, side, question.facts)
    const lacking = question.parts.filter((part) => firstCovering(policy, candidates, part, question) === undefined)
    return lacking.map((part) => ({ question, side, part }))
  })
}

function holding(policy: Policy, denies: Shelf, question: Question): readonly number[] {
  const indices = new Set<number>()
  for (const side of question.sides) {
    for (const rule of matching(denies, side, question.facts)) {
      if (question.parts.some((part) => reaches(policy, rule, part, question))) indices.add(rule.index)
    }
  }
  return indices.size === 0 ? none : inOrder(indices)
}

/** The first allow for each part on each side; null when one is missing. */
function coveringAll(policy: Policy, allows: Shelf, question: Question): readonly number[] | null {
  let only: Rule | undefined
  let several: Set<number> | undefined
  for (const side of question.sides) {
    const candidates = matching(allows, side, question.facts)
    for (const part of question.parts) {
      const rule = firstCovering(policy, candidates, part, question)
      if (rule === undefined) return null
      if (only === undefined) only = rule
      else if (rule !== only) (several ??= new Set(only.alone)).add(rule.index)
    }
  }
  return several === undefined ? (only?.alone ?? none) : inOrder(several)
}

function firstCovering(policy: Policy, rules: readonly Rule[], part: Part, question: Question): Rule | undefined {
  for (const rule of rules) if (reaches(policy, rule, part, question)) return rule
  return undefined
}

function reaches(policy: Policy, rule: Rule, part: Part, question: Question): boolean {
  return localesHold(rule, part.locales) && (!question.byField || fieldsHold(rule, part, policy.fieldNumbers))
}

function inOrder(indices: ReadonlySet<number>): readonly number[] {
  return [...indices].toSorted((left, right) => left - right)
}
