import type { Conditions, Grant } from '../grant.ts'
import { canonicalGrant } from './canonical.ts'
import type { Gap } from './judge.ts'
import { takesFields } from './part.ts'
import type { Question } from './question.ts'
import { statusesOf, type Side } from './side.ts'

/** The smallest grant that closes all the gaps, in canonical form. */
export function missingGrant(question: Question, gaps: readonly Gap[]): Grant {
  const { action } = question.request
  const fields = takesFields(action) ? fieldsOf(question, gaps) : []
  return canonicalGrant({
    effect: 'allow',
    actions: [action],
    resources: gaps.map(({ side }) => resourceOf(side)),
    ...(fields.length > 0 && { fields }),
    conditions: conditionsOf(question, gaps),
  })
}

/** The uncovered fields; where only the request as such is uncovered, the fields that it touches, which opens no other. */
function fieldsOf(question: Question, gaps: readonly Gap[]): readonly string[] {
  const named = (parts: readonly { readonly field: string | null }[]): readonly string[] =>
    parts.flatMap(({ field }) => (field === null ? [] : [field]))
  const lacking = named(gaps.map(({ part }) => part))
  return lacking.length > 0 ? lacking : named(question.parts)
}

function conditionsOf(question: Question, gaps: readonly Gap[]): Conditions {
  const status = statusesOf(question.request)
  const locales = gaps.flatMap(({ part }) => part.locales)
  return { ...(status.length > 0 && { status }), ...(locales.length > 0 && { locales }) }
}

function resourceOf(side: Side): string {
  const prefix = side.space === null ? '' : `space:${side.space.slug}:`
  if (side.moves) return `${prefix}media:category:${side.category}`
  const stem = side.area === 'content' && side.type !== '' ? `content:${side.type}` : side.area
  return side.name === '' ? prefix + stem : `${prefix}${stem}:${side.name}`
}
