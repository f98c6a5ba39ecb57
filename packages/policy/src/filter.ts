import { rulesFor, withinBound, type Policy } from './compile.ts'
import type { Status } from './grant.ts'
import { normalize } from './lib/normalize.ts'
import { takesFields } from './lib/part.ts'
import { reachesSpace } from './lib/pattern.ts'
import { reachOf } from './lib/reach.ts'
import type { Filter } from './lib/rows.ts'
import { localesHold, type Rule } from './lib/rule.ts'
import { bearsTags, isRead } from './lib/tags.ts'
import type { Collection } from './request.ts'

export { filterText, normalize } from './lib/normalize.ts'
export { evaluate, type Column, type Filter, type Row } from './lib/rows.ts'

/** A list that is about to be shown. */
export interface FilterQuery {
  readonly collection: Collection
  readonly principal: string
  /** Locales read together; absent means that locale plays no part. Ask once for each locale to learn what each may show. */
  readonly locales?: readonly string[]
  /** Where every row has the same status: `published` for delivered snapshots. */
  readonly status?: Status
  /** `false` where the principal cannot have created any row, as for delivery kinds. */
  readonly own?: false
}

/** The rows of a collection for which `decide` permits the action, in normal form. Fields play no part in a list. */
export function filterFor(policy: Policy, action: string, query: FilterQuery): Filter {
  if (!withinBound(policy, query.collection.space)) return { is: 'none' }
  const { allows, denies } = rulesFor(policy, action)
  const denying = denies.rules.filter(({ fields }) => fields === null || !takesFields(action))
  return normalize({
    is: 'and',
    of: [rowsOf(allows.rules, query, action), { is: 'not', of: rowsOf(denying, query, action) }],
  })
}

function rowsOf(rules: readonly Rule[], query: FilterQuery, action: string): Filter {
  return { is: 'or', of: rules.flatMap((rule) => alternativesOf(rule, query, action)) }
}

function alternativesOf(rule: Rule, query: FilterQuery, action: string): readonly Filter[] {
  if (!localesHold(rule, query.locales ?? [])) return []
  const conditions = [ownPart(rule, query), statusPart(rule, query), tagsPart(rule, query, action)]
  return rule.patterns
    .filter((pattern) => reachesSpace(pattern, query.collection.space))
    .flatMap(({ bodies }) => bodies.flatMap((body) => reachOf(body, query.collection)))
    .map((thing) => ({ is: 'and', of: [thing, ...conditions] }))
}

function ownPart({ own }: Rule, query: FilterQuery): Filter {
  if (!own) return { is: 'all' }
  return query.own === false ? { is: 'none' } : { is: 'own', principal: query.principal }
}

function statusPart(rule: Rule, { status }: FilterQuery): Filter {
  const listed = rule.grant.conditions?.status
  if (listed === undefined) return { is: 'all' }
  if (status === undefined) return { is: 'status', in: listed }
  return { is: listed.includes(status) ? 'all' : 'none' }
}

function tagsPart({ tags }: Rule, { collection, status = 'published' }: FilterQuery, action: string): Filter {
  if (tags === null) return { is: 'all' }
  if (!bearsTags(collection.area)) return { is: 'none' }
  return { is: 'tagged', any: [...tags], copy: status === 'published' && isRead(action) ? 'shown' : 'working' }
}
