import type { Grant } from '@latchkey/policy/grant'

/** A grant as a phrase: `allow content.read and content.update on content:pages, fields title, where status is draft`. */
export function grantInWords({ effect, actions, resources, fields, conditions }: Grant): string {
  const where = [
    ...(conditions?.own ? ['it is your own'] : []),
    ...(conditions?.status ? [`status is ${listed(conditions.status, 'or')}`] : []),
    ...(conditions?.locales ? [`the locale is ${listed(conditions.locales, 'or')}`] : []),
    ...(conditions?.tags ? [`it is tagged ${listed(conditions.tags, 'or')}`] : []),
  ]
  return [
    `${effect} ${listed(actions, 'and')} on ${listed(resources, 'and')}`,
    ...(fields ? [`fields ${listed(fields, 'and')}`] : []),
    ...(where.length > 0 ? [`where ${listed(where, 'and')}`] : []),
  ].join(', ')
}

/** `a, b and c`. */
export function listed(words: readonly string[], last: 'and' | 'or'): string {
  const head = words.slice(0, -1)
  return head.length === 0 ? (words[0] ?? '') : `${head.join(', ')} ${last} ${words.at(-1)}`
}
