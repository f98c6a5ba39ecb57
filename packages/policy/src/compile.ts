import type { Grant } from './grant.ts'
import { numberFields, prepareRule, type FieldNumbers, type Rule } from './lib/rule.ts'
import { arrange, type Shelf } from './lib/shelf.ts'
import type { SpaceName } from './request.ts'

/** A prepared list of grants; made by `compile`, asked by `decide`, `mayEver`, `filterFor`, `covers` and `explain`. */
export interface Policy {
  /** As given; `because` holds indices into this list. */
  readonly grants: readonly Grant[]
  /** The spaces that the grants can reach at all; null means anywhere, things of no space included. */
  readonly bound: readonly SpaceName[] | null
  /** Whether some grant asks for tags; where none does, nobody has to tell them. */
  readonly asksForTags: boolean
  /** @internal */
  readonly rules: readonly Rule[]
  /** @internal By the actions that grants name; any other action is reached by grants for `*` alone. */
  readonly byAction: ReadonlyMap<string, ActionRules>
  /** @internal */
  readonly byAnyAction: ActionRules
  /** @internal */
  readonly fieldNumbers: FieldNumbers
}

/** The grants that name one action. */
export interface ActionRules {
  readonly allows: Shelf
  readonly denies: Shelf
}

/** Prepares a list once for many decisions. `bound`: the spaces it may ever reach (a role's own, a token's list); absent means anywhere. */
export function compile(grants: readonly Grant[], bound?: { readonly spaces: readonly SpaceName[] }): Policy {
  const fieldNumbers = numberFields(grants)
  const rules = grants.map((grant, index) => prepareRule(grant, index, fieldNumbers))
  const actions = new Set(grants.flatMap((grant) => grant.actions))
  const named = (action: string): ActionRules => {
    const naming = rules.filter(({ grant }) => grant.actions.includes(action) || grant.actions.includes('*'))
    const of = (effect: Grant['effect']): Shelf => arrange(naming.filter(({ grant }) => grant.effect === effect))
    return { allows: of('allow'), denies: of('deny') }
  }
  return {
    grants,
    bound: bound?.spaces ?? null,
    asksForTags: rules.some(({ tags }) => tags !== null),
    rules,
    byAction: new Map([...actions].map((action) => [action, named(action)])),
    byAnyAction: named('*'),
    fieldNumbers,
  }
}

/** @internal The grants that name the action. */
export function rulesFor(policy: Policy, action: string): ActionRules {
  return policy.byAction.get(action) ?? policy.byAnyAction
}

/** @internal Whether the policy can reach a place at all. */
export function withinBound(policy: Policy, space: SpaceName | null): boolean {
  return policy.bound === null || (space !== null && policy.bound.some(({ id }) => id === space.id))
}
