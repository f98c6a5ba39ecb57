import { vocabulary } from '@latchkey/contract/catalogue'
import type { Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { decideAll, decideEvery, type LayeredDecision, type LayersRefused } from '@latchkey/policy/layers'
import type { Request, Target } from '@latchkey/policy/request'
import { assertScopeHasAction, refuseLayer } from './gate.ts'
import type { Caller } from './principal.ts'
import { type Refusal, refuse } from './refusal.ts'
import { tellable } from './tellable.ts'

type Question = Omit<Request, 'principal'>

/** Which grants of which layers decided: `['role:0', 'kind:2']`. */
export type DecidedBy = readonly string[]

/**
 * Decides every question of a request; all must be answered yes, in every layer, or the whole request is refused.
 *
 * What the caller may not read is 404 like a missing thing; what it may read is 403 with the smallest missing grant.
 * `localesToRead`: of the facts that the questions are about.
 */
export function authorize(
  operation: Operation,
  caller: Caller,
  questions: readonly Question[],
  localesToRead?: readonly string[],
): DecidedBy {
  // A list asks nothing about itself: its filter decides each row, and the gate has asked about the collection.
  if (questions.length === 0) return []
  const decision = decideQuestions(caller, questions)
  if (!decision.allowed && questions.some((question) => isHidden(caller, question, localesToRead)))
    throw refuse(problems.notFound)
  return settle(operation, caller, questions, decision)
}

/** The same about things of which the caller knows already: all that is refused is 403, reading more of them too. */
export function authorizeKnown(operation: Operation, caller: Caller, questions: readonly Question[]): DecidedBy {
  return settle(operation, caller, questions, decideQuestions(caller, questions))
}

function decideQuestions({ layers, principal }: Caller, questions: readonly Question[]): LayeredDecision {
  return decideEvery(
    layers,
    questions.map((question) => ({ ...question, principal: principal.name })),
  )
}

function settle(
  operation: Operation,
  caller: Caller,
  questions: readonly Question[],
  decision: LayeredDecision,
): DecidedBy {
  if (!decision.allowed) throw refusal(caller, questions, decision)
  for (const { action } of questions) {
    if (action !== operation.guard?.action.name) assertScopeHasAction(operation, caller, action)
  }
  return decision.because.flatMap((indices, layer) => indices.map((index) => `${caller.layers[layer]?.name}:${index}`))
}

/** One question, answered by all layers. */
export function decide(caller: Caller, question: Question): LayeredDecision {
  return decideAll(caller.layers, { ...question, principal: caller.principal.name })
}

/** Whether the caller may read the thing: where locale plays a part, in one of the given ones. */
export function mayRead(caller: Caller, target: Target, locales?: readonly string[]): boolean {
  const question = { action: `${target.area}.read`, target }
  if (locales === undefined) return decide(caller, question).allowed
  return locales.some((locale) => decide(caller, { ...question, locales: [locale] }).allowed)
}

function refusal(caller: Caller, questions: readonly Question[], decision: LayersRefused): Refusal {
  const { layer, reason, missing } = decision
  const actions = [...new Set(questions.map(({ action }) => action))].join(' and ')
  if (missing === undefined) {
    return refuseLayer(
      layer,
      `${actions} ${reason === 'deny' ? 'is denied' : 'is not allowed'} by the ${layerNames[layer]}.`,
    )
  }
  return refuse(problems.insufficientScope, `No grant allows this: ${missing.actions.join(', ')}.`, {
    layer,
    missing_grant: tellable(caller, questions, missing),
  })
}

const layerNames: Readonly<Record<LayersRefused['layer'], string>> = {
  kind: 'kind of the token',
  scope: 'scope of the token',
  role: 'role of the token',
  grants: 'grants of the token',
  owner: 'rights of the account',
  environment: 'environment of the token',
  branch: 'branches of the token',
}

/** A thing that exists and that the caller may not read. A thing about to be created hides nothing. */
function isHidden(caller: Caller, { action, target }: Question, localesToRead?: readonly string[]): boolean {
  if (target.id === undefined) return false
  const readAction = `${target.area}.read`
  // Webhooks are read by who may manage them: where an area has no action of reading, the one that was asked for stands in.
  if (!vocabulary.actions.has(readAction)) return true
  return action === readAction || !mayRead(caller, target, localesToRead)
}
