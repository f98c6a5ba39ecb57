import { rulesFor, withinBound, type Policy } from './compile.ts'
import { demandsOf, type Demand, type Place } from './lib/demand.ts'
import { globWithin } from './lib/globs.ts'
import { bodiesMeet, bodyWithin } from './lib/overlap.ts'
import { takesFields } from './lib/part.ts'
import { reachesSpace, type Pattern } from './lib/pattern.ts'
import type { Rule } from './lib/rule.ts'

export type Coverage =
  | { readonly covered: true }
  /** `offending`: index into the child's grants. */
  | { readonly covered: false; readonly offending: number }

/**
 * Whether every allow of `child` lies within `maker`. A yes is certain: no request is permitted to the child and refused
 * to the maker. A no may be over-careful: one allow of the maker has to contain the child's (field by field), and
 * no deny of the maker may overlap it.
 *
 * `ceiling`: what the child's kind may reach at most; what lies beyond it is not compared. Absent means no ceiling.
 */
export function covers(maker: Policy, child: Policy, ceiling?: Policy): Coverage {
  const offending = child.rules.find(
    (rule) =>
      rule.grant.effect === 'allow' &&
      demandsOf(rule, child, ceiling).some(
        (demand) => !permits(maker, { ...demand, where: located(maker, demand.where) }),
      ),
  )
  return offending === undefined ? { covered: true } : { covered: false, offending: offending.index }
}

function permits(maker: Policy, demand: Demand): boolean {
  if (maker.bound !== null && !('space' in demand.where && withinBound(maker, demand.where.space))) return false
  const { allows } = rulesFor(maker, demand.action)
  // A deny of any action stands in the way of every action.
  const denies =
    demand.action === '*'
      ? maker.rules.filter(({ grant }) => grant.effect === 'deny')
      : rulesFor(maker, demand.action).denies.rules
  if (denies.some((deny) => overlaps(deny, demand))) return false
  const containing = allows.rules.filter((allow) => contains(allow, demand))
  const allowsField = (field: string): boolean =>
    containing.some(({ grant }) => grant.fields === undefined || grant.fields.includes(field))
  if (demand.fields !== null) return demand.fields.every(allowsField)
  return containing.some(({ grant }) => grant.fields === undefined || !speaksOfFields(demand))
}

/** Whether the allow permits all that is demanded, fields aside. */
function contains(allow: Rule, demand: Demand): boolean {
  const { own, statuses, locales, tags, patterns } = allow
  return (
    (!own || demand.own) &&
    (statuses === 0 || (demand.statuses !== 0 && (demand.statuses & ~statuses) === 0)) &&
    (locales === null || (demand.locales !== null && [...demand.locales].every((locale) => locales.has(locale)))) &&
    (tags === null || (demand.tags !== null && [...demand.tags].every((tag) => tags.has(tag)))) &&
    patterns.some(
      (pattern) => leadsTo(pattern, demand.where) && pattern.bodies.some((body) => bodyWithin(demand.body, body)),
    )
  )
}

/** Whether the deny may hold for something demanded. Whose it is and what tags it bears rules nothing out: a thing bears many. */
function overlaps(deny: Rule, demand: Demand): boolean {
  const { statuses, locales, grant, patterns } = deny
  return (
    (statuses === 0 || demand.statuses === 0 || (statuses & demand.statuses) !== 0) &&
    (locales === null || demand.locales === null || [...demand.locales].some((locale) => locales.has(locale))) &&
    (grant.fields === undefined ||
      demand.fields === null ||
      demand.fields.some((field) => grant.fields?.includes(field))) &&
    patterns.some(
      (pattern) => mayLeadTo(pattern, demand.where) && pattern.bodies.some((body) => bodiesMeet(body, demand.body)),
    )
  )
}

function speaksOfFields({ action }: Demand): boolean {
  return action === '*' || takesFields(action)
}

/** A prefix that names one of the maker's own spaces leads to that space, whichever name it uses. */
function located(maker: Policy, where: Place): Place {
  if ('space' in where || where.prefix?.middles !== null) return where
  const { text } = where.prefix
  const space = maker.bound?.find(({ id, slug }) => id === text || slug === text)
  return space === undefined ? where : { space }
}

function leadsTo(pattern: Pattern, where: Place): boolean {
  if ('space' in where) return reachesSpace(pattern, where.space)
  return pattern.space === null || (where.prefix !== null && globWithin(where.prefix, pattern.space))
}

/** Two prefixes may always name one space, the one by its id and the other by its slug. */
function mayLeadTo(pattern: Pattern, where: Place): boolean {
  return !('space' in where) || reachesSpace(pattern, where.space)
}
