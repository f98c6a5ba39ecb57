import type { Grant } from '@latchkey/policy/grant'
import { problems } from '@latchkey/contract/problems'
import { vocabulary } from '@latchkey/contract/catalogue'
import { decideAll, type LayeredDecision } from '@latchkey/policy/layers'
import { printGrants } from '@latchkey/policy/print'
import type { Request, Target } from '@latchkey/policy/request'
import type { Operation } from '@latchkey/contract/operation'
import { assertScopeHasAction, refuseLayer } from './gate.ts'
import type { Caller } from './principal.ts'
import { type Refusal, refuse } from './refusal.ts'

type Question = Omit<Request, 'principal'>

/** Which grants of which layers decided: `['role:0', 'kind:2']`. */
export type DecidedBy = readonly string[]

/**
 * Decides every question of a request; all must be answered yes, in every layer, or the whole request is refused.
 *
 * What the caller may not read is 404 like a missing thing; what it may read is 403 with the smallest missing grant.
 */
export function authorize(operation: Operation, caller: Caller, questions: readonly Question[]): DecidedBy {
  const decisions = questions.map((question) => ({ question, decision: decide(caller, question) }))
  const refused = decisions.filter((each): each is Denied => !each.decision.allowed)
  if (refused.length > 0) throw refusal(caller, refused)
  for (const { action } of questions) {
    if (action !== operation.guard?.action.name) assertScopeHasAction(operation, caller, action)
  }
  return [
    ...new Set(decisions.flatMap(({ decision }) => (decision.allowed ? decidedBy(caller, decision.because) : []))),
  ]
}

type Denied = { question: Question; decision: Extract<LayeredDecision, { allowed: false }> }

/** One question, answered by all layers. */
export function decide(caller: Caller, question: Question): LayeredDecision {
  return decideAll(caller.layers, { ...question, principal: caller.principal.name })
}

function refusal(caller: Caller, refused: readonly Denied[]): Refusal {
  const first = refused[0]
  if (first === undefined) throw new Error('A refusal needs a denied question: pass at least one.')
  if (isHidden(caller, first.question)) return refuse(problems.notFound)
  const blocking = refused.find(({ decision }) => decision.missing === undefined)
  if (blocking) {
    const { question, decision } = blocking
    const why = decision.reason === 'deny' ? 'is denied' : 'is not allowed'
    return refuseLayer(decision.layer, `${question.action} ${why} by the ${layerNames[decision.layer]}.`)
  }
  const missing = combine(refused.flatMap(({ decision }) => (decision.missing ? [decision.missing] : [])))
  return refuse(
    problems.insufficientScope,
    `No grant allows this: ${refused.map((each) => each.question.action).join(', ')}.`,
    {
      error: 'insufficient_scope',
      layer: first.decision.layer,
      missing_grant: missing,
    },
  )
}

const layerNames: Readonly<Record<Extract<LayeredDecision, { allowed: false }>['layer'], string>> = {
  kind: 'kind of the token',
  scope: 'scope of the token',
  role: 'role of the token',
  grants: 'grants of the token',
  owner: 'rights of the account',
  environment: 'environment of the token',
  branch: 'branches of the token',
}

/** A thing that exists and that the caller may not read. A thing about to be created hides nothing. */
function isHidden(caller: Caller, { action, target }: Question): boolean {
  const exists = target.id !== undefined
  const readAction = `${target.area}.read`
  if (!exists || !vocabulary.actions.has(readAction)) return false
  return action === readAction || !mayRead(caller, target)
}

/** Whether the caller may read the thing in any locale. */
export function mayRead(caller: Caller, target: Target): boolean {
  return decide(caller, { action: `${target.area}.read`, target }).allowed
}

/** Several actions lacking on one thing are one grant where they differ in nothing else. */
function combine(missing: readonly Grant[]): Grant | undefined {
  const [first, ...rest] = missing
  if (first === undefined) return undefined
  const same = rest.every(
    (each) => JSON.stringify([each.resources, each.conditions]) === JSON.stringify([first.resources, first.conditions]),
  )
  if (!same) return first
  const fields = missing.flatMap((each) => each.fields ?? [])
  const { fields: _, ...plain } = first
  const actions = missing.flatMap((each) => each.actions)
  return printGrants([{ ...plain, actions, ...(fields.length > 0 && { fields }) }])[0]
}

function decidedBy(caller: Caller, because: readonly (readonly number[])[]): string[] {
  return because.flatMap((indices, layer) => indices.map((index) => `${caller.layers[layer]?.name}:${index}`))
}
