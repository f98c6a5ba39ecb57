import { rulesFor, type Policy } from '../compile.ts'
import type { Glob } from '../match.ts'
import type { SpaceName } from '../request.ts'
import { bodiesMeet, bodyWithin } from './overlap.ts'
import { takesFields } from './part.ts'
import { reachesSpace, type Body, type Pattern } from './pattern.ts'
import type { Rule } from './rule.ts'

/** What one allow permits at most, for one action and one pattern: the maker has to permit all of it. */
export interface Demand {
  /** `*` stands for every action, also future ones. */
  readonly action: string
  readonly body: Body
  readonly where: Place
  readonly own: boolean
  /** Bits; 0 for any status and none. */
  readonly statuses: number
  /** Null for any. */
  readonly locales: ReadonlySet<string> | null
  /** Null for any, and for none. */
  readonly tags: ReadonlySet<string> | null
  /** Null for any, and for actions that take no fields. */
  readonly fields: readonly string[] | null
}

/** A known space, or wherever a prefix (null: none) may lead. */
export type Place = { readonly space: SpaceName } | { readonly prefix: Glob | null }

/** All that one allow of the child demands under a ceiling. */
export function demandsOf(rule: Rule, child: Policy, ceiling: Policy | undefined): readonly Demand[] {
  const demands = rule.grant.actions.flatMap((action) =>
    rule.patterns.flatMap((pattern) =>
      placesOf(pattern, child).flatMap((where) => pattern.bodies.map((body) => demandOf(rule, action, body, where))),
    ),
  )
  return ceiling === undefined ? demands : demands.flatMap((demand) => under(ceiling, demand))
}

function placesOf(pattern: Pattern, child: Policy): readonly Place[] {
  if (child.bound === null) return [{ prefix: pattern.space }]
  return child.bound.filter((space) => reachesSpace(pattern, space)).map((space) => ({ space }))
}

function demandOf(rule: Rule, action: string, body: Body, where: Place): Demand {
  const { own, statuses, locales, tags, grant } = rule
  return { action, body, where, own, statuses, locales, tags, fields: fieldsFor(action, grant.fields) }
}

/** The demand as far as the allows of the ceiling let it come: one for each that it meets. */
function under(ceiling: Policy, demand: Demand): readonly Demand[] {
  const rules = demand.action === '*' ? ceiling.rules : rulesFor(ceiling, demand.action).allows.rules
  return rules
    .filter(({ grant }) => grant.effect === 'allow')
    .flatMap((rule) => {
      const actions = demand.action === '*' ? rule.grant.actions : [demand.action]
      const bodies = rule.patterns.flatMap((pattern) => pattern.bodies).filter((body) => bodiesMeet(body, demand.body))
      return actions.flatMap((action) => bodies.flatMap((body) => narrowed({ ...demand, action }, rule, body)))
    })
}

function narrowed(demand: Demand, rule: Rule, body: Body): readonly Demand[] {
  const statuses =
    rule.statuses === 0 || demand.statuses === 0 ? rule.statuses | demand.statuses : rule.statuses & demand.statuses
  if (statuses === 0 && rule.statuses !== 0) return []
  return [
    {
      ...demand,
      body: bodyWithin(body, demand.body) ? body : demand.body,
      own: demand.own || rule.own,
      statuses,
      fields: fieldsFor(demand.action, demand.fields ?? rule.grant.fields),
      locales: demand.locales ?? rule.locales,
      tags: demand.tags ?? rule.tags,
    },
  ]
}

function fieldsFor(action: string, fields: readonly string[] | null | undefined): readonly string[] | null {
  return action === '*' || takesFields(action) ? (fields ?? null) : null
}
