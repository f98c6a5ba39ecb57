import { profile } from '@latchkey/contract/actions'
import { operationFacts } from '@latchkey/contract/catalogue'
import type { Operation } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import type { TargetReference } from '@latchkey/contract/target'
import { mayEver } from '@latchkey/policy/decide'
import type { Collection } from '@latchkey/policy/request'
import { kinds } from '@latchkey/tokens/kinds'
import { modeAllows } from '@latchkey/tokens/modes'
import { ownValidation, scopeAllows, scopeAllowsAction } from '@latchkey/tokens/scope'
import { spaceColumn } from '../database/stamp.ts'
import type { Caller } from './principal.ts'
import { type Refusal, refuse } from './refusal.ts'

const factsById = new Map(operationFacts.map((facts) => [facts.id, facts]))

/**
 * What can be refused before the request is read: the kind of the token and its scope.
 *
 * Its answers depend on the operation and the token alone, so that they say nothing about what exists.
 */
export function gateOperation(operation: Operation, caller: Caller): void {
  if (operation.callers !== 'anyone' && !operation.callers.includes(caller.principal.kind))
    throw refuseKind(operation, caller)
  assertScope(operation, caller)
  assertProof(operation, caller)
}

/**
 * What can be refused before anything is loaded: another space, and a collection for which nothing allows the action at all.
 *
 * Its answers depend on the action and the token alone, so that they are the same whatever is named and whether it exists.
 */
export function gateCollection(operation: Operation, caller: Caller, reference: TargetReference): void {
  if (caller.outside && !operation.tags?.includes(ownValidation)) {
    const names =
      reference.space === null ? 'The token is for its spaces only.' : 'The token does not reach this space.'
    throw refuseLayer('space', names)
  }
  if (caller.barred !== null && reference.space !== null) throw refuseLayer(caller.barred.layer, caller.barred.detail)
  if (operation.guard === null) return
  assertEver(caller, operation.guard.action.name, collectionOf(caller, reference))
}

/** Refuses an action that nothing allows the caller on any such thing, whatever is named and whether it exists. */
export function assertEver(caller: Caller, name: string, collection: Collection): void {
  const closed = caller.layers.filter(({ policy }) => !mayEver(policy, name, collection))
  const [first] = closed
  if (first === undefined) return
  throw refuseLayer((closed.find((layer) => !layer.proposes) ?? first).name, `Nothing allows ${name} here.`)
}

/** Whether the caller could ask for an operation himself: what its answer holds may then stand in that of another. */
export function hasOperation(operation: Operation, caller: Caller): boolean {
  const hasKind = operation.callers === 'anyone' || operation.callers.includes(caller.principal.kind)
  return hasKind && whatScopeLacks(operation, caller) === null
}

function assertScope(operation: Operation, caller: Caller): void {
  const lacking = whatScopeLacks(operation, caller)
  if (lacking !== null) throw refuseLayer('scope', lacking)
}

/** Why the token's scope or mode does not have an operation; null when it does. */
function whatScopeLacks({ id }: Operation, { mode, scope }: Caller): string | null {
  const facts = factsById.get(id)
  if (facts === undefined) return null
  if (mode !== null && !modeAllows(mode, facts.access)) return `The token is for ${mode} only.`
  return scope !== null && !scopeAllows(scope, facts) ? `The token’s scope does not have ${id}.` : null
}

/** Refuses to change an account's own things, such as how it signs in, to who has signed in at an organization's provider. */
function assertProof({ guard, access, tags }: Operation, { principal }: Caller): void {
  if (principal.proof === null || access === 'read' || guard?.action.area !== profile.update.area) return
  if (tags?.includes('any-proof')) return
  throw refuseLayer('sign-in', 'This is for who has signed in by means of the account’s own, such as its password.')
}

/** Refuses an action that a request performs besides its operation's own, where the token's scope does not have it. */
export function assertScopeHasAction(operation: Operation, caller: Caller, action: string): void {
  const { mode, scope } = caller
  const inMode =
    mode === null || operationFacts.some((facts) => facts.action === action && modeAllows(mode, facts.access))
  const inScope = scope === null || scopeAllowsAction(scope, operationFacts, action, operation.resource)
  if (!inMode || !inScope) throw refuseLayer('scope', `The token’s scope does not have ${action}.`)
}

/** A refusal that names the layer; there is nothing to propose. */
export function refuseLayer(layer: string | undefined, detail: string): Refusal {
  return refuse(problems.insufficientScope, detail, { ...(layer && { layer }) })
}

function refuseKind(operation: Operation, caller: Caller): Refusal {
  const { kind } = caller.principal
  if (kinds[kind].elsewhere === 'not-found') return refuse(problems.notFound)
  const accepted = operation.callers === 'anyone' ? [] : operation.callers
  return refuse(problems.kindMismatch, `Tokens of the kind ${kind} never can call ${operation.id}. ${placesOf(kind)}`, {
    layer: 'kind',
    accepted_kinds: [...accepted],
  })
}

/** Where tokens of the kind do work, in words. */
function placesOf(kind: keyof typeof kinds): string {
  return kinds[kind].delivers === 'published'
    ? 'It works on the delivery API, /delivery/v1.'
    : 'The access matrix says where it works.'
}

/** The collection that a request names, before anything but the space is known. */
export function collectionOf(caller: Caller, reference: TargetReference): Collection {
  const { area, space, type } = reference
  const known = type === undefined || spaceColumn(type) === 'id' ? {} : { type }
  if (space === null) return { area, space: null, ...known }
  // A space that does not exist is asked about as if it did: by the one name that the request has for it.
  return { area, space: caller.space ?? { id: space, slug: space }, ...known }
}
