import type { Conditions, Grant } from '../grant.ts'
import { canonicalGrant } from './canonical.ts'
import type { Gap } from './judge.ts'
import { statusesOf, type Side } from './side.ts'

/** The smallest grant that closes all the gaps, in canonical form. There is at least one gap. */
export function missingGrant(gaps: readonly Gap[]): Grant {
  const fields = fieldsOf(gaps)
  return canonicalGrant({
    effect: 'allow',
    actions: gaps.map(({ question }) => question.request.action),
    resources: gaps.map(({ side }) => resourceOf(side)),
    ...(fields.length > 0 && { fields }),
    conditions: conditionsOf(gaps),
  })
}

/** The uncovered fields; where a write lacks its request as such alone, the fields that it touches, which opens no other. */
function fieldsOf(gaps: readonly Gap[]): readonly string[] {
  const writes = gaps.filter(({ question }) => question.byField)
  const lacking = writes.flatMap(({ part }) => part.field ?? [])
  return lacking.length > 0
    ? lacking
    : writes.flatMap(({ question }) => question.parts.flatMap(({ field }) => field ?? []))
}

function conditionsOf(gaps: readonly Gap[]): Conditions {
  const status = gaps.flatMap(({ question }) => statusesOf(question.request))
  const locales = gaps.flatMap(({ part }) => part.locales)
  return { ...(status.length > 0 && { status }), ...(locales.length > 0 && { locales }) }
}

/** The side's thing under one name: by slug, in its space. */
function resourceOf(side: Side): string {
  const prefix = side.space === null ? '' : `space:${side.space.slug}:`
  // What has no name of its own is there by its category.
  if (side.moves || (side.told === '' && side.category !== null)) return `${prefix}media:category:${side.category}`
  const stem = side.area === 'content' && side.type !== '' ? `content:${side.type}` : side.area
  return side.told === '' ? prefix + stem : `${prefix}${stem}:${side.told}`
}
