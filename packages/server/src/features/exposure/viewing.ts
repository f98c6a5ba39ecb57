import type { Operation } from '@latchkey/contract/operation'
import { type Filter, filterText, normalize } from '@latchkey/policy/filter'
import type { Target } from '@latchkey/policy/request'
import type { Reader } from '../../database/database.ts'
import { decide } from '../../pipeline/authorize.ts'
import { gateOperation } from '../../pipeline/gate.ts'
import type { BranchFacts, Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { Refusal } from '../../pipeline/refusal.ts'
import type { Place } from '../delivery/place.ts'

/** Somebody who looks at what a key opens in a place. What both may read is counted. */
export interface Viewing {
  readonly db: Reader
  readonly space: SpaceFacts
  readonly branch: BranchFacts
  readonly place: Place
  readonly key: Caller
  readonly asker: Caller
}

/** A part of what a key opens. */
export interface Counted<Value> {
  readonly value: Value
  /** By its rights the key may reach more of it than the asker does, whether or not there is more. */
  readonly partial: boolean
}

/** Whether kind, scope and mode let somebody make a call at all. */
export function mayCall(caller: Caller, operation: Operation): boolean {
  try {
    gateOperation(operation, caller)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

export function bothMay({ key, asker }: Viewing, action: string, target: Target): boolean {
  return [key, asker].every((caller) => decide(caller, { action, target }).allowed)
}

/** The rows that pass both. */
export function both(one: Filter, other: Filter): Filter {
  return normalize({ is: 'and', of: [one, other] })
}

/** Whether rows could pass the one and not the other. A yes may be over-careful. */
export function reachesFurther(one: Filter, other: Filter): boolean {
  return filterText(one) !== filterText(both(one, other))
}
